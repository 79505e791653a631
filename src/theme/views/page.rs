//! A free page: about, how to contribute, accessibility.

use serde::Serialize;

use super::body::body_html;
use super::common::{OutlineView, outline};
use super::record::{PageContext, Shown};
use crate::model::Page;

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

impl Shown for Page {
    type View = FreePageView;

    fn view(&self, PageContext { site, body, .. }: PageContext<'_>) -> FreePageView {
        FreePageView {
            title: self.title.value.clone(),
            summary: self.summary.as_ref().map(|summary| summary.value.clone()),
            body: body_html(site.words, body),
            outline: outline(&body.outline),
        }
    }
}
