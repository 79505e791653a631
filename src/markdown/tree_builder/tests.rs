//! Bodies and the trees that they make.

use serde_json::{Value, json};

use super::{TreeContext, tree};
use crate::markdown::Label;
use crate::model::{Described as _, Source, Values};

/// The tree of a body that may cite the sources `one` and `two`. Every link within the site leads
/// to `/there/`.
fn read(body: &str) -> Value {
    let source = |id: &str| {
        let mut source = Source::from_values(Values::default());
        id.clone_into(&mut source.id.value);
        source
    };
    let sources = [source("one"), source("two")];
    let number = |id: &str| sources.iter().position(|source| source.id.value == id);
    let context = TreeContext {
        sources: &sources,
        number: &|id| number(id).map(|at| at + 1),
        link: &|at| {
            let is_record = body[at..].starts_with("[[");
            Some(("/there/".to_owned(), is_record.then(|| "Ghent".to_owned())))
        },
        label: &|label| match label {
            Label::Source(number) => format!("Source {number}"),
            Label::Note(number) => format!("note {number}"),
            other => format!("{other:?}"),
        },
        picture: &|words| format!("Picture: {words}"),
    };
    serde_json::to_value(tree(body, 0..body.len(), &context)).unwrap()
}

fn text(text: &str) -> Value {
    json!({"kind": "text", "text": text})
}

fn paragraph(text: &[Value]) -> Value {
    json!({"kind": "paragraph", "text": text})
}

#[test]
fn lines_keep_their_parts() {
    let body = "A *b **c*** `d` ~~e~~\\\nf\ng";
    let c = json!({"kind": "strong", "parts": [text("c")]});
    let parts = [
        text("A "),
        json!({"kind": "emphasis", "parts": [text("b "), c]}),
        text(" "),
        json!({"kind": "code", "text": "d"}),
        text(" "),
        json!({"kind": "struck", "parts": [text("e")]}),
        json!({"kind": "break"}),
        text("f g"),
    ];
    assert_eq!(read(body), json!([paragraph(&parts)]));
}

#[test]
fn links_lead_where_the_page_leads() {
    let link = |url, word| json!({"kind": "link", "url": url, "parts": [text(word)]});
    let body = "[a](https://example.org/a?b) [b](../c.md) [[city:ghent]] <m@example.org> [x](javascript:alert)";
    let parts = [
        link("https://example.org/a?b", "a"),
        text(" "),
        link("/there/", "b"),
        text(" "),
        link("/there/", "Ghent"),
        text(" "),
        link("mailto:m@example.org", "m@example.org"),
        text(" x"),
    ];
    assert_eq!(read(body), json!([paragraph(&parts)]));
}

#[test]
fn sources_are_numbers_and_notes_follow_the_text() {
    let source =
        |number| json!({"kind": "source", "number": number, "label": format!("Source {number}")});
    let body =
        "A[^two] b[^ONE] c[^n] d[^n].\n\n[^n]: Note[^m].\n\n[^m]: More.\n\n[^unused]: Not shown.\n";
    let cited = [text("A"), source(2), text(" b"), source(1), text(" c (note 1) d (note 1).")];
    let notes = [vec![paragraph(&[text("Note (note 2).")])], vec![paragraph(&[text("More.")])]];
    let heading = json!({"kind": "heading", "level": 2, "text": [text("Notes")]});
    let list = json!({"kind": "list", "first": 1, "items": notes});
    assert_eq!(read(body), json!([paragraph(&cited), heading, list]));
}

#[test]
fn lists_hold_blocks() {
    let body = "3. one\n   - [x] two\n   - three\n4. four\n\n   five\n";
    let inner = [vec![paragraph(&[text("Done: two")])], vec![paragraph(&[text("three")])]];
    let inner = json!({"kind": "list", "first": null, "items": inner});
    let items = [
        vec![paragraph(&[text("one")]), inner],
        vec![paragraph(&[text("four")]), paragraph(&[text("five")])],
    ];
    assert_eq!(read(body), json!([{"kind": "list", "first": 3, "items": items}]));
}

#[test]
fn tables_keep_their_columns() {
    let body = "| a | b |\n|---|--:|\n| *1* | 2 |\n| 3 |\n";
    let one = json!({"kind": "emphasis", "parts": [text("1")]});
    let table = json!({
        "kind": "table",
        "caption": null,
        "columns": ["start", "end"],
        "header": [[text("a")], [text("b")]],
        "rows": [[[one], [text("2")]], [[text("3")], []]],
    });
    assert_eq!(read(body), json!([table]));
}

#[test]
fn of_raw_html_and_pictures_only_the_words_remain() {
    let body = "a <b onclick=x>c</b> <script>d</script>e<br>f ![a *chart*](x.png)\n\n<details>\n<summary>g</summary>\n<!-- h -->\n\n> i\n\n</details>\n\n<style>j</style>\n";
    let picture = json!({"kind": "remark", "parts": [text("Picture: a chart")]});
    let first = [text("a c e"), json!({"kind": "break"}), text("f "), picture];
    let quote = json!({"kind": "quote", "blocks": [paragraph(&[text("i")])]});
    assert_eq!(read(body), json!([paragraph(&first), paragraph(&[text("g")]), quote]));
}

#[test]
fn headings_are_below_the_title() {
    let heading = |level, word| json!({"kind": "heading", "level": level, "text": [text(word)]});
    let body = "# a\n\n## b\n\n###### c {#d}\n\n```\n#e\n```\n\n---\n";
    let code = json!({"kind": "code", "text": "#e\n"});
    let all = json!([heading(2, "a"), heading(2, "b"), heading(6, "c"), code, {"kind": "rule"}]);
    assert_eq!(read(body), all);
}

#[test]
fn what_is_nested_without_end_is_cut_flat() {
    for body in ["> ".repeat(5000) + "a", "- ".repeat(5000) + "a", "*a ".repeat(5000)] {
        let tree = read(&body);
        // A reader of JSON refuses more than 128 levels.
        let again: Value = serde_json::from_str(&tree.to_string()).unwrap();
        assert_eq!(again, tree);
    }
}
