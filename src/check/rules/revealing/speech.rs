//! Attributed speech: a name next to a verb of saying, after “according to”, or before a colon.

use super::words::{
    ACCORDING, Clue, Word, is_between, is_inverted, is_saying, is_title, is_what_is_said, may_name,
    owner,
};
use crate::source::Content;
use crate::withheld::PublicNames;

const SAID: &str = "this seems to say who spoke: a name next to a verb of saying";
const SOURCE: &str = "this seems to say who spoke: a name after “according to” or the like";
const TITLE: &str = "this seems to name a person: a title before a name";
const OWNER: &str = "this seems to say whose words these are";
const LABEL: &str = "this seems to say who spoke: a name before a colon";
const DASH: &str = "this seems to say who spoke: a name next to a dash";
const WHO: &str = "this seems to name a person: a name before “who”";

/// The most words that a name has.
const MOST: usize = 4;

/// Names next to verbs of saying, and after words that introduce a source.
pub(super) fn reported(
    words: &[Word<'_>],
    text: &str,
    known: &PublicNames,
    content: &Content,
) -> Vec<Clue> {
    let names = |range: std::ops::Range<usize>| -> Option<std::ops::Range<usize>> {
        let name = words.get(range)?;
        let named = name.iter().any(|word| may_name(word, known, content));
        named.then(|| Some(name.first()?.start..name.last()?.end)).flatten()
    };
    let mut found = Vec::new();
    for at in 0..words.len() {
        if is_saying(&words[at]) {
            let mut end = at;
            while end > 0 && is_between(&words[end - 1]) && spaced(text, words, end - 1) {
                end -= 1;
            }
            let start = run_before(words, text, end);
            if start < end && spaced(text, words, end - 1) {
                found.extend(names(start..end).map(|range| (range, SAID)));
            }
        }
        if is_inverted(&words[at]) && spaced(text, words, at) {
            let range = at + 1..run_after(words, text, at + 1);
            found.extend(names(range).map(|range| (range, SAID)));
        }
        if at > 0 && ["who", "whose", "quien", "quem"].contains(&&*words[at].folded) {
            let comma = text[words[at - 1].end..words[at].start].trim() == ",";
            let start = if comma { run_before(words, text, at) } else { at };
            found.extend(names(start..at).map(|range| (range, WHO)));
        }
        if is_title(&words[at]) && titled(text, words, at) {
            let range = at + 1..run_after(words, text, at + 1);
            found.extend(names(range).map(|range| (range, TITLE)));
        }
        if is_what_is_said(&words[at]) && at > 0 {
            let owner = owner(&words[at - 1]).filter(|word| may_name(word, known, content));
            found.extend(owner.map(|word| (word.start..word.end, OWNER)));
        }
        for phrase in ACCORDING {
            let after = at + phrase.len();
            let there = words.get(at..after).unwrap_or_default();
            let same = there.len() == phrase.len()
                && there.iter().zip(phrase).all(|(word, wanted)| word.folded == *wanted);
            if same && spaced(text, words, after - 1) {
                let range = after..run_after(words, text, after);
                found.extend(names(range).map(|range| (range, SOURCE)));
            }
        }
    }
    found
}

/// Names before a colon at the start of a line.
pub(super) fn labelled(
    words: &[Word<'_>],
    text: &str,
    known: &PublicNames,
    content: &Content,
) -> Vec<Clue> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let line = text[..word.start].rfind('\n').map_or(0, |at| at + 1);
        let begins = !text[line..word.start].contains(char::is_alphanumeric)
            || text[line..word.start]
                .trim_end_matches(['.', ')', ' '])
                .chars()
                .all(|c| c.is_ascii_digit());
        if !begins || !word.is_capital() {
            continue;
        }
        let end = run_after(words, text, at);
        let Some(last) = words.get(end - 1) else { continue };
        let mut after = text[last.end..].trim_start_matches(['\'', '’', '*', '_', ' ', '.']);
        // A role or a city may follow in parentheses.
        if let Some(inner) = after.strip_prefix('(') {
            after = inner.split_once(')').map_or(after, |(_, after)| after).trim_start();
        }
        let spoken = after
            .strip_prefix([':', '：'])
            .is_some_and(|after| after.is_empty() || after.starts_with(char::is_whitespace));
        let named = words[at..end].iter().any(|word| may_name(word, known, content));
        // A word before a dash may be any; two with capitals are a name.
        let dashed = end - at > 1 && after.starts_with(['–', '—']);
        if named && (spoken || dashed) {
            found.push((word.start..last.end, if spoken { LABEL } else { DASH }));
        }
    }
    found
}

/// Names behind a dash at the end of a line, as under a quotation: `Lids help. — Zelda Quimby`.
pub(super) fn signed(
    words: &[Word<'_>],
    text: &str,
    known: &PublicNames,
    content: &Content,
) -> Vec<Clue> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let before = text[..word.start].trim_end_matches([' ', '\u{a0}']);
        let sentence = before.trim_end_matches(['–', '—']);
        let closed = sentence.trim_end().ends_with(['.', '!', '?', '”', '"', '»', '\n']);
        if sentence.len() == before.len() || !(closed || sentence.trim().is_empty()) {
            continue;
        }
        let end = run_after(words, text, at);
        let Some(last) = end.checked_sub(1).and_then(|last| words.get(last)) else { continue };
        let rest = text[last.end..].split('\n').next().unwrap_or_default();
        let named = words[at..end].iter().any(|word| may_name(word, known, content));
        // A role or a city may follow behind a comma.
        if named && (rest.trim_matches(['.', ' ', '*', '_']).is_empty() || rest.starts_with(',')) {
            found.push((word.start..last.end, DASH));
        }
    }
    found
}

/// Whether only a space, or the full stop of an initial, separates a word from the next.
pub(super) fn spaced(text: &str, words: &[Word<'_>], at: usize) -> bool {
    let (Some(word), Some(next)) = (words.get(at), words.get(at + 1)) else { return false };
    let between = text[word.end..next.start].trim_start_matches('.');
    let short = word.text.chars().count() <= 3 || !text[word.end..].starts_with('.');
    short && between.chars().all(char::is_whitespace) && !between.contains("\n\n")
}

/// Whether a title belongs to the next word: `Ms Quimby`, `Prof. Quimby`.
fn titled(text: &str, words: &[Word<'_>], at: usize) -> bool {
    let (Some(title), Some(next)) = (words.get(at), words.get(at + 1)) else { return false };
    text[title.end..next.start].trim_start_matches('.').chars().all(|c| c == ' ' || c == '\u{a0}')
}

/// The start of the run of capitalised words that ends before `end`.
fn run_before(words: &[Word<'_>], text: &str, end: usize) -> usize {
    let mut start = end;
    while start > 0
        && end - start < MOST
        && words[start - 1].is_capital()
        && (start == end || spaced(text, words, start - 1))
    {
        start -= 1;
    }
    start
}

/// The end of the run of capitalised words that begins at `start`.
fn run_after(words: &[Word<'_>], text: &str, start: usize) -> usize {
    let mut end = start;
    while end < words.len()
        && end - start < MOST
        && words[end].is_capital()
        && (end == start || spaced(text, words, end - 1))
    {
        end += 1;
    }
    end
}
