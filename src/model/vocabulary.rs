//! The words that records are sorted by.

use std::collections::BTreeMap;

use serde::Serialize;

use super::At;
use super::choice::choice;
use super::record::record;

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

record! {
    /// A term of a vocabulary.
    Term, "a term" {
        /// Slug by which records refer to the term.
        id: At<String> as Slug => required, "early-childhood";
        /// The name that readers see.
        label: String => required, "Early childhood";
        /// What the term means.
        definition: String as Paragraph => required, "Children before they go to school.";
        /// Other words for it, which search also finds.
        synonyms: Vec<String> => optional [single], "preschool";
        /// The broader term in the same vocabulary.
        broader: Option<At<String>> as Reference("term") => optional, "education";
        /// Practices of this term to start with, in this order. They come first on its page.
        start_here: Vec<At<String>> as Reference("practice") => optional, "providence-talks";
        /// COFOG groups (UN classification of the functions of government).
        cofog: Vec<String> => optional [single], "09.1";
        /// Targets of the Sustainable Development Goals.
        sdg: Vec<String> => optional [single], "4.2";
    }
    with {
        /// Translations by language tag.
        #[serde(skip)]
        translations: BTreeMap<String, TermWords>,
    }
}

record! {
    /// The translation of a term.
    TermWords, "a term" {
        /// Slug of the term.
        id: At<String> as Slug => required, "early-childhood";
        /// The name that readers see.
        label: String => required, "Primera infancia";
        /// What the term means, if that has been translated.
        definition: Option<String> as Paragraph => optional, "Los niños antes de la escuela.";
        /// Other words for it, by which search finds records in this language.
        synonyms: Vec<String> => optional [single], "preescolar";
    }
}

/// All vocabularies, each in the order of its file.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Vocabulary {
    /// Labels and definitions of the spheres.
    pub spheres: Vec<Term>,
    /// Topics.
    pub topics: Vec<Term>,
    /// Mechanisms: the methods that practices use.
    pub mechanisms: Vec<Term>,
}

impl Vocabulary {
    /// The vocabularies with the names of their files, which are also the folders of their pages.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, &[Term])> {
        let named: [(_, &[Term]); 3] = [
            ("spheres", &self.spheres),
            ("topics", &self.topics),
            ("mechanisms", &self.mechanisms),
        ];
        named.into_iter()
    }

    /// The vocabulary of this name; that of mechanisms for any other.
    pub(crate) fn named_mut(&mut self, name: &str) -> &mut Vec<Term> {
        match name {
            "spheres" => &mut self.spheres,
            "topics" => &mut self.topics,
            _ => &mut self.mechanisms,
        }
    }

    /// The topic with this slug.
    #[must_use]
    pub fn topic(&self, slug: &str) -> Option<&Term> {
        find(&self.topics, slug)
    }

    /// The mechanism with this slug.
    #[must_use]
    pub fn mechanism(&self, slug: &str) -> Option<&Term> {
        find(&self.mechanisms, slug)
    }

    /// The sphere with this slug.
    #[must_use]
    pub fn sphere(&self, slug: &str) -> Option<&Term> {
        find(&self.spheres, slug)
    }
}

fn find<'a>(terms: &'a [Term], slug: &str) -> Option<&'a Term> {
    terms.iter().find(|term| term.id.value == slug)
}
