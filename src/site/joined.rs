//! What follows from the fields of all records together: relations and facets.

use std::collections::HashMap;
use std::sync::Arc;

use super::facets::{Facets, facets};
use super::graph::{Graph, graph};
use super::lists::RecordLists;
use super::read_tracking::{ListId, Whole};
use crate::model::{City, Vocabulary};

/// The graph and the facets, which are the same whatever the bodies say.
#[derive(Debug, Clone)]
pub(super) struct Joined {
    pub(super) graph: Arc<Graph>,
    pub(super) facets: Arc<Whole<Facets>>,
}

impl Joined {
    /// Computes both.
    pub(super) fn of(records: &RecordLists, vocabulary: &Vocabulary) -> Joined {
        let (facets, graph) = rayon::join(
            || {
                let cities = records.cities.iter();
                let cities: HashMap<&str, &City> =
                    cities.map(|item| (item.meta.slug.as_str(), &item.record)).collect();
                let city_of = |slug: &str| cities.get(slug).copied();
                facets(records.practices.untracked(), vocabulary, city_of)
            },
            || graph(records),
        );
        let facets = Arc::new(Whole::new(ListId::Facets, facets));
        Joined { graph: Arc::new(graph), facets }
    }
}
