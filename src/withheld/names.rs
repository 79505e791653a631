//! A set of names, and where a text holds one of them.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;

use super::fold::Folded;
use super::name::{Part, Spelling, organisation, person};
use super::plain::{Plain, Reading};
use super::scent::{Scent, hides};
use crate::diagnostic::Span;

/// How near to where somebody spoke a text is. The nearer, the less names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The notes themselves: a surname or a first name by itself gives away who spoke.
    Notes,
    /// Pages that belong to the session: the same, but for words that mean something else, too.
    Near,
    /// Any page: the whole name, or a surname that is no word.
    Site,
}

/// One place of a text that names somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Position of the name.
    pub name: usize,
    /// What of it.
    pub part: Part,
    /// Where.
    pub span: Span,
}

impl Hit {
    /// Whether it stands, in part at least, where `span` does.
    pub(crate) fn overlaps(&self, span: Span) -> bool {
        self.span.start < span.end && span.start < self.span.end
    }
}

/// A text in both of its readings.
#[derive(Debug)]
pub(crate) struct Text {
    readings: [Folded; 2],
}

impl Text {
    /// A text that `write` puts together.
    pub(crate) fn new(write: impl Fn(&mut Plain)) -> Text {
        let readings = [Reading::Joined, Reading::Apart].map(|reading| {
            let mut plain = Plain::new(reading);
            write(&mut plain);
            Folded::new(&plain)
        });
        Text { readings }
    }

    /// One piece of text.
    pub(crate) fn of(piece: &str) -> Text {
        Text::new(|plain| plain.push(piece, 0))
    }
}

/// Names to be looked for.
#[derive(Debug, Default, Clone)]
pub struct Names {
    spellings: Vec<(usize, Spelling)>,
    /// Finds the spellings.
    search: Option<AhoCorasick>,
    /// Finds the longest word of every spelling that names somebody anywhere.
    scent: Option<Scent>,
}

impl Names {
    /// The names of persons and of organisations, in this order. `known` words are names of places
    /// and bodies that the site speaks of.
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
        let scent = Scent::new(anywhere.map(|(_, spelling)| longest_word(&spelling.text)));
        Names { spellings, search, scent }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spellings.is_empty()
    }

    /// Whether others are written in the same ways.
    pub(super) fn are(&self, others: &Names) -> bool {
        self.spellings == others.spellings
    }

    /// Where the text names somebody, the widest of overlapping places only.
    pub(crate) fn find(&self, text: &Text, reach: Reach) -> Vec<Hit> {
        let Some(search) = &self.search else { return Vec::new() };
        let mut hits = Vec::new();
        for folded in &text.readings {
            for found in search.find_overlapping_iter(&folded.text) {
                let (name, spelling) = &self.spellings[found.pattern().as_usize()];
                let good = is_for(spelling, reach)
                    && (!spelling.ordinary || folded.is_capital(found.range()));
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

    /// Whether the text has to be looked at at all: most texts neither hold a part of a name nor
    /// anything that could hide one, and are told from others in no time.
    pub(crate) fn may_stand_in(&self, text: &str) -> bool {
        let Some(scent) = &self.scent else { return false };
        let decoded = |reading| {
            let mut plain = Plain::new(reading);
            plain.push(text, 0);
            scent.is_in(plain.text())
        };
        scent.is_in(text)
            || hides(text.as_bytes()) && [Reading::Joined, Reading::Apart].into_iter().any(decoded)
    }

    /// The first name that stands in the bytes of a file, in whatever case.
    pub(crate) fn find_in_bytes(&self, bytes: &[u8]) -> Option<Hit> {
        let mut looked = 0;
        for place in self.scent.as_ref()?.places(bytes) {
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

/// Bytes on either side of a scent that are looked at.
const AROUND: usize = 128;

/// A spelling between the spaces that stand around words; not where words have none, as in Chinese.
fn bounded(text: &str) -> String {
    let parted = text.chars().all(|c| c < '\u{2e80}');
    if parted { format!(" {text} ") } else { text.to_owned() }
}

fn is_for(spelling: &Spelling, reach: Reach) -> bool {
    match (spelling.part, reach) {
        (Part::Whole, _) | (Part::Surname, Reach::Notes) => true,
        (Part::Surname | Part::Organisation | Part::Given, Reach::Near) => !spelling.ordinary,
        (Part::Surname, Reach::Site) => !spelling.ordinary,
        (Part::Given, Reach::Notes) => !spelling.ordinary,
        (Part::Organisation, Reach::Notes) => true,
        (Part::Given | Part::Organisation, Reach::Site) => false,
    }
}

/// The longest word of a spelling.
fn longest_word(text: &str) -> &str {
    text.split(' ').max_by_key(|word| word.len()).unwrap_or(text)
}
