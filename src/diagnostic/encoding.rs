//! Files that are not valid UTF-8.

use super::{Diagnostic, LineIndex, Span};

/// A finding at the first invalid byte, which is shown as `�`.
#[must_use]
pub fn not_utf8(path: &str, bytes: &[u8]) -> Diagnostic {
    let text = String::from_utf8_lossy(bytes);
    let at = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let place = LineIndex::new(&text).place(path, Span::new(at..at + 1));
    Diagnostic::error("bad-encoding", place, "this file is not UTF-8")
        .label("this character is written in another encoding")
        .help("save the file with the encoding UTF-8")
}
