//! `crosstown-briefs`: briefs as JSON in, PDF out. See [`crosstown_briefs::serve`].

use std::io::{self, Write};
use std::process::ExitCode;

use crosstown_briefs::{Renderer, serve};

const HELP: &str = "\
Sets briefs of practices as PDF. `crosstown briefs` and `crosstown build` start it.

Reads a brief as JSON from each line of standard input, and writes for each a line of JSON and the
bytes of the document to standard output.

Options:
  --version  Print the version
  --help     Print this help
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        [] => render(),
        ["--version"] => say(concat!("crosstown-briefs ", env!("CARGO_PKG_VERSION"), "\n")),
        ["--help"] => say(HELP),
        _ => {
            complain("expected no arguments; `crosstown-briefs --help` says what it does");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // The caller has closed the pipe.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(3)
        }
    }
}

fn render() -> io::Result<()> {
    let renderer = Renderer::new().map_err(io::Error::other)?;
    serve(&renderer, io::stdin().lock(), io::BufWriter::new(io::stdout().lock()))
}

fn say(text: &str) -> io::Result<()> {
    io::stdout().write_all(text.as_bytes())
}

fn complain(text: &str) {
    // Nothing can be done if even this fails.
    _ = writeln!(io::stderr(), "error: {text}");
}
