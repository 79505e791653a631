//! How an address is written into an output: first percent-encoded, then escaped for its format.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What no part of an address may hold as it is: all but letters, digits and what RFC 3986 names.
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

/// What a query or a fragment may not hold.
const TAIL: &AsciiSet = &FOREIGN.remove(b'?');

/// What a whole address may not hold.
const WHOLE: &AsciiSet = &TAIL.remove(b'#').remove(b'[').remove(b']');

/// The same, and percent signs may be there.
const WHOLE_ENCODED: &AsciiSet = &WHOLE.remove(b'%');

/// A path within the site, by the names of its folders and file, as part of an address.
#[must_use]
pub fn encode_path(path: &str) -> Cow<'_, str> {
    utf8_percent_encode(path, FOREIGN).into()
}

/// A query that may hold percent-encoded characters already.
pub(super) fn encode_query(query: &str) -> String {
    encoded_again(query, TAIL)
}

pub(super) fn encode_fragment(fragment: &str) -> Cow<'_, str> {
    utf8_percent_encode(fragment, TAIL).into()
}

/// A whole address with what may not stand in one percent-encoded.
pub(super) fn tidy(address: &str) -> String {
    encoded_again(address, WHOLE)
}

/// Whether only the percent signs of an address remain to be looked at.
pub(super) fn is_ascii_address(address: &str) -> bool {
    utf8_percent_encode(address, WHOLE_ENCODED).eq([address])
}

/// Percent-encodes a text whose own percent signs stand where two hexadecimal digits follow.
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
