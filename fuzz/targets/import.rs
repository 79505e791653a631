//! Templates that somebody has filled in offline: any bytes are read as a document or refused, and
//! any lines give a draft or findings.

use std::sync::OnceLock;

use crosstown::import::{MOST, import, paragraphs};
use crosstown::source::{self, Content};

fn content() -> &'static Content {
    static CONTENT: OnceLock<Content> = OnceLock::new();
    CONTENT.get_or_init(|| {
        let site = "title: Bins\nbase_url: https://bins.example/\n".to_owned();
        source::parse(source::given([("content/site.yaml".to_owned(), site)]), None).0
    })
}

/// Reads the bytes as a document, and again as the XML within one and as the lines of a template.
pub fn run(data: &[u8]) {
    let mut all = vec![paragraphs(data)];
    if let Ok(packed) = crosstown::archive::zip([("word/document.xml", data)]) {
        all.push(paragraphs(&packed));
    }
    if let Ok(text) = std::str::from_utf8(data) {
        all.push(Ok(text.lines().map(str::to_owned).collect()));
    }
    for lines in all.into_iter().flatten() {
        assert!(lines.iter().map(String::len).sum::<usize>() as u64 <= MOST);
        let read = import("form.docx", &lines, content());
        assert!(read.draft.is_some() || !read.found.is_empty(), "nothing is said");
        for found in &read.found {
            assert!(!found.message.chars().any(char::is_control), "{found:?}");
        }
    }
}
