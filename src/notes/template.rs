//! The empty form for notes.

use super::words::{Key, word};

/// What the form of a session has filled in already.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filled<'a> {
    /// Slug of the convening.
    pub convening: &'a str,
    /// Title of the session.
    pub session: &'a str,
    /// Day of the session (ISO 8601).
    pub date: &'a str,
    /// Hours of the session.
    pub time: &'a str,
    /// What may be published.
    pub attribution: &'a str,
    /// Titles of practices that are to be discussed.
    pub practices: &'a [String],
}

/// An empty form in a language, which [`super::draft()`] reads back.
#[must_use]
pub fn template(lang: &str, filled: Filled<'_>) -> String {
    let line = |key: Key, value: &str| {
        format!("{}: {value}", word(key, lang)).trim_end().to_owned() + "\n"
    };
    let mut text = [
        line(Key::Convening, filled.convening),
        line(Key::Attribution, filled.attribution),
        "\n".to_owned(),
        line(Key::Session, filled.session),
        line(Key::Date, filled.date),
        line(Key::Time, filled.time),
        line(Key::Topics, ""),
        line(Key::Summary, ""),
        "\n".to_owned(),
    ]
    .concat();
    let none = [String::new()];
    let practices = if filled.practices.is_empty() { &none[..] } else { filled.practices };
    practices.iter().for_each(|title| text.push_str(&line(Key::Practice, title)));
    text.push('\n');
    for key in [Key::Takeaway, Key::Question, Key::Decision, Key::Action] {
        text.push_str(&line(key, ""));
    }
    text
}
