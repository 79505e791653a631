//! Records to fragments.

use rayon::prelude::*;

use super::package::File;
use crate::error::BuildError;
use crate::format::{Digest, Fragment, Passage, fragment_path, pack};
use crate::record::Record;

/// The fragments of all records in order.
pub(super) fn fragments(records: &[&Record]) -> Result<Vec<(Digest, File)>, BuildError> {
    records.par_iter().map(|record| fragment(record)).collect()
}

fn fragment(record: &Record) -> Result<(Digest, File), BuildError> {
    let passage = |section: &crate::Section| Passage {
        anchor: section.anchor.clone(),
        heading: section.heading.clone(),
        text: section.text.clone(),
    };
    let content = serde_json::to_vec(&Fragment {
        id: record.id.clone(),
        url: record.url.clone(),
        lang: record.lang.clone(),
        title: record.title.clone(),
        summary: record.summary.clone(),
        sections: record.sections.iter().map(passage).collect(),
    })?;
    let digest = Digest::of(&content);
    Ok((digest, File { path: fragment_path(&digest), bytes: pack(&content)? }))
}
