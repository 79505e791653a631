//! The names that a draft may use: those of a site's records and terms, as one JSON file.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::model::{Choice as _, Kind, Term, with_list};
use crate::site::Site;

/// What is published of a site for its forms, all of which its pages show, too.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Names {
    /// Settings of the site that decide what `check` says.
    pub site: Value,
    /// The terms of the three vocabularies.
    pub spheres: Vec<Value>,
    /// Topics.
    pub topics: Vec<Value>,
    /// Mechanisms.
    pub mechanisms: Vec<Value>,
    /// The records.
    pub records: Vec<KnownRecord>,
}

/// A record of the site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownRecord {
    /// The keyword of its kind.
    pub kind: String,
    /// Its slug, for a session `convening/session`.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Further names of a city.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

impl Names {
    /// The names of a site.
    #[must_use]
    pub fn of(site: &Site) -> Names {
        let config = &site.config;
        let off: Vec<&str> = config.checks.off.iter().map(|code| code.value.as_str()).collect();
        let settings = json!({
            "title": config.title,
            "base_url": config.base_url.value,
            "languages": config.languages,
            "checks": {"off": off},
            "limits": {
                "record_mb": config.limits.record_mb,
                "line_characters": config.limits.line_characters,
            },
        });
        let vocabulary = &site.vocabulary;
        Names {
            site: settings,
            spheres: terms(&vocabulary.spheres),
            topics: terms(&vocabulary.topics),
            mechanisms: terms(&vocabulary.mechanisms),
            records: records(site),
        }
    }
}

fn terms(terms: &[Term]) -> Vec<Value> {
    let term = |term: &Term| {
        json!({
            "id": term.id.value,
            "label": term.label,
            "definition": term.definition,
            "synonyms": term.synonyms,
        })
    };
    terms.iter().map(term).collect()
}

fn records(site: &Site) -> Vec<KnownRecord> {
    let mut records = Vec::new();
    for (kind, word) in Kind::ALL {
        let folder = format!("{}/", kind.folder());
        with_list!(*kind, site, list => {
            records.extend(list.iter().map(|item| KnownRecord {
                kind: (*word).to_owned(),
                slug: item.meta.id.strip_prefix(&folder).unwrap_or(&item.meta.id).to_owned(),
                title: item.record.title.value.clone(),
                names: Vec::new(),
            }));
        });
    }
    for (record, city) in
        records.iter_mut().filter(|record| record.kind == "city").zip(site.cities.iter())
    {
        record.names.clone_from(&city.record.local_names);
    }
    records
}
