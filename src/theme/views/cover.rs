//! What all pages of a site share, as `site`.

use serde::Serialize;

use super::common::{LinkView, Urls, link, sphere_link};
use crate::model::{Choice as _, Sphere};
use crate::site::{Audience, Site};

/// The site.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    /// Its name.
    pub title: String,
    /// What it is.
    pub description: String,
    /// Path part of its address, slashes at both ends: put it before the path of a file.
    pub root: String,
    /// Its address, slash at its end.
    pub base_url: String,
    /// Its default language.
    pub lang: String,
    /// SPDX id of its licence.
    pub license: Option<String>,
    /// Where its content is kept.
    pub repository: Option<String>,
    /// Main navigation.
    pub navigation: Vec<NavigationView>,
    /// Address of the theme's style sheet.
    pub stylesheet: String,
    /// Addresses of the theme's scripts.
    pub scripts: Vec<String>,
    /// The search interface; absent where the site has no search.
    pub search: Option<SearchView>,
    /// The three spheres with their definitions and counts.
    pub spheres: Vec<SphereView>,
    /// The page that explains the levels of evidence (`pages/evidence.md`), where there is one.
    pub evidence_page: Option<String>,
    /// Free pages: about, accessibility, privacy and the like.
    pub pages: Vec<LinkView>,
    /// Numbers of records, by kind.
    pub counts: Counts,
    /// Version of the program that built it.
    pub generator: String,
    /// Whether it is built for cities only, which every page must then say.
    pub for_cities: bool,
}

/// A link of the main navigation.
#[derive(Debug, Clone, Serialize)]
pub struct NavigationView {
    /// Its words.
    pub title: String,
    /// Where it leads.
    pub url: String,
    /// Its path as written in `site.yaml`, to be compared with `page.section`.
    pub section: String,
}

/// Where the search interface and its parts are.
#[derive(Debug, Clone, Serialize)]
pub struct SearchView {
    /// Address of the interface's script.
    pub script: String,
    /// JSON for the script, to be put into `<script type="application/json" data-search-config>`.
    pub config: String,
}

/// A sphere.
#[derive(Debug, Clone, Serialize)]
pub struct SphereView {
    /// Its keyword.
    pub id: &'static str,
    /// Its page.
    pub link: LinkView,
    /// What it means.
    pub definition: String,
    /// How many practices it has.
    pub count: usize,
}

/// Numbers of records.
#[derive(Debug, Clone, Serialize)]
pub struct Counts {
    /// Practices of all types.
    pub practices: usize,
    /// Practices that are only proposed.
    pub proposals: usize,
    /// Practices with evidence of level 2 or more.
    pub measured: usize,
    /// Cities.
    pub cities: usize,
    /// Countries.
    pub countries: usize,
    /// Convenings.
    pub convenings: usize,
    /// Sessions.
    pub sessions: usize,
    /// Networks.
    pub networks: usize,
    /// Challenges.
    pub challenges: usize,
    /// Adaptations by other cities.
    pub adaptations: usize,
}

/// The view of a site. `stylesheet`, `scripts` and `search` come from the theme and the client.
#[must_use]
pub fn site(
    site: &Site,
    audience: Audience,
    stylesheet: String,
    scripts: Vec<String>,
    search: Option<SearchView>,
) -> SiteView {
    let config = &site.config;
    let urls = Urls::of(site);
    let navigation = config.navigation.iter().map(|item| NavigationView {
        title: item.title.clone(),
        url: if item.url.starts_with('/') { urls.file(&item.url[1..]) } else { item.url.clone() },
        section: item.url.clone(),
    });
    let measured = site.practices.iter().filter(|item| item.record.evidence_level() >= 2).count();
    let mut countries: Vec<&str> =
        site.cities.iter().map(|item| item.record.country.as_str()).collect();
    countries.sort_unstable();
    countries.dedup();
    SiteView {
        title: config.title.clone(),
        description: config.description.clone(),
        root: config.base_path().to_owned(),
        base_url: config.base_url.value.clone(),
        lang: config.default_language().to_owned(),
        license: config.license.clone(),
        repository: config.repository.as_ref().map(|repository| repository.url.clone()),
        navigation: navigation.collect(),
        stylesheet,
        scripts,
        search,
        spheres: Sphere::ALL.iter().map(|(sphere, _)| sphere_view(site, *sphere)).collect(),
        evidence_page: site
            .pages
            .iter()
            .find(|item| item.meta.slug == "evidence")
            .map(|item| urls.page(&item.meta.id)),
        pages: site.pages.iter().map(|item| link(site, item, &item.record.title)).collect(),
        counts: Counts {
            practices: site.practices.len(),
            proposals: site.facets.stages.get("proposed").map_or(0, Vec::len),
            measured,
            cities: site.cities.len(),
            countries: countries.len(),
            convenings: site.convenings.len(),
            sessions: site.sessions.len(),
            networks: site.networks.len(),
            challenges: site.challenges.len(),
            adaptations: site.graph.adaptations.len(),
        },
        generator: format!("Crosstown {}", env!("CARGO_PKG_VERSION")),
        for_cities: audience == Audience::Cities,
    }
}

fn sphere_view(site: &Site, sphere: Sphere) -> SphereView {
    SphereView {
        id: sphere.as_str(),
        link: sphere_link(site, sphere),
        definition: site
            .vocabulary
            .sphere(sphere.as_str())
            .map(|term| term.definition.clone())
            .unwrap_or_default(),
        count: site.facets.spheres.get(sphere.as_str()).map_or(0, Vec::len),
    }
}
