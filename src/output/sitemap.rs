//! `sitemap.xml` and `robots.txt`, for search engines.

use super::Artifact;
use crate::site::Site;
use crate::theme::views::Urls;

/// Most addresses that one sitemap may hold (sitemaps.org protocol).
const MOST: usize = 50_000;

/// The sitemap of the home page, the map and all records, in several files with an index where there are more than 50,000.
#[must_use]
pub fn sitemap(site: &Site) -> Vec<Artifact> {
    let urls = Urls::of(site);
    let mut ids: Vec<&str> = vec!["", "map"];
    ids.extend(site.practices.iter().map(|item| item.meta.id.as_str()));
    ids.extend(site.convenings.iter().map(|item| item.meta.id.as_str()));
    ids.extend(site.sessions.iter().map(|item| item.meta.id.as_str()));
    ids.extend(site.cities.iter().map(|item| item.meta.id.as_str()));
    ids.extend(site.networks.iter().map(|item| item.meta.id.as_str()));
    ids.extend(site.challenges.iter().map(|item| item.meta.id.as_str()));
    ids.extend(site.pages.iter().map(|item| item.meta.id.as_str()));
    ids.extend(site.translations.iter().map(|translation| translation.item.meta.id.as_str()));
    let entry = |id: &str| format!("<url><loc>{}</loc></url>\n", urls.absolute(id));
    let files: Vec<String> = ids
        .chunks(MOST)
        .map(|chunk| set(&chunk.iter().map(|id| entry(id)).collect::<String>()))
        .collect();
    let robots = format!("User-agent: *\nAllow: /\nSitemap: {}sitemap.xml\n", urls.base_url);
    let mut artifacts = vec![Artifact::new("robots.txt", robots)];
    if let [only] = files.as_slice() {
        artifacts.push(Artifact::new("sitemap.xml", only.as_str()));
        return artifacts;
    }
    let mut index = String::new();
    for (at, file) in files.into_iter().enumerate() {
        let name = format!("sitemap-{}.xml", at + 1);
        index.push_str(&format!("<sitemap><loc>{}{name}</loc></sitemap>\n", urls.base_url));
        artifacts.push(Artifact::new(name, file));
    }
    let index = format!("{HEAD}<sitemapindex {NAMESPACE}>\n{index}</sitemapindex>\n");
    artifacts.push(Artifact::new("sitemap.xml", index));
    artifacts
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

fn set(entries: &str) -> String {
    format!("{HEAD}<urlset {NAMESPACE}>\n{entries}</urlset>\n")
}
