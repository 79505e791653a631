//! Records to fragments, in their groups.

use rayon::prelude::*;

use super::package::File;
use super::packed::Packed;
use crate::error::BuildError;
use crate::format::{
    Digest, FacetValue, Fragment, Groups, Passage, ends_group, fragment_path, pack, seal,
};
use crate::record::{Record, Section, Term};

/// The fragments of all records in order, and where each is.
pub(super) fn fragments(
    records: &[&Record],
    packed: Option<&Packed>,
) -> Result<(Groups, Vec<File>), BuildError> {
    let groups: Vec<&[&Record]> =
        records.split_inclusive(|record| ends_group(&record.id)).collect();
    let written: Vec<(Digest, Vec<File>)> =
        groups.par_iter().map(|records| group(records, packed)).collect::<Result<_, _>>()?;
    let mut all = Groups::default();
    let mut files = Vec::with_capacity(records.len());
    for (digest, group) in written {
        all.push(group.len() as u32, digest);
        files.extend(group);
    }
    Ok((all, files))
}

fn group(records: &[&Record], packed: Option<&Packed>) -> Result<(Digest, Vec<File>), BuildError> {
    let contents: Vec<Vec<u8>> =
        records.iter().map(|record| fragment(record)).collect::<Result<_, _>>()?;
    let digests: Vec<u8> =
        contents.iter().flat_map(|content| Digest::of(content).as_bytes().to_vec()).collect();
    let group = Digest::of(&digests);
    let files = contents.into_iter().enumerate().map(|(number, content)| {
        let number = number as u32;
        let path = fragment_path(&group, number);
        let sealed = seal(content, &group, number);
        let bytes = packed.map_or_else(|| pack(&sealed), |packed| packed.pack(&sealed))?;
        Ok(File { path, bytes })
    });
    Ok((group, files.collect::<Result<_, BuildError>>()?))
}

fn fragment(record: &Record) -> Result<Vec<u8>, serde_json::Error> {
    let passage = |section: &Section| Passage {
        anchor: section.anchor.clone(),
        heading: section.heading.clone(),
        text: section.text.clone(),
    };
    let value = |term: &Term| FacetValue { slug: term.slug.clone(), label: term.label.clone() };
    serde_json::to_vec(&Fragment {
        id: record.id.clone(),
        kind: record.kind.clone(),
        url: record.url.clone(),
        lang: record.lang.clone(),
        title: record.title.clone(),
        summary: record.summary.clone(),
        stage: record.stage.as_ref().map(value),
        evidence: record.evidence,
        year: record.year,
        cities: record.cities.iter().filter(|city| !city.slug.is_empty()).map(value).collect(),
        sections: record.sections.iter().map(passage).collect(),
    })
}
