//! Hands the site's records to the search index.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use search_index::{BuildError, File, Packed, Record, Section, Term, Written};

use super::Artifact;
use crate::model::{At, Kind, Session, Sphere};
use crate::site::{Body, Changes, Item, Meta, Read, Site, country_name, watch};
use crate::theme::views::{sphere_title, stage_label};

/// The files of the index.
///
/// # Errors
/// When the index cannot be written.
pub fn index(site: &Site) -> Result<Vec<Artifact>, BuildError> {
    Ok(artifacts(search_index::build(&records(site))?.files))
}

/// Like [`index`], with what an earlier build has compressed, and what amendments are made from.
///
/// # Errors
/// When the index cannot be written.
pub fn index_again(
    records: &[Arc<Record>],
    packed: &mut Packed,
) -> Result<(Vec<Artifact>, Written), BuildError> {
    let (package, written) = search_index::build_again(records, packed)?;
    Ok((artifacts(package.files), written))
}

/// The files that make an index as it was `written` one of these records; none where too much has
/// changed for that.
///
/// # Errors
/// When they cannot be written.
pub fn amended(
    records: &[Arc<Record>],
    written: &Written,
) -> Result<Option<Vec<Artifact>>, BuildError> {
    Ok(search_index::amend(written, records)?.map(artifacts))
}

fn artifacts(files: Vec<File>) -> Vec<Artifact> {
    let artifact =
        |file: File| Artifact { path: format!("search-index/{}", file.path), bytes: file.bytes };
    files.into_iter().map(artifact).collect()
}

/// How many records the index holds.
#[must_use]
pub fn record_count(site: &Site) -> usize {
    counts(site).into_iter().map(|(_, count)| count).sum()
}

fn counts(site: &Site) -> [(Kind, usize); 7] {
    [
        (Kind::Practice, site.practices.len()),
        (Kind::Convening, site.convenings.len()),
        (Kind::Session, site.sessions.len()),
        (Kind::City, site.cities.len()),
        (Kind::Network, site.networks.len()),
        (Kind::Challenge, site.challenges.len()),
        (Kind::Page, site.pages.len()),
    ]
}

fn places(site: &Site) -> impl ParallelIterator<Item = (Kind, usize)> {
    let kinds = counts(site).into_par_iter();
    kinds.flat_map(|(kind, count)| (0..count).into_par_iter().map(move |at| (kind, at)))
}

/// Everything of the site that can be searched, in no promised order.
#[must_use]
pub fn records(site: &Site) -> Vec<Record> {
    places(site).map(|(kind, at)| record(site, kind, at)).collect()
}

/// The records of the build before, and what each read of the site.
#[derive(Debug, Default)]
pub struct RecordMemory {
    records: HashMap<(Kind, usize), (Vec<Read>, Arc<Record>)>,
}

impl RecordMemory {
    /// The records, those of the build before where nothing has changed that they read. Without
    /// changes nothing is known, and all are made.
    pub fn records(&mut self, site: &Site, changes: Option<&Changes>) -> Vec<Arc<Record>> {
        let known = &self.records;
        let made: Vec<_> = places(site)
            .map(|(kind, at)| {
                let same = known.get(&(kind, at));
                match same.filter(|(reads, _)| changes.is_some_and(|all| !all.concern(reads))) {
                    Some(known) => ((kind, at), known.clone()),
                    None => {
                        let (record, reads) = watch(|| record(site, kind, at));
                        ((kind, at), (reads, Arc::new(record)))
                    }
                }
            })
            .collect();
        let records = made.iter().map(|(_, (_, record))| Arc::clone(record)).collect();
        self.records = made.into_iter().collect();
        records
    }
}

fn record(site: &Site, kind: Kind, at: usize) -> Record {
    match kind {
        Kind::Practice => practice(site, at),
        Kind::Convening => convening(site, at),
        Kind::Session => session(&site.sessions[at], site),
        Kind::City => city_record(site, at),
        Kind::Network => {
            let item = &site.networks[at];
            let mut record = base(&item.meta, &item.record.title, &item.record.summary, &item.body);
            record.year = item.record.founded;
            record
        }
        Kind::Challenge => {
            let item = &site.challenges[at];
            let mut record = base(&item.meta, &item.record.title, &item.record.summary, &item.body);
            record.year = Some(item.record.year);
            record
        }
        Kind::Page => {
            let item = &site.pages[at];
            let summary = item.record.summary.as_ref().map_or("", |summary| summary.as_str());
            base(&item.meta, &item.record.title, summary, &item.body)
        }
    }
}

fn convening(site: &Site, at: usize) -> Record {
    let item = &site.convenings[at];
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
}

fn session(item: &Item<Session>, site: &Site) -> Record {
    let mut record = base(&item.meta, &item.record.title, &item.record.summary, &item.body);
    record.spheres = spheres(site, &item.record.spheres);
    record.topics = topics(site, &item.record.topics);
    record.year = Some(item.record.date.year);
    let texts =
        item.record.takeaways.iter().chain(&item.record.decisions).map(|text| text.value.as_str());
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
}

fn city_record(site: &Site, at: usize) -> Record {
    let item = &site.cities[at];
    let names = item.record.local_names.join(", ");
    let mut record = base(&item.meta, &item.record.title, &city_summary(site, at), &item.body);
    record.countries = vec![country_term(item)];
    record.cities = vec![city_term(item)];
    record.sections.push(plain(
        &[item.record.region.as_deref().unwrap_or_default(), names.as_str()].join(" "),
    ));
    record
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

fn practice(site: &Site, at: usize) -> Record {
    let item = &site.practices[at];
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
    Section { anchor: String::new(), heading: String::new(), text: text.trim().to_owned() }
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
