//! One page for each collection: all practices, cities, convenings and so on, and the overviews of
//! topics, spheres, countries and stages.

use std::collections::BTreeSet;

use super::filed::Filed;
use super::page::{ListPage, TableRows, Whole, blank, paged};
use crate::letters::plain;
use crate::model::{
    Challenge, Choice as _, Convening, Kind, Kinded, Network, Sphere, Stage, with_list,
};
use crate::output::overviews::Overview;
use crate::site::Item;
use crate::theme::views::{
    AskedQuestion, CITY_PAGE_SIZE, FacetIndexView, FacetLink, FilterValue, LinkView, ListItem,
    ListView, Localized, PAGE_SIZE, Urls, asked_questions, sphere_link, stage_label,
};

/// All collection pages.
pub(super) fn collections(site: Localized<'_>, filed: &Filed<'_>) -> Vec<ListPage> {
    let overviews = [
        overview(site, "topics", topics(site)),
        overview(site, "spheres", spheres(site)),
        overview(site, "countries", countries(site)),
        overview(site, "stages", stages(site)),
        overview(site, "mechanisms", mechanisms(site)),
    ];
    let records = Kind::ALL.iter().filter_map(|(kind, _)| records(site, *kind));
    records.chain(overviews).flat_map(|whole| paged(site, filed, whole)).collect()
}

/// All records of a kind. Sessions are listed on the page of their convening.
fn records(site: Localized<'_>, kind: Kind) -> Option<Whole> {
    let items = match kind {
        Kind::Practice => return Some(practices(site)),
        Kind::City => return Some(cities(site)),
        Kind::Session => return None,
        Kind::Convening => convenings(site),
        Kind::Network => networks(site),
        Kind::Challenge => challenges(site),
        Kind::Question => questions(site),
        _ => with_list!(kind, site.site, list => {
            list.iter().map(|one| item(site, one, Vec::new(), String::new())).collect()
        }),
    };
    let mut list = named(site, kind.plural());
    if kind == Kind::Challenge {
        list.overviews = vec![Overview::FollowUp.link(site)];
    }
    let whole = collection(list, kind.folder(), Vec::new(), items);
    Some(Whole { rows: Some(TableRows::Records(kind)), ..whole })
}

pub(super) fn collection(
    list: ListView,
    id: &str,
    practices: Vec<usize>,
    items: Vec<ListItem>,
) -> Whole {
    Whole {
        template: "collection.html",
        id: id.to_owned(),
        crumbs: Vec::new(),
        list,
        practices,
        start_here: Vec::new(),
        items,
        rows: None,
        page_size: PAGE_SIZE,
    }
}

fn practices(site: Localized<'_>) -> Whole {
    let all: Vec<usize> = (0..site.practices.len()).collect();
    let mut list = named(site, "practices");
    searchable(site, &mut list);
    list.facets = vec![
        group(site, "spheres", spheres(site)),
        group(site, "stages", stages(site)),
        group(site, "topics", topics(site)),
        group(site, "mechanisms", mechanisms(site)),
    ];
    let questions = to(site, site.words.translate("section.questions"), "questions");
    list.overviews = vec![Overview::Failures.link(site), questions];
    collection(list, "practices", all, Vec::new())
}

/// Adds a search within all practices to a list.
pub(super) fn searchable(site: Localized<'_>, list: &mut ListView) {
    let filter = FilterValue { field: "kind", value: "practice".to_owned() };
    list.search_url = filter.search(site);
    list.filter = Some(filter);
}

fn item<T: Kinded>(
    site: Localized<'_>,
    item: &Item<T>,
    facts: Vec<String>,
    group: String,
) -> ListItem {
    let (title, summary) = (item.record.title(), item.record.summary().to_owned());
    let link = LinkView::new(title, Urls::of(site).page(&item.meta.id));
    ListItem { link, summary, facts, links: Vec::new(), links_label: String::new(), group }
}

/// An empty list with the name and introduction of a section.
pub(super) fn named(site: Localized<'_>, section: &'static str) -> ListView {
    let title = site.words.translate(&format!("section.{section}"));
    blank(title, site.words.translate(&format!("intro.{section}")), section)
}

fn group(site: Localized<'_>, section: &str, links: Vec<FacetLink>) -> FacetIndexView {
    FacetIndexView {
        title: site.words.translate(&format!("section.{section}")),
        links,
        all: Some(Urls::of(site).page(section)),
    }
}

fn cities(site: Localized<'_>) -> Whole {
    let mut items: Vec<ListItem> = site
        .cities
        .iter()
        .enumerate()
        .map(|(at, city)| {
            let record = &city.record;
            let practices = site.graph.city_practices[at].len();
            let adapted = site.graph.city_adaptations[at].len();
            let mut facts = vec![site.country(&record.country)];
            facts.extend(record.region.iter().cloned());
            if practices > 0 {
                facts.push(site.words.count("count.practices", practices));
            }
            if adapted > 0 {
                facts.push(site.words.count("list.took-up", adapted));
            }
            item(site, city, facts, initial(&record.title))
        })
        .collect();
    items.sort_by_cached_key(|item| (item.group.clone(), folded(&item.link.title)));
    let mut list = named(site, "cities");
    list.overviews = vec![to(site, site.words.translate("list.map"), "map")];
    list.facets = vec![group(site, "countries", countries(site))];
    let whole = collection(list, "cities", Vec::new(), items);
    Whole { rows: Some(TableRows::Records(Kind::City)), page_size: CITY_PAGE_SIZE, ..whole }
}

/// A name without accents in small letters, to sort by.
fn folded(name: &str) -> String {
    name.chars().flat_map(plain).filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

/// The letter under which a name is filed.
fn initial(name: &str) -> String {
    folded(name).chars().take(1).flat_map(char::to_uppercase).collect()
}

fn convenings(site: Localized<'_>) -> Vec<ListItem> {
    let line = |(at, convening): (usize, &Item<Convening>)| {
        let record = &convening.record;
        let sessions = site.graph.convening_sessions[at].len();
        let mut facts = vec![site.words.date(record.start.value)];
        facts.extend(record.city.iter().filter_map(|slug| city_name(site, slug)));
        if record.online {
            facts.push(site.words.translate("list.online"));
        }
        if sessions > 0 {
            facts.push(site.words.count("count.sessions", sessions));
        }
        item(site, convening, facts, record.start.year.to_string())
    };
    site.convenings.iter().enumerate().map(line).collect()
}

/// The name of a city by its slug.
fn city_name(site: Localized<'_>, slug: &str) -> Option<String> {
    let at = site.cities.with_slug(slug)?;
    Some(site.cities[at].record.title.value.clone())
}

fn networks(site: Localized<'_>) -> Vec<ListItem> {
    let line = |network: &Item<Network>| {
        let record = &network.record;
        let mut facts = Vec::new();
        let founded = |year: u16| site.words.fill("list.founded", &[("year", &year.to_string())]);
        facts.extend(record.founded.map(founded));
        if !record.members.is_empty() {
            facts.push(site.words.count("list.members", record.members.len()));
        }
        item(site, network, facts, String::new())
    };
    let mut items: Vec<ListItem> = site.networks.iter().map(line).collect();
    items.sort_by_key(|item| item.link.title.to_lowercase());
    items
}

fn challenges(site: Localized<'_>) -> Vec<ListItem> {
    let line = |(at, challenge): (usize, &Item<Challenge>)| {
        let record = &challenge.record;
        let mut facts = vec![record.year.to_string()];
        facts.extend(record.region.iter().cloned());
        let entries = site.graph.challenge_practices[at].len();
        facts.push(site.words.count("list.entries", entries));
        item(site, challenge, facts, record.series.clone().unwrap_or_default())
    };
    site.challenges.iter().enumerate().rev().map(line).collect()
}

/// All questions, including those in the notes of sessions, which link to their session.
fn questions(site: Localized<'_>) -> Vec<ListItem> {
    let words = site.words;
    let contribute = site
        .pages
        .with_slug("contribute")
        .map(|at| to(site, words.translate("question.add"), &site.site.pages[at].meta.id));
    let line = |one: AskedQuestion| {
        let is_repeated = one.times > 1;
        let times = is_repeated.then(|| words.count("question.asked-times", one.times));
        let who = Some(one.who.join(", ")).filter(|who| !who.is_empty());
        let year = one.year.map(|year| year.to_string());
        let is_open = one.answers.is_empty();
        let group = match (is_repeated, is_open) {
            (true, _) => "question.repeated",
            (_, true) => "question.without",
            _ => "question.with",
        };
        ListItem {
            link: one.link,
            summary: String::new(),
            facts: times.into_iter().chain(who).chain(year).collect(),
            links_label: words.translate(if is_open {
                "question.none"
            } else {
                "question.answers"
            }),
            links: if is_open { contribute.iter().cloned().collect() } else { one.answers },
            group: words.translate(group),
        }
    };
    asked_questions(site).into_iter().map(line).collect()
}

/// All entry points of the site as links, for the search page of a theme without scripts, or of a
/// browser that runs none.
pub(in crate::output) fn ways(site: Localized<'_>) -> ListView {
    let mut list = blank(site.words.translate("frame.search"), "", "search");
    list.facets = vec![
        group(site, "spheres", spheres(site)),
        group(site, "topics", topics(site)),
        group(site, "countries", countries(site)),
        group(site, "stages", stages(site)),
        group(site, "mechanisms", mechanisms(site)),
    ];
    list
}

fn overview(site: Localized<'_>, id: &'static str, links: Vec<FacetLink>) -> Whole {
    let mut list = named(site, id);
    let rows = Some(TableRows::Values(links.clone()));
    list.facets = vec![group(site, id, links)];
    Whole { rows, ..collection(list, id, Vec::new(), Vec::new()) }
}

pub(super) fn to(site: Localized<'_>, title: String, path: &str) -> LinkView {
    LinkView::new(title, Urls::of(site).page(path))
}

fn topics(site: Localized<'_>) -> Vec<FacetLink> {
    let mut links: Vec<FacetLink> = site
        .vocabulary
        .topics
        .iter()
        .map(|term| {
            let count = site.facets.topics.get(&term.id.value).map_or(0, Vec::len);
            FacetLink::new(site.term_link("topics", term), count, site.definition(term))
        })
        .collect();
    links.sort_by(|a, b| a.title.cmp(&b.title));
    links
}

pub(super) fn mechanisms(site: Localized<'_>) -> Vec<FacetLink> {
    let one = |term: &crate::model::Term| {
        let count = site.facets.mechanisms.get(&term.id.value).map_or(0, Vec::len);
        FacetLink::new(site.term_link("mechanisms", term), count, site.definition(term))
    };
    site.vocabulary.mechanisms.iter().map(one).collect()
}

fn spheres(site: Localized<'_>) -> Vec<FacetLink> {
    let one = |(sphere, word): &(Sphere, &str)| {
        let count = site.facets.spheres.get(*word).map_or(0, Vec::len);
        let term = site.site.vocabulary.sphere(word);
        let definition = term.map(|term| site.definition(term)).unwrap_or_default();
        FacetLink::new(sphere_link(site, *sphere), count, definition)
    };
    Sphere::ALL.iter().map(one).collect()
}

fn stages(site: Localized<'_>) -> Vec<FacetLink> {
    let one = |(stage, word): &(Stage, &str)| {
        let count = site.facets.stages.get(*word)?.len();
        let target = to(site, stage_label(site.words, *stage), &format!("stages/{word}"));
        Some(FacetLink::new(target, count, String::new()))
    };
    Stage::ALL.iter().filter_map(one).collect()
}

fn countries(site: Localized<'_>) -> Vec<FacetLink> {
    let one = |code: &str| {
        let count = site.facets.countries.get(code).map_or(0, Vec::len);
        let target = to(site, site.country(code), &format!("countries/{}", code.to_lowercase()));
        FacetLink::new(target, count, String::new())
    };
    let mut links: Vec<FacetLink> = country_codes(site).map(one).collect();
    links.sort_by(|a, b| a.title.cmp(&b.title));
    links
}

/// The countries that have a city, even one without practices.
pub(super) fn country_codes(site: Localized<'_>) -> impl Iterator<Item = &str> {
    let codes: BTreeSet<&str> =
        site.site.cities.iter().map(|item| item.record.country.as_str()).collect();
    codes.into_iter()
}

/// The cities of a country with their numbers of practices.
pub(super) fn cities_of(site: Localized<'_>, code: &str) -> Vec<FacetLink> {
    let cities =
        site.cities.iter().enumerate().filter(|(_, city)| city.record.country.value == code);
    cities
        .map(|(at, city)| {
            let count = site.graph.city_practices[at].len();
            FacetLink::new(
                to(site, city.record.title.value.clone(), &city.meta.id),
                count,
                String::new(),
            )
        })
        .collect()
}
