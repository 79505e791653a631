//! Pages that every site has once, and some of them once in each language: home, search, not
//! found.

use super::lists::ways;
use super::records::{Html, Pages};
use crate::theme::views::{Localized, PageView, Urls, home};

/// A page that belongs to no record; `path` is that of the page in the site's own language.
pub(super) fn plain_page(
    pages: &Pages<'_>,
    site: Localized<'_>,
    title: &str,
    path: &str,
    kind: &'static str,
) -> PageView {
    let own = site.own(path);
    let description = &site.config.description;
    let words = site.config.words(site.lang()).filter(|_| !site.words.is_default());
    PageView {
        title: title.to_owned(),
        description: words
            .and_then(|words| words.description.as_ref())
            .unwrap_or(description)
            .clone(),
        canonical: (kind != "404").then(|| Urls::of(site).absolute(&own)),
        path: own,
        lang: site.lang().to_owned(),
        kind,
        breadcrumbs: Vec::new(),
        edit_url: None,
        history_url: None,
        json_url: None,
        markdown_url: None,
        feed_url: None,
        alternates: pages.spoken.alternates(site, path),
        section: if path.is_empty() { "/".to_owned() } else { format!("/{path}/") },
    }
}

pub(super) fn home_page(pages: &Pages<'_>) -> Html {
    let site = pages.own();
    let page = plain_page(pages, site, &site.config.title, "", "home");
    pages.render(site, "home.html", &page, ("home", &home(site)), "the home page")
}

pub(super) fn search_page(pages: &Pages<'_>, lang: &str) -> Html {
    let site = pages.of(lang);
    let page = plain_page(pages, site, &site.words.say("frame.search"), "search", "search");
    let of = format!("the search page /{}/", page.path);
    pages.render(site, "search.html", &page, ("list", &ways(site)), &of)
}

pub(super) fn not_found(pages: &Pages<'_>) -> Html {
    let site = pages.own();
    let page = plain_page(pages, site, &site.words.say("not-found.page"), "404", "404");
    pages.render(site, "404.html", &page, ("list", &()), "the page for missing pages")
}
