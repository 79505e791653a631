//! What scoring reads, and what it gives.

use super::lookup::FoundClause;
use super::opened::Opened;
use super::package::PackageReader;
use super::query::Query;
use crate::format::Catalogue;
use crate::weights::Weights;

/// A document that matches a query.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Match {
    pub(super) document: u32,
    /// Over 100 where the title is the query, under 100 otherwise.
    pub(super) score: f32,
}

/// What a query is scored with.
#[derive(Clone, Copy)]
pub(super) struct Scoring<'a> {
    pub(super) opened: &'a Opened,
    pub(super) catalogue: &'a Catalogue,
    pub(super) weights: &'a Weights,
    pub(super) query: &'a Query,
    /// In the order of [`Query::texts`].
    pub(super) texts: &'a [FoundClause],
    pub(super) package: &'a PackageReader,
    /// Whether no record has the words of the query together. Each record then counts for its best
    /// word only, and its body hardly.
    pub(super) apart: bool,
}
