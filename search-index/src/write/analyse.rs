//! Records to analysed lines, one for each field: the part of indexing that runs in parallel.

use crate::record::{Record, Term};
use crate::schema::SEARCHED;
use crate::text::{Language, LineWriter};

/// A record's lines, in the order of [`SEARCHED`].
pub(super) type Lines = [String; SEARCHED.len()];

/// Analyses a run of records, which share what was learnt of their words.
pub(super) fn analyse(records: &[&Record]) -> Vec<Lines> {
    let mut writers: Vec<(Language, LineWriter)> = Vec::new();
    let mut all = Vec::with_capacity(records.len());
    for record in records {
        let language = Language::of_tag(&record.lang);
        let known = writers.iter().position(|(known, _)| *known == language);
        let index = known.unwrap_or_else(|| {
            writers.push((language, LineWriter::new(language)));
            writers.len() - 1
        });
        all.extend(writers.get_mut(index).map(|(_, writer)| lines(record, writer)));
    }
    all
}

fn lines(record: &Record, writer: &mut LineWriter) -> Lines {
    SEARCHED.map(|field| {
        let mut line = String::new();
        match field.name {
            "title" => {
                writer.passage(&record.title, true, &mut line);
                LineWriter::whole_title(&record.title, &mut line);
            }
            "summary" => writer.passage(&record.summary, false, &mut line),
            "body" => body(record, writer, &mut line),
            "city" => terms(&record.cities, writer, &mut line),
            "country" => terms(&record.countries, writer, &mut line),
            "sphere" => terms(&record.spheres, writer, &mut line),
            "topic" => terms(&record.topics, writer, &mut line),
            "kind" => writer.passage(&record.kind, true, &mut line),
            "stage" => terms(record.stage.as_slice(), writer, &mut line),
            "year" => {
                let year = record.year.map(|year| year.to_string()).unwrap_or_default();
                writer.passage(&year, false, &mut line);
            }
            _ => {}
        }
        line
    })
}

/// Sections with their headings, and after them acronyms and the other words for the record's
/// values: found, but worth no more than a word of the text.
fn body(record: &Record, writer: &mut LineWriter, line: &mut String) {
    for section in &record.sections {
        writer.passage(&section.heading, false, line);
        writer.passage(&section.text, false, line);
    }
    LineWriter::initials(&record.title, line);
    record.topics.iter().for_each(|topic| LineWriter::initials(&topic.label, line));
    let values = [&record.cities, &record.countries, &record.spheres, &record.topics];
    for term in values.into_iter().flatten().chain(&record.stage) {
        for synonym in &term.synonyms {
            // As written, too: no text shows how a misspelt synonym is spelt.
            writer.passage(synonym, true, line);
        }
    }
}

fn terms(terms: &[Term], writer: &mut LineWriter, line: &mut String) {
    for term in terms {
        writer.passage(&term.label, true, line);
    }
}
