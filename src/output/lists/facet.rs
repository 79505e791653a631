//! Lists of practices under one value: `/topics/<slug>/`, `/mechanisms/<slug>/`,
//! `/spheres/<slug>/`, `/countries/<code>/`, `/stages/<stage>/`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use super::filed::Filed;
use crate::model::{Choice as _, Sphere, Stage, Term};
use crate::output::fixed::plain_page;
use crate::output::records::{Html, Pages};
use crate::theme::views::{
    Crumb, FacetIndexView, FacetLink, LinkView, ListItem, ListView, Localized, PAGE_SIZE, Pager,
    Urls, crumb, pages as cut, sphere_link, sphere_title, stage_label,
};

/// One page of one list, ready to be rendered: positions of practices, or lines of other records.
#[derive(Debug)]
pub(in crate::output) struct ListPage {
    pub(super) template: &'static str,
    /// Path within the site without slashes at the ends.
    pub(super) path: String,
    practices: Vec<usize>,
    items: Vec<ListItem>,
    pager: Option<Pager>,
    /// What all pages of the list have.
    common: Arc<Common>,
    /// A mark of all this, once someone has asked.
    mark: OnceLock<Option<blake3::Hash>>,
}

/// What all pages of a list have.
#[derive(Debug)]
struct Common {
    crumbs: Vec<Crumb>,
    list: ListView,
    /// Its language.
    lang: String,
    /// A mark of all this, once someone has asked: the list may have many pages.
    mark: OnceLock<Option<blake3::Hash>>,
}

impl Common {
    fn mark(&self) -> Option<blake3::Hash> {
        *self.mark.get_or_init(|| marked(&(&self.crumbs, &self.list, &self.lang)))
    }
}

/// A mark of anything; none where there can be none.
fn marked(of: &impl Serialize) -> Option<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    serde_json::to_writer(&mut hasher, of).ok().map(|()| hasher.finalize())
}

impl ListPage {
    /// The page's path within the site.
    pub(in crate::output) fn path(&self) -> &str {
        &self.path
    }

    /// A mark of all that it is before its practices are looked up; none where there can be none.
    pub(in crate::output) fn mark(&self) -> Option<blake3::Hash> {
        let ListPage { template, path, practices, items, pager, common, mark } = self;
        *mark.get_or_init(|| {
            marked(&(template, path, practices, items, pager, common.mark()?.as_bytes()))
        })
    }
}

/// A list before it is cut into pages.
pub(super) struct Whole {
    pub(super) template: &'static str,
    pub(super) id: String,
    pub(super) crumbs: Vec<Crumb>,
    pub(super) list: ListView,
    pub(super) practices: Vec<usize>,
    pub(super) items: Vec<ListItem>,
}

/// An empty list of a name.
pub(super) fn blank(
    title: impl Into<String>,
    intro: impl Into<String>,
    of: &'static str,
) -> ListView {
    ListView {
        title: title.into(),
        intro: intro.into(),
        of,
        of_label: String::new(),
        value: String::new(),
        total: 0,
        measured: 0,
        proposed: 0,
        cards: Vec::new(),
        items: Vec::new(),
        synonyms: Vec::new(),
        facets: Vec::new(),
        search_url: None,
        map_url: None,
        pager: None,
    }
}

/// Cuts a list into pages, the practices with the strongest evidence first.
pub(super) fn paged(site: Localized<'_>, filed: &Filed<'_>, whole: Whole) -> Vec<ListPage> {
    let Whole { template, id, crumbs, mut list, mut practices, items } = whole;
    practices.sort_by_key(|at| filed.rank(*at));
    list.total = practices.len() + items.len();
    if list.total > PAGE_SIZE {
        list.facets.iter_mut().for_each(|facet| shorten(site, facet));
    }
    list.measured = practices.iter().filter(|at| filed.evidence(**at) >= 2).count();
    list.proposed = practices.iter().filter(|at| filed.is_proposed(**at)).count();
    let base_path = Urls::of(site).base_path;
    let lang = site.lang().to_owned();
    let common = Arc::new(Common { crumbs, list, lang, mark: OnceLock::new() });
    let page = |practices: &[usize], items: &[ListItem], path: String, pager| ListPage {
        template,
        path,
        practices: practices.to_vec(),
        items: items.to_vec(),
        pager,
        common: Arc::clone(&common),
        mark: OnceLock::new(),
    };
    if items.is_empty() {
        let cut = cut(&practices, base_path, &id);
        cut.into_iter().map(|(chunk, path, pager)| page(chunk, &[], path, pager)).collect()
    } else {
        let cut = cut(&items, base_path, &id);
        cut.into_iter().map(|(chunk, path, pager)| page(&[], chunk, path, pager)).collect()
    }
}

/// Most values of one facet beside a list that has several pages: all of them on each page would
/// grow with the square of the site.
const MOST_VALUES: usize = 150;

/// Leaves the values that most practices have, and a link to all.
fn shorten(site: Localized<'_>, facet: &mut FacetIndexView) {
    let count = facet.links.len();
    let Some(all) = facet.all.clone().filter(|_| count > MOST_VALUES) else { return };
    let mut ranked: Vec<usize> = (0..count).collect();
    ranked.sort_by_key(|at| Reverse(facet.links[*at].count));
    ranked.truncate(MOST_VALUES);
    ranked.sort_unstable();
    facet.links = ranked.into_iter().map(|at| facet.links[at].clone()).collect();
    facet.links.push(FacetLink {
        title: site.words.say("list.see-all"),
        url: all,
        count,
        definition: String::new(),
        lang: None,
    });
}

/// Renders one page.
pub(super) fn render(pages: &Pages<'_>, page: &ListPage) -> Html {
    let ListPage { template, path, practices, items, pager, common, .. } = page;
    let site = pages.of(&common.lang);
    let cards = practices.iter().map(|at| pages.card(site, *at)).collect::<Result<_, _>>()?;
    let (items, pager) = (items.clone(), pager.clone());
    let list = ListView { cards, items, pager, ..common.list.clone() };
    let kind = if *template == "facet.html" { "facet" } else { "collection" };
    let numbered = list.pager.as_ref().filter(|pager| pager.current > 1);
    let title = match numbered {
        Some(pager) => {
            let (page, last) = (pager.current.to_string(), pager.last.to_string());
            let values = [("title", list.title.as_str()), ("page", &page), ("last", &last)];
            site.words.fill("list.page-title", &values)
        }
        None => list.title.clone(),
    };
    let home = site.home();
    let general = if home.is_empty() { path.as_str() } else { &path[home.len() + 1..] };
    let mut view = plain_page(pages, site, &title, general, kind);
    view.description.clone_from(&list.intro);
    view.breadcrumbs.clone_from(&common.crumbs);
    if ["topic", "sphere", "country"].contains(&list.of) {
        let subject = path.split_once("/page/").map_or(path.as_str(), |(subject, _)| subject);
        view.feed_url = Some(Urls::of(site).feed(subject));
    }
    view.section = format!("/{}/", general.split('/').next().unwrap_or_default());
    pages.render(site, template, &view, ("list", &list), &format!("the page /{path}/"))
}

/// All facet pages.
pub(super) fn facets(site: Localized<'_>, filed: &Filed<'_>) -> Vec<ListPage> {
    let facets = &site.facets;
    let vocabulary = &site.site.vocabulary;
    let topics = vocabulary.topics.iter().map(|term| topic(site, filed, term));
    let mechanisms = vocabulary.mechanisms.iter().map(|term| {
        let practices = under(&facets.mechanisms, &term.id.value);
        let list = blank(&term.label, &term.definition, "mechanism");
        one(site, list, "mechanisms", &term.id, practices)
    });
    let spheres = Sphere::ALL.iter().map(|(sphere, word)| {
        let practices = under(&facets.spheres, word);
        let intro = site.vocabulary.sphere(word).map_or("", |term| term.definition.as_str());
        let mut list = blank(sphere_title(site, *sphere), intro, "sphere");
        list.facets = vec![topics_among(site, filed, practices, "")];
        list.facets.retain(|facet| !facet.links.is_empty());
        one(site, list, "spheres", word, practices)
    });
    let stages = Stage::ALL.iter().filter_map(|(stage, word)| {
        let practices = facets.stages.get(*word)?;
        let label = stage_label(site.words, *stage);
        let intro = site.words.fill("intro.stage", &[("stage", &label.to_lowercase())]);
        let list = blank(label, intro, "stage");
        Some(one(site, list, "stages", word, practices))
    });
    let wholes = topics.chain(mechanisms).chain(spheres).chain(stages);
    wholes.chain(countries(site)).flat_map(|whole| paged(site, filed, whole)).collect()
}

fn topic(site: Localized<'_>, filed: &Filed<'_>, term: &Term) -> Whole {
    let practices = under(&site.facets.topics, &term.id.value);
    let mut list = blank(&term.label, &term.definition, "topic");
    list.synonyms.clone_from(&term.synonyms);
    list.facets =
        vec![spheres_among(site, practices), topics_among(site, filed, practices, &term.id)];
    list.facets.retain(|facet| !facet.links.is_empty());
    one(site, list, "topics", &term.id, practices)
}

/// The practices that have a value.
fn under<'a>(facet: &'a BTreeMap<String, Vec<usize>>, value: &str) -> &'a [usize] {
    facet.get(value).map(Vec::as_slice).unwrap_or_default()
}

fn one(
    site: Localized<'_>,
    mut list: ListView,
    folder: &str,
    word: &str,
    practices: &[usize],
) -> Whole {
    word.clone_into(&mut list.value);
    list.of_label = site.words.say(&format!("list.of-{}", list.of));
    let urls = Urls::of(site);
    // The search index has no field for mechanisms.
    let searchable = site.config.search.enabled && list.of != "mechanism";
    list.search_url = searchable.then(|| format!("{}search/?{}={word}", urls.base_path, list.of));
    Whole {
        template: "facet.html",
        id: format!("{folder}/{word}"),
        crumbs: vec![crumb(site, &site.words.say(&format!("section.{folder}")), folder)],
        list,
        practices: practices.to_vec(),
        items: Vec::new(),
    }
}

/// How many topics a list leads on to.
const TOPICS: usize = 12;

/// Topics that most of these practices bear, but one, with how many of these do.
fn topics_among(
    site: Localized<'_>,
    filed: &Filed<'_>,
    practices: &[usize],
    but: &str,
) -> FacetIndexView {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for topic in practices.iter().flat_map(|at| filed.topics(*at)) {
        *counts.entry(topic).or_default() += 1;
    }
    let terms = site.vocabulary.topics.iter().filter(|term| term.id.value != but);
    let link = |term: &Term| {
        let count = counts.get(term.id.value.as_str()).copied().unwrap_or_default();
        counted(count, || site.term_link("topics", term))
    };
    let mut links: Vec<FacetLink> = terms.filter_map(link).collect();
    links.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.title.cmp(&b.title)));
    links.truncate(TOPICS);
    let title = if but.is_empty() { "list.topics-in-it" } else { "list.often-with" };
    FacetIndexView { title: site.words.say(title), links, all: None }
}

/// Spheres of these practices.
fn spheres_among(site: Localized<'_>, practices: &[usize]) -> FacetIndexView {
    let link = |(sphere, word): &(Sphere, &'static str)| {
        let of = under(&site.facets.spheres, word);
        let count = practices.iter().filter(|at| of.binary_search(at).is_ok()).count();
        counted(count, || sphere_link(site, *sphere))
    };
    let links = Sphere::ALL.iter().filter_map(link).collect();
    FacetIndexView { title: site.words.say("frame.spheres"), links, all: None }
}

/// A link to a value with how many have it; none where none has.
fn counted(count: usize, link: impl FnOnce() -> LinkView) -> Option<FacetLink> {
    let one = |LinkView { title, url, lang }| FacetLink {
        title,
        url,
        count,
        definition: String::new(),
        lang,
    };
    (count > 0).then(|| one(link()))
}

/// A page for each country with a city, also where none of its cities has a practice, since
/// cities link to it.
fn countries(site: Localized<'_>) -> impl Iterator<Item = Whole> {
    let mut codes: Vec<&str> =
        site.site.cities.iter().map(|item| item.record.country.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    let page = move |code: &str| {
        let practices = under(&site.facets.countries, code);
        let mut list = blank(site.country(code), site.words.say("intro.country"), "country");
        let mut cities = super::index::cities_of(site, code);
        cities.sort_by(|a, b| a.title.cmp(&b.title));
        list.facets = vec![FacetIndexView {
            title: site.words.say("section.cities"),
            links: cities,
            all: Some(Urls::of(site).page("cities")),
        }];
        one(site, list, "countries", &code.to_lowercase(), practices)
    };
    codes.into_iter().map(page)
}
