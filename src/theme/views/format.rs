//! Values with their units.

use crate::model::Scalar;
use crate::theme::words::Words;

/// A number or text as written; numbers of four digits and more are separated.
pub(super) fn scalar(words: &Words, value: &Scalar) -> String {
    match value {
        Scalar::Number(number, raw) if number.abs() < 10_000.0 && number.fract() != 0.0 => {
            words.decimal_mark(raw)
        }
        Scalar::Number(number, _) => words.figure(*number),
        Scalar::Text(text) => text.clone(),
    }
}

/// A number whose unit is a currency with a symbol of its own: `5000` `USD` is `$5,000`.
pub(super) fn sum(words: &Words, value: &Scalar, unit: Option<&str>) -> Option<String> {
    let Scalar::Number(number, _) = value else { return None };
    words.get(&format!("currency.{}", unit?))?;
    Some(words.money(*number, unit))
}

/// A value and the unit that remains to be said: `40` `percent (more than)` is `more than 40%`.
pub(super) fn in_unit(
    words: &Words,
    value: Option<&Scalar>,
    unit: Option<&str>,
) -> (Option<String>, Option<String>) {
    let (plain, nearly) = match unit.and_then(|unit| nearly(words, unit)) {
        Some((plain, word)) => (Some(plain), format!("{word} ")),
        None => (unit, String::new()),
    };
    let Some(value) = value else { return (None, unit.map(str::to_owned)) };
    if let Some(sum) = sum(words, value, plain) {
        return (Some(nearly + &sum), None);
    }
    let figure = scalar(words, value);
    let is_share = plain.is_some_and(|plain| words.lists("unit.percent", plain));
    if matches!(value, Scalar::Number(..)) && is_share {
        let share = words.fill("number.percent", &[("number", &figure)]);
        return (Some(nearly + &share), None);
    }
    (Some(nearly + &figure), plain.map(str::to_owned))
}

/// The baseline in the unit of the result, of which only a percent sign is repeated: `10%`. A
/// qualifier in the unit, such as `more than`, applies to the result only and is left out.
pub(super) fn before_in_unit(words: &Words, value: &Scalar, unit: Option<&str>) -> String {
    let plain = unit.map(|unit| nearly(words, unit).map_or(unit, |(plain, _)| plain));
    in_unit(words, Some(value), plain).0.unwrap_or_default()
}

/// Splits a unit that ends in a qualifier in brackets, which belongs before the figure:
/// `percent (more than)` is `percent` and `more than`.
fn nearly<'a>(words: &Words, unit: &'a str) -> Option<(&'a str, &'a str)> {
    let bracket = unit.strip_suffix(')')?.rsplit_once(" (");
    bracket.filter(|(_, word)| words.lists("unit.nearly", word))
}

#[cfg(test)]
mod tests {
    use super::{before_in_unit, in_unit};
    use crate::model::Scalar;
    use crate::theme::words::of_test;

    #[test]
    fn a_unit_is_said_once_and_doubt_stands_before_the_figure() {
        let said = |value: &Scalar, unit| {
            let (value, unit) = in_unit(&of_test("en"), Some(value), unit);
            (value.unwrap_or_default(), unit.unwrap_or_default())
        };
        let number = Scalar::Number(4000.0, "4000".to_owned());
        let words = Scalar::Text("two thirds".to_owned());
        let pair = |value: &str, unit: &str| (value.to_owned(), unit.to_owned());
        assert_eq!(said(&number, Some("people (more than)")), pair("more than 4,000", "people"));
        assert_eq!(said(&number, Some("percent")), pair("4,000%", ""));
        assert_eq!(said(&number, Some("percent (about)")), pair("about 4,000%", ""));
        assert_eq!(said(&number, Some("USD")), pair("$4,000", ""));
        assert_eq!(said(&number, Some("EUR (about)")), pair("about €4,000", ""));
        assert_eq!(said(&number, Some("SEK")), pair("4,000", "SEK"));
        assert_eq!(said(&number, Some("USD (2016)")), pair("4,000", "USD (2016)"));
        assert_eq!(said(&words, Some("percent")), pair("two thirds", "percent"));
        assert_eq!(said(&number, None), pair("4,000", ""));
        assert_eq!(in_unit(&of_test("en"), None, Some("days")), (None, Some("days".to_owned())));
    }

    #[test]
    fn a_baseline_repeats_the_sign_of_its_value_only() {
        let said = |value: &Scalar, unit| before_in_unit(&of_test("en"), value, unit);
        let number = Scalar::Number(12.5, "12.5".to_owned());
        assert_eq!(said(&number, Some("percent")), "12.5%");
        assert_eq!(said(&number, Some("percent (more than)")), "12.5%");
        let sum = Scalar::Number(40.0, "40".to_owned());
        assert_eq!(said(&sum, Some("USD (about)")), "$40");
        assert_eq!(said(&number, Some("days")), "12.5");
        assert_eq!(said(&number, None), "12.5");
        let half = Scalar::Text("half".to_owned());
        assert_eq!(said(&half, Some("percent")), "half");
    }

    #[test]
    fn a_translated_unit_is_read_in_its_language() {
        let number = Scalar::Number(17.5, "17.5".to_owned());
        let said = |lang: &str, unit| in_unit(&of_test(lang), Some(&number), Some(unit)).0.unwrap();
        assert_eq!(said("es", "por ciento (más de)"), "más de 17,5\u{a0}%");
        assert_eq!(said("fr", "pour cent (environ)"), "environ 17,5\u{a0}%");
        assert_eq!(said("pt", "por cento"), "17,5%");
    }
}
