//! `sitemap.xml` and `robots.txt`, for search engines.

use std::collections::BTreeMap;

use super::Artifact;
use crate::address::in_markup;
use crate::site::Site;
use crate::theme::views::{Alternate, LanguagePages, Localized, Urls, versions};

/// Most addresses that one sitemap may hold (sitemaps.org protocol).
const MOST: usize = 50_000;

/// The sitemap of the home page, the map and all records, in several files with an index where there are more than 50,000.
#[must_use]
pub fn sitemap(view: Localized<'_>, spoken: &LanguagePages<'_>) -> Vec<Artifact> {
    let site = view.site;
    let urls = Urls::of(site);
    let own = own_pages(spoken);
    let ids = ids(site, &own);
    let alternates = alternates(view, spoken, &own);
    let entry = |id: &str| {
        let others = alternates.get(id).map(|all| links(all)).unwrap_or_default();
        format!("<url><loc>{}</loc>{others}</url>\n", in_markup(&urls.absolute(id)))
    };
    let files: Vec<String> = ids
        .chunks(MOST)
        .map(|chunk| set(&chunk.iter().map(|id| entry(id)).collect::<String>()))
        .collect();
    let robots = format!("User-agent: *\nAllow: /\nSitemap: {}sitemap.xml\n", urls.base_url);
    let mut artifacts = vec![Artifact::new(ROBOTS, robots)];
    if let [only] = files.as_slice() {
        artifacts.push(Artifact::new(SITEMAP, only.as_str()));
        return artifacts;
    }
    let mut index = String::new();
    for (at, file) in files.into_iter().enumerate() {
        let name = numbered(at);
        index.push_str(&format!(
            "<sitemap><loc>{}{name}</loc></sitemap>\n",
            in_markup(urls.base_url)
        ));
        artifacts.push(Artifact::new(name, file));
    }
    let index = format!("{HEAD}<sitemapindex {NAMESPACE}>\n{index}</sitemapindex>\n");
    artifacts.push(Artifact::new(SITEMAP, index));
    artifacts
}

const SITEMAP: &str = "sitemap.xml";
const ROBOTS: &str = "robots.txt";

fn numbered(at: usize) -> String {
    format!("sitemap-{}.xml", at + 1)
}

/// The paths of what [`sitemap`] makes.
pub(super) fn paths(view: Localized<'_>, spoken: &LanguagePages<'_>) -> Vec<String> {
    let count = ids(view.site, &own_pages(spoken)).len().div_ceil(MOST);
    let parts = (0..count).filter(|_| count > 1).map(numbered);
    [SITEMAP, ROBOTS].map(str::to_owned).into_iter().chain(parts).collect()
}

/// The ids of all pages that search engines are told of.
fn ids<'a>(site: &'a Site, own: &'a [(String, &'static str)]) -> Vec<&'a str> {
    let mut ids: Vec<&str> = vec!["", "map"];
    ids.extend(own.iter().map(|(id, _)| id.as_str()));
    ids.extend(site.practices.iter().map(|item| item.meta.id.as_str()));
    ids.extend(site.convenings.iter().map(|item| item.meta.id.as_str()));
    ids.extend(site.sessions.iter().map(|item| item.meta.id.as_str()));
    ids.extend(site.cities.iter().map(|item| item.meta.id.as_str()));
    ids.extend(site.networks.iter().map(|item| item.meta.id.as_str()));
    ids.extend(site.challenges.iter().map(|item| item.meta.id.as_str()));
    ids.extend(site.pages.iter().map(|item| item.meta.id.as_str()));
    ids.extend(site.translations.iter().map(|translation| translation.item.meta.id.as_str()));
    ids
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

/// Said only where there are links to other languages.
const LINKS: &str = " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"";

fn set(entries: &str) -> String {
    let links = if entries.contains("<xhtml:link") { LINKS } else { "" };
    format!("{HEAD}<urlset {NAMESPACE}{links}>\n{entries}</urlset>\n")
}

/// Pages that other languages have for themselves, with the page of the site's own that each is a
/// version of.
fn own_pages(spoken: &LanguagePages<'_>) -> Vec<(String, &'static str)> {
    let mut all = Vec::new();
    for (lang, folders) in spoken.others() {
        all.push((lang.to_owned(), ""));
        all.extend(folders.iter().map(|folder| (format!("{lang}/{folder}"), *folder)));
    }
    all
}

/// The versions of each page that has several, by its path.
fn alternates(
    view: Localized<'_>,
    spoken: &LanguagePages<'_>,
    own: &[(String, &'static str)],
) -> BTreeMap<String, Vec<Alternate>> {
    let mut all = BTreeMap::new();
    if view.site.translations.is_empty() {
        return all;
    }
    for (id, path) in own {
        let versions = spoken.alternates(view, path);
        all.entry((*path).to_owned()).or_insert_with(|| versions.clone());
        all.insert(id.clone(), versions);
    }
    for version in view.site.translations.iter() {
        let versions = versions(view.site, &version.item.meta);
        let named = spoken.named(view, versions.clone());
        all.extend(versions.into_iter().map(|(_, id)| (id, named.clone())));
    }
    all
}

/// The links of an entry, the page itself among them, as search engines ask for it.
fn links(alternates: &[Alternate]) -> String {
    let link = |lang: &str, url: &str| {
        format!(
            "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>",
            in_markup(lang),
            in_markup(url)
        )
    };
    let default = alternates.first().map(|first| link("x-default", &first.url));
    let all = alternates.iter().map(|one| link(&one.lang, &one.url));
    all.chain(default).collect()
}
