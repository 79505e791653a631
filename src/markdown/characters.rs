//! Characters that no page may hold.
//!
//! HTML forbids most control characters, and three of the private ones mark gaps, see
//! [`super::gap`]. They come as such or as entities, and the sign for an unreadable character takes
//! their place.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event, Tag};

use super::gap::is_mark;

const UNREADABLE: &str = "\u{FFFD}";

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

/// The first character of a text that no page may hold, and where it stands.
pub(crate) fn first_forbidden(text: &str) -> Option<(usize, char)> {
    // Most texts are told by their bytes: those of plain letters, of spaces, and the first bytes
    // that no forbidden character has.
    let suspect = |byte: u8| {
        byte < b' ' && !b"\t\n\r".contains(&byte) || matches!(byte, 0x7F | 0xC2 | 0xEE..=0xF4)
    };
    let from = text.bytes().position(suspect)?;
    text[from..].char_indices().find(|(_, c)| is_forbidden(*c)).map(|(at, c)| (from + at, c))
}

/// The text without what no page may hold.
pub(crate) fn without_forbidden(text: &str) -> Cow<'_, str> {
    if first_forbidden(text).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(is_forbidden, UNREADABLE))
}

/// An event whose texts are without what no page may hold. Unless the body itself holds some,
/// only texts that the parser has made are looked at: they may come from entities.
pub(super) fn readable(event: Event<'_>, is_suspect: bool) -> Event<'_> {
    let mend = |text| mended(text, is_suspect);
    match event {
        Event::Text(text) => Event::Text(mend(text)),
        Event::Code(text) => Event::Code(mend(text)),
        Event::Html(text) => Event::Html(mend(text)),
        Event::InlineHtml(text) => Event::InlineHtml(mend(text)),
        Event::FootnoteReference(name) => Event::FootnoteReference(mend(name)),
        Event::Start(Tag::FootnoteDefinition(name)) => {
            Event::Start(Tag::FootnoteDefinition(mend(name)))
        }
        Event::Start(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Fenced(info))) => {
            Event::Start(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Fenced(mend(info))))
        }
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let (dest_url, title) = (mend(dest_url), mend(title));
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let (dest_url, title) = (mend(dest_url), mend(title));
            Event::Start(Tag::Image { link_type, dest_url, title, id })
        }
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level, id: id.map(mend), classes, attrs })
        }
        other => other,
    }
}

fn mended(text: CowStr<'_>, is_suspect: bool) -> CowStr<'_> {
    if matches!(text, CowStr::Borrowed(_)) && !is_suspect {
        return text;
    }
    match without_forbidden(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(mended) => mended.into(),
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
