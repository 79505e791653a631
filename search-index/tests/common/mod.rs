//! A made-up corpus: the same records for the same seed, with words as unevenly frequent as those
//! of real text.

use search_index::{Record, Section, Term};

const SYLLABLES: [&str; 24] = [
    "ba", "co", "di", "fa", "gre", "hu", "in", "ja", "ko", "li", "mo", "ne", "or", "pa", "qui",
    "ro", "sa", "ti", "u", "va", "wo", "xi", "ya", "zo",
];
const KINDS: [&str; 4] = ["practice", "city", "convening", "resource"];
const STAGES: [&str; 4] = ["idea", "pilot", "scaling", "established"];
const METHODS: [&str; 3] = ["prizes", "contracts", "data"];
const RESULTS: [&str; 5] = ["Positive", "Mixed", "None", "Negative", "Unknown"];
const CITIES: [&str; 8] =
    ["Providence", "São Paulo", "Łódź", "Medellín", "Gdańsk", "Lagos", "New York", "Zürich"];
const TOPICS: [&str; 10] = [
    "Early literacy",
    "Open data",
    "Housing",
    "Street lighting",
    "Participatory budgeting",
    "Waste",
    "Public transport",
    "Heat",
    "Procurement",
    "Digital identity",
];

/// A small generator of numbers, for no other purpose than variety.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.roll() % bound as u64) as usize
    }

    /// A word; words of low number come often.
    fn word(&mut self) -> String {
        let unit = (self.roll() % 1_000_000) as f64 / 1_000_000.0;
        word((20_000_f64.powf(unit) - 1.0) as usize)
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<String> = (0..count).map(|_| self.word()).collect();
        words.join(" ")
    }

    fn terms(&mut self, labels: &[&str], most: usize) -> Vec<Term> {
        let mut terms: Vec<Term> = Vec::new();
        for _ in 0..self.below(most + 1) {
            let term = term(labels[self.below(labels.len())]);
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        terms
    }
}

/// The word of a number.
pub fn word(number: usize) -> String {
    let mut rest = number + 30;
    let mut word = String::new();
    while rest > 0 {
        word.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    word
}

/// A term with a label, its slug, and a synonym.
pub fn term(label: &str) -> Term {
    let slug = label.to_lowercase().replace(' ', "-");
    Term {
        synonyms: vec![format!("also{}", slug.replace('-', ""))],
        slug,
        label: label.into(),
        ..Term::default()
    }
}

/// Up to two cities, some with a population.
fn cities(dice: &mut Dice) -> Vec<Term> {
    let mut cities = dice.terms(&CITIES, 2);
    for city in &mut cities {
        let at = CITIES.iter().position(|name| *name == city.label).unwrap_or(0);
        city.population = (at % 3 > 0).then(|| 30_000 << at);
    }
    cities
}

/// `count` records of about `length` words.
pub fn records(count: usize, length: usize) -> Vec<Record> {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    (0..count)
        .map(|number| {
            let kind = KINDS[dice.below(KINDS.len())];
            let slug = format!("{kind}s/{number:06}");
            let section = |dice: &mut Dice, at: usize| Section {
                anchor: format!("section-{at}"),
                heading: dice.words(3),
                text: format!("{}.", dice.words(length / 4)).into(),
                is_label: at == 3,
            };
            let words = 2 + dice.below(4);
            Record {
                url: format!("/{slug}/"),
                id: slug,
                kind: kind.into(),
                lang: "en".into(),
                original: None,
                starts: Vec::new(),
                title: format!("{} {}", dice.words(words), word(100_000 + number)),
                summary: dice.words(18),
                sections: (0..4).map(|at| section(&mut dice, at)).collect(),
                cities: cities(&mut dice),
                countries: Vec::new(),
                spheres: Vec::new(),
                topics: dice.terms(&TOPICS, 3),
                stage: (dice.below(3) > 0).then(|| term(STAGES[dice.below(STAGES.len())])),
                result: Some(term(RESULTS[number % RESULTS.len()])),
                evidence: (dice.below(4) > 0).then(|| dice.below(6) as u8),
                year: (dice.below(5) > 0).then(|| 2000 + dice.below(26) as u16),
                methods: vec![term(METHODS[number % METHODS.len()])],
                months: (number % 5 == 0).then_some(number as u64 % 60),
                cost: (number % 3 == 0).then(|| dice.below(9_000_000) as u64 * 1_000),
                prior: (number % 4) as u8,
            }
        })
        .collect()
}
