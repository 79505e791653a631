//! The command line: arguments, one file per command, progress and exit status. The only room
//! that prints.

mod args;
mod build;
mod check;
mod exit;
mod report;
mod search;
mod serve;
mod terminal;
mod theme;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};

/// Runs the command that the arguments name.
pub(crate) fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no mistakes; clap knows where each belongs.
            let usage = error.use_stderr();
            let printed = error.print();
            return exit::of_usage(usage, printed.is_ok());
        }
    };
    match &arguments.command {
        Command::Build(build) => build::run(build),
        Command::Check(check) => check::run(check),
        Command::Serve(serve) => serve::run(serve),
        Command::Search(search) => search::run(search),
        Command::Theme(theme) => theme::run(theme),
    }
}
