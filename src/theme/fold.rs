//! Words that are the same on every page, put into the templates before these are compiled.
//!
//! Most of what a template says is `{{ "label.cost" | say }}`: a key, and nothing that changes. A
//! page of a practice has sixty of them, and to call a filter for each takes a fifth of the time of
//! its rendering. A template with the words in their place renders to the same bytes. Its errors
//! would point beside the fault, so whoever meets one asks the template as it is written.

use super::engine::escaped;
use super::words::{Part, Words};

/// How a key that stands alone begins and ends.
const OPEN: &str = "{{ \"";
const CLOSE: &str = "\" | say }}";

/// The template `text` with the fixed words of a language in it. What is not plainly such a place
/// stays as it is.
pub(super) fn folded(text: &str, words: &Words) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // What is shown as written is no place for words.
    let is_raw = text.contains("endraw");
    while let Some(at) = rest.find(OPEN).filter(|_| !is_raw) {
        let (before, place) = rest.split_at(at);
        out.push_str(before);
        let inside = &place[OPEN.len()..];
        let key = inside.find('"').map(|end| inside.split_at(end));
        let said = key.and_then(|(key, after)| Some((fixed(words, key)?, after)));
        match said.and_then(|(said, after)| Some((said, after.strip_prefix(CLOSE)?))) {
            Some((said, after)) => {
                out.push_str(&said);
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

/// The words of a key as HTML, where they are always the same and no part of a template.
fn fixed(words: &Words, key: &str) -> Option<String> {
    let [Part::Plain(plain)] = words.parts(key, None)? else { return None };
    // Space at the ends could be taken away by a tag beside it.
    let is_safe = !plain.is_empty() && plain.trim() == plain && !plain.contains(['{', '}']);
    is_safe.then(|| escaped(plain))
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
        assert_eq!(english("<dt>{{ \"label.cost\" | say }}</dt>"), "<dt>Cost</dt>");
        let two = "{{ \"label.kind\" | say }}, {{ \"label.stage\" | say }}";
        assert_eq!(english(two), "Kind, Stage");
    }

    #[test]
    fn everything_else_stays() {
        for text in [
            "",
            "{{ \"no.such.key\" | say }}",
            "{{ \"label.cost\" | say | upper }}",
            "{{- \"label.cost\" | say -}}",
            "{{ \"practice.cities\" | say(count=2) }}",
            "{{ \"label.cost",
            "{{ title }}",
            "{% raw %}{{ \"label.cost\" | say }}{% endraw %}",
        ] {
            assert_eq!(english(text), text);
        }
    }
}
