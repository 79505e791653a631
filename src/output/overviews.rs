//! Pages about one aspect of the whole collection: who adopted what from whom, what did not work,
//! what happened to challenge entries, and where evidence is missing.

use super::map;
use super::renderer::Renderer;
use crate::theme::Rendered;
use crate::theme::views::{self, LinkView, Localized, Urls};

/// One of these pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overview {
    /// Who adopted what from whom.
    Adoptions,
    /// What did not work, and why.
    Failures,
    /// What became of challenge entries.
    FollowUp,
    /// Where evidence is missing.
    Gaps,
}

impl Overview {
    /// All of them.
    pub(super) const ALL: [Overview; 4] =
        [Overview::Adoptions, Overview::Failures, Overview::FollowUp, Overview::Gaps];

    /// Its path within the site.
    pub(super) fn id(self) -> &'static str {
        match self {
            Overview::Adoptions => "adoptions",
            Overview::Failures => "failures",
            Overview::FollowUp => "follow-up",
            Overview::Gaps => "gaps",
        }
    }

    /// The keys of its title and its description among the theme's words.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Overview::Adoptions => ("adoptions.title", "adoptions.description"),
            Overview::Failures => ("failures.title", "failures.description"),
            Overview::FollowUp => ("follow-up.title", "follow-up.description"),
            Overview::Gaps => ("gaps.title", "gaps.description"),
        }
    }

    /// A link to it.
    pub(super) fn link(self, site: Localized<'_>) -> LinkView {
        LinkView::new(site.words.translate(self.words().0), Urls::of(site).page(self.id()))
    }

    /// The section of the site that it belongs to.
    fn section(self) -> &'static str {
        match self {
            Overview::Adoptions | Overview::Failures | Overview::Gaps => "practices",
            Overview::FollowUp => "challenges",
        }
    }
}

/// Renders the page.
pub(super) fn page(renderer: &Renderer<'_>, overview: Overview) -> Rendered {
    let (site, id) = (renderer.own(), overview.id());
    let (title, description) = overview.words();
    let title = site.words.translate(title);
    let mut page = renderer.plain_page(site, &title, id, id);
    page.description = site.words.translate(description);
    let section = overview.section();
    let name = site.words.translate(&format!("section.{section}"));
    page.breadcrumbs = vec![views::crumb(site, &name, section)];
    page.section = format!("/{section}/");
    match overview {
        Overview::Adoptions => {
            let view = views::adoptions(site, map::routes(site));
            renderer.render(site, "adoptions.html", &page, ("adoptions", &view), &title)
        }
        Overview::Failures => {
            let view = views::failures(site);
            renderer.render(site, "failures.html", &page, ("failures", &view), &title)
        }
        Overview::FollowUp => {
            let view = views::follow_up(site);
            renderer.render(site, "follow-up.html", &page, ("follow_up", &view), &title)
        }
        Overview::Gaps => {
            renderer.render(site, "gaps.html", &page, ("gaps", &views::gaps(site)), &title)
        }
    }
}
