//! A name, and the ways in which it is written.

use std::collections::BTreeSet;

use super::fold::fold;
use super::ordinary::is_ordinary;
use super::plain::Reading;
use crate::model::slugify;

/// What of somebody a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The whole name, in whatever order, with initials or with all of them.
    Whole,
    /// A surname by itself.
    Surname,
    /// A first name by itself.
    Given,
    /// Whom somebody speaks for.
    Organisation,
}

/// One way in which a name is written, folded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spelling {
    pub(super) text: String,
    pub(super) part: Part,
    /// Whether it means something else, too: it is then a name only where it has a capital.
    pub(super) ordinary: bool,
}

/// Words before a name that are none.
const TITLES: [&str; 44] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "drs",
    "dra",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "hon",
    "honorable",
    "honourable",
    "rev",
    "fr",
    "mayor",
    "councillor",
    "councilor",
    "councilmember",
    "councilman",
    "councilwoman",
    "cllr",
    "alderman",
    "senator",
    "sen",
    "gov",
    "governor",
    "sr",
    "sra",
    "srta",
    "don",
    "dona",
    "senor",
    "senora",
    "monsieur",
    "madame",
    "mme",
    "mlle",
    "ing",
    "lic",
];

/// Words after a name that are none.
const SUFFIXES: [&str; 32] = [
    "jr", "sr", "junior", "senior", "ii", "iii", "iv", "phd", "ph", "d", "dphil", "md", "m", "esq",
    "mba", "mpa", "mpp", "mph", "ma", "msc", "ba", "bsc", "jd", "llm", "dds", "rn", "pe", "cpa",
    "aicp", "obe", "cbe", "filho",
];

/// Words within a name that are no name by themselves.
const PARTICLES: [&str; 24] = [
    "de", "da", "do", "dos", "das", "del", "della", "di", "du", "des", "la", "las", "los", "le",
    "van", "von", "der", "den", "ter", "bin", "ibn", "al", "el", "y",
];

/// The words of a name, without titles and letters behind it, the first name first.
fn words(name: &str) -> Vec<String> {
    let mut parts = name.split(',').map(str::trim).filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or_default();
    let given = parts.find(|part| !part.split_whitespace().all(is_suffix));
    let ordered = given.map_or_else(|| first.to_owned(), |given| format!("{given} {first}"));
    let mut words: Vec<String> = ordered.split_whitespace().map(str::to_owned).collect();
    while words.len() > 1 && TITLES.contains(&folded(&words[0]).as_str()) {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|word| is_suffix(word)) {
        words.pop();
    }
    words
}

fn folded(word: &str) -> String {
    fold(word, Reading::Joined).replace(' ', "")
}

fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(&folded(word).as_str())
}

/// All ways in which the name of a person is written. `known` words are names of places and
/// bodies that the site speaks of.
pub(super) fn person(name: &str, known: &dyn Fn(&str) -> bool) -> BTreeSet<Spelling> {
    let words = words(name);
    let mut all = BTreeSet::new();
    let mut add = |text: &str, part: Part, ordinary: bool| {
        for text in forms(text) {
            let least = if part == Part::Whole { 1 } else { 2 };
            if text.chars().count() >= least {
                all.insert(Spelling { text, part, ordinary });
            }
        }
    };
    let is_common = |word: &str| {
        let word = folded(word);
        word.chars().count() < 4 && word.is_ascii() || is_ordinary(&word) || known(&word)
    };
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return all };
    if words.len() == 1 {
        add(first, Part::Whole, is_common(first));
        return all;
    }
    let common = words.iter().all(|word| is_common(word));
    let initial = |word: &str| folded(word).chars().next().map(String::from).unwrap_or_default();
    add(&words.join(" "), Part::Whole, common);
    add(&words.iter().map(|word| folded(word)).collect::<String>(), Part::Whole, false);
    // Whoever has several surnames is known by one of them.
    for surname in words.iter().skip(1).filter(|word| is_long(word)) {
        for (one, other) in [(first, surname), (surname, first)] {
            add(&format!("{one} {other}"), Part::Whole, common);
            add(&(folded(one) + &folded(other)), Part::Whole, false);
        }
        let initial = initial(first);
        add(&format!("{initial} {surname}"), Part::Whole, is_common(surname));
        add(&format!("{surname} {initial}"), Part::Whole, is_common(surname));
        add(&(initial + &folded(surname)), Part::Whole, is_common(surname));
    }
    let initials: String = words.iter().map(|word| initial(word)).collect();
    add(
        &format!("{initials}{}", &folded(last)[initial(last).len()..]),
        Part::Whole,
        is_common(last),
    );
    let (given, surnames) = (parts(first), words.iter().skip(1).flat_map(|word| parts(word)));
    given.iter().for_each(|word| add(word, Part::Given, is_common(word)));
    surnames.for_each(|word| add(&word, Part::Surname, is_common(&word)));
    all
}

/// Words of what is no person, folded.
#[rustfmt::skip]
const BODIES: &str = "
    agency alcaldia all association ayuntamiento bank board bureau camara centre center cities city
    college comite comision commission committee company conseil consejo conselho council delegation
    department direccion division equipe equipo everybody everyone federation forum foundation
    fund fundacion fundacao government group grupo guild institute instituto laboratory lab league
    mairie member members ministerio ministry municipality municipio network office oficina
    organisation organization participants partners prefeitura programme program project red rede
    reseau school secretariat secretaria service services society staff team todos tous town trust
    union unit universidad universidade universite university ville
";

/// Whether a field that may name a person names a body or speaks in words: who undertakes something
/// may be “the secretariat”.
pub(super) fn is_no_person(name: &str) -> bool {
    words(name).iter().any(|word| {
        let folded = folded(word);
        let small = word.chars().next().is_some_and(char::is_lowercase);
        small && !PARTICLES.contains(&folded.as_str())
            || BODIES.split_whitespace().any(|body| body == folded)
    })
}

/// All ways in which the name of an organisation is written; none where the site itself speaks of
/// it under that name.
pub(super) fn organisation(name: &str, known: &dyn Fn(&str) -> bool) -> BTreeSet<Spelling> {
    let whole = fold(name, Reading::Apart);
    if known(&whole) || whole.chars().count() < 2 {
        return BTreeSet::new();
    }
    let ordinary = !whole.contains(' ') && (whole.chars().count() < 4 || is_ordinary(&whole));
    let spelling = |text| Spelling { text, part: Part::Organisation, ordinary };
    forms(name).into_iter().map(spelling).collect()
}

/// A word and, of a double name, its halves.
fn parts(word: &str) -> Vec<String> {
    let mut parts = vec![word.to_owned()];
    parts.extend(word.split('-').filter(|part| *part != word).map(str::to_owned));
    parts.retain(|part| is_long(part));
    parts
}

/// Whether a word is neither an initial nor a particle.
fn is_long(word: &str) -> bool {
    let word = folded(word);
    word.chars().count() > 1 && !PARTICLES.contains(&word.as_str())
}

/// The folded forms of a text: with signs as nothing and as spaces, and as it stands in addresses.
fn forms(text: &str) -> BTreeSet<String> {
    let forms = [
        fold(text, Reading::Joined),
        fold(text, Reading::Apart),
        fold(&slugify(text), Reading::Apart),
    ];
    forms.into_iter().filter(|form| !form.is_empty()).collect()
}
