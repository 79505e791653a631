//! Drafts of forms: whatever is typed into the fields, the record that is written is read back with
//! the same text, and its page is harmless.

use std::sync::Mutex;

use crosstown::draft::{Draft, Known, Names, Part};

use super::harmless::assert_harmless;

/// The kinds that have forms, and one that does not exist.
const KINDS: [&str; 4] = ["practice", "session", "city", "meal"];

fn known() -> Known {
    let names = r#"{
        "site": {"title": "Bins", "base_url": "https://bins.example/", "languages": ["en"]},
        "spheres": [], "mechanisms": [],
        "topics": [{"id": "waste", "label": "Waste", "definition": "What is thrown away."}],
        "records": [
            {"kind": "city", "slug": "denver", "title": "Denver", "names": ["Mile High City"]},
            {"kind": "practice", "slug": "lid-week", "title": "Lid week"},
            {"kind": "convening", "slug": "meeting", "title": "Meeting"}
        ]
    }"#;
    let names: Names = serde_json::from_str(names).expect("the names are JSON");
    Known::new(&names)
}

/// Reviews a draft: the first byte chooses its kind, then each line is a field with its value
/// (`title=Night buses`), and what follows an empty line is its text.
pub fn run(data: &[u8]) {
    static KNOWN: Mutex<Option<Known>> = Mutex::new(None);
    let Some((kind, typed)) = data.split_first() else { return };
    let Ok(typed) = std::str::from_utf8(typed) else { return };
    let (fields, text) = typed.split_once("\n\n").unwrap_or((typed, ""));
    let values = fields.lines().filter_map(|line| line.split_once('='));
    // `␊`, which nobody types, stands for a line break within a value.
    let value = |value: &str| value.replace('\u{240a}', "\n");
    let draft = Draft {
        kind: KINDS[usize::from(*kind) % KINDS.len()].to_owned(),
        convening: Some("meeting".to_owned()).filter(|_| kind % 2 == 1),
        values: values.map(|(name, text)| (name.to_owned(), value(text))).collect(),
        parts: vec![Part { heading: "Results".to_owned(), text: text.to_owned() }],
        words: [("body.note".to_owned(), "Note {number}".to_owned())].into(),
    };
    let mut kept = KNOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let known = kept.get_or_insert_with(known);
    let review = known.review(&draft);
    assert_harmless(&review.html);
    // Whatever was typed is part of a value and never becomes a line of front matter.
    assert!(review.text.starts_with("---\n"), "{}", review.text);
    let (front, _) = review.text[4..].split_once("\n---\n").expect("the front matter ends");
    // Control characters are findings, in a form as in a file.
    let is_syntax = |message: &str| !message.contains("control character");
    let mut findings = review.findings.iter().filter(|one| one.code.starts_with("yaml"));
    let syntax = findings.find(|one| is_syntax(&one.message));
    assert!(syntax.is_none(), "{syntax:?} in\n{front}");
}
