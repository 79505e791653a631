//! `cargo xtask test`: everything that a change must pass, in one command.
//!
//! The steps run from fast to slow and stop at the first failure. Whatever they need and the
//! machine lacks is installed, or the message says which command installs it.

mod briefs;
mod deny;
mod outcome;
mod steps;

use std::time::{Duration, Instant};

use crate::workspace::Workspace;

use outcome::Outcome;

/// A step: its name for `--only`, its description, and its implementation.
struct Step {
    name: &'static str,
    about: &'static str,
    run: fn(&Workspace) -> Result<Outcome, String>,
}

const STEPS: &[Step] = &[
    Step { name: "fmt", about: "Formatting", run: steps::fmt },
    Step { name: "clippy", about: "Lints, warnings denied", run: steps::clippy },
    Step { name: "doc", about: "Documentation, warnings denied", run: steps::doc },
    Step { name: "rust", about: "Rust tests", run: steps::rust },
    Step {
        name: "commonmark",
        about: "The examples of the CommonMark specification",
        run: steps::commonmark,
    },
    Step {
        name: "citations",
        about: "Citations and tables as other programs read them",
        run: steps::citations,
    },
    Step {
        name: "feeds",
        about: "Feeds and calendars as other programs read them",
        run: steps::feeds,
    },
    Step { name: "reading", about: "The measure of reading beside textstat", run: steps::reading },
    Step { name: "types", about: "Types of the browser scripts", run: steps::types },
    Step { name: "node", about: "The search client in Node", run: steps::node },
    Step { name: "mcp", about: "The server for other tools and a client", run: steps::mcp },
    Step { name: "content", about: "The content of this repository", run: steps::content },
    Step { name: "dist", about: "The archive of a release, unpacked elsewhere", run: steps::dist },
    Step { name: "briefs", about: "Briefs of the content as PDF", run: briefs::run_step },
    Step { name: "browser", about: "The real site in Chromium", run: steps::browser },
    Step { name: "firefox", about: "The real site in Firefox", run: steps::firefox },
    Step { name: "webkit", about: "The real site in WebKit", run: steps::webkit },
    Step { name: "hosts", about: "The real site on nginx", run: steps::hosts },
    Step { name: "trust", about: "Published attacks in Chromium", run: steps::trust },
    Step {
        name: "deny",
        about: "Licences, duplicates and sources of dependencies",
        run: deny::run,
    },
];

/// Runs all steps, or the one named with `--only`.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let chosen = choose(arguments)?;
    let workspace = Workspace::find()?;
    let start = Instant::now();
    let mut skipped = Vec::new();
    for (at, step) in chosen.iter().enumerate() {
        println!("\n==> {}/{} {}: {}", at + 1, chosen.len(), step.name, step.about);
        let begun = Instant::now();
        match (step.run)(&workspace) {
            Ok(Outcome::Passed) => println!("    {} passed in {}", step.name, time(begun)),
            Ok(Outcome::Skipped(why)) => {
                println!("    {} not checked: {why}", step.name);
                skipped.push(format!("{}: {why}", step.name));
            }
            Err(message) => {
                return Err(format!(
                    "step `{0}` failed after {1}: {message}\n\nTo run it alone: cargo xtask test --only {0}",
                    step.name,
                    time(begun)
                ));
            }
        }
    }
    println!();
    skipped.iter().for_each(|one| println!("Not checked: {one}"));
    let what = if chosen.len() == 1 { "The step" } else { "All steps" };
    match skipped.len() {
        0 => println!("{what} passed in {}", time(start)),
        some => println!("{what} passed in {}, except {some} not checked", time(start)),
    }
    Ok(())
}

fn choose(arguments: &[String]) -> Result<Vec<&'static Step>, String> {
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => Ok(STEPS.iter().collect()),
        ["--only", name] => match STEPS.iter().find(|step| step.name == *name) {
            Some(step) => Ok(vec![step]),
            None => Err(format!("unknown step `{name}`\n{}", steps_help())),
        },
        _ => Err(format!("expected no arguments, or `--only STEP`\n{}", steps_help())),
    }
}

/// The list of steps with their descriptions.
pub(crate) fn steps_help() -> String {
    let lines = STEPS.iter().map(|step| format!("\n  {:<10} {}", step.name, step.about));
    format!("Steps:{}", lines.collect::<String>())
}

fn time(since: Instant) -> String {
    in_words(since.elapsed())
}

fn in_words(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 60 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} min {} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(arguments: &[&str]) -> Result<Vec<&'static str>, String> {
        let arguments: Vec<String> = arguments.iter().map(|&one| one.to_owned()).collect();
        choose(&arguments).map(|steps| steps.iter().map(|step| step.name).collect())
    }

    #[test]
    fn without_arguments_every_step_runs() {
        assert_eq!(names(&[]).unwrap().len(), STEPS.len());
    }

    #[test]
    fn one_step_can_be_chosen() {
        assert_eq!(names(&["--only", "browser"]).unwrap(), ["browser"]);
    }

    #[test]
    fn a_wrong_step_is_refused_with_the_right_ones() {
        let message = names(&["--only", "brwoser"]).unwrap_err();
        assert!(message.contains("brwoser") && message.contains("clippy"), "{message}");
        assert!(names(&["--only"]).is_err());
        assert!(names(&["browser"]).is_err());
    }

    #[test]
    fn durations_are_readable() {
        assert_eq!(in_words(Duration::from_millis(1250)), "1.2 s");
        assert_eq!(in_words(Duration::from_secs(125)), "2 min 5 s");
    }
}
