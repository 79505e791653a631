//! A quick look at long texts, most of which name nobody.

use super::fold::plain_letter;

/// The bytes with letters in place of those that have accents, and spaces in place of other signs
/// that are not ASCII; in lower case where `lower` is set, at the same positions.
pub(super) fn plain_letters(bytes: &[u8], lower: bool) -> Vec<u8> {
    /// Bytes that are looked at together.
    const BLOCK: usize = 64;
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while !rest.is_empty() {
        let ascii = rest.chunks(BLOCK).take_while(|block| block.is_ascii()).map(<[u8]>::len).sum();
        let (ascii, after) = rest.split_at(ascii);
        plain.extend_from_slice(ascii);
        let block = &after[..after.len().min(BLOCK)];
        let within = block.iter().position(|byte| !byte.is_ascii()).unwrap_or(block.len());
        plain.extend_from_slice(&block[..within]);
        rest = push_letter(&after[within..], &mut plain);
    }
    if lower {
        plain.make_ascii_lowercase();
    }
    plain
}

/// Takes the character that `bytes` begin with and returns what follows it.
fn push_letter<'b>(bytes: &'b [u8], plain: &mut Vec<u8>) -> &'b [u8] {
    let length = match bytes.first() {
        None => return bytes,
        Some(0xf0..) => 4,
        Some(0xe0..) => 3,
        Some(_) => 2,
    };
    let first = bytes.get(..length).and_then(|first| str::from_utf8(first).ok());
    match first.and_then(|first| first.chars().next()) {
        Some(c) if is_sign(c) => plain.push(b' '),
        Some(c) => {
            let mut letters = [0; 4];
            for letter in plain_letter(c) {
                plain.extend_from_slice(letter.encode_utf8(&mut letters).as_bytes());
            }
        }
        None => {
            plain.push(b' ');
            return &bytes[1..];
        }
    }
    &bytes[length..]
}

/// Whether a character is one of the signs of Latin 1 or of general punctuation which a reader
/// sees: almost all that is not ASCII in most texts.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{a9}' | '\u{ab}'..='\u{ac}' | '\u{ae}'..='\u{b4}' | '\u{b6}'..='\u{b9}'
        | '\u{bb}'..='\u{bf}' | '\u{2010}'..='\u{2029}' | '\u{2030}'..='\u{205e}' | '\u{2190}'..='\u{23ff}')
}

/// Whether there is anything by which a name could be written so that its letters do not follow one
/// another: an entity, an escape, a percent sign, a mark, a tag or a link within a word.
pub(super) fn hides(bytes: &[u8]) -> bool {
    let letter =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte > 127);
    let hides = |at: usize| {
        let (before, after) = (at.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(at + 1));
        match bytes[at] {
            b'&' => after.is_some_and(|byte| *byte == b'#' || byte.is_ascii_alphabetic()),
            b'%' => after.is_some_and(|byte| b"4567cCeE".contains(byte)),
            b'<' => {
                letter(before)
                    && after.is_some_and(|byte| b"/!?".contains(byte) || byte.is_ascii_alphabetic())
            }
            b'[' | b']' => letter(before) && letter(after),
            b')' => letter(after),
            b'*' | b'~' | b'`' => {
                let rest = bytes[at..].iter().find(|next| **next != bytes[at]);
                letter(before) && letter(rest)
            }
            _ => true,
        }
    };
    let marks = bytes.iter().enumerate().filter(|(_, byte)| MARKS[usize::from(**byte)]);
    marks.map(|(at, _)| at).any(hides)
}

/// Whether a byte may be such a mark.
const MARKS: [bool; 256] = {
    let (marks, mut table, mut at) = (b"&%\\<[])*~`", [false; 256], 0);
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::hides;

    #[test]
    fn ordinary_text_hides_nothing() {
        assert!(!hides(
            b"The *bin* is emptied[^report], see [it](https://example.org/a_b?c=d%20e). 50 %"
        ));
        for text in [
            "&#81;uimby",
            "Q&uacute;imby",
            "Qu*im*by",
            "Qu**im**by",
            "Qu<!-- -->imby",
            "<b>Q</b>uimby",
            "[Qu](x)imby",
            "Qu[im](x)by",
            "Q%75imby",
            "\\x51uimby",
            "Qu`im`by",
            "Qu~~im~~by",
        ] {
            assert!(hides(text.as_bytes()), "{text}");
        }
    }
}
