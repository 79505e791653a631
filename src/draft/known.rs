//! The content that a draft is judged in: records that have names and nothing else.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{KnownRecord, Names};
use crate::model::{Choice as _, Kind};
use crate::site::LinkCache;
use crate::source::{self, Content, Entry};

/// What a draft is judged in.
#[derive(Debug)]
pub struct Known {
    pub(super) content: Content,
    /// What is known of the names from the draft before this one.
    pub(super) links: LinkCache,
}

impl Known {
    /// Takes the names of a site.
    #[must_use]
    pub fn new(names: &Names) -> Known {
        // JSON is YAML.
        let vocabularies = [
            ("spheres", &names.spheres),
            ("topics", &names.topics),
            ("mechanisms", &names.mechanisms),
        ];
        let terms = vocabularies.map(|(name, terms)| {
            (format!("content/vocabulary/{name}.yaml"), Value::from(terms.clone()).to_string())
        });
        let records = names.records.iter().filter_map(stub);
        let files = [("content/site.yaml".to_owned(), names.site.to_string())];
        let files = files.into_iter().chain(terms).chain(records);
        // A record that is only a name is not whole, which is no fault here.
        let (content, _) = source::parse(source::given(files), None);
        Known::of(content)
    }

    /// Takes the whole content of a folder.
    #[must_use]
    pub fn of(content: Content) -> Known {
        Known { content, links: LinkCache::default() }
    }

    /// The content with one more record, in the place of any other in its file.
    pub(super) fn with(&self, entry: Arc<Entry>) -> Content {
        let mut content = self.content.clone();
        content.put(entry);
        content
    }
}

/// The file of a record with its names.
fn stub(record: &KnownRecord) -> Option<(String, String)> {
    let kind = Kind::from_word(&record.kind)?;
    let (folder, slug) = (kind.folder(), &record.slug);
    let path = match kind {
        Kind::Convening => format!("content/{folder}/{slug}/index.md"),
        _ => format!("content/{folder}/{slug}.md"),
    };
    let mut fields = json!({ "title": record.title });
    if kind == Kind::City {
        fields["local_names"] = record.names.clone().into();
    }
    Some((path, format!("---\n{fields}\n---\n")))
}
