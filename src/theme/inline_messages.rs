//! Inserts words that are the same on every page into templates before they are compiled.
//!
//! Most words in a template are like `{{ "label.cost" | translate }}`: a key, and nothing that
//! changes. The page of a practice has dozens of them, and calling a filter for each is
//! unnecessary. A template with the words inserted renders to the same bytes. Its errors have the
//! wrong places, so after an error the template is used as written.

use super::words::{Segment, Words};
use crate::escape;

/// The start and end of a tag with only a key.
const OPEN: &str = "{{ \"";
const CLOSE: &str = "\" | translate }}";

/// The end of a key among other parts of a tag.
const AMONG: &str = "\" | translate";

/// The template `text` with the fixed words of a language inserted. Anything that is not plainly
/// such a tag stays as it is.
pub(super) fn folded(text: &str, words: &Words) -> String {
    // Nothing is inserted into raw blocks.
    if text.contains("endraw") {
        return text.to_owned();
    }
    among(&alone(text, words), words)
}

/// `{{ "label.cost" | translate }}` becomes `Cost`.
fn alone(text: &str, words: &Words) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(OPEN) {
        let (before, place) = rest.split_at(at);
        out.push_str(before);
        let inside = &place[OPEN.len()..];
        let key = inside.find('"').map(|end| inside.split_at(end));
        let said = key.and_then(|(key, after)| Some((fixed(words, key)?, after)));
        match said.and_then(|(said, after)| Some((said, after.strip_prefix(CLOSE)?))) {
            Some((said, after)) => {
                out.push_str(&escape::html(said));
                rest = after;
            }
            None => {
                out.push_str(OPEN);
                rest = inside;
            }
        }
    }
    out + rest
}

/// `title={"label.cost" | translate}` becomes `title={"Cost"}`.
fn among(text: &str, words: &Words) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(end) = rest.find(AMONG) {
        let (before, after) = rest.split_at(end);
        let after = &after[AMONG.len()..];
        let ends =
            !after.starts_with(|next: char| next == '(' || next == '_' || next.is_alphanumeric());
        let key = before.rfind('"').filter(|_| ends).map(|start| before.split_at(start));
        let said = key.and_then(|(before, key)| Some((before, fixed(words, key.get(1..)?)?)));
        let so_far = |before: &str| &text[..text.len() - rest.len() + before.len()];
        let said = said.filter(|(before, _)| is_in_tag(so_far(before)));
        match said.filter(|(_, said)| !said.contains(['"', '\\'])) {
            Some((before, said)) => out.extend([before, "\"", said, "\""]),
            None => out.extend([before, AMONG]),
        }
        rest = after;
    }
    out + rest
}

/// Whether the text after `before` is inside a tag. Some places after nested maps are not
/// recognised and stay as they are.
fn is_in_tag(before: &str) -> bool {
    let last = |ends: [&str; 2]| ends.into_iter().filter_map(|end| before.rfind(end)).max();
    last(["{{", "{%"]) > last(["}}", "%}"])
}

/// The words of a key, if they are always the same and contain no template syntax.
fn fixed<'a>(words: &'a Words, key: &str) -> Option<&'a str> {
    let [Segment::Plain(plain)] = words.segments(key, None)? else { return None };
    // Spaces at the ends could be trimmed by a neighbouring tag.
    let is_safe = !plain.is_empty() && plain.trim() == plain && !plain.contains(['{', '}']);
    is_safe.then_some(plain.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::words::of_test;

    fn english(text: &str) -> String {
        folded(text, &of_test("en"))
    }

    #[test]
    fn a_key_alone_becomes_its_words() {
        assert_eq!(english("<dt>{{ \"label.cost\" | translate }}</dt>"), "<dt>Cost</dt>");
        let two = "{{ \"label.kind\" | translate }}, {{ \"label.stage\" | translate }}";
        assert_eq!(english(two), "Kind, Stage");
    }

    #[test]
    fn a_key_among_other_things_becomes_a_text() {
        let table = "{{ <table caption={\"label.cost\" | translate} rows={rows} /> }}";
        assert_eq!(english(table), "{{ <table caption={\"Cost\"} rows={rows} /> }}");
        let two = "{{ <a b={\"label.cost\" | translate} c={\"label.kind\" | translate} /> }}";
        assert_eq!(english(two), "{{ <a b={\"Cost\"} c={\"Kind\"} /> }}");
        let lower = "{% set all = [\"label.cost\" | translate | lower, title] %}";
        assert_eq!(english(lower), "{% set all = [\"Cost\" | lower, title] %}");
    }

    #[test]
    fn everything_else_stays() {
        for text in [
            "",
            "{{ \"no.such.key\" | translate }}",
            "{{ \"practice.cities\" | translate(count=2) }}",
            "{{ \"label.cost",
            "a \"label.cost\" | translate b",
            "{{ title }} \"label.cost\" | translate {{ title }}",
            "{{ <a b={\"label.cost\" | sayings} /> }}",
            "{{ <a b={\"practice.cities\" | translate(count=2)} /> }}",
            "{{ <a b={\"no.such.key\" | translate} /> }}",
            "{{ title }}",
            "{% raw %}{{ \"label.cost\" | translate }}{% endraw %}",
        ] {
            assert_eq!(english(text), text);
        }
    }
}
