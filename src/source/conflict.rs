//! Files with unresolved merge conflicts. Nobody wrote such a file as it is, so nothing else is
//! reported about it.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Span};
use crate::model::SourceFile;

const OURS: &str = "<<<<<<< ";
const BETWEEN: &str = "=======";
const THEIRS: &str = ">>>>>>> ";

/// Reports each conflict: three lines that begin with git's markers, in order.
pub(super) fn conflicts(file: &SourceFile) -> Vec<Diagnostic> {
    let text = &*file.text.read();
    if !text.contains(OURS) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut open: Option<(Range<usize>, bool)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        if words.starts_with(OURS) {
            open = Some((at..at + words.len(), false));
        } else if let Some((_, halfway)) = &mut open {
            if words == BETWEEN {
                *halfway = true;
            } else if words.starts_with(THEIRS) && *halfway {
                found.extend(open.take().map(|(first, _)| conflict(file, first)));
            }
        }
        at += line.len();
    }
    found
}

fn conflict(file: &SourceFile, at: Range<usize>) -> Diagnostic {
    let message = "two versions of this file were merged, and git left both of them here";
    Diagnostic::error("merge-conflict", file.place(Span::new(at)), message)
        .label("the first version begins here, the second after `=======`")
        .help("keep the correct one of the two, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`")
}
