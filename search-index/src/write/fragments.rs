//! Writes the fragments of records, in groups. Neighbours with short texts share a file: making a
//! file takes longer than writing a short one, and the reader of one pays little for the others.

use serde::Serialize;

use super::compression_cache::CompressionCache;
use super::file::{File, PutFile};
use crate::error::BuildError;
use crate::format::{Digest, ends_group, fragment_path, pack, seal};
use crate::record::{Record, Section, Term};

/// The most bytes of several fragments in a file, before compression.
const SHARED: usize = 6_000;

/// A group of fragments that was written.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// The number of records in each file.
    pub(super) files: Vec<u32>,
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
    let (files, contents) = joined(records)?;
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
    Ok(Group { files, digest: group, bytes: size })
}

/// The contents of files, JSON lists of fragments, and the number of records in each.
fn joined(records: &[&Record]) -> Result<(Vec<u32>, Vec<Vec<u8>>), serde_json::Error> {
    let (mut files, mut contents) = (Vec::new(), Vec::<Vec<u8>>::new());
    for record in records {
        let fragment = fragment(record)?;
        let last = files.last_mut().zip(contents.last_mut());
        match last.filter(|(_, content)| content.len() + fragment.len() <= SHARED) {
            Some((count, content)) => {
                *count += 1;
                content.push(b',');
                content.extend_from_slice(&fragment);
            }
            None => {
                files.push(1);
                contents.push([b"[", fragment.as_slice()].concat());
            }
        }
    }
    contents.iter_mut().for_each(|content| content.push(b']'));
    Ok((files, contents))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Fragment;

    #[test]
    fn short_neighbours_share_a_file_and_long_ones_do_not() {
        let record = |length: usize| Record {
            title: format!("{length}"),
            sections: vec![Section { text: "a".repeat(length).into(), ..Section::default() }],
            ..Record::default()
        };
        let records = [100, 5_000, 5_000, 100, 100, 8_000].map(record);
        let (files, contents) = joined(&records.iter().collect::<Vec<_>>()).unwrap();
        assert_eq!(files, [2, 3, 1]);
        let titles = contents.iter().map(|content| {
            let fragments: Vec<Fragment> = serde_json::from_slice(content).unwrap();
            fragments.into_iter().map(|one| one.title).collect::<Vec<_>>().join(" ")
        });
        assert_eq!(titles.collect::<Vec<_>>(), ["100 5000", "5000 100 100", "8000"]);
    }
}
