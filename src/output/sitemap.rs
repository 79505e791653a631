//! `sitemap.xml` and `robots.txt`, for search engines.

use std::collections::BTreeMap;

use super::overviews::Overview;
use super::record_place::RecordPlace;
use super::renderer::Renderer;
use super::unit::{Contents, Context, Output, Reads, Units};
use super::xml::Xml;
use crate::site::Site;
use crate::theme::views::{Alternate, DATA_FOLDER, LanguagePages, Localized, Urls, versions};

/// Both files, and the parts of a sitemap that has several.
pub(super) const OUTPUT: Output = Output {
    name: "sitemap",
    reads: Reads::Fields,
    uses_templates: false,
    units: |context| Box::new(Sitemap(context)),
};

/// Maximum number of addresses in a sitemap (sitemaps.org protocol).
const MOST: usize = 50_000;

struct Sitemap<'a>(Context<'a>);

impl<'a> Units<'a> for Sitemap<'a> {
    fn count(&self) -> usize {
        1
    }

    fn paths(&self, _: usize) -> Vec<String> {
        let count = ids(self.0.site(), &own_pages(&self.0.spoken)).len().div_ceil(MOST);
        let parts = (0..count).filter(|_| count > 1).map(numbered);
        [SITEMAP, ROBOTS].map(str::to_owned).into_iter().chain(parts).collect()
    }

    fn contents(&self, _: &Renderer<'_>, _: usize) -> Contents {
        Ok(files(self.0.own, &self.0.spoken).into_iter().map(Into::into).collect())
    }
}

/// The sitemap of the home page, the map and all records, and `robots.txt`. If there are more than
/// 50,000 pages, the sitemap is an index, and its parts follow.
fn files(view: Localized<'_>, spoken: &LanguagePages<'_>) -> Vec<Vec<u8>> {
    let site = view.site;
    let urls = Urls::of(site);
    let own = own_pages(spoken);
    let ids = ids(site, &own);
    let alternates = alternates(view, spoken, &own);
    let mut parts: Vec<Vec<u8>> =
        ids.chunks(MOST).map(|ids| url_set(ids, urls, &alternates)).collect();
    let robots = format!("User-agent: *\nAllow: /\nSitemap: {}sitemap.xml\n", urls.base_url);
    let robots = robots.into_bytes();
    if parts.len() == 1 {
        parts.push(robots);
        return parts;
    }
    let mut index = Xml::new("sitemapindex", &[NAMESPACE]);
    for at in 0..parts.len() {
        let url = format!("{}{}", urls.base_url, numbered(at));
        index.start("sitemap", &[]).text("loc", &url).end("sitemap").line();
    }
    [index.finish("sitemapindex"), robots].into_iter().chain(parts).collect()
}

const SITEMAP: &str = "sitemap.xml";
const ROBOTS: &str = "robots.txt";

fn numbered(at: usize) -> String {
    format!("sitemap-{}.xml", at + 1)
}

/// The ids of all pages in the sitemap.
fn ids<'a>(site: &'a Site, own: &'a [(String, &'static str)]) -> Vec<&'a str> {
    let mut ids: Vec<&str> = vec!["", "map", DATA_FOLDER];
    ids.extend(Overview::ALL.map(Overview::id));
    ids.extend(own.iter().map(|(id, _)| id.as_str()));
    ids.extend(RecordPlace::all(site).into_iter().map(|place| place.record(site).0.id.as_str()));
    ids
}

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

/// Declared only if pages have versions in other languages.
const XHTML: (&str, &str) = ("xmlns:xhtml", "http://www.w3.org/1999/xhtml");

/// One sitemap file with the pages `ids`.
fn url_set(ids: &[&str], urls: Urls<'_>, alternates: &BTreeMap<String, Vec<Alternate>>) -> Vec<u8> {
    let has_links = ids.iter().any(|id| alternates.contains_key(*id));
    let mut xml = Xml::new("urlset", if has_links { &[NAMESPACE, XHTML] } else { &[NAMESPACE] });
    for id in ids {
        xml.start("url", &[]).text("loc", &urls.absolute(id));
        // The versions include the page itself, as search engines require.
        let versions = alternates.get(*id).map(Vec::as_slice).unwrap_or_default();
        let default = versions.first().map(|first| ("x-default", &first.url));
        for (lang, url) in versions.iter().map(|one| (&*one.lang, &one.url)).chain(default) {
            let link = [("rel", "alternate"), ("hreflang", lang), ("href", url)];
            xml.empty("xhtml:link", &link);
        }
        xml.end("url").line();
    }
    xml.finish("urlset")
}

/// Pages of other languages, with the page in the site's own language that each is a version of.
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
