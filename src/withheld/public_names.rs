//! Names of places, organisations and subjects that have a record or a term of their own. A name
//! that is also one of these does not by itself identify a person.

use std::collections::BTreeSet;

use super::decode::Reading;
use super::fold::fold;
use crate::source::{Content, Record};

/// Folded public names, and the words in them.
#[derive(Debug, Default)]
pub(crate) struct PublicNames {
    names: BTreeSet<String>,
    words: BTreeSet<String>,
    /// Folded names of cities.
    cities: BTreeSet<String>,
}

impl PublicNames {
    /// The names of all such records and terms.
    pub(crate) fn of(content: &Content) -> PublicNames {
        let mut known = PublicNames::default();
        for entry in &content.entries {
            match &entry.record {
                Record::City(city) => {
                    let names = std::iter::once(&city.title.value).chain(&city.local_names);
                    for name in names.clone() {
                        known.cities.insert(fold(name, Reading::Apart));
                    }
                    names.for_each(|name| known.add(name));
                }
                Record::Network(network) => known.add(&network.title),
                Record::Challenge(challenge) => known.add(&challenge.title),
                _ => {}
            }
        }
        let vocabulary = &content.vocabulary;
        let terms = [&vocabulary.spheres, &vocabulary.topics, &vocabulary.mechanisms];
        terms.into_iter().flatten().for_each(|term| known.add(&term.label));
        known
    }

    fn add(&mut self, name: &str) {
        let name = fold(name, Reading::Apart);
        self.words.extend(name.split(' ').map(str::to_owned));
        self.names.insert(name);
    }

    /// Whether a folded text is one of the names or a word in one.
    pub(crate) fn has(&self, folded: &str) -> bool {
        self.names.contains(folded) || self.words.contains(folded)
    }

    /// The folded names of cities.
    pub(crate) fn cities(&self) -> impl Iterator<Item = &str> {
        self.cities.iter().map(String::as_str)
    }
}
