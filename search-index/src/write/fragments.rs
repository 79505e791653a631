//! Records to fragments, in their groups.

use rayon::prelude::*;
use serde::Serialize;

use super::package::File;
use super::packed::Packed;
use crate::error::BuildError;
use crate::format::{Digest, Groups, ends_group, fragment_path, pack, seal};
use crate::record::{Record, Section, Term};

/// Takes a file of the package, on any thread.
pub(super) type Take<'a> = &'a (dyn Fn(File) -> Result<(), BuildError> + Sync);

/// Makes the fragments of all records in order; gives where each is, and how many bytes they are.
pub(super) fn fragments(
    records: &[&Record],
    packed: Option<&Packed>,
    take: Take<'_>,
) -> Result<(Groups, usize), BuildError> {
    let groups: Vec<&[&Record]> =
        records.split_inclusive(|record| ends_group(&record.id)).collect();
    let written: Vec<(Digest, usize)> =
        groups.par_iter().map(|records| group(records, packed, take)).collect::<Result<_, _>>()?;
    let mut all = Groups::default();
    let mut bytes = 0;
    for (records, (digest, size)) in groups.iter().zip(written) {
        all.push(records.len() as u32, digest);
        bytes += size;
    }
    Ok((all, bytes))
}

fn group(
    records: &[&Record],
    packed: Option<&Packed>,
    take: Take<'_>,
) -> Result<(Digest, usize), BuildError> {
    let contents: Vec<Vec<u8>> =
        records.iter().map(|record| fragment(record)).collect::<Result<_, _>>()?;
    let digests: Vec<u8> =
        contents.iter().flat_map(|content| Digest::of(content).as_bytes().to_vec()).collect();
    let group = Digest::of(&digests);
    let mut size = 0;
    for (number, content) in (0..).zip(contents) {
        let path = fragment_path(&group, number);
        let sealed = seal(content, &group, number);
        let bytes = packed.map_or_else(|| pack(&sealed), |packed| packed.pack(&sealed))?;
        size += bytes.len();
        take(File { path, bytes })?;
    }
    Ok((group, size))
}

/// A record's [`crate::format::Fragment`], borrowed.
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
    let Section { anchor, heading, text } = section;
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
            year: record.year,
            cities: record.cities.iter().filter(|city| !city.slug.is_empty()).map(value).collect(),
            sections: record.sections.iter().map(passage).collect(),
        },
    )?;
    Ok(content)
}
