//! Citations: `[^id]` where `id` is one of the record's sources.

use super::gap::Label;
use crate::diagnostic::{Diagnostic, Span, nearest};
use crate::escape;
use crate::model::{Source, SourceFile};

/// A source that the body cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Id of the source.
    pub id: String,
    /// Number of mentions; the n-th has the anchor `cite-<id>-<n>`.
    pub mentions: usize,
}

/// Footnote definitions for all sources, which make `[^id]` a reference to the parser. They are put
/// before the body, and their events are skipped. A comment ends the last one, whatever the body
/// begins with.
pub(super) fn definitions(sources: &[Source]) -> String {
    let mut definitions = String::new();
    let is_label = |id: &str| {
        !id.trim().is_empty() && !id.contains(['[', ']', '\\']) && !id.contains(char::is_control)
    };
    for source in sources.iter().filter(|source| is_label(&source.id)) {
        definitions.push_str("[^");
        definitions.push_str(&source.id);
        definitions.push_str("]: source\n\n");
    }
    definitions.push_str("<!-- -->\n\n");
    definitions
}

/// Counts a mention and renders it as the number of the source, linked to the list of sources.
pub(super) fn mention(citation: &mut Citation, number: usize) -> String {
    citation.mentions += 1;
    let (id, mention) = (escape::html(&citation.id), citation.mentions);
    let label = Label::Source(number);
    format!(
        "<sup class=\"citation\"><a href=\"#source-{id}\" id=\"cite-{id}-{mention}\" \
         aria-label=\"{label}\">{number}</a></sup>"
    )
}

/// The finding about a citation of an unknown source.
pub(super) fn unknown(file: &SourceFile, span: Span, id: &str, sources: &[Source]) -> Diagnostic {
    let message = format!("`[^{id}]` cites a source that this record does not list");
    let found = Diagnostic::error("unknown-citation", file.place(span), message);
    let found = found.label("expected the id of one of its `sources`");
    match nearest(id, sources.iter().map(|source| source.id.as_str())) {
        Some(candidate) => {
            found.did_you_mean(Some(candidate)).replaced_by(format!("[^{candidate}]"))
        }
        None => found.help(format!("add a source with `id: {id}`, or a footnote `[^{id}]: …`")),
    }
}
