//! Everyday questions: what answers them comes first, and what no record answers is said.
#![allow(missing_docs, clippy::unwrap_used)]

use search_index::{Index, NoteKind, Record, Request, Response, Section, Term, build};

fn record(id: &str, title: &str, text: &str, prior: u8) -> Record {
    Record {
        id: id.into(),
        kind: "practice".into(),
        url: format!("/{id}/"),
        lang: "en".into(),
        title: title.into(),
        sections: vec![Section { text: text.into(), ..Section::default() }],
        prior,
        ..Record::default()
    }
}

fn index(records: &[Record]) -> Index {
    Index::open(build(records).unwrap()).unwrap()
}

fn ask(index: &Index, query: &str) -> Response {
    index.search(&Request { query: query.into(), ..Request::default() }).unwrap()
}

fn ids(response: &Response) -> Vec<&str> {
    response.hits.iter().map(|hit| hit.id.as_str()).collect()
}

/// The records found for texts in which one thing is written in different ways.
fn finds(texts: &[&str], queries: &[&str]) {
    let all: Vec<Record> = (0..)
        .zip(texts)
        .map(|(number, text)| record(&format!("{number}"), &format!("Title {number}"), text, 1))
        .chain([record("other", "Other", "Something else altogether.", 1)])
        .collect();
    let index = index(&all);
    for query in queries {
        let answer = ask(&index, query);
        let mut found = ids(&answer);
        found.sort_unstable();
        let expected: Vec<String> = (0..texts.len()).map(|number| number.to_string()).collect();
        assert_eq!(found, expected, "{query}");
        assert!(answer.notes.is_empty() && answer.corrected.is_none(), "{query}: {answer:?}");
    }
}

#[test]
fn what_was_carried_out_comes_before_what_was_proposed() {
    let text = "A city sends nurses to young parents.";
    let records: Vec<Record> = (0..4)
        .map(|prior| record(&format!("{prior}"), &format!("Nurses {prior}"), text, prior))
        .collect();
    let answer = ask(&index(&records), "nurses for parents");
    assert_eq!(ids(&answer), ["3", "2", "1", "0"]);
}

#[test]
fn names_that_join_a_city_and_a_number_are_found_by_either() {
    let records = [
        record("nyc", "NYC311 information line", "One number to call.", 1),
        record("philly", "Philly311 contact centre", "Agents answer.", 1),
        record("apps", "BigApps contest", "Developers compete.", 1),
    ];
    let index = index(&records);
    for (query, first) in [
        ("311 nyc", "nyc"),
        ("nyc 311", "nyc"),
        ("nyc311", "nyc"),
        ("philly 311", "philly"),
        ("philly", "philly"),
        ("apps", "apps"),
        ("big apps", "apps"),
    ] {
        assert_eq!(ids(&ask(&index, query))[0], first, "{query}");
    }
    assert_eq!(ask(&index, "311").total, 2);
}

#[test]
fn failure_is_a_direction_of_evidence() {
    let mut records = [
        record("pipes", "Sewer pipes", "Failing pipes did break; the crews at work.", 1),
        record("bond", "A bond for young people", "Jail days stayed the same.", 1),
        record("trams", "Trams", "What works, they say.", 1),
    ];
    records[1].result = Some(Term {
        slug: "none".into(),
        label: "No effect".into(),
        synonyms: ["failed", "did not work", "no effect"].map(str::to_owned).to_vec(),
        ..Term::default()
    });
    let index = index(&records);
    for query in ["practices that failed", "what did not work", "no effect"] {
        assert_eq!(ids(&ask(&index, query))[0], "bond", "{query}");
    }
    assert_eq!(ids(&ask(&index, "what works"))[0], "trams");
    assert_eq!(ids(&ask(&index, "failing pipes"))[0], "pipes");
}

#[test]
fn topics_are_found_in_every_language_and_by_their_synonyms() {
    let mut water = record("water", "Clean rivers", "Rivers are cleaned.", 1);
    water.topics = vec![Term {
        slug: "water".into(),
        label: "Water and sanitation".into(),
        synonyms: vec!["lead pipes".into()],
        translations: vec!["Água e saneamento".into(), "Vivienda".into()],
        population: None,
    }];
    let lead = record("lead", "A talk", "They lead. Some pipes are old.", 1);
    let index = index(&[water, lead]);
    for query in ["água", "agua", "vivienda", "saneamento", "lead pipes"] {
        let answer = ask(&index, query);
        assert_eq!(ids(&answer)[0], "water", "{query}");
        assert!(answer.notes.is_empty() && answer.corrected.is_none(), "{query}");
    }
}

#[test]
fn what_no_record_mentions_is_said_and_topics_are_offered() {
    let mut all: Vec<Record> = (0..30)
        .map(|number| record(&format!("{number:02}"), "Fares", "On the basis of income.", 1))
        .collect();
    all[0].topics = vec![Term { slug: "money".into(), label: "Money".into(), ..Term::default() }];
    all.push(record(
        "bond",
        "Bond",
        "Guaranteed by a bank. Much later in the text: the income.",
        1,
    ));
    all[30].sections[0].text =
        format!("Guaranteed. {} Income.", "Other words follow. ".repeat(9)).into();
    let index = index(&all);
    let noted = |query: &str| {
        let answer = ask(&index, query);
        let notes = answer.notes.iter();
        notes.map(|note| (note.kind, note.value.clone())).collect::<Vec<_>>()
    };
    assert_eq!(noted("Unicorn fares"), [(NoteKind::UnknownWord, "Unicorn".to_owned())]);
    assert_eq!(noted("guaranteed income"), [(NoteKind::Apart, "guaranteed income".to_owned())]);
    for query in ["income basis", "fares income", "-unicorn fares", "un", "the"] {
        assert_eq!(noted(query), [], "{query}");
    }
    let answer = ask(&index, "unicorn basis");
    assert_eq!(answer.topics[0].label, "Money");
    assert!(ask(&index, "basis").topics.is_empty());
}

#[test]
fn where_two_words_are_apart_what_is_about_one_of_them_comes_first() {
    let far = format!("A bank guaranteed it. {} Some had an income.", "Other words. ".repeat(9));
    let mut all: Vec<Record> =
        (0..30).map(|number| record(&format!("{number:02}"), "Fares", "Buses ran.", 1)).collect();
    all[3] = record("bond", "A bond", &far, 3);
    all[7] = record("credit", "Credit on an income", "Tenants get a tax credit.", 1);
    let answer = ask(&index(&all), "guaranteed income");
    assert_eq!((ids(&answer), answer.notes[0].kind), (vec!["credit", "bond"], NoteKind::Apart));
}

#[test]
fn a_word_is_corrected_to_a_frequent_word_or_a_label_only() {
    let mut all: Vec<Record> = (0..600)
        .map(|number| record(&format!("{number:03}"), "Fares", "The city ran buses.", 1))
        .collect();
    all[0].sections[0].text = "It is a mystery.".into();
    for one in &mut all[1..9] {
        one.sections[0].text = "The mayor met Walters and went to the library.".into();
    }
    all[9].cities = vec![Term { slug: "x".into(), label: "Tshwane".into(), ..Term::default() }];
    let index = index(&all);
    let corrected = |query: &str| ask(&index, query).corrected.map(|corrected| corrected.query);
    assert_eq!(corrected("libary").as_deref(), Some("library"));
    assert_eq!(corrected("tshwanne").as_deref(), Some("Tshwane"));
    assert_eq!(corrected("mistery"), None, "a word of one record replaces nothing");
    assert_eq!(corrected("walterz"), None, "a name replaces nothing");
    assert_eq!(corrected("busses").as_deref(), Some("buses"));
    for (other, alike) in [("congestion", "contest"), ("toll", "tool"), ("rent", "rest")] {
        for one in &mut all[20..40] {
            one.sections[0].text = format!("They {alike} it, as {alike}ed before.").into();
        }
        let index = Index::open(build(&all).unwrap()).unwrap();
        let answer = ask(&index, other);
        assert!(answer.corrected.is_none(), "{other} is another word than {alike}");
    }
}

#[test]
fn one_letter_always_finds_something() {
    let index = index(&[record("a", "Fares", "Buses.", 1), record("b", "Trams", "Rails.", 1)]);
    assert_eq!(ids(&ask(&index, "t"))[0], "b");
    for query in ["x", "é", "水", " q "] {
        let answer = ask(&index, query);
        assert_eq!((answer.total, answer.notes.len()), (2, 0), "{query}");
    }
}

#[test]
fn words_are_found_however_they_are_joined() {
    finds(&["A hand-off.", "A handoff.", "They hand off."], &["hand-off", "handoff", "hand off"]);
    finds(
        &["An e-government.", "An eGovernment."],
        &["e-government", "eGovernment", "egovernment"],
    );
    finds(&["Call 9-1-1.", "Call 911."], &["9-1-1", "911"]);
    finds(&["Some 1,250,000 people.", "1250000"], &["1,250,000", "1250000", "1.250.000"]);
    finds(
        &["Hawaiʻi", "Hawai'i", "Hawai’i", "Hawaii"],
        &["Hawaiʻi", "Hawai'i", "Hawai’i", "hawaii"],
    );
}

#[test]
fn characters_pasted_from_a_document_are_the_usual_ones() {
    finds(
        &["o\u{fb03}cial", "offi\u{ad}cial", "offi\u{200b}cial", "ｏｆｆｉｃｉａｌ", "OFFICIAL"],
        &["official", "o\u{fb03}cial", "offi\u{ad}cial", "ｏｆｆｉｃｉａｌ"],
    );
    finds(&["東京都の水道", "大阪の水道局"], &["水道", "の水道"]);
    finds(&["東京都の水道"], &["東京", "京都の水"]);
}

#[test]
fn a_word_being_typed_is_found_at_every_letter() {
    for word in
        ["reaching", "accessibility", "organizations", "happiness", "communities", "policing"]
    {
        let index = index(&[record("it", "It", word, 1), record("other", "Other", "Else.", 1)]);
        for end in 3..=word.len() {
            assert_eq!(ids(&ask(&index, &word[..end])), ["it"], "{}", &word[..end]);
        }
    }
}

#[test]
fn a_pasted_paragraph_is_words_only() {
    let records = [
        record("sewer", "Sewers", "Grants help owners to mend sewer laterals in private land.", 1),
        record("bus", "Buses", "Owners of buses.", 1),
    ];
    let index = index(&records);
    let paragraph = "Summary: our utility asks \"who pays\" when old sewer laterals leak -grants OR \
        loans for owners of private land, and which grantz mend laterals";
    let answer = ask(&index, paragraph);
    assert_eq!(ids(&answer)[0], "sewer");
    assert!(answer.corrected.is_none() && answer.notes.is_empty() && answer.understood.is_empty());
    // Words after the first two dozen count, and so do repetitions.
    let filler: Vec<String> = (0..40).map(|number| format!("filler{number}")).collect();
    let late = format!("{} laterals laterals", filler.join(" "));
    assert_eq!(ids(&ask(&index, &late)), ["sewer"]);
}
