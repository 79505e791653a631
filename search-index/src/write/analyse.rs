//! Records to the terms of their fields: the part of indexing that runs in parallel.

use crate::record::{Record, Term};
use crate::text::{Language, Line, LineWriter};

/// What the field `name` of a record holds.
pub(super) fn analyse(record: &Record, name: &str, writer: &mut LineWriter, line: &mut Line) {
    match name {
        "id" => writer.verbatim(&record.id, line),
        "title" => {
            writer.passage(&record.title, true, line);
            writer.whole_title(&record.title, line);
        }
        "summary" => writer.passage(&record.summary, false, line),
        "body" => body(record, writer, line),
        "city" => terms(&record.cities, writer, line),
        "country" => terms(&record.countries, writer, line),
        "sphere" => terms(&record.spheres, writer, line),
        "topic" => terms(&record.topics, writer, line),
        "kind" => writer.passage(&record.kind, true, line),
        "stage" => terms(record.stage.as_slice(), writer, line),
        "year" => {
            let year = record.year.map(|year| year.to_string()).unwrap_or_default();
            writer.passage(&year, false, line);
        }
        "evidence" => {
            if let Some(level) = record.evidence {
                writer.verbatim(&level.to_string(), line);
            }
        }
        "result" => {
            if let Some(result) = &record.result {
                writer.verbatim(&result.slug, line);
            }
        }
        _ => {}
    }
}

/// The language that a record is stemmed in.
pub(super) fn language(record: &Record) -> Language {
    Language::of_tag(&record.lang)
}

/// Sections with their headings, and after them acronyms and the other words for the record's
/// values: found, but worth no more than a word of the text.
fn body(record: &Record, writer: &mut LineWriter, line: &mut Line) {
    for section in &record.sections {
        writer.passage(&section.heading, false, line);
        writer.passage(&section.text, false, line);
    }
    writer.initials(&record.title, line);
    record.topics.iter().for_each(|topic| writer.initials(&topic.label, line));
    let values = [&record.cities, &record.countries, &record.spheres, &record.topics];
    for term in values.into_iter().flatten().chain(&record.stage) {
        for synonym in &term.synonyms {
            // As written, too: no text shows how a misspelt synonym is spelt.
            writer.passage(synonym, true, line);
        }
    }
}

fn terms(terms: &[Term], writer: &mut LineWriter, line: &mut Line) {
    for term in terms {
        writer.passage(&term.label, true, line);
    }
}
