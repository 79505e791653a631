//! Finds values of a facet by what a reader typed.

use crate::format::Catalogue;
use crate::text::{Language, words};

/// How well a value matches what was typed, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    Same,
    Begins,
    Within,
    /// The same stem: `practices` for `practice`.
    Stem,
}

/// The numbers of the values that match best: by slug or label, its beginning, or words in it. Case
/// and accents are ignored.
pub(super) fn named(
    catalogue: &Catalogue,
    languages: &[Language],
    facet: usize,
    typed: &[&str],
) -> Vec<u32> {
    let mut nearest = Nearness::Stem;
    let mut found = Vec::new();
    for (id, value) in (0..).zip(catalogue.values(facet)) {
        let of = |text: &str| nearness(&folded(text), typed, languages);
        let Some(nearness) = of(&value.slug).into_iter().chain(of(&value.label)).min() else {
            continue;
        };
        if nearness < nearest {
            nearest = nearness;
            found.clear();
        }
        if nearness == nearest {
            found.push(id);
        }
    }
    found
}

/// Whether a value of the facet has exactly this slug or label.
pub(super) fn is_name(catalogue: &Catalogue, facet: usize, typed: &[&str]) -> bool {
    let same = |text: &str| words(text).map(|word| word.folded).eq(typed.iter().copied());
    catalogue.values(facet).iter().any(|value| same(&value.label) || same(&value.slug))
}

fn folded(text: &str) -> Vec<String> {
    words(text).map(|word| word.folded).collect()
}

fn nearness(name: &[String], typed: &[&str], languages: &[Language]) -> Option<Nearness> {
    let (last, first) = typed.split_last()?;
    let begins = |at: usize| {
        let Some(rest) = name.get(at..).filter(|rest| rest.len() >= typed.len()) else {
            return false;
        };
        rest.iter().zip(first).all(|(word, typed)| word == typed)
            && rest.get(first.len()).is_some_and(|word| word.starts_with(last))
    };
    let stems = || {
        let alike = |word: &String, typed: &&str| {
            languages.iter().any(|language| language.stem(word) == language.stem(typed))
        };
        name.len() == typed.len() && name.iter().zip(typed).all(|(word, typed)| alike(word, typed))
    };
    if name.iter().eq(typed.iter()) {
        Some(Nearness::Same)
    } else if begins(0) {
        Some(Nearness::Begins)
    } else if (1..name.len()).any(begins) {
        Some(Nearness::Within)
    } else {
        stems().then_some(Nearness::Stem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(name: &str, typed: &str) -> Option<Nearness> {
        let typed = folded(typed);
        let typed: Vec<&str> = typed.iter().map(String::as_str).collect();
        nearness(&folded(name), &typed, &[Language::English])
    }

    #[test]
    fn names_are_recognised_from_nearest_to_least() {
        for (name, typed, expected) in [
            ("São Paulo", "sao PAULO", Some(Nearness::Same)),
            ("sao-paulo", "são paulo", Some(Nearness::Same)),
            ("São Paulo", "são p", Some(Nearness::Begins)),
            ("Early literacy", "literacy", Some(Nearness::Within)),
            ("practice", "practices", Some(Nearness::Stem)),
            ("Providence", "prov talks", None),
            ("Providence", "idence", None),
            ("", "x", None),
        ] {
            assert!(near(name, typed) == expected, "{name} {typed}");
        }
    }
}
