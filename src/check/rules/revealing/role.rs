//! A role next to a city, since a city has only one mayor.

use super::words::{Clue, Word, is_role};
use crate::model::Session;
use crate::source::{Content, Record};
use crate::withheld::{PublicNames, Reading, fold};

const CITY: &str = "this gives a role together with its city, which may identify one person";
const LISTED: &str = "this text gives the role and the city of a participant";

/// The most words between a role and its city.
const NEAR: usize = 8;

/// Roles next to cities, within a sentence.
pub(super) fn in_cities(words: &[Word<'_>], text: &str, known: &PublicNames) -> Vec<Clue> {
    let roles: Vec<usize> = (0..words.len()).filter(|at| is_role(&words[*at])).collect();
    if roles.is_empty() {
        return Vec::new();
    }
    let cities: Vec<Vec<&str>> = known.cities().map(|city| city.split(' ').collect()).collect();
    let mut found = Vec::new();
    for at in 0..words.len() {
        let Some(length) = cities.iter().filter_map(|city| stands(words, at, city)).max() else {
            continue;
        };
        let (first, last) = (at, at + length - 1);
        for role in &roles {
            let (from, to) = ((*role).min(first), (*role).max(last));
            let apart = if *role < first { first - role } else { role.saturating_sub(last) };
            let range = words[from].start..words[to].end;
            let one_sentence = words[from + 1..=to].iter().all(|word| !word.opens)
                && !text[range.clone()].contains("\n\n");
            if apart <= NEAR && one_sentence {
                found.push((range, CITY));
            }
        }
    }
    found
}

/// How many words from `at` on are the name of a city.
fn stands(words: &[Word<'_>], at: usize, city: &[&str]) -> Option<usize> {
    let there = words.get(at..at + city.len())?;
    let same = |(word, wanted): (&Word<'_>, &&str)| {
        // `Ghent’s` folds to one word.
        word.folded == **wanted || word.folded.strip_suffix('s') == Some(wanted)
    };
    (words[at].is_capital() && there.iter().zip(city).all(same)).then_some(city.len())
}

/// The roles of listed speakers in texts that also name their cities.
pub(super) fn listed(words: &[Word<'_>], session: &Session, content: &Content) -> Vec<Clue> {
    let city = |slug: &str| {
        content.entries.iter().find_map(|entry| match &entry.record {
            Record::City(city) if entry.file.slug == slug => Some(city.title.as_str()),
            _ => None,
        })
    };
    let mut found = Vec::new();
    for speaker in &session.speakers {
        let city = speaker.city.as_ref().and_then(|slug| city(slug));
        let (Some(role), Some(city)) = (speaker.role.as_deref(), city) else { continue };
        let (role, city) = (fold(role, Reading::Apart), fold(city, Reading::Apart));
        let (role, city) = (sequence(&role), sequence(&city));
        let all = 0..words.len();
        if all.clone().any(|at| stands(words, at, &city).is_some()) {
            let there = all.filter_map(|at| {
                let end = at + role.len();
                let there = words.get(at..end)?;
                let same = there.iter().zip(&role).all(|(word, wanted)| word.folded == *wanted);
                same.then(|| (there[0].start..words[end - 1].end, LISTED))
            });
            found.extend(there);
        }
    }
    found
}

fn sequence(folded: &str) -> Vec<&str> {
    folded.split(' ').collect()
}
