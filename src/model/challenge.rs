//! A round of a competition.

use serde::Serialize;

use super::{At, Source};

/// The record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Challenge {
    /// Name.
    pub title: At<String>,
    /// The series of rounds it belongs to.
    pub series: Option<String>,
    /// Year it was decided.
    pub year: u16,
    /// Part of the world that could enter.
    pub region: Option<String>,
    /// Network slug.
    pub host: Option<At<String>>,
    /// How many cities entered.
    pub entries: Option<u64>,
    /// What it was.
    pub summary: At<String>,
    /// Where the claims come from.
    pub sources: Vec<Source>,
}
