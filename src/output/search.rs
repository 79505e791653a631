//! Passes the site's records to the search index.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use search_index::{BuildError, CompressionCache, File, Record, Records, Section, Term};

use super::artifact::{Artifact, Sink};
use super::client::FOLDER;
use super::record_place::RecordPlace;
use crate::model::{
    At, City, Convening, Direction, Practice, Question, RecordRef, Session, Sphere, Stage,
    with_list,
};
use crate::site::{Body, Changes, Item, Meta, Read, Translation, track};
use crate::theme::Languages;
use crate::theme::views::{
    Localized, Shown, direction_label, figure_in_words, sphere_title, stage_label,
};

/// Writes the files of the index. A record is made when the index asks for it, unless all are
/// `known`, together with what was compressed for an earlier build.
///
/// # Errors
/// When the index cannot be written, or the sink cannot keep a file.
pub fn index(
    site: Localized<'_>,
    languages: &Languages,
    known: Option<(&[Arc<Record>], &mut CompressionCache)>,
    sink: &dyn Sink,
) -> Result<(), BuildError> {
    let take = |File { path, bytes }| {
        sink.put(Artifact { path: format!("{FOLDER}{path}"), bytes: bytes.into() })
    };
    match known {
        Some((records, packed)) => {
            records.iter().for_each(|record| show(record, sink));
            search_index::build_into(records, Some(packed), &take)?;
        }
        None => {
            let places = RecordPlace::all(site.site);
            let records = Searched { site, languages, places, sink };
            search_index::build_into(&records, None, &take)?;
        }
    }
    Ok(())
}

/// The records of a site, each made when the index asks for it.
struct Searched<'a> {
    site: Localized<'a>,
    languages: &'a Languages,
    places: Vec<RecordPlace>,
    sink: &'a dyn Sink,
}

/// Shows a sink the texts that go into the index for a record, because the bytes of the index do
/// not reveal them.
fn show(record: &Record, sink: &dyn Sink) {
    let path = format!("search-index/ (the entry of {})", record.id);
    let sections = record.sections.iter().flat_map(|part| [&*part.heading, &*part.text]);
    let terms =
        [&record.cities, &record.countries, &record.spheres, &record.topics, &record.methods];
    let terms = terms.into_iter().flatten().map(|term| &*term.label);
    let texts = [&*record.title, &*record.summary].into_iter().chain(sections).chain(terms);
    texts.for_each(|text| _ = sink.see(&path, text));
}

impl Records for Searched<'_> {
    fn count(&self) -> usize {
        self.places.len()
    }

    fn name(&self, at: usize) -> (Cow<'_, str>, Cow<'_, str>) {
        let Some(place) = self.places.get(at) else { return Default::default() };
        let (meta, _) = place.record(self.site.site);
        (place.title(self.site.site).into(), meta.id.as_str().into())
    }

    fn record(&self, at: usize) -> Cow<'_, Record> {
        let place = self.places.get(at);
        let Some(place) = place else { return Cow::default() };
        let record = record(self.site, self.languages, *place);
        show(&record, self.sink);
        Cow::Owned(record)
    }
}

/// Everything that can be searched: all records, and translated ones again for each language.
#[must_use]
pub fn records(site: Localized<'_>, languages: &Languages) -> Vec<Record> {
    let places = RecordPlace::all(site.site).into_par_iter();
    places.map(|place| record(site, languages, place)).collect()
}

/// The records of the previous build, and what each read of the site.
#[derive(Debug, Default)]
pub struct SearchCache {
    records: HashMap<RecordPlace, (Vec<Read>, Arc<Record>)>,
}

impl SearchCache {
    /// All records. Those of the previous build are reused if nothing they read has changed; none
    /// without `changes`, which must be `None` if the theme's words have changed.
    pub fn records(
        &mut self,
        site: Localized<'_>,
        languages: &Languages,
        changes: Option<&Changes>,
    ) -> Vec<Arc<Record>> {
        let known = &self.records;
        let made: Vec<_> = RecordPlace::all(site.site)
            .into_par_iter()
            .map(|place| {
                let same = known.get(&place);
                match same.filter(|(reads, _)| changes.is_some_and(|all| !all.concern(reads))) {
                    Some(known) => (place, known.clone()),
                    None => {
                        let (record, reads) = track(|| record(site, languages, place));
                        (place, (reads, Arc::new(record)))
                    }
                }
            })
            .collect();
        let records = made.iter().map(|(_, (_, record))| Arc::clone(record)).collect();
        self.records = made.into_iter().collect();
        records
    }
}

fn record(site: Localized<'_>, languages: &Languages, place: RecordPlace) -> Record {
    match place {
        RecordPlace::Original(kind, at) => with_list!(kind, site.site, list => {
            let Item { meta, record, body, .. } = &list[at];
            entry(site, at, meta, record.into(), body)
        }),
        RecordPlace::Translation(at) => {
            let Translation { kind, original, item } = &site.site.translations[at];
            let Item { meta, record, body, .. } = &**item;
            let words = Localized { words: languages.get(&meta.lang), ..site };
            let record = entry(words, *original, meta, record.into(), body);
            let original = with_list!(kind, site.site, list => list[*original].meta.id.clone());
            Record { original: Some(original), ..record }
        }
    }
}

/// The entry of a record, or of a translation of the record at `at`.
fn entry(
    site: Localized<'_>,
    at: usize,
    meta: &Meta,
    fields: RecordRef<'_>,
    body: &Body,
) -> Record {
    let sections = body.sections.iter().map(|section| Section {
        anchor: section.anchor.clone(),
        heading: section.heading.clone(),
        text: section.text.share(),
        is_label: false,
    });
    let mut record = Record {
        id: meta.id.clone(),
        kind: meta.kind.as_str().to_owned(),
        url: meta.url(),
        lang: meta.lang.clone(),
        title: fields.title().to_owned(),
        summary: fields.summary().to_owned(),
        sections: sections.collect(),
        spheres: spheres(site, fields.spheres()),
        topics: topics(site, fields.topics()),
        year: fields.year(),
        prior: KNOWN,
        ..Record::default()
    };
    match fields {
        RecordRef::Convening(convening) => convening_terms(convening, site, at, &mut record),
        RecordRef::Session(session) => session_texts(site, session, &mut record),
        RecordRef::City(city) => city_terms(city, site, at, &mut record),
        RecordRef::Question(question) => question_terms(question, site, &mut record),
        RecordRef::Practice(practice) => practice_terms(practice, site, at, body, &mut record),
        _ => {}
    }
    record
}

/// The priors of records in ranking: what was carried out comes before what was proposed, and both
/// before what was only talked about. A practice that was carried out has a higher prior if its
/// evidence is rated.
const TALKED_ABOUT: u8 = 0;
const KNOWN: u8 = 1;
const CARRIED_OUT: u8 = 2;
const RATED: u8 = 3;

fn convening_terms(convening: &Convening, site: Localized<'_>, at: usize, record: &mut Record) {
    let held_in = || convening.city.iter().filter_map(|slug| city(site, slug));
    record.cities = held_in().map(city_term).collect();
    record.countries = held_in().map(|city| country_term(site, city)).collect();
    let sessions = site.graph.convening_sessions[at].iter().map(|at| &site.sessions[*at]);
    let titles = sessions.map(|item| {
        let version = site.version(&item.meta);
        version.map_or(item.record.title.as_str(), |version| version.title())
    });
    record.sections.extend(field(site, "convening.agenda", "agenda", titles));
}

fn session_texts(site: Localized<'_>, session: &Session, record: &mut Record) {
    let takeaways = session.takeaways.iter().map(|text| text.value.as_str());
    let decisions = session.decisions.iter().map(|text| text.value.as_str());
    let questions = session.questions.iter().map(|question| question.text.as_str());
    let speakers = session.speakers.iter().filter_map(|speaker| speaker.name.as_ref());
    let speakers = speakers.map(|name| name.as_str());
    record.sections.extend(field(site, "section.takeaways", "takeaways", takeaways));
    record.sections.extend(field(site, "session.decisions", "decisions", decisions));
    record.sections.extend(field(site, "section.questions", "questions", questions));
    record.sections.extend(field(site, "session.speakers", "speakers", speakers));
    record.prior = TALKED_ABOUT;
}

fn question_terms(question: &Question, site: Localized<'_>, record: &mut Record) {
    let cities = question.asked.iter().flat_map(|asking| &asking.cities);
    let cities: Vec<&Item<City>> = cities.filter_map(|slug| city(site, slug)).collect();
    record.cities = cities.iter().map(|city| city_term(city)).collect();
    record.countries = cities.iter().map(|city| country_term(site, city)).collect();
    record.summary = question.description(site);
    let occasions = question.asked.iter().filter_map(|asking| asking.occasion.as_deref());
    record.sections.extend(field(site, "question.who", "asked", occasions));
    record.prior = TALKED_ABOUT;
}

fn city_terms(city: &City, site: Localized<'_>, at: usize, record: &mut Record) {
    let original = &site.cities[at];
    record.summary = city_summary(site, at);
    record.countries = vec![country_term(site, original)];
    record.cities = vec![city_term(original)];
    let names = city.local_names.join(", ");
    let region = city.region.as_deref().unwrap_or_default();
    let text = [region, names.as_str()].join(" ").trim().into();
    record.sections.push(Section { text, ..Section::default() });
}

fn practice_terms(
    practice: &Practice,
    site: Localized<'_>,
    at: usize,
    body: &Body,
    record: &mut Record,
) {
    let cities = || site.graph.practice_cities[at].iter().map(|at| &site.cities[*at]);
    record.cities = cities().map(city_term).collect();
    record.countries = cities().map(|city| country_term(site, city)).collect();
    record.countries.dedup();
    record.stage =
        Some(term(practice.stage.as_str(), &stage_label(site.words, practice.stage.value)));
    record.evidence = Some(practice.evidence_level());
    record.starts = starts(site, &site.practices[at].meta.slug);
    record.methods = methods(site, &practice.mechanisms);
    record.months = practice.months_to_launch().map(u64::from);
    record.cost = practice.dollars().map(|sum| sum.round() as u64);
    record.prior = match (practice.stage.value, practice.evidence_level()) {
        (Stage::Proposed, _) => KNOWN,
        (_, 0) => CARRIED_OUT,
        _ => RATED,
    };
    record.result = Some(result(site, practice.direction()));
    let said = |key: &str| body.outline.iter().any(|one| site.words.is_heading(key, &one.text));
    // Metric and value stay together, so that an excerpt never shows one without the other.
    let figures: Vec<String> =
        practice.outcomes.iter().filter_map(|row| figure_in_words(site, row)).collect();
    let needs: Vec<String> = practice.core.iter().chain(&practice.adaptable).cloned().collect();
    // Titles of sources describe the practice in other people's words.
    let sources: Vec<String> = practice.sources.iter().map(|source| source.title.clone()).collect();
    // If the body has a heading for a list, the page does not show the list, so it is not indexed
    // either.
    let lists = [
        ("figures", &figures, false),
        ("lessons", &practice.lessons, said("heading.lessons")),
        ("did-not-work", &practice.did_not_work, said("heading.did-not-work")),
        ("advice", &practice.advice, said("heading.advice")),
        ("needs", &needs, false),
        ("partners", &practice.partners, false),
        ("sources", &sources, false),
    ];
    let shown = lists.into_iter().filter(|(_, _, said)| !said);
    record.sections.extend(shown.filter_map(|(name, list, _)| {
        field(site, &format!("section.{name}"), name, list.iter().map(String::as_str))
    }));
}

/// The terms that recommend a practice to begin with: their labels, and their synonyms in all
/// languages.
fn starts(site: Localized<'_>, slug: &str) -> Vec<Term> {
    let terms = site.site.vocabulary.all().flat_map(|(_, terms)| terms);
    let naming = terms.filter(|term| term.start_here.iter().any(|start| start.value == slug));
    naming
        .map(|term| {
            let others = term.translations.values();
            let synonyms = others.clone().flat_map(|words| &words.synonyms);
            Term {
                slug: term.id.value.clone(),
                label: term.label.clone(),
                population: None,
                synonyms: term.synonyms.iter().chain(synonyms).cloned().collect(),
                translations: others.map(|words| words.label.clone()).collect(),
            }
        })
        .collect()
}

/// Joins texts, each with a full stop.
fn sentences<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut all = String::new();
    for text in texts.map(str::trim).filter(|text| !text.is_empty()) {
        all.push_str(text);
        all.push_str(if text.ends_with(['.', '!', '?']) { " " } else { ". " });
    }
    all.trim_end().to_owned()
}

/// The section of the page that shows a field, under the heading that the words have for `key`.
fn field<'a>(
    site: Localized<'_>,
    key: &str,
    name: &str,
    texts: impl Iterator<Item = &'a str>,
) -> Option<Section> {
    let text = sentences(texts);
    (!text.is_empty()).then(|| Section {
        anchor: format!("section-{name}"),
        heading: site.words.translate(key),
        text: text.into(),
        is_label: true,
    })
}

fn term(slug: &str, label: &str) -> Term {
    Term { slug: slug.to_owned(), label: label.to_owned(), ..Term::default() }
}

/// A direction of evidence. Its synonyms are what readers type to find practices without success.
fn result(site: Localized<'_>, direction: Direction) -> Term {
    let names = match direction {
        Direction::None | Direction::Negative => {
            site.words.translate(&format!("direction-names.{}", direction.as_str()))
        }
        _ => String::new(),
    };
    let synonyms = names.split(',').map(|name| name.trim().to_owned()).collect();
    Term { synonyms, ..term(direction.as_str(), &direction_label(site.words, direction)) }
}

/// Topics with their synonyms in the language of the record, and their names in all others.
fn topics(site: Localized<'_>, slugs: &[At<String>]) -> Vec<Term> {
    let found = slugs.iter().filter_map(|slug| site.site.vocabulary.topic(slug));
    found
        .map(|topic| {
            let own = topic.translations.get(site.home());
            let synonyms = own.map_or(&topic.synonyms, |words| &words.synonyms);
            let synonyms = synonyms.clone();
            let translations = names(topic).map(str::to_owned).collect();
            Term { synonyms, translations, ..term(&topic.id, &site.label(topic).0) }
        })
        .collect()
}

/// Methods, as values to filter by. They have no synonyms, because the text of a practice describes
/// what it does.
fn methods(site: Localized<'_>, slugs: &[At<String>]) -> Vec<Term> {
    let found = slugs.iter().filter_map(|slug| site.site.vocabulary.mechanism(slug));
    found.map(|method| term(&method.id, &site.label(method).0)).collect()
}

/// The labels and synonyms of a term in all languages.
pub(super) fn names(topic: &crate::model::Term) -> impl Iterator<Item = &str> {
    let own = [&topic.label].into_iter().chain(&topic.synonyms);
    let others = topic.translations.values();
    let others = others.flat_map(|words| [&words.label].into_iter().chain(&words.synonyms));
    own.chain(others).map(String::as_str)
}

fn spheres(site: Localized<'_>, spheres: &[At<Sphere>]) -> Vec<Term> {
    spheres.iter().map(|sphere| term(sphere.as_str(), &sphere_title(site, sphere.value))).collect()
}

fn city<'a>(site: Localized<'a>, slug: &At<String>) -> Option<&'a Item<City>> {
    let cities = &site.site.cities;
    let at = cities.with_slug(slug)?;
    cities.get(at)
}

fn city_term(city: &Item<City>) -> Term {
    Term {
        synonyms: city.record.local_names.clone(),
        population: city.record.population.as_ref().map(|people| people.value.round() as u64),
        ..term(&city.meta.slug, &city.record.title)
    }
}

fn country_term(site: Localized<'_>, city: &Item<City>) -> Term {
    let code = &city.record.country.value;
    term(&code.to_lowercase(), &site.country(code))
}

/// The description of a city in results: its location and number of practices.
fn city_summary(site: Localized<'_>, at: usize) -> String {
    let record = &site.cities[at].record;
    let country = site.words.country(&record.country);
    let place: Vec<String> = record.region.iter().cloned().chain(country).collect();
    let practices = match site.graph.city_practices[at].len() {
        0 => String::new(),
        many => format!(" {}", site.words.count("city.indexed", many)),
    };
    format!("{}.{practices}", place.join(", "))
}
