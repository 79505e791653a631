//! Front matter: any text of a file of any kind is a record or has findings, each with a place in it.

use crosstown::model::{Choice as _, FoundLines, Kind, SourceFile};
use crosstown::source;

/// Reads a file. The first byte chooses the kind of record.
pub fn run(data: &[u8]) {
    let Some((kind, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let kinds = Kind::ALL;
    let (kind, _) = kinds[usize::from(*kind) % kinds.len()];
    let text = format!("---\n{text}\n---\n\nWords.\n");
    let lines = text.split('\n').count();
    let file = SourceFile {
        path: format!("content/{}/x.md", kind.folder()),
        kind,
        slug: "x".to_owned(),
        parent: (kind == Kind::Session).then(|| "meeting".to_owned()),
        lang: None,
        text: text.into(),
        lines: FoundLines::default(),
    };
    let (entry, found) = source::record(file.clone());
    assert!(entry.is_some() || found.iter().any(crosstown::diagnostic::Diagnostic::is_error));
    for one in &found {
        let place = one.place.as_ref().expect("a finding in a file has a place");
        assert!((1..=lines).contains(&place.line) && place.column >= 1, "{one:?}");
        assert!(!one.message.chars().any(char::is_control), "{one:?}");
    }
    let again = source::record(file);
    assert_eq!((entry, found), again, "the same text is read the same way");
}
