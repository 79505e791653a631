//! The files that the ranking programs write.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The ids that one engine found for each question, best first.
pub(super) type Ranking = BTreeMap<String, Vec<String>>;

/// A judged question.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Question {
    pub(super) id: String,
    pub(super) query: String,
    pub(super) kind: String,
    pub(super) half: String,
    /// Grades of the records that answer it, from 1 to 3.
    pub(super) answers: BTreeMap<String, u8>,
}

/// The questions, and rankings by engine.
#[derive(Debug, Deserialize)]
pub(super) struct Data {
    pub(super) questions: Vec<Question>,
    pub(super) rankings: BTreeMap<String, Ranking>,
}

/// Rankings of other engines.
#[derive(Debug, Deserialize)]
pub(super) struct Peers {
    pub(super) rankings: BTreeMap<String, Ranking>,
}

/// Reads one of these files.
pub(super) fn read<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_slice(&bytes).map_err(|error| format!("{}: {error}", path.display()))
}
