//! The whole knowledge base as one frozen value.
//!
//! [`link()`] joins records to a graph: references resolved, both sides of each relation computed,
//! addresses assigned, and everything removed that must not be published. What attribution
//! withholds is gone before a `Site` exists, so no output, present or future, can see it.

mod body;
mod changes;
mod facets;
mod files;
mod graph;
mod internal_link;
mod item;
mod joined;
mod likeness;
mod link;
mod link_cache;
mod link_target;
mod lists;
mod names;
mod options;
mod read_tracking;
mod record;
mod redirect;
mod references;
mod registry;
#[cfg(feature = "native")]
mod related;
mod routes;
mod withhold;

pub use body::broken_link;
pub use changes::Changes;
pub use facets::Facets;
pub(crate) use files::same_names;
pub use graph::{AdaptationEdge, Graph, SessionMention};
pub use internal_link::InternalLink;
pub use item::{Body, BodyLink, Item, Meta, Translation};
pub use likeness::{Reason, Traits, WEIGHTS, Weights, points, ratio, reasons, traits};
pub use link::link;
pub use link_cache::LinkCache;
pub use lists::RecordLists;
pub use names::is_published;
pub use options::{Audience, LinkOptions};
pub use read_tracking::{Items, ListId, Once, Read, Rows, Whole, track};
pub use redirect::Redirect;
#[cfg(feature = "native")]
pub use related::{Related, RelatedCache, RelatedRows, related};

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use crate::history::History;
use crate::model::{Choice, Config, Kind, Vocabulary, with_list};
use crate::source::Asset;

/// All published records, and the relations between them. [`Graph`] and [`Facets`] hold positions
/// in the lists of records. Reads of the lists can be tracked, see [`track`].
#[derive(Debug)]
pub struct Site {
    /// `site.yaml` with the overrides of the command line.
    pub config: Config,
    /// The vocabularies.
    pub vocabulary: Vocabulary,
    /// The records by kind.
    pub records: RecordLists,
    /// Translations of records of every kind.
    pub translations: Rows<Translation>,
    /// Positions of the translations by the id of their original.
    pub translated: Whole<BTreeMap<String, Vec<usize>>>,
    /// Relations between records. Shared, like `facets`, with the previous site if only bodies
    /// differ.
    pub graph: Arc<Graph>,
    /// Practices by topic, sphere, country and stage.
    pub facets: Arc<Whole<Facets>>,
    /// Attached files: those that a published record links to.
    pub assets: Vec<Asset>,
    /// Redirects from old addresses, one list for each record that has any.
    pub redirects: Vec<Arc<[Redirect]>>,
    /// Links within the site, one list for each record that has any; that of the navigation first.
    pub internal_links: Vec<Arc<[InternalLink]>>,
    /// What has changed in the records; empty unless the site asks for it.
    pub history: Arc<History>,
    /// Paths of pages and folders that may be missing only because a file could not be read.
    pub unsure: Vec<String>,
}

/// The lists of records are read as if they were fields of the site.
impl Deref for Site {
    type Target = RecordLists;

    fn deref(&self) -> &RecordLists {
        &self.records
    }
}

impl Site {
    /// How many records of each kind there are, by the plural of the kind.
    pub fn counts(&self) -> impl Iterator<Item = (&'static str, usize)> {
        Kind::ALL
            .iter()
            .map(|(kind, _)| (kind.plural(), with_list!(kind, self, list => list.len())))
    }

    /// How this site and its related practices differ from `old`; `None` if something differs on
    /// which every page may depend. Names every field, so that a new one cannot be forgotten.
    #[cfg(feature = "native")]
    #[must_use]
    pub fn changes(
        &self,
        related: &RelatedRows,
        (old, old_related): (&Site, &RelatedRows),
    ) -> Option<Changes> {
        let Site {
            config,
            vocabulary,
            records,
            translations,
            translated,
            graph,
            facets,
            assets,
            history,
            redirects: _,
            internal_links: _,
            unsure: _,
        } = self;
        let mut changes = Changes::default();
        changes.rows(old_related, related);
        records.compare(&old.records, &mut changes);
        changes.rows(&old.translations, translations);
        changes.whole(&old.translated, translated);
        changes.of_bodies_only = Arc::ptr_eq(&old.graph, graph) && Arc::ptr_eq(&old.facets, facets);
        if !changes.of_bodies_only {
            changes.whole(&old.facets, facets);
            graph.compare(&old.graph, &mut changes);
        }
        let same_settings = old.config == *config && old.vocabulary == *vocabulary;
        (same_settings && old.assets == *assets && old.history == *history).then_some(changes)
    }
}
