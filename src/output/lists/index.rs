//! One page for each collection: all practices, cities, convenings, and so on, and the overviews
//! of topics, spheres, countries and stages.

use super::facet::{ListPage, Whole, blank, paged};
use crate::model::{Choice as _, Sphere, Stage};
use crate::site::{Site, country_name};
use crate::theme::views::{
    FacetIndexView, FacetLink, LinkView, ListItem, ListView, Urls, sphere_title, stage_label,
    strongest_first,
};

/// All collection pages.
pub(super) fn collections(site: &Site) -> Vec<ListPage> {
    let wholes = [
        practices(site),
        cities(site),
        convenings(site),
        networks(site),
        challenges(site),
        overview("Topics", "topics", "What the practices are about.", topics(site)),
        overview("Spheres", "spheres", "The three spheres of municipal innovation.", spheres(site)),
        overview(
            "Countries",
            "countries",
            "Countries whose cities are in this knowledge base.",
            countries(site),
        ),
        overview("Stages", "stages", "How far the practices have come.", stages(site)),
        overview("Mechanisms", "mechanisms", "By what means the practices work.", mechanisms(site)),
        pages(site),
    ];
    wholes.into_iter().flat_map(|whole| paged(site, whole)).collect()
}

fn collection(list: ListView, id: &str, practices: Vec<usize>, items: Vec<ListItem>) -> Whole {
    Whole {
        template: "collection.html",
        id: id.to_owned(),
        crumbs: Vec::new(),
        list,
        practices,
        items,
    }
}

fn practices(site: &Site) -> Whole {
    let all: Vec<usize> = (0..site.practices.len()).collect();
    let intro = "What cities have tried or proposed, those whose effect is best known first.";
    let mut list = blank("Practices", intro, "practices");
    list.search_url =
        site.config.search.then(|| format!("{}search/?kind=practice", Urls::of(site).base_path));
    list.facets = vec![
        FacetIndexView { title: "Spheres".to_owned(), links: spheres(site) },
        FacetIndexView { title: "Stages".to_owned(), links: stages(site) },
        FacetIndexView { title: "Topics".to_owned(), links: topics(site) },
        FacetIndexView { title: "Mechanisms".to_owned(), links: mechanisms(site) },
    ];
    collection(list, "practices", strongest_first(site, &all), Vec::new())
}

fn item(
    site: &Site,
    id: &str,
    title: &str,
    summary: &str,
    facts: Vec<String>,
    group: String,
) -> ListItem {
    let link = LinkView { title: title.to_owned(), url: Urls::of(site).page(id) };
    ListItem { link, summary: summary.to_owned(), facts, group }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn cities(site: &Site) -> Whole {
    let mut items: Vec<ListItem> = site
        .cities
        .iter()
        .enumerate()
        .map(|(at, city)| {
            let record = &city.record;
            let practices = site.graph.city_practices[at].len();
            let adapted = site.graph.city_adaptations[at].len();
            let mut facts: Vec<String> = record.region.iter().cloned().collect();
            if practices > 0 {
                facts.push(counted(practices, "practice", "practices"));
            }
            if adapted > 0 {
                facts.push(format!("took up {adapted} from others"));
            }
            let group =
                country_name(&record.country).unwrap_or_else(|| record.country.value.clone());
            item(site, &city.meta.id, &record.title, "", facts, group)
        })
        .collect();
    items.sort_by(|a, b| a.group.cmp(&b.group).then_with(|| a.link.title.cmp(&b.link.title)));
    let mut list = blank(
        "Cities",
        "Cities with practices, and cities that took up others' or came to a convening.",
        "cities",
    );
    list.map_url = Some(Urls::of(site).page("map"));
    list.facets = vec![FacetIndexView { title: "Countries".to_owned(), links: countries(site) }];
    collection(list, "cities", Vec::new(), items)
}

fn convenings(site: &Site) -> Whole {
    let line = |(at, convening): (usize, &crate::site::Item<crate::model::Convening>)| {
        let record = &convening.record;
        let sessions = site.graph.convening_sessions[at].len();
        let mut facts = vec![record.start.in_words()];
        facts.extend(record.city.iter().filter_map(|slug| city_name(site, slug)));
        if record.online {
            facts.push("online".to_owned());
        }
        if sessions > 0 {
            facts.push(counted(sessions, "session", "sessions"));
        }
        item(
            site,
            &convening.meta.id,
            &record.title,
            &record.summary,
            facts,
            record.start.year.to_string(),
        )
    };
    let items = site.convenings.iter().enumerate().map(line).collect();
    let list = blank(
        "Convenings",
        "Meetings at which people from cities compare what they have tried, the latest first.",
        "convenings",
    );
    collection(list, "convenings", Vec::new(), items)
}

/// The name of a city by its slug.
pub(super) fn city_name(site: &Site, slug: &str) -> Option<String> {
    let at = site.cities.binary_search_by(|item| item.meta.slug.as_str().cmp(slug)).ok()?;
    Some(site.cities[at].record.title.value.clone())
}

fn networks(site: &Site) -> Whole {
    let line = |network: &crate::site::Item<crate::model::Network>| {
        let record = &network.record;
        let mut facts = Vec::new();
        facts.extend(record.founded.map(|year| format!("founded {year}")));
        if !record.members.is_empty() {
            facts.push(counted(
                record.members.len(),
                "city named as a member",
                "cities named as members",
            ));
        }
        item(site, &network.meta.id, &record.title, &record.summary, facts, String::new())
    };
    let mut items: Vec<ListItem> = site.networks.iter().map(line).collect();
    items.sort_by_key(|item| item.link.title.to_lowercase());
    let list = blank(
        "Networks",
        "Organisations and networks that cities belong to or work with.",
        "networks",
    );
    collection(list, "networks", Vec::new(), items)
}

fn challenges(site: &Site) -> Whole {
    let line = |(at, challenge): (usize, &crate::site::Item<crate::model::Challenge>)| {
        let record = &challenge.record;
        let mut facts = vec![record.year.to_string()];
        facts.extend(record.region.iter().cloned());
        facts.push(counted(
            site.graph.challenge_practices[at].len(),
            "entry recorded here",
            "entries recorded here",
        ));
        item(
            site,
            &challenge.meta.id,
            &record.title,
            &record.summary,
            facts,
            record.series.clone().unwrap_or_default(),
        )
    };
    let mut items: Vec<ListItem> = site.challenges.iter().enumerate().map(line).collect();
    items.reverse();
    let list = blank(
        "Challenges",
        "Competitions in which cities put forward ideas, the latest first.",
        "challenges",
    );
    collection(list, "challenges", Vec::new(), items)
}

fn pages(site: &Site) -> Whole {
    let line = |page: &crate::site::Item<crate::model::Page>| {
        let summary = page.record.summary.as_ref().map_or("", |summary| summary.as_str());
        item(site, &page.meta.id, &page.record.title, summary, Vec::new(), String::new())
    };
    let list = blank(
        "About this site",
        "What this knowledge base is, how it is kept, and how to take part.",
        "pages",
    );
    collection(list, "pages", Vec::new(), site.pages.iter().map(line).collect())
}

/// Every way into the site by links, for the search page of a theme that has no scripts, or of a
/// browser that runs none.
pub(in crate::output) fn ways(site: &Site) -> ListView {
    let mut list = blank("Search", "", "search");
    list.facets = vec![
        FacetIndexView { title: "Spheres".to_owned(), links: spheres(site) },
        FacetIndexView { title: "Topics".to_owned(), links: topics(site) },
        FacetIndexView { title: "Countries".to_owned(), links: countries(site) },
        FacetIndexView { title: "Stages".to_owned(), links: stages(site) },
        FacetIndexView { title: "Mechanisms".to_owned(), links: mechanisms(site) },
    ];
    list
}

fn overview(title: &str, id: &'static str, intro: &str, links: Vec<FacetLink>) -> Whole {
    let mut list = blank(title, intro, id);
    list.facets = vec![FacetIndexView { title: title.to_owned(), links }];
    collection(list, id, Vec::new(), Vec::new())
}

fn link(site: &Site, title: &str, path: &str, count: usize, definition: &str) -> FacetLink {
    FacetLink {
        title: title.to_owned(),
        url: Urls::of(site).page(path),
        count,
        definition: definition.to_owned(),
    }
}

fn topics(site: &Site) -> Vec<FacetLink> {
    let mut links: Vec<FacetLink> = site
        .vocabulary
        .topics
        .iter()
        .map(|term| {
            let count = site.facets.topics.get(&term.id.value).map_or(0, Vec::len);
            link(site, &term.label, &format!("topics/{}", term.id.value), count, &term.definition)
        })
        .collect();
    links.sort_by(|a, b| a.title.cmp(&b.title));
    links
}

fn mechanisms(site: &Site) -> Vec<FacetLink> {
    let one = |term: &crate::model::Term| {
        let count = site.facets.mechanisms.get(&term.id.value).map_or(0, Vec::len);
        let path = format!("mechanisms/{}", term.id.value);
        link(site, &term.label, &path, count, &term.definition)
    };
    site.vocabulary.mechanisms.iter().map(one).collect()
}

fn spheres(site: &Site) -> Vec<FacetLink> {
    let one = |(sphere, word): &(Sphere, &str)| {
        let count = site.facets.spheres.get(*word).map_or(0, Vec::len);
        let definition = site.vocabulary.sphere(word).map_or("", |term| term.definition.as_str());
        link(site, &sphere_title(site, *sphere), &format!("spheres/{word}"), count, definition)
    };
    Sphere::ALL.iter().map(one).collect()
}

fn stages(site: &Site) -> Vec<FacetLink> {
    let one = |(stage, word): &(Stage, &str)| {
        let count = site.facets.stages.get(*word)?.len();
        Some(link(site, stage_label(*stage), &format!("stages/{word}"), count, ""))
    };
    Stage::ALL.iter().filter_map(one).collect()
}

fn countries(site: &Site) -> Vec<FacetLink> {
    let mut codes: Vec<&str> =
        site.cities.iter().map(|item| item.record.country.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    let one = |code: &&str| {
        let count = site.facets.countries.get(*code).map_or(0, Vec::len);
        let name = country_name(code).unwrap_or_else(|| (*code).to_owned());
        link(site, &name, &format!("countries/{}", code.to_lowercase()), count, "")
    };
    let mut links: Vec<FacetLink> = codes.iter().map(one).collect();
    links.sort_by(|a, b| a.title.cmp(&b.title));
    links
}

/// The cities of a country with their numbers of practices.
pub(super) fn cities_of(site: &Site, code: &str) -> Vec<FacetLink> {
    let cities =
        site.cities.iter().enumerate().filter(|(_, city)| city.record.country.value == code);
    cities
        .map(|(at, city)| {
            link(site, &city.record.title, &city.meta.id, site.graph.city_practices[at].len(), "")
        })
        .collect()
}
