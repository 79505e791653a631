//! The whole knowledge base as one frozen value.
//!
//! [`link()`] joins records to a graph: references resolved, both sides of each relation computed,
//! routes given, and everything removed that must not be published. `Site` is data that functions
//! read. What attribution withholds is gone before a `Site` exists, so no output, present or
//! future, can see it.

mod audience;
mod body;
mod changes;
mod facets;
mod files;
mod graph;
mod item;
mod lead;
mod link;
mod link_cache;
mod local;
mod names;
mod read_tracking;
mod record;
mod references;
mod registry;
mod related;
mod routes;
mod withhold;

pub use audience::Audience;
pub use body::leads_nowhere;
pub use changes::Changes;
pub use facets::Facets;
pub use graph::{AdaptationEdge, Graph, SessionMention};
pub use item::{Body, Item, Meta, Translation};
pub use lead::{Lead, Redirect};
pub use link::{LinkOptions, link};
pub use link_cache::LinkCache;
pub use names::is_published;
pub use read_tracking::{Items, Once, Part, Read, Rows, Whole, watch};
pub use related::{Related, RelatedCache, RelatedRows, related};

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{
    Challenge, City, Config, Convening, Network, Page, Practice, Session, Vocabulary,
};
use crate::source::Asset;

/// All records that are published, in the order of their slugs, and how they hang together.
/// Positions in these lists are what [`Graph`] and [`Facets`] hold. Who reads what of them can be
/// watched, see [`watch`].
#[derive(Debug)]
pub struct Site {
    /// `site.yaml`, with what the command line overrides.
    pub config: Config,
    /// The vocabularies.
    pub vocabulary: Vocabulary,
    /// Practices.
    pub practices: Items<Practice>,
    /// Convenings, the latest first.
    pub convenings: Items<Convening>,
    /// Sessions, in the order of their times.
    pub sessions: Items<Session>,
    /// Cities.
    pub cities: Items<City>,
    /// Networks.
    pub networks: Items<Network>,
    /// Challenges.
    pub challenges: Items<Challenge>,
    /// Free pages.
    pub pages: Items<Page>,
    /// Translations of any of these.
    pub translations: Rows<Translation>,
    /// Positions of the translations by the id of their original.
    pub translated: Whole<BTreeMap<String, Vec<usize>>>,
    /// Relations between records.
    /// Shared with the site before, as `facets` are, where no record differs but in its body.
    pub graph: Arc<Graph>,
    /// Practices by topic, sphere, country and stage.
    pub facets: Arc<Whole<Facets>>,
    /// Files that go out with records: those that one links to.
    pub assets: Vec<Asset>,
    /// Pages at old addresses, a list for each record that has some.
    pub redirects: Vec<Arc<[Redirect]>>,
    /// Links within the site, a list for each record that has some, that of the navigation first.
    pub leads: Vec<Arc<[Lead]>>,
    /// Paths of pages, or of folders of pages, that are not there only because a file could not be
    /// read.
    pub unsure: Vec<String>,
}
