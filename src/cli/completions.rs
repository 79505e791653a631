//! `crosstown completions` and `crosstown man`: what shells and manuals need to know of the command
//! line, made from its own description.

use std::path::PathBuf;

use clap::{Args, Command};
use clap_complete::Shell;

use super::exit;
use super::terminal::{Terminal, shown};

/// Name of the program.
const NAME: &str = "crosstown";

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown completions bash > ~/.local/share/bash-completion/completions/crosstown\n  crosstown completions zsh > ~/.zfunc/_crosstown\n  crosstown completions fish > ~/.config/fish/completions/crosstown.fish"
)]
pub(super) struct CompletionsArgs {
    /// Your shell.
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

/// Prints a script of completions of a command line.
pub(super) fn run(args: &CompletionsArgs, mut line: Command, terminal: &Terminal) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut line, NAME, &mut script);
    terminal.out(&String::from_utf8_lossy(&script));
    exit::DONE
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown man ~/.local/share/man/man1\n  man crosstown-check\n\nExisting files with the same names are replaced."
)]
pub(super) struct ManArgs {
    /// Folder to write to; it is created if it does not exist.
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

/// Writes a manual page for the program and for each of its commands.
pub(super) fn manual(args: &ManArgs, line: Command, terminal: &Terminal) -> u8 {
    let written =
        std::fs::create_dir_all(&args.dir).and_then(|()| clap_mangen::generate_to(line, &args.dir));
    let dir = shown(&args.dir);
    match written {
        Ok(()) => {
            terminal.out(&format!("Wrote the manual to {dir}.\n"));
            exit::DONE
        }
        Err(error) => {
            terminal.error(format_args!("writing to {dir}: {error}"));
            exit::SYSTEM
        }
    }
}
