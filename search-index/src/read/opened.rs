//! The index, opened: dictionaries' headers, lengths of fields, the catalogue.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::{Index, InvertedIndexReader, SegmentReader};

use super::volume::{Volume, VolumeDirectory};
use crate::error::SearchError;
use crate::format::{CATALOGUE_FILE, Catalogue};
use crate::schema::{Fields, SEARCHED};

/// Everything that queries read from again and again.
pub(crate) struct Opened {
    pub(super) fields: Vec<OpenedField>,
    pub(super) catalogue: Catalogue,
    pub(super) title: tantivy::schema::Field,
}

/// One searched field, in the order of [`SEARCHED`].
pub(super) struct OpenedField {
    pub(super) index: Arc<InvertedIndexReader>,
    /// Lengths, and their average, where the length matters.
    pub(super) lengths: Option<(FieldNormReader, f32)>,
}

/// What stands in the way: files to be brought, unless the volume misses none.
pub(super) fn failure(error: impl std::fmt::Display) -> SearchError {
    SearchError::Index(error.to_string())
}

fn segment(volume: &Arc<Volume>) -> Result<SegmentReader, SearchError> {
    let index = Index::open(VolumeDirectory(Arc::clone(volume))).map_err(failure)?;
    let segments = index.searchable_segments().map_err(failure)?;
    let [segment] = segments.as_slice() else {
        return Err(failure("it has not one segment"));
    };
    SegmentReader::open(segment).map_err(failure)
}

impl Opened {
    /// Opens the index in `volume`. An error with missing pages asks for another try.
    pub(super) fn open(volume: &Arc<Volume>) -> Result<Self, SearchError> {
        let catalogue = volume.read_file(CATALOGUE_FILE).map_err(failure);
        let segment = segment(volume)?;
        let schema = Fields::new();
        let documents = segment.max_doc();
        let mut fields = Vec::with_capacity(SEARCHED.len());
        let mut fault = None;
        for (spec, field) in SEARCHED.iter().zip(&schema.searched) {
            match open_field(&segment, *field, spec.by_length, documents) {
                Ok(field) => fields.push(field),
                Err(error) => fault = Some(error),
            }
        }
        let catalogue = Catalogue::read(&catalogue?)?;
        if let Some(error) = fault {
            return Err(error);
        }
        if catalogue.documents() != documents || segment.schema() != &schema.schema {
            return Err(SearchError::corrupt(CATALOGUE_FILE));
        }
        let title = schema.searched.first().copied().ok_or_else(|| failure("it has no title"))?;
        Ok(Self { fields, catalogue, title })
    }

    /// The number of documents.
    pub(super) fn documents(&self) -> u32 {
        self.catalogue.documents()
    }
}

fn open_field(
    segment: &SegmentReader,
    field: tantivy::schema::Field,
    by_length: bool,
    documents: u32,
) -> Result<OpenedField, SearchError> {
    let index = segment.inverted_index(field).map_err(failure)?;
    let lengths = if by_length {
        let reader = segment.get_fieldnorms_reader(field).map_err(failure)?;
        Some((reader, index.total_num_tokens() as f32 / documents.max(1) as f32))
    } else {
        None
    };
    Ok(OpenedField { index, lengths })
}

/// The cuts of a complete volume that opening reads, field lengths and catalogue apart.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn trace_opening(volume: &Arc<Volume>) -> Result<Vec<(usize, usize)>, SearchError> {
    volume.start_trace();
    let segment = segment(volume)?;
    for field in Fields::new().searched {
        segment.inverted_index(field).map_err(failure)?;
    }
    Ok(volume.take_trace().into_iter().collect())
}
