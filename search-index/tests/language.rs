//! The query language, as a reader sees it.
#![allow(missing_docs, clippy::unwrap_used)]

#[allow(dead_code, unreachable_pub)]
mod common;

use search_index::{
    Filters, Index, NoteKind, NumberRange, Record, Request, Response, Section, Term, build,
};

fn named(slug: &str, label: &str) -> Term {
    Term { slug: slug.into(), label: label.into(), ..Term::default() }
}

struct Sample {
    id: &'static str,
    title: &'static str,
    text: &'static str,
    city: (&'static str, &'static str),
    country: (&'static str, &'static str),
    topics: &'static [(&'static str, &'static str)],
    evidence: Option<u8>,
    year: Option<u16>,
}

const SAMPLES: [Sample; 7] = [
    Sample {
        id: "talks",
        title: "Providence Talks",
        text: "Families hear more words. Coaches visit homes to count them.",
        city: ("providence", "Providence"),
        country: ("us", "United States"),
        topics: &[("early-literacy", "Early literacy")],
        evidence: Some(4),
        year: Some(2013),
    },
    Sample {
        id: "bilhete",
        title: "One ticket",
        text: "One ticket for bus, tram and metro; the fare is paid once.",
        city: ("sao-paulo", "São Paulo"),
        country: ("br", "Brazil"),
        topics: &[("transport", "Public transport")],
        evidence: Some(3),
        year: Some(2004),
    },
    Sample {
        id: "trams",
        title: "Night trams",
        text: "A tram runs all night. To be or not to be on time is the question.",
        city: ("sao-carlos", "São Carlos"),
        country: ("br", "Brazil"),
        topics: &[("transport", "Public transport"), ("safety", "Safety at night")],
        evidence: Some(1),
        year: Some(2018),
    },
    Sample {
        id: "buses",
        title: "Bus lanes",
        text: "A bus lane is built in a day; co-design with drivers made it quick.",
        city: ("new-york", "New York"),
        country: ("us", "United States"),
        topics: &[("transport", "Public transport")],
        evidence: None,
        year: Some(2016),
    },
    Sample {
        id: "parole",
        title: "Back home",
        text: "Recidivism fell among people who came home. Recidivism is measured.",
        city: ("new-york", "New York"),
        country: ("us", "United States"),
        topics: &[("safety", "Safety at night")],
        evidence: Some(2),
        year: None,
    },
    Sample {
        id: "design",
        title: "A design school",
        text: "Lessons in design, and then co workers meet. The bus stops here.",
        city: ("lodz", "Łódź"),
        country: ("pl", "Poland"),
        topics: &[("early-literacy", "Early literacy")],
        evidence: Some(5),
        year: Some(2020),
    },
    Sample {
        id: "york",
        title: "Walls of York",
        text: "Old walls become a park; families walk there.",
        city: ("york", "York"),
        country: ("gb", "United Kingdom"),
        topics: &[],
        evidence: Some(0),
        year: Some(1999),
    },
];

fn record(sample: &Sample) -> Record {
    Record {
        id: format!("practices/{}", sample.id),
        kind: "practice".into(),
        url: format!("/practices/{}/", sample.id),
        lang: "en".into(),
        title: sample.title.into(),
        summary: String::new(),
        sections: vec![Section { text: sample.text.into(), ..Section::default() }],
        cities: vec![named(sample.city.0, sample.city.1)],
        countries: vec![named(sample.country.0, sample.country.1)],
        topics: sample.topics.iter().map(|(slug, label)| named(slug, label)).collect(),
        evidence: sample.evidence,
        result: sample.evidence.map(|level| match level {
            4 => named("none", "No effect"),
            5 => named("negative", "Negative"),
            _ => named("positive", "Positive"),
        }),
        year: sample.year,
        ..Record::default()
    }
}

fn index() -> Index {
    let records: Vec<Record> = SAMPLES.iter().map(record).collect();
    Index::open(build(&records).unwrap()).unwrap()
}

fn ask(index: &Index, query: &str) -> Response {
    index.search(&Request { query: query.into(), ..Request::default() }).unwrap()
}

/// The records found, by name.
fn found(response: &Response) -> Vec<&str> {
    let mut ids: Vec<&str> =
        response.hits.iter().map(|hit| hit.id.trim_start_matches("practices/")).collect();
    ids.sort_unstable();
    ids
}

fn check(cases: &[(&str, &[&str])]) {
    let index = index();
    for (query, expected) in cases {
        assert_eq!(found(&ask(&index, query)), *expected, "{query}");
    }
}

#[test]
fn or_and_without() {
    check(&[
        ("tram OR walls", &["bilhete", "trams", "york"]),
        ("tram|walls", &["bilhete", "trams", "york"]),
        ("(tram OR walls) fare", &["bilhete", "trams", "york"]),
        ("bus -tram", &["buses", "design"]),
        ("bus -\"bus lane\"", &["bilhete", "design"]),
        ("co-design", &["buses", "design"]),
        ("-co-design design", &["design"]),
        ("co-design OR parks", &["buses", "york"]),
        ("-bus -families", &["parole", "trams"]),
        ("-(bus OR families)", &["parole", "trams"]),
        ("-country:us", &["bilhete", "design", "trams", "york"]),
        ("\"count them\" OR \"old walls\"", &["talks", "york"]),
        ("-title:york families", &["talks"]),
    ]);
}

#[test]
fn fields_restrict() {
    check(&[
        ("city:\"são paulo\"", &["bilhete"]),
        ("city:sao-paulo", &["bilhete"]),
        ("CITY:SÃO", &["bilhete", "trams"]),
        ("city:sao paulo", &["bilhete"]),
        ("city:new york", &["buses", "parole"]),
        ("city:new york bus", &["buses"]),
        ("city:york", &["york"]),
        ("city:lodz", &["design"]),
        ("country:us", &["buses", "parole", "talks"]),
        ("country:\"united states\"", &["buses", "parole", "talks"]),
        ("country:united", &["buses", "parole", "talks", "york"]),
        ("country:br,pl", &["bilhete", "design", "trams"]),
        ("country:br country:pl", &["bilhete", "design", "trams"]),
        ("country:br OR topic:literacy", &["bilhete", "design", "talks", "trams"]),
        ("country:br topic:safety", &["trams"]),
        ("topic:transport -city:new", &["bilhete", "trams"]),
        ("topic:literacy OR walls", &["design", "talks", "york"]),
        ("kind:practices city:york", &["york"]),
        ("result:none", &["talks"]),
        ("result:\"no effect\"", &["talks"]),
        ("result:negative,none evidence:>=4", &["design", "talks"]),
        ("evidence:>=3 -result:positive", &["design", "talks"]),
        ("title:bus", &["buses"]),
        ("title:bu", &["buses"]),
        ("title:\"bus lanes\" OR title:trams", &["buses", "trams"]),
        ("body:home", &["parole", "talks"]),
        ("summary:home", &[]),
    ]);
}

#[test]
fn numbers_restrict() {
    check(&[
        ("evidence:>=3", &["bilhete", "design", "talks"]),
        ("evidence:>3", &["design", "talks"]),
        ("evidence:=3", &["bilhete"]),
        ("evidence:3", &["bilhete"]),
        ("evidence:3..5", &["bilhete", "design", "talks"]),
        ("evidence:<=2", &["parole", "trams", "york"]),
        ("evidence:0,5", &["design", "york"]),
        ("evidence:0 evidence:5", &["design", "york"]),
        ("evidence:>1 evidence:<4", &["bilhete", "parole"]),
        ("-evidence:>=1", &["buses", "york"]),
        ("year:2013..2018", &["buses", "talks", "trams"]),
        ("year:2013-2018 topic:transport", &["buses", "trams"]),
        ("year:2013", &["talks"]),
        ("year:>=2016 year:<2020", &["buses", "trams"]),
        ("year:..2004", &["bilhete", "york"]),
        ("year:1800..1850", &[]),
    ]);
}

#[test]
fn a_value_that_no_record_has_finds_nothing() {
    let index = index();
    let all = ["bilhete", "buses", "design", "parole", "talks", "trams", "york"];
    for (query, expected, field, value) in [
        ("city:walls", &[][..], "city", "walls"),
        ("city:\"old walls\"", &[], "city", "old walls"),
        ("-country:us topic:walls", &[], "topic", "walls"),
        ("stage:walls york", &[], "stage", "walls"),
        ("kind:walls OR sphere:atlantis", &[], "kind", "walls"),
        ("evidence:recidivism", &[], "evidence", "recidivism"),
        ("evidence:9", &[], "evidence", "9"),
        ("evidence:>=6 york", &[], "evidence", "6.."),
        ("year:question", &[], "year", "question"),
        ("year:1850", &[], "year", "1850"),
        ("result:walls", &[], "result", "walls"),
        ("city:york,walls,lodz", &["design", "york"], "city", "walls"),
        ("city:walls city:york", &["york"], "city", "walls"),
        ("topic:walls OR walls", &["york"], "topic", "walls"),
        ("-city:walls", &all, "city", "walls"),
    ] {
        let answer = ask(&index, query);
        assert_eq!(found(&answer), expected, "{query}");
        let note = answer.notes.first().unwrap_or_else(|| panic!("{query}"));
        let expected = (NoteKind::UnknownValue, field, value);
        assert_eq!((note.kind, &*note.field, &*note.value), expected, "{query}");
        let most = if query.contains("atlantis") { 2 } else { 1 };
        assert_eq!(answer.notes.len(), most, "{query}: one mistake has one note");
    }
}

#[test]
fn what_is_no_field_is_words() {
    let index = index();
    for (query, field, value) in
        [("foo:walls", "foo", "walls"), ("Foo:\"old walls\"", "Foo", "old walls")]
    {
        let answer = ask(&index, query);
        assert_eq!(found(&answer), ["york"], "{query}");
        let [note] = answer.notes.as_slice() else { panic!("{query}: {:?}", answer.notes) };
        let expected = (NoteKind::UnknownField, field, value);
        assert_eq!((note.kind, &*note.field, &*note.value), expected, "{query}");
    }
    for query in ["https://example.org/walls", "10:30", "city:", "walls:", "a: b"] {
        let notes = ask(&index, query).notes;
        assert!(notes.iter().all(|note| note.kind == NoteKind::UnknownWord), "{query}: {notes:?}");
    }
}

#[test]
fn the_answer_says_what_was_understood() {
    let index = index();
    let answer = ask(&index, "tram city:sao -year:>2016 country:br,pl city:new york");
    let said: Vec<(&str, &str, &str, bool)> = answer
        .understood
        .iter()
        .map(|one| (&*one.field, &*one.value, &*one.label, one.negative))
        .collect();
    assert_eq!(
        said,
        [
            ("city", "sao-carlos", "São Carlos", false),
            ("city", "sao-paulo", "São Paulo", false),
            ("year", "2017..", "2017..", true),
            ("country", "br", "Brazil", false),
            ("country", "pl", "Poland", false),
            ("city", "new-york", "New York", false),
        ]
    );
    let without: Vec<&str> = answer.understood.iter().map(|one| &*one.without).collect();
    assert_eq!(without[0], "tram -year:2017.. country:br,pl city:new york");
    assert_eq!(without[2], "tram city:sao country:br,pl city:new york");
    assert_eq!(without[3], "tram city:sao -year:2017.. country:pl city:new york");
    assert_eq!(without[5], "tram city:sao -year:2017.. country:br,pl");
    assert_eq!(found(&answer), ["bilhete"]);
}

#[test]
fn slips_are_put_right_and_said() {
    let index = index();
    for (query, corrected, from, to) in [
        ("recidvism", "Recidivism", "recidvism", "Recidivism"),
        ("Provdence talks", "Providence talks", "Provdence", "Providence"),
        ("familes, hear!", "families, hear!", "familes", "families"),
        ("country:br tarm", "country:br tram", "tarm", "tram"),
        ("city:provdence", "city:Providence", "provdence", "Providence"),
        ("recidv", "Recidivism", "recidv", "Recidivism"),
        ("recidvism recidvism", "Recidivism Recidivism", "recidvism", "Recidivism"),
    ] {
        let answer = ask(&index, query);
        let given = answer.corrected.as_ref().unwrap_or_else(|| panic!("{query}"));
        assert_eq!(given.query, corrected);
        assert_eq!((&*given.words[0].from, &*given.words[0].to), (from, to));
        assert_eq!(answer.query, query);
        assert!(answer.total > 0, "{query}");
        let meant = ask(&index, &given.query);
        assert_eq!(meant.hits, answer.hits, "{query}");
        assert!(meant.corrected.is_none());
        let exact = Request { query: query.into(), exact: true, ..Request::default() };
        assert!(index.search(&exact).unwrap().corrected.is_none());
    }
    for query in ["\"recidvism\"", "-recidvism bus", "xecidivism", "2014", "zzzzzz", "bus"] {
        assert!(ask(&index, query).corrected.is_none(), "{query}");
    }
    let exact = Request { query: "recidvism".into(), exact: true, ..Request::default() };
    assert_eq!(index.search(&exact).unwrap().total, 0);
}

#[test]
fn a_word_that_a_record_has_is_never_replaced() {
    let mut records: Vec<Record> = (0..30)
        .map(|number| {
            let mut one = record(&SAMPLES[4]);
            one.id = format!("practices/{number:02}");
            one
        })
        .collect();
    records[7].sections[0].text = "Recidivsm fell.".into();
    let answer = ask(&Index::open(build(&records).unwrap()).unwrap(), "recidivsm");
    assert_eq!((answer.total, answer.corrected), (1, None));
}

#[test]
fn no_word_is_too_common_to_be_found() {
    let index = index();
    for (query, first) in [
        ("to be", "trams"),
        ("\"to be or not to be\"", "trams"),
        ("not", "trams"),
        ("OR", "trams"),
        ("a", "design"),
        ("the question", "trams"),
    ] {
        let answer = ask(&index, query);
        assert!(found(&answer).contains(&first), "{query}: {:?}", found(&answer));
    }
}

#[test]
fn an_unclosed_phrase_is_closed_at_the_end() {
    check(&[
        ("\"coaches visit homes", &["talks"]),
        ("\"coaches visit hom", &["talks"]),
        ("\"homes visit", &[]),
        ("city:\"new yo", &["buses", "parole"]),
    ]);
}

#[test]
fn filters_take_years_beside_the_query() {
    let index = index();
    let asked = |query: &str, from: Option<u64>, to: Option<u64>| {
        let filters = Filters { year: Some(NumberRange { from, to }), ..Filters::default() };
        let request = Request { query: query.into(), filters, ..Request::default() };
        let answer = index.search(&request).unwrap();
        found(&answer).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(asked("", Some(2013), Some(2018)), ["buses", "talks", "trams"]);
    assert_eq!(asked("tram", Some(2013), None), ["trams"]);
    assert_eq!(asked("year:2004", None, Some(2013)), ["bilhete"]);
    let request: Request =
        serde_json::from_str(r#"{"query":"x","filters":{"year":{"from":2013}},"exact":true}"#)
            .unwrap();
    assert_eq!(request.filters.year, Some(NumberRange { from: Some(2013), to: None }));
    assert!(request.exact);
}

#[test]
fn a_title_typed_with_signs_of_the_language_is_a_title() {
    let mut records: Vec<Record> = SAMPLES.iter().map(record).collect();
    records[0].title = "Bus OR tram: who pays (for what)?".into();
    records[1].title = "City:state compacts".into();
    let index = Index::open(build(&records).unwrap()).unwrap();
    for (query, id) in [
        ("Bus OR tram: who pays (for what)?", "practices/talks"),
        ("city:state compacts", "practices/bilhete"),
    ] {
        let answer = ask(&index, query);
        assert_eq!(answer.hits[0].id, id, "{query}");
        assert!(answer.hits[0].score > 100.0, "{query}");
    }
    assert_eq!(ask(&index, "walls of york topic:walls").total, 0);
    let within = ask(&index, "walls of york year:1999");
    assert!(within.hits[0].score > 100.0, "a title beside a field is a title");
}
