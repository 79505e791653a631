//! Everything that a build writes, a file an output.
//!
//! Each output is a function from the frozen [`crate::site::Site`] to [`Artifact`]s. What carries
//! them away is a [`Sink`]: the publisher's staging folder, or memory when serving.

mod artifact;
mod cards;
mod client;
mod feeds;
mod files;
mod fixed;
mod gate;
mod json;
mod languages;
mod leads;
mod lists;
mod map;
mod memory;
mod plan;
mod records;
mod redirects;
mod search;
mod sitemap;
mod suggestions;
mod xml;

pub use crate::model::attachment;
pub use artifact::{Artifact, Nowhere, Sink};
pub use cards::Cards;
pub use client::{Client, client};
pub use feeds::{feeds, feeds_again};
pub use files::{StaticFiles, copied, statics};
pub use gate::{Gate, Held};
pub use leads::{Anchors, judge_leads};
pub use lists::lists;
pub use memory::{Lists, PageMemory};
pub use plan::{Plan, Planned};
pub use records::{Pages, render, render_again};
pub use search::{RecordMemory, index, index_again, record_count, records};
pub use sitemap::sitemap;
pub use suggestions::suggestions;
