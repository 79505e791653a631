//! Printing: to the two streams, with colours where a person looks and wants them.

use std::env;
use std::io::{self, IsTerminal, Write};

use crosstown::diagnostic::Style;

/// Prints to standard output. A reader that has gone away (`| head`) is no error.
pub(super) fn out(text: &str) {
    write(&mut io::stdout().lock(), text);
}

/// Prints to standard error.
pub(super) fn err(text: &str) {
    write(&mut io::stderr().lock(), text);
}

fn write(stream: &mut impl Write, text: &str) {
    // Nobody is left to be told when even this fails.
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}

/// Colours when the stream is a terminal and `NO_COLOR` is not set (no-color.org).
pub(super) fn style(stream: &impl IsTerminal) -> Style {
    let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = env::var_os("TERM").is_some_and(|value| value == "dumb");
    if stream.is_terminal() && !refused && !dumb { Style::Coloured } else { Style::Plain }
}

/// A line that is replaced by the next one, shown only on a terminal.
pub(super) fn progress(text: &str) {
    if io::stderr().is_terminal() {
        err(&format!("\r\u{1b}[2K{text}"));
    }
}
