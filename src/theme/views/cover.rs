//! What all pages of a site share, as `site`.

use serde::Serialize;

use super::choose::{FilterView, choose_link, filters};
use super::common::{Alternate, link, sphere_link};
use super::language_pages::LanguagePages;
use super::links::{LinkView, Urls};
use super::localized::Localized;
use crate::model::{Choice as _, Extra, NavigationItem, Sphere};
use crate::site::Audience;

/// The site.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    /// Its name.
    pub title: String,
    /// Its description.
    pub description: String,
    /// The language of that description, if it is not the page's.
    pub description_lang: Option<String>,
    /// The path part of its URL, with slashes at both ends. Put it before the path of a file.
    pub root: String,
    /// Its URL, with a slash at its end.
    pub base_url: String,
    /// Its default language.
    pub lang: String,
    /// SPDX id of its licence.
    pub license: Option<String>,
    /// URL of the repository of its content.
    pub repository: Option<String>,
    /// Main navigation.
    pub navigation: Vec<NavigationView>,
    /// Address of the theme's style sheet.
    pub stylesheet: String,
    /// Addresses of the theme's scripts.
    pub scripts: Vec<String>,
    /// Address of the home page in the page's language; that of the site's own is `root`.
    pub home: String,
    /// Its languages that have pages, its own first; empty if there is only one.
    pub languages: Vec<Alternate>,
    /// The search interface; absent if the site has no search.
    pub search: Option<SearchView>,
    /// The filters that a form on a list can combine for the search; none if the site has no search.
    pub filters: Vec<FilterView>,
    /// The page that lists practices by size of city, cost, time, result and method.
    pub choose: LinkView,
    /// Whether `data/` offers all records as tables (`extras: [downloads]`).
    pub has_downloads: bool,
    /// The three spheres with their definitions and counts.
    pub spheres: Vec<SphereView>,
    /// The page that explains the levels of evidence (`pages/evidence.md`), if it exists.
    pub evidence_page: Option<String>,
    /// The page that tells how to contribute (`pages/contribute.md`), if it exists.
    pub contribute_page: Option<String>,
    /// The page that explains how to search (`pages/search-help.md`), if it exists.
    pub search_help_page: Option<LinkView>,
    /// Free pages, such as about, accessibility and privacy; or, if there are more than 12, only
    /// a link to their list.
    pub pages: Vec<LinkView>,
    /// Numbers of records, by kind.
    pub counts: Counts,
    /// Version of the program that built it.
    pub generator: String,
    /// Whether it is built for cities only, in which case every page must say so.
    pub for_cities: bool,
}

/// A link of the main navigation.
#[derive(Debug, Clone, Serialize)]
pub struct NavigationView {
    /// Its text.
    pub title: String,
    /// Its URL.
    pub url: String,
    /// The language of the page that it links to, if it is not this page's.
    pub lang: Option<String>,
    /// The language of its text, if it is not the page's.
    pub title_lang: Option<String>,
    /// Its path as written in `site.yaml`, for comparison with `page.section`.
    pub section: String,
}

/// The search interface and its parts.
#[derive(Debug, Clone, Serialize)]
pub struct SearchView {
    /// Address of the interface's script.
    pub script: String,
    /// JSON for the script, to be put into `<script type="application/json" data-search-config>`.
    pub config: String,
    /// Origin of a server that the script asks, for the content security policy; absent if it
    /// searches in the browser only.
    pub origin: Option<String>,
}

/// A sphere.
#[derive(Debug, Clone, Serialize)]
pub struct SphereView {
    /// Its keyword.
    pub id: &'static str,
    /// Its page.
    pub link: LinkView,
    /// Its definition.
    pub definition: String,
    /// The number of its practices.
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

/// What the theme and the search client contribute.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// Address of the style sheet.
    pub stylesheet: String,
    /// Addresses of the scripts.
    pub scripts: Vec<String>,
    /// The search interface.
    pub search: Option<SearchView>,
}

/// The view of a site in one language. `languages` are those that have pages.
#[must_use]
pub fn site(
    site: Localized<'_>,
    audience: Audience,
    languages: &LanguagePages<'_>,
    parts: Parts,
) -> SiteView {
    let config = &site.config;
    let urls = Urls::of(site);
    let (description, description_lang) = site.description();
    let navigation = config.navigation.iter().map(|item| navigation_view(site, item, languages));
    let measured = site.practices.iter().filter(|item| item.record.evidence_level() >= 2).count();
    let mut countries: Vec<&str> =
        site.cities.iter().map(|item| item.record.country.as_str()).collect();
    countries.sort_unstable();
    countries.dedup();
    SiteView {
        title: site.title().to_owned(),
        description: description.to_owned(),
        description_lang,
        root: config.base_path().to_owned(),
        base_url: config.base_url.value.clone(),
        lang: config.default_language().to_owned(),
        license: config.license.clone(),
        repository: config.repository.as_ref().map(|repository| repository.url.clone()),
        navigation: navigation.collect(),
        stylesheet: parts.stylesheet,
        scripts: parts.scripts,
        home: urls.home(site.home()),
        languages: languages.alternates(site, ""),
        filters: parts.search.as_ref().map(|_| filters(site)).unwrap_or_default(),
        choose: choose_link(site),
        has_downloads: site.config.makes(Extra::Downloads),
        search: parts.search,
        spheres: Sphere::ALL.iter().map(|(sphere, _)| sphere_view(site, *sphere)).collect(),
        evidence_page: page_called(site, "evidence").map(|page| page.url),
        contribute_page: page_called(site, "contribute").map(|page| page.url),
        search_help_page: page_called(site, "search-help"),
        pages: free_pages(site, languages),
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

/// The maximum number of free pages that every page links to. Without it, the number of links would
/// grow with the square of the number of pages.
const MOST_PAGES: usize = 12;

/// The free pages, or their list.
fn free_pages(site: Localized<'_>, languages: &LanguagePages<'_>) -> Vec<LinkView> {
    if site.pages.len() <= MOST_PAGES {
        return site.pages.iter().map(|item| link(site, item)).collect();
    }
    let own = languages.has(site.lang(), "pages");
    let path = if own { site.own("pages") } else { "pages".to_owned() };
    vec![LinkView::new(site.words.translate("section.pages"), Urls::of(site).page(&path))]
}

/// The free page with a slug.
fn page_called(site: Localized<'_>, slug: &str) -> Option<LinkView> {
    let item = site.pages.iter().find(|item| item.meta.slug == slug)?;
    Some(link(site, item))
}

/// A link of the navigation. In another language it leads to the list or version in that language,
/// if there is one. The names of lists come from the theme's words.
fn navigation_view(
    site: Localized<'_>,
    item: &NavigationItem,
    languages: &LanguagePages<'_>,
) -> NavigationView {
    let urls = Urls::of(site);
    let inner = item.url.strip_prefix('/').map(|path| path.trim_end_matches('/'));
    let mut view = NavigationView {
        title: item.title.clone(),
        url: inner.map_or_else(|| item.url.value.clone(), |_| urls.file(&item.url[1..])),
        lang: None,
        title_lang: None,
        section: item.url.value.clone(),
    };
    let Some(path) = inner.filter(|_| !site.words.is_default()) else { return view };
    let default = site.config.default_language();
    let page = site.site.pages.iter().find(|page| page.meta.id == path);
    if languages.has(site.lang(), path) {
        view.url = urls.page(&site.own(path));
    } else if let Some(version) = page.and_then(|page| site.version(&page.meta)) {
        view.url = urls.page(&version.item.meta.id);
        version.title().clone_into(&mut view.title);
        return view;
    } else {
        view.lang = site.other(default);
    }
    match site.words.get(&format!("section.{path}")) {
        Some(_) => view.title = site.words.translate(&format!("section.{path}")),
        None => view.title_lang = site.other(default),
    }
    view
}

fn sphere_view(site: Localized<'_>, sphere: Sphere) -> SphereView {
    SphereView {
        id: sphere.as_str(),
        link: sphere_link(site, sphere),
        definition: site
            .site
            .vocabulary
            .sphere(sphere.as_str())
            .map(|term| site.definition(term))
            .unwrap_or_default(),
        count: site.facets.spheres.get(sphere.as_str()).map_or(0, Vec::len),
    }
}
