//! What a reader types, and what is found.
#![allow(missing_docs, clippy::unwrap_used)]

#[allow(dead_code, unreachable_pub)]
mod common;

use search_index::{Index, Record, Request, Response, Section, Term, build};

fn record(id: &str, title: &str, text: &str) -> Record {
    Record {
        id: format!("practices/{id}"),
        kind: "practice".into(),
        url: format!("/practices/{id}/"),
        lang: "en".into(),
        title: title.into(),
        summary: format!("About {title}."),
        sections: vec![
            Section {
                anchor: String::new(),
                heading: String::new(),
                text: "Opening words.".into(),
                is_label: false,
            },
            Section {
                anchor: "what".into(),
                heading: "What was done".into(),
                text: text.into(),
                is_label: false,
            },
        ],
        ..Record::default()
    }
}

fn index() -> Index {
    let mut talks = record(
        "providence-talks",
        "Providence Talks",
        "Families hear more words: small recorders count them, and coaches visit homes.",
    );
    talks.cities = vec![common::term("Providence")];
    talks.topics = vec![Term {
        slug: "early-literacy".into(),
        label: "Early literacy".into(),
        synonyms: vec!["reading readiness".into()],
        translations: vec!["Alfabetización temprana".into(), "leitura".into()],
        population: None,
    }];
    talks.year = Some(2013);
    let mut lodz = record("green-courts", "Green courtyards", "Łódź plants trees in courtyards.");
    lodz.cities = vec![common::term("Łódź")];
    let mut cidade = record("bilhete", "Bilhete único", "As cidades integram os ônibus.");
    cidade.lang = "pt".into();
    let long = record(
        "talks-long",
        "A history of talks in Providence and elsewhere",
        "Providence held many talks about providence and about talks.",
    );
    let visits =
        record("visits", "Home visiting", "Nurses visit new homes. A home visit takes time.");
    let markup =
        record("markup", "Odd <b>title</b>", "Say \"a < b & c\" <script>alert(1)</script>.");
    Index::open(build(&[talks, lodz, cidade, long, visits, markup]).unwrap()).unwrap()
}

fn ask(index: &Index, query: &str) -> Response {
    index.search(&Request { query: query.into(), ..Request::default() }).unwrap()
}

fn ids(response: &Response) -> Vec<&str> {
    response.hits.iter().map(|hit| hit.id.trim_start_matches("practices/")).collect()
}

#[test]
fn a_whole_title_comes_first() {
    let index = index();
    for query in ["Providence Talks", "providence talks", "PROVIDENCE  TALKS!"] {
        let answer = ask(&index, query);
        assert_eq!(ids(&answer)[0], "providence-talks", "{query}");
        assert!(answer.hits[0].score > 100.0 && answer.hits[1].score < 100.0);
    }
}

#[test]
fn words_that_are_missing_cost_their_share() {
    let index = index();
    let answer = ask(&index, "recorders for families and visits");
    assert_eq!(ids(&answer)[0], "providence-talks", "the other one knows of visits only");
    assert!(answer.hits.iter().any(|hit| hit.id.ends_with("visits")), "and is found all the same");
}

#[test]
fn accents_cases_stems_and_languages_fold() {
    let index = index();
    for (query, found) in [
        ("lodz", "green-courts"),
        ("ŁÓDŹ", "green-courts"),
        ("courtyard", "green-courts"),
        ("bilhete unico", "bilhete"),
        ("cidade", "bilhete"),
        ("family", "providence-talks"),
        ("2013", "providence-talks"),
        ("reading readiness", "providence-talks"),
        ("early literacy", "providence-talks"),
    ] {
        assert_eq!(ids(&ask(&index, query)).first(), Some(&found), "{query}");
    }
}

#[test]
fn the_last_word_may_be_unfinished() {
    let index = index();
    for (query, found) in
        [("prov", "providence-talks"), ("green court", "green-courts"), ("bil", "bilhete")]
    {
        assert!(ids(&ask(&index, query)).contains(&found), "{query}");
    }
    assert!(ask(&index, "bil ").hits.is_empty(), "a finished word is no beginning");
}

#[test]
fn a_misspelt_word_finds_its_neighbours() {
    let index = index();
    for (query, found) in [
        ("provdence", "providence-talks"),
        ("erly literacy", "providence-talks"),
        ("courtyrads", "green-courts"),
        ("recodrers", "providence-talks"),
    ] {
        let answer = ask(&index, query);
        assert!(ids(&answer).contains(&found), "{query}");
    }
    let answer = ask(&index, "coahces");
    assert!(answer.hits[0].snippet.contains("<mark>coaches</mark>"), "{}", answer.hits[0].snippet);
    assert!(ask(&index, "\"coahces visit\"").hits.is_empty(), "quoted words are meant as typed");
    assert!(ask(&index, "xoaches").hits.is_empty(), "the first letter must be right");
}

#[test]
fn quotes_ask_for_words_in_a_row() {
    let index = index();
    assert_eq!(ids(&ask(&index, "\"visit homes\"")), ["providence-talks"]);
    assert_eq!(ids(&ask(&index, "\"home visit\" time")), ["visits"]);
    assert!(ask(&index, "\"homes families\"").hits.is_empty());
    assert!(ask(&index, "\"done families\"").hits.is_empty(), "a heading is no part of the text");
}

#[test]
fn excerpts_are_marked_escaped_and_placed() {
    let index = index();
    let answer = ask(&index, "coaches");
    let hit = &answer.hits[0];
    assert!(hit.snippet.contains("<mark>coaches</mark> visit homes"), "{}", hit.snippet);
    let section = hit.section.as_ref().unwrap();
    assert_eq!((section.anchor.as_str(), section.heading.as_str()), ("what", "What was done"));
    assert_eq!(hit.url, "/practices/providence-talks/");
    let answer = ask(&index, "alert");
    let snippet = &answer.hits[0].snippet;
    assert!(snippet.contains("&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt;"), "{snippet}");
    assert_eq!(answer.hits[0].title, "Odd <b>title</b>", "titles are plain text");
}

#[test]
fn nothing_typed_is_an_error() {
    let index = index();
    let long = "word ".repeat(5_000);
    for query in
        ["\"", "AND", "title:", "*", "((", "a\"b", "\u{1}", "🏙️", "+-!", &long, "\u{feff}\0"]
    {
        ask(&index, query);
    }
    assert_eq!(ask(&index, "  ").total, 6, "no words list every record");
    assert_eq!(ask(&index, "zzzz").total, 0);
}

#[test]
fn whatever_is_typed_is_answered() {
    let index = Index::open(build(&common::records(120, 60)).unwrap()).unwrap();
    let pieces: Vec<char> = "aco \"'’ é\u{301}ß🏙*:()^~[]{}|&+-\\/\u{1}\t\0".chars().collect();
    let mut seed = 7_usize;
    for _ in 0..1_500 {
        let query: String = (0..seed % 23)
            .map(|_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
                pieces[(seed >> 33) % pieces.len()]
            })
            .collect();
        seed = seed.wrapping_add(11);
        let answer = ask(&index, &query);
        assert_eq!(answer.query, query);
        assert!(answer.hits.len() <= answer.total);
    }
}

#[test]
fn every_record_can_be_listed_at_once() {
    let index = Index::open(build(&common::records(700, 8)).unwrap()).unwrap();
    let all = Request { limit: usize::MAX, ..Request::default() };
    for _ in 0..2 {
        assert_eq!(index.search(&all).unwrap().hits.len(), 700);
    }
}

#[test]
fn a_site_without_records_can_be_searched() {
    let index = Index::open(build(&[]).unwrap()).unwrap();
    assert_eq!(ask(&index, "word").total, 0);
    assert_eq!(ask(&index, "").total, 0);
}

#[test]
fn the_answer_has_the_agreed_keys() {
    let answer = serde_json::to_value(ask(&index(), "providence")).unwrap();
    for key in ["query", "total", "hits", "facets"] {
        assert!(answer.get(key).is_some(), "{key}");
    }
    for key in ["id", "kind", "title", "url", "score", "snippet"] {
        assert!(answer["hits"][0].get(key).is_some(), "{key}");
    }
    let city = &answer["facets"]["city"][0];
    assert_eq!(city["value"], "providence");
    assert_eq!(city["label"], "Providence");
    assert_eq!(city["count"], 1);
}
