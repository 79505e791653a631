//! Lists of practices with a value in common: `/topics/<slug>/`, `/mechanisms/<slug>/`,
//! `/spheres/<slug>/`, `/countries/<code>/`, `/stages/<stage>/`, and those of `choose.rs`.

use std::collections::{BTreeMap, HashMap};

use super::filed::Filed;
use super::index::{cities_of, country_codes};
use super::page::{ListPage, Whole, blank, paged};
use crate::model::{Choice as _, Sphere, Stage, Term};
use crate::theme::views::{
    FacetIndexView, FacetLink, FilterValue, LinkView, ListView, Localized, PAGE_SIZE, Urls,
    asked_questions, crumb, sphere_link, sphere_title, stage_label,
};

/// All facet pages.
pub(super) fn facets(site: Localized<'_>, filed: &Filed<'_>) -> Vec<ListPage> {
    let facets = &site.facets;
    let vocabulary = &site.site.vocabulary;
    let open = open_questions(site);
    let topics = vocabulary.topics.iter().map(|term| topic(site, filed, &open, term));
    let mechanisms = vocabulary.mechanisms.iter().map(|term| {
        let practices = under(&facets.mechanisms, &term.id.value);
        let list = blank(&term.label, &term.definition, "mechanism");
        one(site, list, "mechanisms", &term.id, by("method", &term.id), practices)
    });
    let spheres = Sphere::ALL.iter().map(|(sphere, word)| {
        let practices = under(&facets.spheres, word);
        let intro = site.vocabulary.sphere(word).map_or("", |term| term.definition.as_str());
        let mut list = blank(sphere_title(site, *sphere), intro, "sphere");
        list.facets = vec![topics_among(site, filed, practices, "")];
        list.facets.retain(|facet| !facet.links.is_empty());
        one(site, list, "spheres", word, by("sphere", word), practices)
    });
    let stages = Stage::ALL.iter().filter_map(|(stage, word)| {
        let practices = facets.stages.get(*word)?;
        let label = stage_label(site.words, *stage);
        let intro = site.words.fill("intro.stage", &[("stage", &label.to_lowercase())]);
        let list = blank(label, intro, "stage");
        Some(one(site, list, "stages", word, by("stage", word), practices))
    });
    let wholes = topics.chain(mechanisms).chain(spheres).chain(stages);
    wholes.chain(countries(site)).flat_map(|whole| paged(site, filed, whole)).collect()
}

/// Number of open questions that a topic shows.
const QUESTIONS: usize = 5;

/// Questions without an answer by the slugs of their topics.
fn open_questions(site: Localized<'_>) -> HashMap<String, Vec<LinkView>> {
    let mut open: HashMap<String, Vec<LinkView>> = HashMap::new();
    for question in asked_questions(site).into_iter().filter(|one| one.answers.is_empty()) {
        for topic in question.topics {
            open.entry(topic).or_default().push(question.link.clone());
        }
    }
    open
}

/// The first questions of a topic; after them a link to all, if there are more.
fn first_questions(site: Localized<'_>, all: &[LinkView]) -> Vec<LinkView> {
    let mut first: Vec<LinkView> = all.iter().take(QUESTIONS).cloned().collect();
    if all.len() > QUESTIONS {
        let more = site.words.count("question.more", all.len() - QUESTIONS);
        first.push(LinkView::new(more, Urls::of(site).page("questions")));
    }
    first
}

fn topic(
    site: Localized<'_>,
    filed: &Filed<'_>,
    open: &HashMap<String, Vec<LinkView>>,
    term: &Term,
) -> Whole {
    let practices = under(&site.facets.topics, &term.id.value);
    let mut list = blank(&term.label, &term.definition, "topic");
    list.synonyms.clone_from(&term.synonyms);
    list.questions =
        open.get(&term.id.value).map(|all| first_questions(site, all)).unwrap_or_default();
    list.facets =
        vec![spheres_among(site, practices), topics_among(site, filed, practices, &term.id)];
    list.facets.retain(|facet| !facet.links.is_empty());
    one(site, list, "topics", &term.id, by("topic", &term.id), practices)
}

/// The practices with a value.
fn under<'a>(facet: &'a BTreeMap<String, Vec<usize>>, value: &str) -> &'a [usize] {
    facet.get(value).map(Vec::as_slice).unwrap_or_default()
}

/// The filter of a search for practices with a value.
fn by(field: &'static str, value: &str) -> FilterValue {
    FilterValue { field, value: value.to_owned() }
}

/// The list of the practices with a value, which `filter` finds in a search.
pub(super) fn one(
    site: Localized<'_>,
    mut list: ListView,
    folder: &str,
    word: &str,
    filter: FilterValue,
    practices: &[usize],
) -> Whole {
    word.clone_into(&mut list.value);
    list.of_label = site.words.translate(&format!("list.of-{}", list.of));
    list.search_url = filter.search(site);
    list.filter = Some(filter);
    let id = format!("{folder}/{word}");
    Whole {
        template: "facet.html",
        start_here: under(&site.facets.start_here, &id).to_vec(),
        id,
        crumbs: vec![crumb(site, &site.words.translate(&format!("section.{folder}")), folder)],
        list,
        practices: practices.to_vec(),
        items: Vec::new(),
        rows: None,
        page_size: PAGE_SIZE,
    }
}

/// Number of topics that a list links to.
const TOPICS: usize = 12;

/// The most frequent topics of these practices except one, with counts.
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
    FacetIndexView { title: site.words.translate(title), links, all: None }
}

/// Spheres of these practices.
fn spheres_among(site: Localized<'_>, practices: &[usize]) -> FacetIndexView {
    let link = |(sphere, word): &(Sphere, &'static str)| {
        let of = under(&site.facets.spheres, word);
        let count = practices.iter().filter(|at| of.binary_search(at).is_ok()).count();
        counted(count, || sphere_link(site, *sphere))
    };
    let links = Sphere::ALL.iter().filter_map(link).collect();
    FacetIndexView { title: site.words.translate("frame.spheres"), links, all: None }
}

/// A link to a value with its count; `None` if the count is zero.
fn counted(count: usize, link: impl FnOnce() -> LinkView) -> Option<FacetLink> {
    (count > 0).then(|| FacetLink::new(link(), count, String::new()))
}

/// A page for each country with a city, even without practices, because cities link to it.
fn countries(site: Localized<'_>) -> impl Iterator<Item = Whole> {
    let page = move |code: &str| {
        let practices = under(&site.facets.countries, code);
        let mut list = blank(site.country(code), site.words.translate("intro.country"), "country");
        let mut cities = cities_of(site, code);
        cities.sort_by(|a, b| a.title.cmp(&b.title));
        list.facets = vec![FacetIndexView {
            title: site.words.translate("section.cities"),
            links: cities,
            all: Some(Urls::of(site).page("cities")),
        }];
        let word = code.to_lowercase();
        one(site, list, "countries", &word, by("country", &word), practices)
    };
    country_codes(site).map(page)
}
