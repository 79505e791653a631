//! How a search ends before its answer: files are missing, or the package is damaged.

use crate::error::SearchError;

/// Why a search stops short.
pub(super) enum Halt {
    /// These files must be supplied before the search is tried again.
    Need(Vec<String>),
    /// Trying again would fail again.
    Fault(SearchError),
}

/// Both results, or all files that either needs: one round of fetching then brings them all.
pub(super) fn both<A, B>(one: Result<A, Halt>, other: Result<B, Halt>) -> Result<(A, B), Halt> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(Halt::Need(mut files)), Err(Halt::Need(more))) => {
            files.extend(more);
            Err(Halt::Need(files))
        }
        (Err(Halt::Fault(fault)), _) | (_, Err(Halt::Fault(fault))) => Err(Halt::Fault(fault)),
        (Err(need), _) | (_, Err(need)) => Err(need),
    }
}
