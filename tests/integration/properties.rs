//! What holds for every text that anybody could contribute.

use std::fs;
use std::path::Path;

use crosstown::check::Extent;
use crosstown::diagnostic::{LineIndex, Span};
use crosstown::markdown;
use crosstown::model::{At, Date, Kind, Source, is_slug, slugify};
use crosstown::model::{FoundLines, SourceFile};
use crosstown::source::{self, FileList, Listed, Role};
use crosstown::withheld::{Confidential, List};
use proptest::prelude::*;

use crate::fuzzed::targets::harmless::assert_harmless;

fn file(text: String) -> SourceFile {
    SourceFile {
        path: "content/practices/x.md".to_owned(),
        kind: Kind::Practice,
        slug: "x".to_owned(),
        parent: None,
        lang: None,
        text: text.into(),
        lines: FoundLines::default(),
    }
}

fn source_of(id: &str) -> Source {
    Source {
        id: At::new(id.to_owned(), Span::default()),
        title: "A source".to_owned(),
        url: None,
        publisher: None,
        date: None,
        accessed: None,
        archived_url: None,
        authors: Vec::new(),
    }
}

/// Pieces that mean something to Markdown or HTML, among them what an attacker would write.
const MARKUP: &[&str] = &[
    "<script>",
    "</script>",
    "<script src=//evil.example>",
    "<ScRiPt>",
    "<scr<script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<a href=\"javascript:alert(1)\">",
    "<a\thref='java\nscript:x'>",
    "<svg onload=alert(1)>",
    "<iframe srcdoc=\"<script>1</script>\">",
    "<style>",
    "</style>",
    "<math><mtext>",
    "<table><a onclick=x>",
    "<details open ontoggle=x>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<b",
    ">",
    "</b>",
    "<p title=\"",
    "\"",
    "'",
    "`",
    "```\n",
    "~~~",
    "> ",
    ">> ",
    "# ",
    "## ",
    "### x {#id}",
    "{#x onclick=y}",
    "\n---\n",
    "\n===\n",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x]( java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "![x](data:text/html,x)",
    "[x](vbscript:x)",
    "<javascript:alert(1)>",
    "<https://example.org>",
    "[x]: javascript:alert(1)\n",
    "[x][x]",
    "[^a]",
    "[^b]",
    "[^a]: note\n",
    "[^b]:\n    deep\n",
    "[[city:x]]",
    "[[city:x|y]]",
    "[[",
    "]]",
    "[[x]]",
    "|",
    "\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "- ",
    "1. ",
    "- [ ] ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    " ",
    "*",
    "**",
    "_",
    "~~",
    "\\",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "&",
    "\u{e000}",
    "\u{e001}",
    "\u{e000}7\u{e001}",
    "\u{0}",
    "é",
    "日本",
    "\u{202e}",
    "\r\n",
    "https://example.org/",
    "word",
];

/// A body made of such pieces.
fn pieces() -> impl Strategy<Value = String> {
    let known = prop::sample::select(MARKUP);
    let piece = prop_oneof![6 => known.prop_map(str::to_owned), 1 => "\\PC{0,6}", 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 768, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_body_never_panics_and_never_holds_a_script(body in pieces(), withhold in any::<bool>()) {
        let end = body.len();
        let sources = [source_of("a"), source_of("c")];
        let (doc, found) = markdown::parse(&file(body), 0..end, &sources, withhold);
        let (closed, starts) = doc.closed(0, |_, out| out.push_str("/x/"));
        for start in starts.into_iter().flatten() {
            prop_assert!(closed.read()[start..].starts_with("<h"));
        }
        let html = markdown::fill_labels(&closed.read(), |_| "label".to_owned());
        prop_assert!(!markdown::has_gap(&html));
        assert_harmless(&html);
        for diagnostic in found {
            let place = diagnostic.place.unwrap();
            prop_assert!(place.line >= 1 && place.column >= 1 && place.length >= 1);
        }
        for span in doc.quotations.iter().chain(&doc.raw_html) {
            prop_assert!(span.start <= span.end && span.range().end <= end);
        }
    }

    #[test]
    fn a_body_may_cite_whatever_a_source_is_called(body in pieces(), id in pieces()) {
        let end = body.len();
        let (doc, _) = markdown::parse(&file(body), 0..end, &[source_of(&id)], false);
        prop_assert!(doc.sections.len() <= end + 1);
    }

    #[test]
    fn any_bytes_are_read_or_reported(bytes in contributed(), role in roles()) {
        let folder = tempfile::tempdir().unwrap();
        read_and_judge(folder.path(), &bytes, role)?;
    }

    #[test]
    fn a_slug_is_made_of_any_text_or_nothing_is(text in "\\PC*") {
        let slug = slugify(&text);
        prop_assert!(slug.is_empty() || is_slug(&slug), "{slug:?}");
        prop_assert_eq!(slugify(&slug), slug);
    }

    #[test]
    fn a_date_is_printed_as_it_is_read(year in 1000u16..=9999, month in prop::option::of(1u8..=12), day in prop::option::of(1u8..=28)) {
        let date = Date { year, month, day: month.and(day) };
        prop_assert_eq!(Date::parse(&date.to_string()), Some(date));
    }

    #[test]
    fn a_text_that_is_read_as_a_date_is_printed_the_same(text in "[0-9-]{0,12}|\\PC{0,12}") {
        if let Some(date) = Date::parse(&text) {
            prop_assert_eq!(date.to_string(), text);
        }
    }

    #[test]
    fn a_place_is_within_its_text(text in "(\\PC|[\\n\\r\\t]){0,80}", times in 1usize..20, start in 0usize..4000, length in 0usize..400) {
        let text = text.repeat(times);
        let place = LineIndex::new(&text).place("x", Span::new(start..start + length));
        let lines: Vec<&str> = text.split('\n').collect();
        let line = lines[place.line - 1].trim_end_matches('\r');
        let rest: String = line.chars().skip(place.from - 1).collect();
        prop_assert!(rest.starts_with(&place.text));
        prop_assert_eq!(place.goes_on, rest.len() > place.text.len());
        prop_assert!(place.text.get(place.marked()).is_some());
        prop_assert!(place.column <= lines[place.line - 1].chars().count() + 1);
        prop_assert!(place.length >= 1);
    }
}

/// Pieces of front matter, right and wrong.
const YAML: &[&str] = &[
    "---\n",
    "--- \n",
    "\u{feff}---\n",
    "title: x\n",
    "title: \"x\n",
    "title: 'x",
    "title: [x\n",
    "title: {a: b}\n",
    "summary: y\n",
    "stage: pilot\n",
    "cities: [a, b]\n",
    "cities:\n- a\n",
    "cities: a\n",
    "\tx: y\n",
    "  x: y\n",
    "a: b: c\n",
    "x: &a [*a]\n",
    "x: *b\n",
    "x: !!binary aGk=\n",
    "? x\n: y\n",
    "<<: {title: x}\n",
    "- a\n",
    "sources:\n- {id: a, title: b}\n",
    "evidence: {level: 9}\n",
    "evidence: {level: -1}\n",
    "cost: {annual: .nan}\n",
    "started: 2014-02-30\n",
    "reached: {people: 1e400}\n",
    "1: 2\n",
    "null: ~\n",
    "x: |\n  a\n  b\n",
    "# comment\n",
    "date: 2020\n",
    "attribution: chatham-house\n",
    "chair: É\n",
    "speakers: [{name: é, city: a}]\n",
    "%YAML 1.2\n",
    "...\n",
    "\"\\uD800\": x\n",
    "\u{0}",
    "\r\n",
    "é",
    "日本: 本\n",
    "- id: a\n  label: b\n  definition: c\n",
    "base_url: x\n",
];

/// Front matter of a kind that is nearly right, and any bytes.
fn contributed() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(YAML);
    let piece = prop_oneof![
        8 => known.prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..12),
    ];
    let start = prop_oneof![3 => Just(b"---\n".to_vec()), 1 => Just(Vec::new())];
    (start, prop::collection::vec(piece, 0..16))
        .prop_map(|(start, pieces)| [start, pieces.concat()].concat())
}

fn roles() -> impl Strategy<Value = Role> {
    let record = |kind| Role::Record {
        kind,
        slug: "x".to_owned(),
        parent: (kind == Kind::Session).then(|| "y".to_owned()),
        lang: None,
    };
    prop::sample::select(vec![
        record(Kind::Practice),
        record(Kind::Session),
        record(Kind::Convening),
        record(Kind::City),
        record(Kind::Network),
        record(Kind::Challenge),
        record(Kind::Page),
        Role::Config,
        Role::Vocabulary("topics"),
        Role::Vocabulary("spheres"),
    ])
}

/// Reads one file in the way of the pipeline. What is not read has to be reported, at a place that
/// exists.
fn read_and_judge(folder: &Path, bytes: &[u8], role: Role) -> Result<(), TestCaseError> {
    let from = folder.join("x.md");
    fs::write(&from, bytes).unwrap();
    let is_record = matches!(role, Role::Record { .. });
    let listed = Listed { from, path: "content/x.md".to_owned(), role };
    let found = FileList { files: vec![listed], assets: Vec::new(), diagnostics: Vec::new() };
    let (content, diagnostics) = source::parse(source::load(found, None), None);
    let guard = Confidential::new(&content, &List::from_text("Zelda Quimby"));
    let judged =
        crosstown::check::run(&content, &guard, &|_| true, Extent { advice: true, today: None });
    if is_record {
        prop_assert_eq!(content.entries.len() + content.unread.len(), 1);
        let told = diagnostics.iter().any(|found| found.code != "missing-config");
        prop_assert!(content.unread.is_empty() || told, "nothing says why the file was not read");
    }
    let text = String::from_utf8_lossy(bytes);
    let lines = text.split('\n').count();
    for found in diagnostics.iter().chain(&judged) {
        if let Some(place) = &found.place {
            prop_assert!((1..=lines).contains(&place.line), "{found:?}");
        }
        let shown = crosstown::diagnostic::human(found, crosstown::diagnostic::Style::Plain);
        prop_assert!(shown.contains(&*found.code));
    }
    Ok(())
}
