//! A free page: about, how to contribute, accessibility.

use serde::Serialize;

use super::At;

/// The record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Page {
    /// Name.
    pub title: At<String>,
    /// What it says, for lists and search results.
    pub summary: Option<At<String>>,
}
