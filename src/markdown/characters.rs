//! Replaces characters that no page may contain.
//!
//! HTML forbids most control characters, and three private-use characters mark gaps, see
//! [`super::gap`]. Written as such or as entities, they become the replacement character.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event, Tag};

use super::gap::is_mark;

const REPLACEMENT: &str = "\u{FFFD}";

/// Whether HTML forbids the character.
fn is_control(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' | '\u{C}' => false,
        '\u{FDD0}'..='\u{FDEF}' => true,
        _ => character.is_control() || (character as u32) & 0xFFFE == 0xFFFE,
    }
}

fn is_forbidden(character: char) -> bool {
    is_control(character) || is_mark(character)
}

/// The first forbidden character of a text, and its byte.
pub(crate) fn first_forbidden(text: &str) -> Option<(usize, char)> {
    // Most texts are cleared by a scan for bytes that could begin a forbidden character.
    let suspect = |byte: u8| {
        byte < b' ' && !b"\t\n\r".contains(&byte) || matches!(byte, 0x7F | 0xC2 | 0xEE..=0xF4)
    };
    let from = text.bytes().position(suspect)?;
    text[from..].char_indices().find(|(_, c)| is_forbidden(*c)).map(|(at, c)| (from + at, c))
}

/// The text with forbidden characters replaced.
pub(crate) fn without_forbidden(text: &str) -> Cow<'_, str> {
    if first_forbidden(text).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(is_forbidden, REPLACEMENT))
}

/// An event with forbidden characters replaced. Unless the body itself `is_suspect`, only texts that
/// the parser has made of entities are looked at.
pub(super) fn clean_event(event: Event<'_>, is_suspect: bool) -> Event<'_> {
    let clean = |text| clean_text(text, is_suspect);
    match event {
        Event::Text(text) => Event::Text(clean(text)),
        Event::Code(text) => Event::Code(clean(text)),
        Event::Html(text) => Event::Html(clean(text)),
        Event::InlineHtml(text) => Event::InlineHtml(clean(text)),
        Event::FootnoteReference(name) => Event::FootnoteReference(clean(name)),
        Event::Start(Tag::FootnoteDefinition(name)) => {
            Event::Start(Tag::FootnoteDefinition(clean(name)))
        }
        Event::Start(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Fenced(info))) => {
            Event::Start(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Fenced(clean(info))))
        }
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let (dest_url, title) = (clean(dest_url), clean(title));
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let (dest_url, title) = (clean(dest_url), clean(title));
            Event::Start(Tag::Image { link_type, dest_url, title, id })
        }
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level, id: id.map(clean), classes, attrs })
        }
        other => other,
    }
}

fn clean_text(text: CowStr<'_>, is_suspect: bool) -> CowStr<'_> {
    if matches!(text, CowStr::Borrowed(_)) && !is_suspect {
        return text;
    }
    match without_forbidden(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(cleaned) => cleaned.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{first_forbidden, without_forbidden};

    #[test]
    fn what_html_forbids_and_marks_of_gaps_are_unreadable() {
        let all = "a\0b\u{1}c\u{7F}d\u{80}e\u{FDD0}f\u{FFFF}g\u{1FFFE}h\u{E000}i\u{E002}j";
        let shown: String = "abcdefghij".chars().flat_map(|c| [c, '\u{FFFD}']).collect();
        assert_eq!(without_forbidden(all), shown.trim_end_matches('\u{FFFD}'));
        let fine = "ä\tb\nc\rd\u{A0}e\u{E003}f\u{F8FF}g😀h\u{FFFD}";
        assert_eq!(first_forbidden(fine), None);
    }
}
