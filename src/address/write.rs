//! Writes addresses into outputs: percent-encoded here, then escaped for the format.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Characters that must be encoded in every part of an address: all but letters, digits and those
/// that RFC 3986 permits.
const FOREIGN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@')
    .remove(b'/');

/// Characters that must be encoded in a query or fragment.
const TAIL: &AsciiSet = &FOREIGN.remove(b'?');

/// Characters that must be encoded in a whole address.
const WHOLE: &AsciiSet = &TAIL.remove(b'#').remove(b'[').remove(b']');

/// The same, without the percent sign.
const WHOLE_ENCODED: &AsciiSet = &WHOLE.remove(b'%');

/// A path within the site, given as names of folders and a file, as part of an address.
#[must_use]
pub fn encode_path(path: &str) -> Cow<'_, str> {
    utf8_percent_encode(path, FOREIGN).into()
}

/// A query that may already contain percent-encoded characters.
pub(super) fn encode_query(query: &str) -> String {
    encoded_again(query, TAIL)
}

pub(super) fn encode_fragment(fragment: &str) -> Cow<'_, str> {
    utf8_percent_encode(fragment, TAIL).into()
}

/// A whole address, with forbidden characters percent-encoded.
pub(super) fn tidy(address: &str) -> String {
    encoded_again(address, WHOLE)
}

/// Whether everything but the percent signs of an address is known to be valid.
pub(super) fn is_ascii_address(address: &str) -> bool {
    utf8_percent_encode(address, WHOLE_ENCODED).eq([address])
}

/// Percent-encodes a text, but keeps percent signs followed by two hexadecimal digits.
fn encoded_again(text: &str, set: &'static AsciiSet) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, part) in text.split('%').enumerate() {
        if at > 0 {
            let is_code =
                part.len() >= 2 && part.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
            out.push_str(if is_code { "%" } else { "%25" });
        }
        out.extend(utf8_percent_encode(part, set));
    }
    out
}
