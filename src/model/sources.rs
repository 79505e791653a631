//! Where a claim comes from.

use serde::Serialize;

use super::{At, Date};

/// One publication, cited in the body as `[^id]`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Source {
    /// Name of the source within its record.
    pub id: At<String>,
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: Option<At<String>>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published.
    pub date: Option<Date>,
    /// When it was last read.
    pub accessed: Option<Date>,
    /// A copy in an archive.
    pub archived_url: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
}
