//! Why a search ends without an answer.

use crate::error::SearchError;

/// Ends a search early.
pub(super) enum Halt {
    /// These files must be supplied before the search is tried again.
    Need(Vec<String>),
    /// The package is damaged: trying again would fail again.
    Fault(SearchError),
}

/// Both values, or all files that either needs, so that one round trip fetches them all.
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
