//! What the page of a record is made from, whatever its kind.

use serde::Serialize;

use super::cite::CitationView;
use super::common::Crumb;
use super::feeds::FeedView;
use super::linked_data::Thing;
use super::localized::Localized;
use super::social_card::SocialCard;
use crate::model::Kinded;
use crate::site::{Body, Meta};
use crate::spill::Text;

/// What the page of a record is made from besides its fields.
#[derive(Debug)]
pub struct PageContext<'a> {
    /// The site in the language of the page.
    pub site: Localized<'a>,
    /// The position of the record, or of the original of a translation.
    pub at: usize,
    /// Its body.
    pub body: &'a Body,
    /// Practices related to a practice, rendered.
    pub related: Vec<String>,
}

/// A kind of record that has a page, rendered with the template of the same name.
pub trait Shown: Kinded {
    /// What the template receives as `record`.
    type View: Serialize;

    /// The view of a record.
    fn view(&self, context: PageContext<'_>) -> Self::View;

    /// The page's description for search engines: the summary, or else that of the site.
    fn description(&self, site: Localized<'_>) -> String {
        match self.summary() {
            "" => site.config.description.clone(),
            summary => summary.to_owned(),
        }
    }

    /// How to cite it. `markdown` is its text as published.
    fn citation(&self, _: Localized<'_>, _: &Meta, _markdown: &Text) -> Option<CitationView> {
        None
    }

    /// The feeds and calendars about it, by the position of its original.
    fn feeds(&self, _: Localized<'_>, _at: usize) -> Vec<FeedView> {
        Vec::new()
    }

    /// What the page is about in the vocabulary of schema.org, by the position of its original.
    fn thing(&self, _: Localized<'_>, _at: usize) -> Thing {
        ("WebPage", serde_json::Value::Null)
    }

    /// What its social card says, by the position of its original.
    fn social_card(&self, site: Localized<'_>, meta: &Meta, _at: usize) -> SocialCard {
        SocialCard::of(site, meta, self)
    }

    /// The record that the page is below, besides the list of its kind.
    fn parent(_view: &Self::View) -> Option<Crumb> {
        None
    }
}
