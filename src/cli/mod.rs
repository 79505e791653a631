//! The command line: arguments, one file per command, progress and exit status. The only module
//! that prints.

mod advice;
mod args;
mod ask;
mod briefs;
mod build;
mod check;
mod completions;
mod content_args;
mod convene;
mod digest;
mod doctor;
mod exit;
mod export;
mod files;
mod fix;
mod import;
mod init;
#[cfg(feature = "links")]
mod links;
#[cfg(feature = "mcp")]
mod mcp;
mod new;
mod notes;
mod pull_request;
mod release_check;
mod rename;
mod report;
mod schema;
mod search;
mod serve;
mod start;
mod terminal;
mod theme;
mod today;

use std::process::ExitCode;
use std::sync::Arc;

use clap::{CommandFactory as _, Parser};

use args::{Arguments, Command};
use terminal::Terminal;

/// Runs the command that the arguments name.
pub(crate) fn run() -> ExitCode {
    let terminal = Arc::new(Terminal::default());
    let status = match Arguments::try_parse() {
        Ok(arguments) => ended(&arguments.command, &terminal),
        // An error quotes the arguments, which may contain anything.
        Err(error) if error.use_stderr() => {
            terminal.err(&error.render().to_string());
            exit::USAGE
        }
        // Help and version are not errors.
        Err(error) => {
            terminal.out(&error.render().to_string());
            exit::DONE
        }
    };
    terminal.ended(status)
}

fn ended(command: &Command, terminal: &Arc<Terminal>) -> u8 {
    match command {
        Command::Build(build) => build::run(build, terminal),
        Command::Check(check) => check::run(check, terminal),
        Command::Fix(fix) => fix::run(fix, terminal),
        #[cfg(feature = "links")]
        Command::Links(links) => links::run(links, terminal),
        Command::Export(export) => export::run(export, terminal),
        Command::Briefs(briefs) => briefs::run(briefs, terminal),
        Command::Convene(convene) => convene::run(convene, terminal),
        Command::ReleaseCheck(check) => release_check::run(check, terminal),
        Command::Digest(digest) => digest::run(digest, terminal),
        Command::Notes(notes) => notes::run(notes, terminal),
        Command::Import(import) => import::run(import, terminal),
        Command::Serve(serve) => serve::run(serve, terminal),
        Command::Search(search) => search::run(search, terminal),
        Command::Theme(theme) => theme::run(theme, terminal),
        #[cfg(feature = "mcp")]
        Command::Mcp(mcp) => mcp::run(mcp, terminal),
        Command::Schema(schema) => schema::run(schema, terminal),
        Command::New(new) => new::run(new, terminal),
        Command::Rename(rename) => rename::run(rename, terminal),
        Command::Init(init) => init::run(init, terminal),
        Command::Completions(shell) => completions::run(shell, Arguments::command(), terminal),
        Command::Doctor(doctor) => doctor::run(doctor, terminal),
        Command::Man(man) => completions::manual(man, Arguments::command(), terminal),
    }
}
