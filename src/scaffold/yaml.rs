//! Writes values as YAML, without quotation marks where every reader takes them for what they are.

use crate::model::Type;

/// A value as YAML, on one line.
pub(super) fn scalar(of: Type, text: &str) -> String {
    let plain = match of {
        Type::Flag
        | Type::Amount
        | Type::Measure
        | Type::Degrees(_)
        | Type::Whole(..)
        | Type::Figure => is_number(text) || text == "true" || text == "false" || is_plain(text),
        Type::Date => is_plain_date(text),
        // An address has a colon that no space follows.
        Type::WebAddress | Type::Link | Type::BaseUrl | Type::Destination => {
            is_plain(&text.replace("://", "-")) && !text.starts_with(['&', '*'])
        }
        _ => is_plain(text),
    };
    if plain { text.to_owned() } else { quoted(text) }
}

/// In quotation marks: a JSON text is a YAML text.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Words that some readers of YAML do not read as text.
const RESERVED: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

/// Whether a text without quotation marks is text for every reader, and stays the same.
fn is_plain(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && text == text.trim()
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.chars().any(char::is_control)
        && !RESERVED.contains(&text.to_lowercase().as_str())
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty()
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// Whether a text is a year, a month or a day, in form.
fn is_plain_date(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_quoted_only_where_it_would_be_read_as_something_else() {
        let cases = [
            (Type::Line, "Providence Talks", "Providence Talks"),
            (Type::Line, "311: a number", "\"311: a number\""),
            (Type::Line, "Say \"yes\" # now", "\"Say \\\"yes\\\" # now\""),
            (Type::Line, "No", "\"No\""),
            (Type::Line, "Área metropolitana", "Área metropolitana"),
            (Type::Line, "- a dash", "\"- a dash\""),
            (Type::Line, "2014", "\"2014\""),
            (Type::Line, "", "\"\""),
            (Type::Amount, "8600000", "8600000"),
            (Type::Figure, "two thirds", "two thirds"),
            (Type::Date, "2014-02", "2014-02"),
            (Type::WebAddress, "https://example.org/a?b=c", "https://example.org/a?b=c"),
        ];
        for (of, text, yaml) in cases {
            assert_eq!(scalar(of, text), yaml);
        }
    }
}
