//! Given names, the surest sign of a person whom no list names.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::sync::LazyLock;

use flate2::read::GzDecoder;

use super::speech::spaced;
use super::words::{Clue, Word, is_named_after, is_written_small, may_name, owner};
use crate::source::Content;
use crate::withheld::{PublicNames, is_common};

const PERSON: &str = "this seems to name a person: a given name";

/// Folded given names, one a line; `gazetteer/README.md` says where they come from.
///
/// They are packed, because the forms publish the program, and the last look through all that is
/// published for confidential names must not find them here.
const PACKED: &[u8] = include_bytes!("../../../../gazetteer/given-names.txt.gz");

static NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let mut names = String::new();
    // A test looks for the last one, so nothing is left out here.
    _ = GzDecoder::new(PACKED).read_to_string(&mut names);
    names.lines().map(str::to_owned).collect()
});

/// Given names, with the family names behind them.
pub(super) fn people(
    words: &[Word<'_>],
    text: &str,
    known: &PublicNames,
    content: &Content,
) -> Vec<Clue> {
    let mut found = Vec::new();
    let mut rest = words;
    while let Some(start) = rest.iter().position(Word::is_capital) {
        rest = &rest[start..];
        let joined = |at: &usize| {
            rest.get(*at).is_some_and(|word| word.is_capital() && !word.opens)
                && spaced(text, rest, at - 1)
        };
        let length = (1..).take_while(joined).count() + 1;
        found.extend(person(&rest[..length], known, content));
        rest = &rest[length..];
    }
    found
}

/// The person in a run of capitalised words.
fn person(run: &[Word<'_>], known: &PublicNames, content: &Content) -> Option<Clue> {
    if run.iter().any(is_named_after) {
        return None;
    }
    let is_person = |at: &usize| {
        let word = owner(&run[*at]).unwrap_or_else(|| run[*at].clone());
        if !is_given(&word) || !may_name(&word, known, content) {
            return false;
        }
        // `Will`, `Grace` and `Mark` are names only before another name.
        let is_word = is_common(&word.folded) || is_written_small(word.text, content);
        let is_name = |next: &Word<'_>| {
            may_name(next, known, content) && !is_written_small(next.text, content)
        };
        !is_word || run.get(at + 1).is_some_and(is_name)
    };
    let first = (0..run.len()).find(is_person)?;
    Some((run[first].start..run[run.len() - 1].end, PERSON))
}

/// Whether a word is a given name: `Maria`, `Jean-Pierre`, but not `RAND`.
fn is_given(word: &Word<'_>) -> bool {
    let parts = || word.text.split('-');
    let is_capital = |part: &str| part.chars().next().is_some_and(char::is_uppercase);
    let is_short_form = word.text.len() > 1 && !word.text.contains(char::is_lowercase);
    let first = word.folded.split(' ').next();
    parts().all(is_capital) && !is_short_form && first.is_some_and(|name| NAMES.contains(name))
}

#[cfg(test)]
mod tests {
    use super::NAMES;

    #[test]
    fn all_names_are_read() {
        assert!(NAMES.len() > 10_000, "{}", NAMES.len());
        assert!(NAMES.contains("aaron") && NAMES.contains("zuwena"));
    }
}
