//! Stemmers by language.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

use super::english::american;

/// A language with a stemmer. Words in other languages are indexed unstemmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Language {
    English,
    Spanish,
    Portuguese,
    French,
    Other,
}

impl Language {
    /// The language of a tag, such as `en` or `pt-BR`.
    pub(crate) fn of_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match primary.as_str() {
            "en" => Self::English,
            "es" => Self::Spanish,
            "pt" => Self::Portuguese,
            "fr" => Self::French,
            _ => Self::Other,
        }
    }

    /// The stem of a folded word.
    pub(crate) fn stem(self, word: &str) -> Cow<'_, str> {
        let algorithm = match self {
            Self::English => {
                let word = american(word);
                return Cow::Owned(Stemmer::new(Algorithm::English).stem(&word).into_owned());
            }
            Self::Spanish => Algorithm::Spanish,
            Self::Portuguese => Algorithm::Portuguese,
            Self::French => Algorithm::French,
            Self::Other => return Cow::Borrowed(word),
        };
        Stemmer::new(algorithm).stem(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Highlighting compares first letters before it stems a word.
        #[test]
        fn a_stem_begins_as_its_word_does(word in "[a-z0-9]{1,14}") {
            use Language::{English, French, Other, Portuguese, Spanish};
            for language in [English, Spanish, Portuguese, French, Other] {
                let stem = language.stem(&word);
                prop_assert_eq!(stem.chars().next(), word.chars().next(), "{:?}", language);
            }
        }
    }

    #[test]
    fn each_language_has_its_own_stems() {
        for (tag, word, stem) in [
            ("en", "practices", "practic"),
            ("en-GB", "neighbourhoods", "neighborhood"),
            ("es", "ciudades", "ciudad"),
            ("pt_BR", "cidades", "cidad"),
            ("fr", "villes", "vill"),
            ("de", "städte", "städte"),
        ] {
            assert_eq!(Language::of_tag(tag).stem(word), stem, "{tag}");
        }
    }
}
