//! The words that records are sorted by.

use std::collections::BTreeMap;

use serde::Serialize;

use super::At;
use super::choice::choice;

choice! {
    /// The three spheres of municipal innovation (Urban Policy Advisory Group, 2013).
    Sphere, "a sphere" {
        /// How a city runs its services.
        Operations = "operations",
        /// How it brings money in and spends it.
        Capital = "capital",
        /// How it works with others toward a shared result.
        CollectiveImpact = "collective-impact",
    }
}

/// One word of a vocabulary.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Term {
    /// Its slug.
    pub id: At<String>,
    /// Its name.
    pub label: String,
    /// What it means.
    pub definition: String,
    /// Other words for it; search knows them, too.
    pub synonyms: Vec<String>,
    /// The wider term.
    pub broader: Option<At<String>>,
    /// COFOG groups (UN classification of the functions of government).
    pub cofog: Vec<String>,
    /// Targets of the Sustainable Development Goals.
    pub sdg: Vec<String>,
    /// The same in other languages, by their tags.
    pub translations: BTreeMap<String, TermWords>,
}

/// What a term is called in another language.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TermWords {
    /// The slug of the term.
    pub id: At<String>,
    /// Its name.
    pub label: String,
    /// What it means, where that has been translated.
    pub definition: Option<String>,
    /// Other words for it; search knows them in the records of this language.
    pub synonyms: Vec<String>,
}

/// All vocabularies, each in the order of its file.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Vocabulary {
    /// Labels and definitions of the spheres.
    pub spheres: Vec<Term>,
    /// Subjects.
    pub topics: Vec<Term>,
    /// Means.
    pub mechanisms: Vec<Term>,
}

impl Vocabulary {
    /// The topic of this slug.
    #[must_use]
    pub fn topic(&self, slug: &str) -> Option<&Term> {
        find(&self.topics, slug)
    }

    /// The mechanism of this slug.
    #[must_use]
    pub fn mechanism(&self, slug: &str) -> Option<&Term> {
        find(&self.mechanisms, slug)
    }

    /// The sphere of this slug.
    #[must_use]
    pub fn sphere(&self, slug: &str) -> Option<&Term> {
        find(&self.spheres, slug)
    }
}

fn find<'a>(terms: &'a [Term], slug: &str) -> Option<&'a Term> {
    terms.iter().find(|term| term.id.value == slug)
}
