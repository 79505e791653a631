//! A set of names, and finding them in a text.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;

use super::decode::{Plain, Reading};
use super::fold::Folded;
use super::name::{NamePart, Spelling, organisation, person};
use super::prefilter::{Prefilter, has_disguise};
use crate::diagnostic::Span;

/// How closely a text is tied to a confidential session. The closer, the less it takes to name a
/// participant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The notes themselves: a surname or a given name alone reveals who spoke.
    Notes,
    /// Pages that belong to the session: the same, except for ambiguous names.
    Near,
    /// Any page: the whole name, or a surname that is not ambiguous.
    Site,
}

/// A name in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Position of the name in the set.
    pub name: usize,
    /// Which part of it.
    pub part: NamePart,
    /// Where.
    pub span: Span,
}

impl Hit {
    /// Whether it overlaps `span`.
    pub(crate) fn overlaps(&self, span: Span) -> bool {
        self.span.start < span.end && span.start < self.span.end
    }
}

/// A text in both readings.
#[derive(Debug)]
pub(crate) struct Text {
    readings: [Folded; 2],
}

impl Text {
    /// A text from the pieces that `write` pushes.
    pub(crate) fn new(write: impl Fn(&mut Plain)) -> Text {
        let readings = [Reading::Joined, Reading::Apart].map(|reading| {
            let mut plain = Plain::new(reading);
            write(&mut plain);
            Folded::new(&plain)
        });
        Text { readings }
    }

    /// A text of one piece.
    pub(crate) fn of(piece: &str) -> Text {
        Text::new(|plain| plain.push(piece, 0))
    }
}

/// A set of names to look for.
#[derive(Debug, Default, Clone)]
pub struct Names {
    spellings: Vec<(usize, Spelling)>,
    /// Finds spellings in folded text.
    search: Option<AhoCorasick>,
    /// Finds the longest word of each spelling that counts on any page.
    prefilter: Option<Prefilter>,
}

impl Names {
    /// The names of people and then of organisations. `known` tells whether a word is part of a
    /// public name of the site.
    pub(crate) fn new(persons: &[&str], bodies: &[&str], known: &dyn Fn(&str) -> bool) -> Names {
        let persons = persons.iter().map(|name| person(name, known));
        let bodies = bodies.iter().map(|name| organisation(name, known));
        let all: Vec<BTreeSet<Spelling>> = persons.chain(bodies).collect();
        let spellings: Vec<(usize, Spelling)> = all
            .into_iter()
            .enumerate()
            .flat_map(|(name, all)| all.into_iter().map(move |spelling| (name, spelling)))
            .collect();
        let texts = spellings.iter().map(|(_, spelling)| bounded(&spelling.text));
        let search = AhoCorasick::new(texts).ok().filter(|_| !spellings.is_empty());
        let anywhere = spellings.iter().filter(|(_, spelling)| is_for(spelling, Reach::Site));
        let prefilter = Prefilter::new(anywhere.map(|(_, spelling)| longest_word(&spelling.text)));
        Names { spellings, search, prefilter }
    }

    /// Whether the set is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spellings.is_empty()
    }

    /// Whether both sets have the same spellings.
    pub(super) fn same_as(&self, others: &Names) -> bool {
        self.spellings == others.spellings
    }

    /// The names in a text; of overlapping ones only the longest.
    pub(crate) fn find(&self, text: &Text, reach: Reach) -> Vec<Hit> {
        let Some(search) = &self.search else { return Vec::new() };
        let mut hits = Vec::new();
        for folded in &text.readings {
            for found in search.find_overlapping_iter(&folded.text) {
                let (name, spelling) = &self.spellings[found.pattern().as_usize()];
                let good = is_for(spelling, reach)
                    && (!spelling.ambiguous || folded.is_capital(found.range()));
                if good {
                    let span = folded.span(found.range());
                    hits.push(Hit { name: *name, part: spelling.part, span });
                }
            }
        }
        hits.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end), hit.part));
        hits.dedup_by(|next, kept| next.span.end <= kept.span.end);
        hits
    }

    /// A quick check whether a text may contain a name. Most texts have neither a word of a name nor
    /// anything that could disguise one.
    pub(crate) fn may_occur_in(&self, text: &str) -> bool {
        let Some(prefilter) = &self.prefilter else { return false };
        let decoded = |reading| {
            let mut plain = Plain::new(reading);
            plain.push(text, 0);
            prefilter.is_in(plain.text())
        };
        prefilter.is_in(text)
            || has_disguise(text.as_bytes())
                && [Reading::Joined, Reading::Apart].into_iter().any(decoded)
    }

    /// The first name in the bytes of a file, in any case.
    pub(crate) fn find_in_bytes(&self, bytes: &[u8]) -> Option<Hit> {
        let mut looked = 0;
        for place in self.prefilter.as_ref()?.places(bytes) {
            if place.end + AROUND / 2 < looked {
                continue;
            }
            looked = (place.end + AROUND).min(bytes.len());
            let start = place.start.saturating_sub(AROUND);
            let around = String::from_utf8_lossy(&bytes[start..looked]);
            let hits = self.find(&Text::of(&around), Reach::Site);
            if let Some(hit) = hits.into_iter().next() {
                return Some(hit);
            }
        }
        None
    }
}

/// How many bytes before and after a key are searched for the whole name.
const AROUND: usize = 128;

/// A spelling with the spaces around it, unless its script writes no spaces, like Chinese.
fn bounded(text: &str) -> String {
    let has_spaces = text.chars().all(|c| c < '\u{2e80}');
    if has_spaces { format!(" {text} ") } else { text.to_owned() }
}

fn is_for(spelling: &Spelling, reach: Reach) -> bool {
    match (spelling.part, reach) {
        (NamePart::Whole, _) | (NamePart::Surname, Reach::Notes) => true,
        (NamePart::Surname | NamePart::Organisation | NamePart::Given, Reach::Near) => {
            !spelling.ambiguous
        }
        (NamePart::Surname, Reach::Site) => !spelling.ambiguous,
        (NamePart::Given, Reach::Notes) => !spelling.ambiguous,
        (NamePart::Organisation, Reach::Notes) => true,
        (NamePart::Given | NamePart::Organisation, Reach::Site) => false,
    }
}

/// The longest word of a spelling.
fn longest_word(text: &str) -> &str {
    text.split(' ').max_by_key(|word| word.len()).unwrap_or(text)
}
