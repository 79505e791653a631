//! Prints to the two output streams, with colours if a person is reading and wants them.
//!
//! All output is made safe here, because nearly all of it quotes untrusted text. Rendered findings
//! contain colours and were made safe before rendering.

use std::env;
use std::fmt::Display;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::OnceLock;

use crosstown::diagnostic::{Style, visible, visible_in_line, visible_json};

use super::exit;

/// The two streams, and whether writing to them succeeded.
#[derive(Debug, Default)]
pub(super) struct Terminal {
    fault: OnceLock<io::Error>,
}

impl Terminal {
    /// Prints to standard output.
    pub(super) fn out(&self, text: &str) {
        self.write(&mut io::stdout().lock(), &visible(text));
    }

    /// Prints JSON to standard output, with hidden characters escaped.
    pub(super) fn out_json(&self, json: String) {
        self.write(&mut io::stdout().lock(), &(visible_json(json) + "\n"));
    }

    /// Prints to standard error.
    pub(super) fn err(&self, text: &str) {
        self.write(&mut io::stderr().lock(), &visible(text));
    }

    /// Prints an error on one line, whatever names it contains.
    pub(super) fn error(&self, error: impl Display) {
        self.err(&format!("error: {}\n", visible_in_line(&error.to_string())));
    }

    /// Prints rendered findings to standard error, with their colours.
    pub(super) fn err_drawn(&self, text: &str) {
        self.write(&mut io::stderr().lock(), text);
    }

    /// A progress line that the next one replaces, shown only on a terminal.
    pub(super) fn progress(&self, text: &str) {
        if io::stderr().is_terminal() {
            self.err_drawn(&format!("\r\u{1b}[2K{}", visible_in_line(text)));
        }
    }

    /// Colours when standard error is a terminal and `NO_COLOR` is not set (no-color.org).
    pub(super) fn style(&self) -> Style {
        let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = env::var_os("TERM").is_some_and(|value| value == "dumb");
        let wanted = io::stderr().is_terminal() && !refused && !dumb;
        if wanted { Style::Coloured } else { Style::Plain }
    }

    /// The exit status of a command that ends with `status`. If output could not be printed, even a
    /// success becomes a failure.
    pub(super) fn ended(&self, status: u8) -> ExitCode {
        let Some(fault) = self.fault.get() else { return status.into() };
        // The other stream may still work.
        _ = writeln!(io::stderr(), "error: writing the output: {fault}");
        exit::SYSTEM.into()
    }

    fn write(&self, stream: &mut impl Write, text: &str) {
        let written = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
        // A reader that has closed the pipe (`| head`) has seen enough.
        if let Err(error) = written
            && error.kind() != ErrorKind::BrokenPipe
        {
            _ = self.fault.set(error);
        }
    }
}

/// A path for use in a sentence.
pub(super) fn shown(path: &Path) -> impl Display {
    visible_in_line(&path.display().to_string()).into_owned()
}
