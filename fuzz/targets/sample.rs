//! A few records, with values of every kind.

use search_index::{Record, Section, Term};

fn term(slug: &str, label: &str) -> Term {
    Term {
        slug: slug.to_owned(),
        label: label.to_owned(),
        synonyms: vec!["other".to_owned()],
        ..Term::default()
    }
}

/// The records.
pub fn records() -> Vec<Record> {
    let cities = [("sao-paulo", "São Paulo"), ("new-york", "New York"), ("lodz", "Łódź")];
    let texts = [
        ("en", "Night trams", "A tram runs all night; the bus does not. To be or not to be."),
        ("pt", "Bilhete único", "As cidades integram os ônibus e o metrô."),
        ("en", "Recidivism fell", "Recidivism is measured, and families hear more words."),
        ("fr", "La ville", "Les villes comptent; l'école est proche."),
    ];
    (0..12_usize)
        .map(|number| {
            let (lang, title, text) = texts[number % texts.len()];
            let (slug, label) = cities[number % cities.len()];
            Record {
                id: format!("practices/{number:02}"),
                kind: if number % 5 == 0 { "city" } else { "practice" }.to_owned(),
                url: format!("/practices/{number:02}/"),
                lang: lang.to_owned(),
                // One of them is a translation.
                original: (number == 5).then(|| "practices/04".to_owned()),
                title: format!("{title} {number}"),
                summary: format!("About {title}."),
                sections: vec![Section {
                    anchor: "a".to_owned(),
                    heading: "How".to_owned(),
                    text: text.into(),
                    ..Section::default()
                }],
                cities: vec![term(slug, label)],
                countries: vec![term("us", "United States")],
                spheres: vec![term("operations", "Operations")],
                topics: vec![term("transport", "Public transport")],
                stage: Some(term("pilot", "Pilot")),
                evidence: (number % 7 < 6).then_some((number % 7) as u8),
                result: (number % 4 > 0).then(|| term("none", "No effect")),
                year: (number % 3 > 0).then_some(2010 + number as u16),
                ..Record::default()
            }
        })
        .collect()
}
