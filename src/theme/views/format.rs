//! Numbers and sums in words that a reader takes in at a glance.

use crate::model::Scalar;

/// A number with thousands separated, or in millions and billions: `7,406`, `104 million`.
#[must_use]
pub fn figure(value: f64) -> String {
    let size = value.abs();
    for (unit, name) in [(1e9, "billion"), (1e6, "million")] {
        if size >= unit {
            return format!("{} {name}", decimals(value / unit));
        }
    }
    if value.fract() == 0.0 { grouped(value) } else { decimals(value) }
}

/// A sum: `5 million USD`.
#[must_use]
pub fn money(value: f64, currency: Option<&str>) -> String {
    match currency {
        Some(currency) => format!("{} {currency}", figure(value)),
        None => figure(value),
    }
}

/// A number or text as written; numbers of four digits and more are separated.
pub(super) fn scalar(value: &Scalar) -> String {
    match value {
        Scalar::Number(number, raw) if number.abs() < 10_000.0 && number.fract() != 0.0 => {
            raw.clone()
        }
        Scalar::Number(number, _) => figure(*number),
        Scalar::Text(text) => text.clone(),
    }
}

/// Words that a unit may carry in brackets, and that belong before the figure.
const NEARLY: [&str; 12] = [
    "more than",
    "less than",
    "about",
    "nearly",
    "almost",
    "over",
    "under",
    "up to",
    "at least",
    "at most",
    "around",
    "roughly",
];

/// A value and the unit that remains to be said: `40` `percent (more than)` is `more than 40%`.
pub(super) fn in_unit(
    value: Option<&Scalar>,
    unit: Option<&str>,
) -> (Option<String>, Option<String>) {
    let bracket = unit.and_then(|unit| unit.strip_suffix(')')?.rsplit_once(" ("));
    let (plain, nearly) = match bracket {
        Some((plain, word)) if NEARLY.contains(&word) => (Some(plain), format!("{word} ")),
        _ => (unit, String::new()),
    };
    let Some(value) = value else { return (None, unit.map(str::to_owned)) };
    let figure = scalar(value);
    if matches!(value, Scalar::Number(..)) && plain == Some("percent") {
        return (Some(format!("{nearly}{figure}%")), None);
    }
    (Some(nearly + &figure), plain.map(str::to_owned))
}

/// A number with its thousands separated by commas.
pub(super) fn grouped(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::from(if value < 0.0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn decimals(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{figure, in_unit, money};
    use crate::model::Scalar;

    #[test]
    fn figures_read_well() {
        assert_eq!(figure(7406.0), "7,406");
        assert_eq!(figure(104_000_000.0), "104 million");
        assert_eq!(figure(17.5), "17.5");
        assert_eq!(figure(-1200.0), "-1,200");
        assert_eq!(money(5e6, Some("USD")), "5 million USD");
    }

    #[test]
    fn a_unit_is_said_once_and_doubt_stands_before_the_figure() {
        let said = |value: &Scalar, unit| {
            let (value, unit) = in_unit(Some(value), unit);
            (value.unwrap_or_default(), unit.unwrap_or_default())
        };
        let number = Scalar::Number(4000.0, "4000".to_owned());
        let words = Scalar::Text("two thirds".to_owned());
        let pair = |value: &str, unit: &str| (value.to_owned(), unit.to_owned());
        assert_eq!(said(&number, Some("people (more than)")), pair("more than 4,000", "people"));
        assert_eq!(said(&number, Some("percent")), pair("4,000%", ""));
        assert_eq!(said(&number, Some("percent (about)")), pair("about 4,000%", ""));
        assert_eq!(said(&number, Some("USD (2016)")), pair("4,000", "USD (2016)"));
        assert_eq!(said(&words, Some("percent")), pair("two thirds", "percent"));
        assert_eq!(said(&number, None), pair("4,000", ""));
        assert_eq!(in_unit(None, Some("days")), (None, Some("days".to_owned())));
    }
}
