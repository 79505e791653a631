//! Writes the fragments of records, in groups.

use serde::Serialize;

use super::compression_cache::CompressionCache;
use super::file::{File, PutFile};
use crate::error::BuildError;
use crate::format::{Digest, ends_group, fragment_path, pack, seal};
use crate::record::{Record, Section, Term};

/// A group of fragments that was written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub(super) records: u32,
    pub(super) digest: Digest,
    /// The size of its files in bytes.
    pub(super) bytes: usize,
}

/// Writes the fragments of records, which are whole groups in order.
pub(super) fn fragments(
    records: &[&Record],
    cache: Option<&CompressionCache>,
    put: PutFile<'_>,
) -> Result<Vec<Group>, BuildError> {
    let groups = records.split_inclusive(|record| ends_group(&record.id));
    groups.map(|records| group(records, cache, put)).collect()
}

fn group(
    records: &[&Record],
    cache: Option<&CompressionCache>,
    put: PutFile<'_>,
) -> Result<Group, BuildError> {
    let contents: Vec<Vec<u8>> =
        records.iter().map(|record| fragment(record)).collect::<Result<_, _>>()?;
    let digests: Vec<Digest> = contents.iter().map(|content| Digest::of(content)).collect();
    let together: Vec<u8> = digests.iter().flat_map(|digest| digest.as_bytes().to_vec()).collect();
    let group = Digest::of(&together);
    let mut size = 0;
    for ((number, content), digest) in (0..).zip(contents).zip(&digests) {
        let path = fragment_path(&group, number);
        let sealed = seal(content, digest, &group, number);
        let bytes = cache.map_or_else(|| pack(&sealed), |cache| cache.pack(&sealed))?;
        size += bytes.len();
        put(File { path, bytes })?;
    }
    Ok(Group { records: records.len() as u32, digest: group, bytes: size })
}

/// A [`crate::format::Fragment`] that borrows from its record.
#[derive(Serialize)]
struct Shown<'a> {
    id: &'a str,
    kind: &'a str,
    url: &'a str,
    lang: &'a str,
    title: &'a str,
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<Value<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<Value<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<u16>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cities: Vec<Value<'a>>,
    sections: Vec<Passage<'a>>,
}

#[derive(Serialize)]
struct Value<'a> {
    slug: &'a str,
    label: &'a str,
}

#[derive(Serialize)]
struct Passage<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    anchor: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    heading: &'a str,
    text: &'a str,
}

fn value(term: &Term) -> Value<'_> {
    let Term { slug, label, .. } = term;
    Value { slug, label }
}

fn passage(section: &Section) -> Passage<'_> {
    let Section { anchor, heading, text, .. } = section;
    Passage { anchor, heading, text }
}

fn fragment(record: &Record) -> Result<Vec<u8>, serde_json::Error> {
    let texts: usize = record.sections.iter().map(|section| section.text.len() + 128).sum();
    let mut content = Vec::with_capacity(texts + 1024);
    serde_json::to_writer(
        &mut content,
        &Shown {
            id: &record.id,
            kind: &record.kind,
            url: &record.url,
            lang: &record.lang,
            title: &record.title,
            summary: &record.summary,
            stage: record.stage.as_ref().map(value),
            evidence: record.evidence,
            result: record.result.as_ref().map(value),
            year: record.year,
            cities: record.cities.iter().filter(|city| !city.slug.is_empty()).map(value).collect(),
            sections: record.sections.iter().map(passage).collect(),
        },
    )?;
    Ok(content)
}
