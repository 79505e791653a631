//! The one segment of the index, written by tantivy.

use rayon::prelude::*;
use tantivy::directory::RamDirectory;
use tantivy::index::SegmentComponent;
use tantivy::store::Compressor;
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};
use tantivy::{Directory, Index, IndexSettings, TantivyDocument};

use super::analyse::{Lines, analyse};
use crate::error::BuildError;
use crate::format::Digest;
use crate::record::Record;
use crate::schema::Fields;
use crate::text::{LINE_TOKENIZER, LineTokenizer};

/// Records analysed together by one thread: many, for they share the stems of their words.
const RUN: usize = 128;

/// Records analysed while the batch before them is written.
const BATCH: usize = 1024;

/// tantivy sizes its first table by this; it grows beyond as needed.
const MEMORY: usize = 64 << 20;

/// The files of a segment from which nothing was deleted.
const PARTS: [SegmentComponent; 6] = [
    SegmentComponent::Terms,
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::FieldNorms,
    SegmentComponent::FastFields,
    SegmentComponent::Store,
];

/// Writes the index; returns its files by name.
pub(super) fn write_segment(records: &[&Record]) -> Result<Vec<(String, Vec<u8>)>, BuildError> {
    let fields = Fields::new();
    let tokenizers = TokenizerManager::default();
    tokenizers.register(LINE_TOKENIZER, TextAnalyzer::from(LineTokenizer));
    let settings = IndexSettings {
        docstore_compression: Compressor::None,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    };
    let directory = RamDirectory::create();
    let mut writer = Index::builder()
        .schema(fields.schema.clone())
        .settings(settings)
        .tokenizers(tokenizers)
        .single_segment_index_writer::<TantivyDocument>(directory.clone(), MEMORY)?;
    let mut batches = records.chunks(BATCH);
    let mut current = batches.next();
    let mut analysed = current.map(analyse_batch).unwrap_or_default();
    while let Some(batch) = current {
        current = batches.next();
        let write = || {
            let mut written = Ok(());
            for (record, lines) in batch.iter().zip(std::mem::take(&mut analysed)) {
                written =
                    written.and_then(|()| writer.add_document(document(&fields, record, lines)));
            }
            written
        };
        let (written, next) = rayon::join(write, || current.map(analyse_batch).unwrap_or_default());
        written?;
        analysed = next;
    }
    let index = writer.finalize()?;
    rename(&index, &directory)
}

fn analyse_batch(batch: &[&Record]) -> Vec<Lines> {
    batch.par_chunks(RUN).flat_map_iter(analyse).collect()
}

fn document(fields: &Fields, record: &Record, lines: Lines) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_text(fields.id, &record.id);
    for (field, line) in fields.searched.iter().zip(lines) {
        if !line.is_empty() {
            document.add_text(*field, line);
        }
    }
    if let Some(level) = record.evidence {
        document.add_text(fields.evidence, level.to_string());
    }
    document
}

/// Reads the files back under names derived from their content: tantivy names segments at random,
/// in the names of their files and in the list of segments.
fn rename(index: &Index, directory: &RamDirectory) -> Result<Vec<(String, Vec<u8>)>, BuildError> {
    let meta_path = std::path::Path::new("meta.json");
    let meta = directory.atomic_read(meta_path).map_err(tantivy::TantivyError::from)?;
    let mut files = Vec::new();
    let mut digests = Vec::new();
    let mut random = String::new();
    for segment in index.searchable_segment_metas()? {
        random = segment.id().uuid_string();
        let paths = PARTS.map(|part| segment.relative_path(part));
        for path in paths {
            if !directory.exists(&path).map_err(tantivy::TantivyError::from)? {
                continue;
            }
            let file = directory.open_read(&path).map_err(tantivy::TantivyError::from)?;
            let content = file.read_bytes()?.as_slice().to_vec();
            digests.extend_from_slice(Digest::of(&content).as_bytes());
            files.push((path.to_string_lossy().into_owned(), content));
        }
    }
    let derived: String = Digest::of(&digests).to_string().chars().cycle().take(32).collect();
    for (name, _) in &mut files {
        *name = name.replace(&random, &derived);
    }
    let meta = String::from_utf8_lossy(&meta)
        .replace(&random, &derived)
        .replace(&hyphenated(&random), &hyphenated(&derived));
    files.push(("meta.json".to_owned(), meta.into_bytes()));
    Ok(files)
}

/// An id as the list of segments writes it.
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
