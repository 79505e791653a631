//! Gathers what concerns all documents together: the catalogue, the languages, the translations
//! and the priors.

use std::collections::{BTreeMap, BTreeSet};

use crate::format::{CatalogueRow, CatalogueWriter, FacetValue, Priors, Version, Versions};
use crate::record::{Record, Term};

/// Gathers what concerns all documents, document by document.
#[derive(Debug, Default)]
pub(super) struct Register {
    catalogue: CatalogueWriter,
    languages: BTreeSet<String>,
    translated: Vec<Translated>,
    priors: Vec<u8>,
}

/// A document that is a translation.
#[derive(Debug)]
struct Translated {
    document: u32,
    /// The id of its original.
    original: String,
    lang: String,
}

/// What a [`Register`] has gathered.
pub(super) struct Registered {
    pub(super) catalogue: Vec<u8>,
    /// The languages of all records, sorted.
    pub(super) languages: Vec<String>,
    pub(super) versions: Versions,
    pub(super) priors: Priors,
}

impl Register {
    /// Adds the next document.
    pub(super) fn add(&mut self, document: u32, record: &Record) {
        let original = record.original.as_ref();
        self.priors.push(record.prior);
        self.catalogue.add(&row(record), original.is_none());
        if !self.languages.contains(&record.lang) {
            self.languages.insert(record.lang.clone());
        }
        self.translated.extend(original.map(|original| {
            let (original, lang) = (original.clone(), record.lang.clone());
            Translated { document, original, lang }
        }));
    }

    /// Appends the documents of another register.
    pub(super) fn append(&mut self, other: Self) {
        self.catalogue.append(other.catalogue);
        self.languages.extend(other.languages);
        self.translated.extend(other.translated);
        self.priors.extend(other.priors);
    }

    /// Finishes, given the id of each document. A translation whose original does not exist counts
    /// as an original.
    pub(super) fn finish<'a>(
        self,
        ids: impl Iterator<Item = (u32, &'a str)>,
    ) -> Result<Registered, serde_json::Error> {
        let languages: Vec<String> = self.languages.into_iter().collect();
        let mut versions = Versions::default();
        if !self.translated.is_empty() {
            let by_id: BTreeMap<&str, u32> = ids.map(|(document, id)| (id, document)).collect();
            let version = |one: &Translated| {
                let original = *by_id.get(one.original.as_str())?;
                let language = languages.iter().position(|lang| *lang == one.lang)? as u32;
                Some(Version { document: one.document, original, language })
            };
            versions.translations = self.translated.iter().filter_map(version).collect();
        }
        let priors = self.priors.into_iter().collect();
        Ok(Registered { catalogue: self.catalogue.finish()?, languages, versions, priors })
    }
}

/// The catalogue's row for a record.
fn row(record: &Record) -> CatalogueRow {
    let (slug, label) = (record.kind.clone(), readable(&record.kind));
    let kind = Term { slug, label, ..Term::default() };
    CatalogueRow {
        values: [
            values(&record.topics),
            values(&record.spheres),
            values(&record.cities),
            values(&record.countries),
            values(&[kind]),
            values(record.stage.as_slice()),
            values(record.result.as_slice()),
            values(&record.methods),
        ],
        evidence: record.evidence,
        year: record.year,
        cost: record.cost,
        months: record.months,
        populations: record
            .cities
            .iter()
            .filter_map(|city| Some((city.slug.clone(), city.population?)))
            .collect(),
    }
}

fn values(terms: &[Term]) -> Vec<FacetValue> {
    let value = |term: &Term| FacetValue { slug: term.slug.clone(), label: term.label.clone() };
    terms.iter().filter(|term| !term.slug.is_empty()).map(value).collect()
}

/// A readable label for a kind. Pages replace it by a word in their language.
fn readable(slug: &str) -> String {
    let spaced = slug.replace('-', " ");
    let mut chars = spaced.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}
