//! The type of an unquoted scalar.
//!
//! Fewer scalars are numbers here than in YAML, because nobody who writes `010`, `1_000`, `0x1F` or
//! `1e3` in a case study means what a parser would read. Such a scalar stays text, and a field that
//! takes a number says what to write. Words other than `true` and `false` stay text too, so the
//! country code `NO` does not become a boolean.

use super::node::{Plain, Value};

/// Reads an unquoted scalar.
pub(super) fn value(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Plain(Plain::Flag(true), text.to_owned()),
        "false" | "False" | "FALSE" => Value::Plain(Plain::Flag(false), text.to_owned()),
        _ => match number(text) {
            Some(number) => Value::Plain(Plain::Number(number), text.to_owned()),
            None => Value::Text(text.to_owned()),
        },
    }
}

/// A number in common notation: digits, with an optional sign and fraction.
pub(in crate::source) fn number(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let plain = digits(whole) && digits(fraction) && (whole == "0" || !whole.starts_with('0'));
    text.parse().ok().filter(|number: &f64| plain && number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_everybody_takes_for_numbers() {
        for (text, number) in
            [("0", 0.0), ("12", 12.0), ("-105.5", -105.5), ("1.10", 1.1), ("0.5", 0.5)]
        {
            assert_eq!(value(text), Value::Plain(Plain::Number(number), text.to_owned()));
        }
        for text in [
            "010", "00.5", ".5", "5.", "1e3", "1_000", "0x1F", "0o17", "+12", "1,000", "2014-05",
            "12:30", ".inf", "nan", "5 %", "1 2", "-", "--1", "NO", "yes", "off", "y", "trUe",
        ] {
            assert_eq!(value(text), Value::Text(text.to_owned()));
        }
        for text in ["", "~", "null"] {
            assert_eq!(value(text), Value::Null);
        }
        assert_eq!(value("True"), Value::Plain(Plain::Flag(true), "True".to_owned()));
    }
}
