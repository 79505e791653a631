//! Analyses the fields of records: the part of indexing that runs in parallel.

use crate::record::{Record, Term};
use crate::text::{Analyzer, Language, TokenList};

/// Adds the terms of the field `name` of a record.
pub(super) fn analyse(record: &Record, name: &str, analyzer: &mut Analyzer, list: &mut TokenList) {
    match name {
        "id" => analyzer.verbatim(&record.id, list),
        "title" => {
            analyzer.passage(&record.title, true, list);
            analyzer.whole_title(&record.title, list);
        }
        "summary" => analyzer.passage(&record.summary, false, list),
        "body" => body(record, analyzer, list),
        "city" => terms(&record.cities, analyzer, list),
        "country" => terms(&record.countries, analyzer, list),
        "sphere" => terms(&record.spheres, analyzer, list),
        "topic" => {
            terms(&record.topics, analyzer, list);
            for term in &record.starts {
                let labels = [&term.label].into_iter().chain(&term.translations);
                labels.for_each(|label| analyzer.whole_title(label, list));
            }
        }
        "kind" => analyzer.passage(&record.kind, true, list),
        "stage" => terms(record.stage.as_slice(), analyzer, list),
        "year" => {
            let year = record.year.map(|year| year.to_string()).unwrap_or_default();
            analyzer.passage(&year, false, list);
        }
        "evidence" => {
            if let Some(level) = record.evidence {
                analyzer.verbatim(&level.to_string(), list);
            }
        }
        "result" => {
            if let Some(result) = &record.result {
                result.synonyms.iter().for_each(|words| analyzer.name(words, list));
            }
        }
        "alias" => {
            let starts = record.starts.iter().flat_map(|term| &term.synonyms);
            starts.for_each(|name| analyzer.whole_title(name, list));
            for topic in &record.topics {
                analyzer.value(topic, list, |analyzer, list| names(topic, analyzer, list));
            }
        }
        _ => {}
    }
}

/// The names of a topic in all languages, whole and word by word.
fn names(topic: &Term, analyzer: &mut Analyzer, list: &mut TokenList) {
    let names = topic.synonyms.iter().chain(&topic.translations);
    names.chain([&topic.label]).for_each(|name| analyzer.name(name, list));
    topic.translations.iter().for_each(|name| analyzer.passage(name, true, list));
}

/// The language in which a record is stemmed.
pub(super) fn language(record: &Record) -> Language {
    Language::of_tag(&record.lang)
}

/// Sections with their headings, then acronyms and synonyms, which weigh no more than other words
/// of the body.
fn body(record: &Record, analyzer: &mut Analyzer, list: &mut TokenList) {
    for section in &record.sections {
        if !section.is_label {
            analyzer.passage(&section.heading, false, list);
        }
        analyzer.passage(&section.text, false, list);
    }
    analyzer.initials(&record.title, list);
    record.topics.iter().for_each(|topic| analyzer.initials(&topic.label, list));
    let values = [&record.cities, &record.countries, &record.spheres, &record.topics];
    for term in values.into_iter().flatten().chain(&record.stage) {
        for synonym in &term.synonyms {
            // With their written forms: no text of a record shows how a synonym is spelt.
            analyzer.passage(synonym, true, list);
        }
    }
}

fn terms(terms: &[Term], analyzer: &mut Analyzer, list: &mut TokenList) {
    for term in terms {
        analyzer.passage(&term.label, true, list);
    }
}
