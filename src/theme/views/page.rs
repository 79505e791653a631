//! A free page: about, how to contribute, accessibility.

use serde::Serialize;

use super::body::body_html;
use super::common::{OutlineView, outline};
use super::localized::Localized;
use crate::model::Page;
use crate::site::Body;

/// A free page, as `record`.
#[derive(Debug, Clone, Serialize)]
pub struct FreePageView {
    /// Its name.
    pub title: String,
    /// A summary of a sentence or two.
    pub summary: Option<String>,
    /// The body as HTML.
    pub body: String,
    /// Headings of the body.
    pub outline: Vec<OutlineView>,
}

/// The view of a free page.
#[must_use]
pub fn free_page(site: Localized<'_>, page: &Page, body: &Body) -> FreePageView {
    FreePageView {
        title: page.title.value.clone(),
        summary: page.summary.as_ref().map(|summary| summary.value.clone()),
        body: body_html(site.words, body),
        outline: outline(&body.outline),
    }
}
