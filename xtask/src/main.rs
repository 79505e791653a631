//! Developer commands: `cargo xtask <command>`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "these are commands for a terminal")]

mod bench;
mod wasm;

use std::process::ExitCode;

fn main() -> ExitCode {
    let command = std::env::args().nth(1).unwrap_or_default();
    let result = match command.as_str() {
        "bench" => bench::run(&std::env::args().skip(2).collect::<Vec<_>>()),
        "wasm" => wasm::run(),
        _ => Err(format!("there is no command `{command}`; the commands are: bench, wasm")),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
