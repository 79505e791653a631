//! From Markdown to a page: whatever a body contains, its page is harmless and has no gap left, and
//! what is withheld is not in its published source.

use crosstown::diagnostic::Span;
use crosstown::markdown;
use crosstown::model::{At, FoundLines, Kind, Source, SourceFile};

use super::harmless::assert_harmless;

/// Renders the body, as it is and without what notes withhold.
pub fn run(data: &[u8]) {
    let Ok(body) = std::str::from_utf8(data) else { return };
    let end = body.len();
    let sources = ["a", "annual-report"].map(|id| Source {
        id: At::new(id.to_owned(), Span::default()),
        title: "A source".to_owned(),
        url: None,
        publisher: None,
        date: None,
        accessed: None,
        archived_url: None,
        authors: Vec::new(),
    });
    let file = SourceFile {
        path: "content/practices/x.md".to_owned(),
        kind: Kind::Practice,
        slug: "x".to_owned(),
        parent: None,
        lang: None,
        text: body.to_owned().into(),
        lines: FoundLines::default(),
    };
    for withhold in [false, true] {
        let (doc, found) = markdown::parse(&file, 0..end, &sources, withhold);
        let (closed, _) = doc.closed(0, |_, out| out.push_str("/x/"));
        let html = markdown::fill_labels(&closed.read(), |_| "label".to_owned());
        assert!(!markdown::has_gap(&html), "{html}");
        assert_harmless(&html);
        for place in found.iter().filter_map(|one| one.place.as_ref()) {
            assert!(place.line >= 1 && place.column >= 1 && place.length >= 1, "{place:?}");
        }
        for span in doc.quotations.iter().chain(&doc.raw_html) {
            assert!(span.start <= span.end && span.range().end <= end, "{span:?}");
        }
    }
    // Redacting a second time removes nothing more.
    let redacted = markdown::redacted_markdown(body, &sources);
    assert!(!redacted.contains("<!--"), "{redacted}");
}
