//! Citations: `[^id]` where `id` is one of the record's sources.

use crate::diagnostic::{Diagnostic, Span, nearest};
use crate::model::Source;
use crate::model::SourceFile;

/// A source that the body cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Id of the source.
    pub id: String,
    /// How often it is cited; the n-th mention has the anchor `cite-<id>-<n>`.
    pub mentions: usize,
}

/// Counts a mention and renders it: the number of the source, linked to the list of sources.
pub(super) fn mention(citations: &mut Vec<Citation>, id: &str) -> String {
    let at = citations.iter().position(|citation| citation.id == id).unwrap_or_else(|| {
        citations.push(Citation { id: id.to_owned(), mentions: 0 });
        citations.len() - 1
    });
    citations[at].mentions += 1;
    let (number, mention) = (at + 1, citations[at].mentions);
    format!(
        "<sup class=\"citation\"><a href=\"#source-{id}\" id=\"cite-{id}-{mention}\" \
         aria-label=\"Source {number}\">{number}</a></sup>"
    )
}

/// An error for a citation of nothing.
pub(super) fn unknown(file: &SourceFile, span: Span, id: &str, sources: &[Source]) -> Diagnostic {
    let message = format!("`[^{id}]` cites a source that this record does not list");
    let found = Diagnostic::error("unknown-citation", file.place(span), message);
    let found = found.label("expected the id of one of its `sources`");
    match nearest(id, sources.iter().map(|source| source.id.as_str())) {
        Some(candidate) => found.did_you_mean(Some(candidate)),
        None => found.help(format!("add a source with `id: {id}`, or a footnote `[^{id}]: …`")),
    }
}
