//! The report as workflow commands, which GitHub shows beside the lines of a pull request.
//!
//! Their format: <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.

use std::fmt::Write as _;

use super::visible::visible;
use super::{Diagnostic, Severity};

/// Renders all findings, one command on each line. Without findings it is empty.
#[must_use]
pub fn github(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(command).collect()
}

fn command(diagnostic: &Diagnostic) -> String {
    let name = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let mut command = format!("::{name} ");
    if let Some(place) = &diagnostic.place {
        let file = property(&place.file);
        _ = write!(command, "file={file},line={},", place.line);
        // A finding about a file as a whole stands at its first line.
        if !place.text.is_empty() {
            let end = place.column + place.length;
            _ = write!(command, "endLine={},col={},endColumn={end},", place.line, place.column);
        }
    }
    let texts = [&diagnostic.label, &diagnostic.help, &diagnostic.note];
    let texts = texts.into_iter().flatten().map(String::as_str);
    let said: Vec<&str> = std::iter::once(diagnostic.message.as_str()).chain(texts).collect();
    _ = writeln!(command, "title={}::{}", property(&diagnostic.code), data(&said.join("\n")));
    command
}

/// A message: what would end it is escaped.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which commas and colons would end, too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{LineIndex, Place, Span};

    #[test]
    fn nothing_in_a_file_can_begin_another_command() {
        let place = LineIndex::new("title: a\n").place("content/a,b:c.md", Span::new(7..8));
        let found =
            Diagnostic::error("bad-title", place, "100% of\n::warning::this").help("mend it");
        assert_eq!(
            github(&[found]),
            "::error file=content/a%2Cb%3Ac.md,line=1,endLine=1,col=8,endColumn=9,title=bad-title\
             ::100%25 of%0A::warning::this%0Amend it\n"
        );
    }

    #[test]
    fn a_finding_about_a_file_or_the_folder_has_no_column() {
        let whole = Diagnostic::warning("empty-file", Place::file("content/a.md"), "it is empty");
        assert_eq!(
            github(&[whole, Diagnostic::global("no-pages", "there are none")]),
            "::warning file=content/a.md,line=1,title=empty-file::it is empty\n\
             ::error title=no-pages::there are none\n"
        );
    }
}
