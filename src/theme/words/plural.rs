//! Which form of a message belongs to a number, by the plural rules of Unicode (CLDR).

use std::sync::Arc;

use fixed_decimal::Decimal;
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

/// The plural forms that a message may have, by their names in a file of words.
pub(super) const CATEGORIES: [(&str, PluralCategory); 6] = [
    ("zero", PluralCategory::Zero),
    ("one", PluralCategory::One),
    ("two", PluralCategory::Two),
    ("few", PluralCategory::Few),
    ("many", PluralCategory::Many),
    ("other", PluralCategory::Other),
];

/// The plural rules of a language. One that Unicode does not know has a single form.
#[derive(Debug, Clone, Default)]
pub(super) struct Plurals(Option<Arc<PluralRules>>);

impl Plurals {
    /// The rules of a language (a tag like `pt` or `pt-PT`).
    pub(super) fn of(lang: &str) -> Plurals {
        let rules = |locale: Locale| {
            PluralRules::try_new(locale.into(), PluralRulesOptions::default()).ok()
        };
        Plurals(lang.parse().ok().and_then(rules).map(Arc::new))
    }

    /// The form for a number, which is shown with two decimals at most.
    pub(super) fn category(&self, number: f64) -> PluralCategory {
        let Some(rules) = &self.0 else { return PluralCategory::Other };
        if let Some(whole) = whole(number.abs()) {
            return rules.category_for(whole);
        }
        let text = format!("{:.2}", number.abs());
        let shown = text.trim_end_matches('0').trim_end_matches('.').parse::<Decimal>();
        shown.map_or(PluralCategory::Other, |shown| rules.category_for(&shown))
    }

    /// The names of the forms that the language has.
    pub(super) fn names(&self) -> Vec<&'static str> {
        let has = |category: &PluralCategory| match &self.0 {
            Some(rules) => rules.categories().any(|other| other == *category),
            None => *category == PluralCategory::Other,
        };
        CATEGORIES.iter().filter(|(_, category)| has(category)).map(|(name, _)| *name).collect()
    }
}

/// A number without decimals and sign as an integer, which is written much faster than a float.
/// `None` for other numbers, and for those too large to be exact.
pub(super) fn whole(value: f64) -> Option<u64> {
    (value.fract() == 0.0 && (0.0..1e15).contains(&value)).then_some(value as u64)
}

/// The language of a tag, without its country or script.
pub(in crate::theme) fn primary(lang: &str) -> &str {
    lang.split('-').next().unwrap_or(lang)
}

#[cfg(test)]
mod tests {
    use icu_plurals::PluralCategory::{self, Few, Many, One, Other, Two, Zero};

    use super::Plurals;

    fn forms<const N: usize>(lang: &str, numbers: [f64; N]) -> [PluralCategory; N] {
        let plurals = Plurals::of(lang);
        numbers.map(|number| plurals.category(number))
    }

    #[test]
    fn each_language_counts_in_its_own_way() {
        let numbers = [0.0, 0.5, 1.0, 1.5, 2.0, 21.0];
        let few = [Other, Other, One, Other, Other, Other];
        assert_eq!(forms("en", numbers), few);
        assert_eq!(forms("es", numbers), few);
        assert_eq!(forms("de", numbers), few);
        assert_eq!(forms("pt-PT", numbers), few, "Portugal counts otherwise than Brazil");
        let french = [One, One, One, One, Other, Other];
        assert_eq!(forms("fr", numbers), french, "nothing is singular in French");
        assert_eq!(forms("fr-CA", numbers), french);
        assert_eq!(forms("pt", numbers), french);
    }

    #[test]
    fn languages_with_many_forms_need_no_code() {
        let numbers = [0.0, 1.0, 2.0, 5.0, 11.0, 12.0, 21.0, 22.0, 1.5, 100.0, 103.0];
        let polish = [Many, One, Few, Many, Many, Many, Many, Few, Other, Many, Few];
        assert_eq!(forms("pl", numbers), polish);
        let arabic = [Zero, One, Two, Few, Many, Many, Many, Many, Other, Other, Few];
        assert_eq!(forms("ar", numbers), arabic);
        assert_eq!(Plurals::of("pl").names(), ["one", "few", "many", "other"]);
        assert_eq!(Plurals::of("ja").names(), ["other"]);
        assert_eq!(Plurals::of("no language").names(), ["other"]);
    }
}
