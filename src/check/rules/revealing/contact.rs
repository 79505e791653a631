//! Contact details: e-mail addresses, telephone numbers, handles, profiles.

use super::words::Clue;

/// The start of addresses of people's profiles.
const PROFILES: [&str; 11] = [
    "mailto:",
    "tel:",
    "linkedin.com/in/",
    "twitter.com/",
    "//x.com/",
    "facebook.com/",
    "instagram.com/",
    "orcid.org/",
    "bsky.app/profile/",
    "t.me/",
    "wa.me/",
];

/// All contact details in a text.
pub(super) fn contacts(text: &str) -> Vec<Clue> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        found.extend(mailbox(text, at).or_else(|| handle(text, at)));
    }
    let lower = text.to_ascii_lowercase();
    for sign in ["(at)", "[at]", "{at}", "<at>"] {
        let places = lower.match_indices(sign).filter(|(at, _)| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            letter(lower[..*at].trim_end().chars().next_back())
                && letter(lower[*at + sign.len()..].trim_start().chars().next())
        });
        found.extend(places.map(|(at, _)| (at..at + sign.len(), "this is an e-mail address")));
    }
    for profile in PROFILES {
        let places = lower.match_indices(profile);
        found.extend(places.map(|(at, _)| (at..at + profile.len(), "this links to a person")));
    }
    found.extend(numbers(text));
    found
}

fn mailbox(text: &str, at: usize) -> Option<Clue> {
    let part = |c: char| c.is_alphanumeric() || "._+-".contains(c);
    let before =
        text[..at].chars().rev().take_while(|c| part(*c)).map(char::len_utf8).sum::<usize>();
    let after = text[at + 1..].chars().take_while(|c| part(*c)).map(char::len_utf8).sum::<usize>();
    let host = text[at + 1..at + 1 + after].trim_end_matches(['.', '-']);
    let good = before > 0 && host.contains('.');
    good.then(|| (at - before..at + 1 + host.len(), "this is an e-mail address"))
}

fn handle(text: &str, at: usize) -> Option<Clue> {
    let free = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '/');
    let name = text[at + 1..].chars().take_while(|c| c.is_alphanumeric() || "_-.".contains(*c));
    let length = name.map(char::len_utf8).sum::<usize>();
    let good = free && length > 1 && text[at + 1..].starts_with(char::is_alphabetic);
    good.then(|| (at..at + 1 + length, "this is somebody's handle"))
}

/// Telephone numbers: a plus sign and at least eight digits, or groups of three, three and four
/// digits.
fn numbers(text: &str) -> Vec<Clue> {
    let bytes = text.as_bytes();
    let part = |byte: u8| byte.is_ascii_digit() || b" ()-./".contains(&byte);
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let begins = bytes[at].is_ascii_digit() || b"+(".contains(&bytes[at]);
        if !begins || at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'-') {
            at += 1;
            continue;
        }
        let length = 1 + bytes[at + 1..].iter().take_while(|byte| part(**byte)).count();
        let number = text[at..at + length].trim_end_matches([' ', '(', '-', '.', '/', ')']);
        let groups: Vec<usize> = number
            .split(|c: char| !c.is_ascii_digit())
            .map(str::len)
            .filter(|length| *length > 0)
            .collect();
        let digits: usize = groups.iter().sum();
        let dialled = number.starts_with('+') && digits >= 8;
        if dialled || groups == [3, 3, 4] || groups == [1, 3, 3, 4] {
            found.push((at..at + number.len(), "this is a telephone number"));
        }
        at += length;
    }
    found
}
