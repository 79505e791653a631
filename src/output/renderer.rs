//! Renders pages in the languages of a site.

use serde::Serialize;

use super::briefs::program::BriefOptions;
use super::cards::Cards;
use crate::site::{Related, RelatedRows, Site};
use crate::store::Store;
use crate::theme::views::{self, CardImage, LanguagePages, Localized, PageView, SocialCard, Urls};
use crate::theme::{Engine, RenderFailure, Rendered};

/// What pages are rendered from.
#[derive(Debug, Clone, Copy)]
pub struct Renderer<'a> {
    /// The site.
    pub site: &'a Site,
    /// Its templates.
    pub engine: &'a Engine,
    /// For each practice, by position, those that are similar.
    pub related: &'a RelatedRows,
    /// The languages and the pages that each of them has.
    pub spoken: LanguagePages<'a>,
    /// The cards of practices in lists.
    pub cards: &'a Cards,
    /// Where files that take long to make are kept between builds.
    pub store: Option<&'a Store>,
    /// How briefs are made.
    pub briefs: Option<&'a BriefOptions>,
}

impl<'a> Renderer<'a> {
    /// The site in its own language.
    pub(super) fn own(&self) -> Localized<'a> {
        Localized { site: self.site, words: self.spoken.words().own() }
    }

    /// The site in a language.
    pub(super) fn of(&self, lang: &str) -> Localized<'a> {
        Localized { site: self.site, words: self.spoken.words().get(lang) }
    }

    /// The card of a practice in lists.
    pub(super) fn card(&self, site: Localized<'_>, at: usize) -> Rendered {
        self.cards.card(self.engine, site, at)
    }

    /// The practices similar to the one at a position, with the reasons.
    pub(super) fn neighbours(
        &self,
        site: Localized<'_>,
        at: usize,
    ) -> Result<Vec<String>, Box<RenderFailure>> {
        let line = |one: &Related| {
            self.cards.line(self.engine, site, one.practice, &views::reason(site, one))
        };
        self.related[at].iter().map(line).collect()
    }

    /// Renders a page in the language of `site`. `of` names the page in findings.
    pub(super) fn render<T: Serialize>(
        &self,
        site: Localized<'_>,
        template: &str,
        page: &PageView,
        value: (&'static str, &T),
        of: &str,
    ) -> Rendered {
        self.engine.render(site.lang(), template, page, value, of)
    }

    /// The view of a page that belongs to no record. `path` is its path in the site's own language.
    pub(super) fn plain_page(
        &self,
        site: Localized<'_>,
        title: &str,
        path: &str,
        kind: &'static str,
    ) -> PageView {
        let own = site.own(path);
        let mut page = PageView {
            title: title.to_owned(),
            description: site.description().0.to_owned(),
            canonical: (kind != "404").then(|| Urls::of(site).absolute(&own)),
            path: own,
            lang: site.lang().to_owned(),
            kind,
            breadcrumbs: Vec::new(),
            edit_url: None,
            issue_url: None,
            mail_url: None,
            contributors: Vec::new(),
            verified: None,
            review_due: None,
            history_url: None,
            json_url: None,
            markdown_url: None,
            citation: None,
            changes: None,
            feeds: Vec::new(),
            linked_data: None,
            alternates: self.spoken.alternates(site, path),
            section: if path.is_empty() { "/".to_owned() } else { format!("/{path}/") },
            card: CardImage::at(site, site.home(), &SocialCard::of_site(site))
                .filter(|_| kind != "404"),
        };
        page.linked_data = views::linked_data(site, &page, views::plain_thing(site, kind));
        page
    }
}
