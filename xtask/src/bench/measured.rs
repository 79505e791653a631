//! The measurements for one size of site.

use super::builds::Builds;
use super::edits::Edits;
use super::files::Tally;
use super::others::Lunr;
use super::reader::Waits;
use super::search::Searches;

/// The measurements for one size.
pub(super) struct Measured {
    pub(super) practices: usize,
    pub(super) source: Tally,
    pub(super) builds: Builds,
    pub(super) stages: String,
    pub(super) site: Tally,
    pub(super) index: Tally,
    pub(super) edits: Option<Result<Edits, String>>,
    pub(super) searches: Result<Searches, String>,
    /// Measured only with `--peers`.
    pub(super) lunr: Option<Result<Lunr, String>>,
    pub(super) zola_index: Option<u64>,
    pub(super) waits: Option<Result<Waits, String>>,
}
