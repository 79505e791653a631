//! Pages that every site has once: home, search, not found.

use super::Artifact;
use super::lists::ways;
use super::records::{Pages, Produced};
use crate::theme::views::{PageView, Urls, home};

/// A page that belongs to no record.
pub(super) fn plain_page(
    pages: &Pages<'_>,
    title: &str,
    path: &str,
    kind: &'static str,
) -> PageView {
    let site = pages.site;
    PageView {
        title: title.to_owned(),
        description: site.config.description.clone(),
        canonical: Urls::of(site).absolute(path),
        path: path.to_owned(),
        lang: site.config.default_language().to_owned(),
        kind,
        breadcrumbs: Vec::new(),
        edit_url: None,
        history_url: None,
        json_url: None,
        markdown_url: None,
        feed_url: None,
        alternates: Vec::new(),
        section: if path.is_empty() { "/".to_owned() } else { format!("/{path}/") },
    }
}

pub(super) fn home_page(pages: &Pages<'_>) -> Produced {
    let page = plain_page(pages, &pages.site.config.title, "", "home");
    let html =
        pages.engine.render("home.html", &page, "home", &home(pages.site), "the home page")?;
    Ok(vec![Artifact::new("index.html", html)])
}

pub(super) fn search_page(pages: &Pages<'_>) -> Produced {
    let page = plain_page(pages, "Search", "search", "search");
    let html =
        pages.engine.render("search.html", &page, "list", &ways(pages.site), "the search page")?;
    Ok(vec![Artifact::new("search/index.html", html)])
}

pub(super) fn not_found(pages: &Pages<'_>) -> Produced {
    let page = plain_page(pages, "Page not found", "404", "404");
    let html = pages.engine.render("404.html", &page, "list", &(), "the page for missing pages")?;
    Ok(vec![Artifact::new("404.html", html)])
}
