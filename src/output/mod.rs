//! What a build writes.
//!
//! [`OUTPUTS`] is the table of it. Each row says what it reads, which files it consists of, and how
//! their contents are made from the frozen [`crate::site::Site`]. [`Plan`] and [`write()`] both
//! walk this table, so what is planned is what is written. Files are handed to a [`Sink`]: the
//! publisher's staging folder, or memory when serving.

mod artifact;
mod briefs;
mod cache;
mod calendars;
mod cards;
mod catalog;
mod citations;
mod client;
mod contribute;
mod data;
mod feeds;
mod files;
mod fixed;
mod gate;
mod gzip;
mod json;
mod kits;
mod languages;
mod likeness;
mod link_check;
mod linked;
mod list_pages;
mod list_tables;
mod lists;
mod map;
mod opensearch;
mod overviews;
mod plan;
mod precompress;
mod record_place;
mod records;
mod redirects;
mod renderer;
mod schemas;
mod search;
mod series;
mod sitemap;
#[cfg(feature = "cards")]
mod social_cards;
mod suggestions;
mod unit;
mod write;
mod xml;

pub use crate::model::attachment;
pub use artifact::{Artifact, Nowhere, Sink};
pub use briefs::program::{BriefOptions, BriefProgram};
pub use cache::{OutputCache, Previous};
pub use calendars::calendar;
pub use cards::Cards;
pub use client::{Client, QUICKWIT_INDEX, client};
pub use data::{all_documents, all_fields};
pub use feeds::last_updates;
pub(crate) use feeds::timestamp;
pub use files::{StaticFiles, statics};
pub use gate::{Gate, Rejected};
pub use link_check::{Anchors, check_links};
#[cfg(feature = "sqlite")]
pub use linked::database;
#[cfg(feature = "xlsx")]
pub use linked::workbook;
pub use linked::{Table, tables};
pub use lists::{Lists, lists};
pub use plan::Plan;
pub use precompress::Precompressing;
pub use renderer::Renderer;
pub use search::{SearchCache, index, records};
pub use suggestions::suggestions;
pub use unit::{Contents, Context, Failure, Output, Owner, Reads, Units};
pub use write::{Written, write};
pub(crate) use xml::Xml;

/// The briefs alone, for `crosstown briefs`.
pub const BRIEFS: Output = briefs::OUTPUT;

/// Everything that a build writes besides the search index.
pub const OUTPUTS: &[Output] = &[
    fixed::OUTPUT,
    records::OUTPUT,
    citations::OUTPUT,
    kits::OUTPUT,
    briefs::OUTPUT,
    list_pages::OUTPUT,
    list_tables::OUTPUT,
    catalog::OUTPUT,
    data::TABLE,
    data::RECORDS,
    linked::OUTPUT,
    feeds::OUTPUT,
    calendars::OUTPUT,
    opensearch::OUTPUT,
    likeness::OUTPUT,
    schemas::OUTPUT,
    contribute::OUTPUT,
    sitemap::OUTPUT,
    files::OF_THEME,
    files::ATTACHMENTS,
    redirects::OUTPUT,
    redirects::LIST,
    #[cfg(feature = "cards")]
    social_cards::OUTPUT,
];
