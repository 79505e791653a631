//! A record in several languages is found in one: the reader's, where there is one.
#![allow(missing_docs, clippy::unwrap_used)]

use search_index::{Index, Record, Request, Response, Section, build};

fn record(id: &str, lang: &str, original: Option<&str>, title: &str, text: &str) -> Record {
    Record {
        id: id.into(),
        kind: "practice".into(),
        url: format!("/{id}/"),
        lang: lang.into(),
        original: original.map(str::to_owned),
        title: title.into(),
        sections: vec![Section { text: text.into(), ..Section::default() }],
        ..Record::default()
    }
}

fn index() -> Index {
    let records = [
        record("practices/cables", "en", None, "Cable cars", "Medellín built cable cars."),
        record(
            "es/practices/cables",
            "es",
            Some("practices/cables"),
            "Metrocable",
            "Medellín construyó teleféricos urbanos.",
        ),
        record("practices/stairs", "en", None, "Outdoor stairs", "Medellín built escalators."),
    ];
    Index::open(build(&records).unwrap()).unwrap()
}

fn ask(query: &str, lang: Option<&str>) -> Response {
    let lang = lang.map(str::to_owned);
    index().search(&Request { query: query.into(), lang, ..Request::default() }).unwrap()
}

fn ids(response: &Response) -> Vec<&str> {
    response.hits.iter().map(|hit| hit.id.as_str()).collect()
}

#[test]
fn a_reader_finds_each_record_once_in_the_best_version() {
    let spanish = ask("medellín", Some("es"));
    assert_eq!(ids(&spanish)[0], "es/practices/cables", "the reader's own language comes first");
    assert_eq!(spanish.total, 2, "the original is not listed beside its translation");
    let mut english =
        ids(&ask("medellín", Some("en"))).into_iter().map(str::to_owned).collect::<Vec<_>>();
    english.sort();
    assert_eq!(english, ["practices/cables", "practices/stairs"]);
    assert_eq!(ask("medellín", None).total, 2, "who says no language gets originals");
}

#[test]
fn a_version_is_found_as_well_as_the_best_of_its_record() {
    // Only the original has the word in its title; the translation quotes it at the end.
    let text = format!("{} teleféricos, en inglés \"gondola\".", "Texto ".repeat(300));
    let records = [
        record("practices/gondola", "en", None, "Gondola lift", "A lift to the hills."),
        record("es/practices/gondola", "es", Some("practices/gondola"), "Teleférico", &text),
        record("practices/tour", "en", None, "City tour", "A gondola ride, and then a bus."),
    ];
    let index = Index::open(build(&records).unwrap()).unwrap();
    let lang = Some("es".to_owned());
    let request = Request { query: "gondola".into(), lang, ..Request::default() };
    assert_eq!(ids(&index.search(&request).unwrap())[0], "es/practices/gondola");
}

#[test]
fn a_version_in_another_language_is_better_than_none() {
    assert_eq!(ids(&ask("teleféricos", None)), ["es/practices/cables"]);
    assert_eq!(ids(&ask("cable cars", Some("es"))), ["practices/cables"]);
}

#[test]
fn lists_and_counts_have_each_record_once() {
    let all = ask("", Some("es"));
    assert_eq!(all.total, 2);
    assert_eq!(all.facets.kind[0].count, 2);
}
