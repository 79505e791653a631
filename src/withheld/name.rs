//! The spellings of a name.

use std::collections::BTreeSet;

use super::common_words::is_common;
use super::decode::Reading;
use super::fold::fold;
use crate::model::slugify;

/// Which part of a name a text contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NamePart {
    /// The whole name, in any order, also with initials.
    Whole,
    /// A surname alone.
    Surname,
    /// A first name alone.
    Given,
    /// The organisation that a person speaks for.
    Organisation,
}

/// One spelling of a name, folded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spelling {
    pub(super) text: String,
    pub(super) part: NamePart,
    /// Whether it is also a common word or a public name, so that it counts only with a capital.
    pub(super) ambiguous: bool,
}

/// Titles before a name.
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

/// Suffixes after a name.
const SUFFIXES: [&str; 32] = [
    "jr", "sr", "junior", "senior", "ii", "iii", "iv", "phd", "ph", "d", "dphil", "md", "m", "esq",
    "mba", "mpa", "mpp", "mph", "ma", "msc", "ba", "bsc", "jd", "llm", "dds", "rn", "pe", "cpa",
    "aicp", "obe", "cbe", "filho",
];

/// Particles, which are no name by themselves.
const PARTICLES: [&str; 24] = [
    "de", "da", "do", "dos", "das", "del", "della", "di", "du", "des", "la", "las", "los", "le",
    "van", "von", "der", "den", "ter", "bin", "ibn", "al", "el", "y",
];

/// The words of a name without titles and suffixes, given name first.
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

/// All spellings of the name of a person. `known` tells whether a word is part of a public name of
/// the site, such as a city.
pub(super) fn person(name: &str, known: &dyn Fn(&str) -> bool) -> BTreeSet<Spelling> {
    let words = words(name);
    let mut all = BTreeSet::new();
    let mut add = |text: &str, part: NamePart, ambiguous: bool| {
        for text in forms(text) {
            let least = if part == NamePart::Whole { 1 } else { 2 };
            if text.chars().count() >= least {
                all.insert(Spelling { text, part, ambiguous });
            }
        }
    };
    let is_ambiguous = |word: &str| {
        let word = folded(word);
        word.chars().count() < 4 && word.is_ascii() || is_common(&word) || known(&word)
    };
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return all };
    if words.len() == 1 {
        add(first, NamePart::Whole, is_ambiguous(first));
        return all;
    }
    let ambiguous = words.iter().all(|word| is_ambiguous(word));
    let initial = |word: &str| folded(word).chars().next().map(String::from).unwrap_or_default();
    add(&words.join(" "), NamePart::Whole, ambiguous);
    add(&words.iter().map(|word| folded(word)).collect::<String>(), NamePart::Whole, false);
    // People with several surnames are often known by one of them.
    for surname in words.iter().skip(1).filter(|word| is_long(word)) {
        for (one, other) in [(first, surname), (surname, first)] {
            add(&format!("{one} {other}"), NamePart::Whole, ambiguous);
            add(&(folded(one) + &folded(other)), NamePart::Whole, false);
        }
        let initial = initial(first);
        add(&format!("{initial} {surname}"), NamePart::Whole, is_ambiguous(surname));
        add(&format!("{surname} {initial}"), NamePart::Whole, is_ambiguous(surname));
        add(&(initial + &folded(surname)), NamePart::Whole, is_ambiguous(surname));
    }
    let initials: String = words.iter().map(|word| initial(word)).collect();
    add(
        &format!("{initials}{}", &folded(last)[initial(last).len()..]),
        NamePart::Whole,
        is_ambiguous(last),
    );
    let (given, surnames) = (parts(first), words.iter().skip(1).flat_map(|word| parts(word)));
    given.iter().for_each(|word| add(word, NamePart::Given, is_ambiguous(word)));
    surnames.for_each(|word| add(&word, NamePart::Surname, is_ambiguous(&word)));
    all
}

/// Words in the names of organisations, folded.
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

/// Whether a field that may name a person names an organisation or describes somebody, like
/// “the secretariat”.
pub(super) fn is_no_person(name: &str) -> bool {
    words(name).iter().any(|word| {
        let folded = folded(word);
        let small = word.chars().next().is_some_and(char::is_lowercase);
        small && !PARTICLES.contains(&folded.as_str())
            || BODIES.split_whitespace().any(|body| body == folded)
    })
}

/// All spellings of the name of an organisation; none if it is a public name of the site.
pub(super) fn organisation(name: &str, known: &dyn Fn(&str) -> bool) -> BTreeSet<Spelling> {
    let whole = fold(name, Reading::Apart);
    if known(&whole) || whole.chars().count() < 2 {
        return BTreeSet::new();
    }
    let ambiguous = !whole.contains(' ') && (whole.chars().count() < 4 || is_common(&whole));
    let spelling = |text| Spelling { text, part: NamePart::Organisation, ambiguous };
    forms(name).into_iter().map(spelling).collect()
}

/// A word and, if it is a double name, its halves.
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

/// The folded forms of a text: with punctuation dropped, as spaces, and as in addresses.
fn forms(text: &str) -> BTreeSet<String> {
    let forms = [
        fold(text, Reading::Joined),
        fold(text, Reading::Apart),
        fold(&slugify(text), Reading::Apart),
    ];
    forms.into_iter().filter(|form| !form.is_empty()).collect()
}
