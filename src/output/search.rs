//! Hands the site's records to the search index.

use search_index::{BuildError, Packed, Record, Section, Term};

use super::{Artifact, Sink};
use crate::model::{At, Sphere};
use crate::site::{Body, Item, Meta, Site, country_name};
use crate::theme::views::{sphere_title, stage_label};

/// Writes the files of the index, with what an earlier build has compressed.
///
/// # Errors
/// When the index cannot be written, or the sink cannot keep a file.
pub fn index(site: &Site, packed: Option<&mut Packed>, sink: &dyn Sink) -> Result<(), BuildError> {
    search_index::build_into(&records(site), packed, &|file| {
        sink.put(Artifact { path: format!("search-index/{}", file.path), bytes: file.bytes })
    })?;
    Ok(())
}

/// How many records the index holds.
#[must_use]
pub fn record_count(site: &Site) -> usize {
    site.practices.len()
        + site.convenings.len()
        + site.sessions.len()
        + site.cities.len()
        + site.networks.len()
        + site.challenges.len()
        + site.pages.len()
}

/// Everything of the site that can be searched, in no promised order.
#[must_use]
pub fn records(site: &Site) -> Vec<Record> {
    let mut all = Vec::with_capacity(record_count(site));
    all.extend(site.practices.iter().enumerate().map(|(at, item)| practice(site, at, item)));
    all.extend(site.convenings.iter().enumerate().map(|(at, item)| {
        let mut record = base(&item.meta, &item.record.title, &item.record.summary, &item.body);
        record.cities =
            item.record.city.iter().filter_map(|slug| city(site, slug)).map(city_term).collect();
        record.countries =
            item.record.city.iter().filter_map(|slug| city(site, slug)).map(country_term).collect();
        record.spheres = spheres(site, &item.record.spheres);
        record.topics = topics(site, &item.record.topics);
        record.year = Some(item.record.start.year);
        let sessions = site.graph.convening_sessions[at].iter();
        record.sections.extend(sessions.map(|at| plain(&site.sessions[*at].record.title)));
        record
    }));
    all.extend(site.sessions.iter().map(|item| {
        let mut record = base(&item.meta, &item.record.title, &item.record.summary, &item.body);
        record.spheres = spheres(site, &item.record.spheres);
        record.topics = topics(site, &item.record.topics);
        record.year = Some(item.record.date.year);
        let texts = item
            .record
            .takeaways
            .iter()
            .chain(&item.record.decisions)
            .map(|text| text.value.as_str());
        let questions = item.record.questions.iter().map(|question| question.text.as_str());
        let speakers = item
            .record
            .speakers
            .iter()
            .filter_map(|speaker| speaker.name.as_ref())
            .map(|name| name.as_str());
        let extra: Vec<&str> = texts.chain(questions).chain(speakers).collect();
        record.sections.push(plain(&extra.join(" ")));
        record
    }));
    all.extend(site.cities.iter().enumerate().map(|(at, item)| {
        let names = item.record.local_names.join(", ");
        let mut record = base(&item.meta, &item.record.title, &city_summary(site, at), &item.body);
        record.countries = vec![country_term(item)];
        record.cities = vec![city_term(item)];
        record.sections.push(plain(
            &[item.record.region.as_deref().unwrap_or_default(), names.as_str()].join(" "),
        ));
        record
    }));
    all.extend(site.networks.iter().map(|item| {
        let mut record = base(&item.meta, &item.record.title, &item.record.summary, &item.body);
        record.year = item.record.founded;
        record
    }));
    all.extend(site.challenges.iter().map(|item| {
        let mut record = base(&item.meta, &item.record.title, &item.record.summary, &item.body);
        record.year = Some(item.record.year);
        record
    }));
    all.extend(site.pages.iter().map(|item| {
        let summary = item.record.summary.as_ref().map_or("", |summary| summary.as_str());
        base(&item.meta, &item.record.title, summary, &item.body)
    }));
    all
}

fn base(meta: &Meta, title: &str, summary: &str, body: &Body) -> Record {
    let sections = body.sections.iter().map(|section| Section {
        anchor: section.anchor.clone(),
        heading: section.heading.clone(),
        text: section.text.clone(),
    });
    Record {
        id: meta.id.clone(),
        kind: meta.kind.as_str().to_owned(),
        url: meta.url(),
        lang: meta.lang.clone(),
        title: title.to_owned(),
        summary: summary.to_owned(),
        sections: sections.collect(),
        ..Record::default()
    }
}

fn practice(site: &Site, at: usize, item: &Item<crate::model::Practice>) -> Record {
    let practice = &item.record;
    let mut record = base(&item.meta, &practice.title, &practice.summary, &item.body);
    let cities = || site.graph.practice_cities[at].iter().map(|at| &site.cities[*at]);
    record.cities = cities().map(city_term).collect();
    record.countries = cities().map(country_term).collect();
    record.countries.dedup();
    record.spheres = spheres(site, &practice.spheres);
    record.topics = topics(site, &practice.topics);
    record.stage = Some(term(practice.stage.as_str(), stage_label(practice.stage.value)));
    record.evidence = Some(practice.evidence_level());
    record.year = practice.year();
    let said =
        |heading: &str| item.body.outline.iter().any(|one| one.text.eq_ignore_ascii_case(heading));
    // What the page shows in the body only is indexed with the body only.
    let lists = [
        (&practice.lessons, said("Advice")),
        (&practice.did_not_work, said("What did not work")),
        (&practice.advice, said("Advice")),
        (&practice.core, false),
        (&practice.adaptable, false),
        (&practice.partners, false),
    ];
    let shown = lists.into_iter().filter(|(_, said)| !said).flat_map(|(list, _)| list);
    let metrics = practice.outcomes.iter().map(|outcome| &outcome.metric);
    let extra = sentences(metrics.chain(shown).map(String::as_str));
    if !extra.is_empty() {
        record.sections.push(plain(&extra));
    }
    record
}

/// Texts one after the other, each with a full stop.
fn sentences<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut all = String::new();
    for text in texts.map(str::trim).filter(|text| !text.is_empty()) {
        all.push_str(text);
        all.push_str(if text.ends_with(['.', '!', '?']) { " " } else { ". " });
    }
    all.trim_end().to_owned()
}

/// Text of fields, which has no heading in the body.
fn plain(text: &str) -> Section {
    Section { anchor: String::new(), heading: String::new(), text: text.trim().into() }
}

fn term(slug: &str, label: &str) -> Term {
    Term { slug: slug.to_owned(), label: label.to_owned(), synonyms: Vec::new() }
}

fn topics(site: &Site, slugs: &[At<String>]) -> Vec<Term> {
    let found = slugs.iter().filter_map(|slug| site.vocabulary.topic(slug));
    found
        .map(|topic| Term { synonyms: topic.synonyms.clone(), ..term(&topic.id, &topic.label) })
        .collect()
}

fn spheres(site: &Site, spheres: &[At<Sphere>]) -> Vec<Term> {
    spheres.iter().map(|sphere| term(sphere.as_str(), &sphere_title(site, sphere.value))).collect()
}

fn city<'a>(site: &'a Site, slug: &At<String>) -> Option<&'a Item<crate::model::City>> {
    let at = site.cities.binary_search_by(|item| item.meta.slug.as_str().cmp(slug)).ok()?;
    site.cities.get(at)
}

fn city_term(city: &Item<crate::model::City>) -> Term {
    Term { synonyms: city.record.local_names.clone(), ..term(&city.meta.slug, &city.record.title) }
}

fn country_term(city: &Item<crate::model::City>) -> Term {
    let code = &city.record.country.value;
    term(&code.to_lowercase(), &country_name(code).unwrap_or_else(|| code.clone()))
}

/// What a city's entry in the results says: where it is and how many practices it has.
fn city_summary(site: &Site, at: usize) -> String {
    let record = &site.cities[at].record;
    let place: Vec<String> =
        record.region.iter().cloned().chain(country_name(&record.country)).collect();
    let count = site.graph.city_practices[at].len();
    let practices = match count {
        0 => String::new(),
        1 => " One practice.".to_owned(),
        many => format!(" {many} practices."),
    };
    format!("{}.{practices}", place.join(", "))
}
