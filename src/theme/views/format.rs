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
    use super::{figure, money};

    #[test]
    fn figures_read_well() {
        assert_eq!(figure(7406.0), "7,406");
        assert_eq!(figure(104_000_000.0), "104 million");
        assert_eq!(figure(17.5), "17.5");
        assert_eq!(figure(-1200.0), "-1,200");
        assert_eq!(money(5e6, Some("USD")), "5 million USD");
    }
}
