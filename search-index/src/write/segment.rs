//! Writes the one segment of the index.

use std::path::Path;

use tantivy::directory::error::OpenReadError;
use tantivy::index::SegmentComponent;
use tantivy::store::Compressor;
use tantivy::tokenizer::{RawTokenizer, TextAnalyzer, TokenizerManager};
use tantivy::{Directory, Index, IndexSettings, Segment, TantivyDocument};

use super::folder::{Folder, Pieces};
use super::inverted::InvertedRun;
use super::postings::write_postings;
use crate::error::BuildError;
use crate::format::Digest;
use crate::schema::Fields;
use crate::text::ANALYSIS;

/// The smallest memory budget that tantivy's writer accepts. It gets no terms.
const MEMORY: usize = 1 << 20;

/// The files written by tantivy, for documents without terms.
const BARE: [SegmentComponent; 2] = [SegmentComponent::FastFields, SegmentComponent::Store];

/// The files of terms, written by us.
const TERMS: [SegmentComponent; 4] = [
    SegmentComponent::Terms,
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::FieldNorms,
];

/// A file of the index.
pub(super) type IndexFile = (String, Pieces);

/// Writes the index and returns its files by name.
///
/// tantivy writes a segment of documents without terms. The files of terms are written separately,
/// with tantivy's serializers, and replace the empty ones.
pub(super) fn write_segment(
    runs: Vec<InvertedRun>,
    documents: usize,
    fields: &Fields,
) -> Result<Vec<IndexFile>, BuildError> {
    let directory = Folder::default();
    let index = bare(fields, documents, &directory)?;
    let beside = Folder::default();
    let terms = Index::create(beside.clone(), fields.schema.clone(), IndexSettings::default())?;
    let terms = terms.new_segment();
    write_postings(&runs, fields, &terms)?;
    drop(runs);
    gather(&index, &directory, &terms, &beside)
}

/// An index of documents without terms.
fn bare(fields: &Fields, documents: usize, directory: &Folder) -> Result<Index, BuildError> {
    let tokenizers = TokenizerManager::default();
    tokenizers.register(ANALYSIS, TextAnalyzer::from(RawTokenizer::default()));
    let settings = IndexSettings {
        docstore_compression: Compressor::None,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    };
    let mut writer = Index::builder()
        .schema(fields.schema.clone())
        .settings(settings)
        .tokenizers(tokenizers)
        .single_segment_index_writer::<TantivyDocument>(directory.clone(), MEMORY)?;
    for _ in 0..documents {
        writer.add_document(TantivyDocument::default())?;
    }
    Ok(writer.finalize()?)
}

/// Collects the files under names derived from their content: tantivy gives segments random ids,
/// which are in file names and in the list of segments.
fn gather(
    index: &Index,
    directory: &Folder,
    terms: &Segment,
    beside: &Folder,
) -> Result<Vec<IndexFile>, BuildError> {
    let meta =
        directory.atomic_read(Path::new("meta.json")).map_err(tantivy::TantivyError::from)?;
    let Some(random) = index.searchable_segment_ids()?.first().map(|id| id.uuid_string()) else {
        return Ok(vec![("meta.json".to_owned(), vec![meta])]);
    };
    let mut parts = Vec::new();
    let bare = index.searchable_segments()?;
    let ours = TERMS.into_iter().map(|part| (terms, part, beside));
    let theirs = bare.iter().flat_map(|segment| BARE.map(|part| (segment, part, directory)));
    for (segment, part, directory) in ours.chain(theirs) {
        let path = segment.relative_path(part);
        let missing = || OpenReadError::FileDoesNotExist(path.clone());
        let file = directory.take(&path).ok_or_else(missing);
        let name = path.to_string_lossy().replace(&segment.id().uuid_string(), &random);
        parts.push((name, file.map_err(tantivy::TantivyError::from)?));
    }
    let mut digests = Vec::new();
    for (_, content) in &parts {
        digests.extend_from_slice(Digest::of_pieces(content).as_bytes());
    }
    let derived: String = Digest::of(&digests).to_string().chars().cycle().take(32).collect();
    for (name, _) in &mut parts {
        *name = name.replace(&random, &derived);
    }
    let meta = String::from_utf8_lossy(&meta)
        .replace(&random, &derived)
        .replace(&hyphenated(&random), &hyphenated(&derived));
    parts.push(("meta.json".to_owned(), vec![meta.into_bytes()]));
    Ok(parts)
}

/// An id as in the list of segments.
fn hyphenated(id: &str) -> String {
    let mut out = String::new();
    for (index, digit) in id.chars().enumerate() {
        if matches!(index, 8 | 12 | 16 | 20) {
            out.push('-');
        }
        out.push(digit);
    }
    out
}
