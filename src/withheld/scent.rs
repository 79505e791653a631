//! A quick look at long texts, most of which name nobody.

use std::borrow::Cow;

use super::fold::plain_letter;

/// Bytes with letters in place of those that have accents, and the same in lower case. Files are
/// long, and most of them have few such letters.
pub(super) fn plain_letters(bytes: &[u8]) -> (Cow<'_, [u8]>, Vec<u8>) {
    let plain =
        if bytes.is_ascii() { Cow::Borrowed(bytes) } else { Cow::Owned(without_accents(bytes)) };
    let lower = plain.to_ascii_lowercase();
    (plain, lower)
}

fn without_accents(bytes: &[u8]) -> Vec<u8> {
    /// Bytes that are looked at together.
    const BLOCK: usize = 64;
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let block = &rest[..rest.len().min(BLOCK)];
        let ascii = match block.is_ascii() {
            true => block.len(),
            false => block.iter().position(|byte| !byte.is_ascii()).unwrap_or(block.len()),
        };
        plain.extend_from_slice(&block[..ascii]);
        at += ascii;
        if ascii == block.len() {
            continue;
        }
        let longest = &bytes[at..bytes.len().min(at + 4)];
        let first = longest.utf8_chunks().next();
        match first.and_then(|chunk| chunk.valid().chars().next()) {
            Some(c) => {
                let mut letters = [0; 4];
                for letter in plain_letter(c) {
                    plain.extend_from_slice(letter.encode_utf8(&mut letters).as_bytes());
                }
                at += c.len_utf8();
            }
            None => {
                plain.push(b' ');
                at += 1;
            }
        }
    }
    plain
}

/// Whether there is anything by which a name could be written so that its letters do not follow one
/// another: an entity, an escape, a percent sign, a mark, a tag or a link within a word.
pub(super) fn hides(bytes: &[u8]) -> bool {
    let letter =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte > 127);
    bytes.iter().enumerate().any(|(at, byte)| {
        let (before, after) = (at.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(at + 1));
        match byte {
            b'&' => after.is_some_and(|byte| *byte == b'#' || byte.is_ascii_alphabetic()),
            b'%' => after.is_some_and(|byte| b"4567cCeE".contains(byte)),
            b'\\' => true,
            b'<' => {
                letter(before)
                    && after.is_some_and(|byte| b"/!?".contains(byte) || byte.is_ascii_alphabetic())
            }
            b'[' | b')' | b']' => letter(before) && letter(after) || *byte == b')' && letter(after),
            b'*' | b'~' | b'`' if letter(before) => {
                let rest = bytes[at..].iter().find(|next| *next != byte);
                letter(rest)
            }
            _ => false,
        }
    })
}

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
