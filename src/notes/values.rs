//! The values of notes as fields of a record: hours, speakers, and who does what until when.

use super::line::separator;
use super::read::Item;
use super::words::{self, Key};
use crate::model::Date;

/// An action.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Doing {
    pub(super) who: Option<String>,
    pub(super) what: String,
    pub(super) due: Option<String>,
    pub(super) done: bool,
}

/// A text as a quoted YAML scalar: a JSON string is valid YAML, whatever characters it has.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The field for what describes a session; empty if it is none.
pub(super) fn about(key: Key, text: &str, named: bool) -> String {
    // A date is not quoted in YAML; the reader of records reports what is not a date.
    let plain = |text: &str| {
        if Date::parse(text).is_some() { text.to_owned() } else { quoted(text) }
    };
    let slugs = |field: &str| {
        let slugs: Vec<String> = parts(text, &[',', ';']).map(quoted).collect();
        format!("{field}: [{}]\n", slugs.join(", "))
    };
    match key {
        Key::Date => format!("date: {}\n", plain(text)),
        Key::Start => format!("start: {}\n", quoted(&clock(text))),
        Key::End => format!("end: {}\n", quoted(&clock(text))),
        Key::Time => {
            let (start, end) = match text.split_once(['–', '—', '-']) {
                Some((start, end)) => (start, Some(end)),
                None => (text, None),
            };
            let end = end.map(|end| format!("end: {}\n", quoted(&clock(end))));
            format!("start: {}\n{}", quoted(&clock(start)), end.unwrap_or_default())
        }
        Key::TimeZone => format!("timezone: {}\n", quoted(text)),
        Key::Format => format!("format: {}\n", quoted(&text.to_lowercase().replace(' ', "-"))),
        Key::Spheres => slugs("spheres"),
        Key::Topics => slugs("topics"),
        Key::Attribution => format!("attribution: {}\n", quoted(words::attribution(text))),
        Key::Summary => format!("summary: {}\n", quoted(text)),
        Key::Chair if named => format!("chair: {}\n", quoted(text)),
        Key::Speakers if named => speakers(text),
        _ => String::new(),
    }
}

/// `9.30` and `9h30` as `09:30`.
fn clock(text: &str) -> String {
    let text = text.trim().replace(['.', 'h', 'H'], ":");
    let text = if text.contains(':') { text } else { format!("{text}:00") };
    let text = if text.ends_with(':') { text + "00" } else { text };
    if text.find(':') == Some(1) { format!("0{text}") } else { text }
}

fn parts<'t>(text: &'t str, between: &'t [char]) -> impl Iterator<Item = &'t str> {
    text.split(between).map(str::trim).filter(|part| !part.is_empty())
}

/// `Ada Example (Budget director, City of Denver); Bo Example`. The city is not looked up: an office
/// and whom it belongs to say enough.
fn speakers(text: &str) -> String {
    let one = |speaker: &str| {
        let (name, inner) = match speaker.split_once('(') {
            Some((name, inner)) => (name, inner.trim_end_matches(')')),
            None => speaker.split_once(',').unwrap_or((speaker, "")),
        };
        let mut about = inner.splitn(2, ',').map(str::trim).filter(|part| !part.is_empty());
        let mut text = format!("- name: {}\n", quoted(name.trim()));
        for field in ["role", "org"] {
            if let Some(value) = about.next() {
                text.push_str(&format!("  {field}: {}\n", quoted(value)));
            }
        }
        text
    };
    // Without semicolons, names are separated by commas outside parentheses.
    let all: Vec<&str> = if text.contains([';', '(']) {
        parts(text, &[';']).flat_map(split_outside).collect()
    } else {
        parts(text, &[',']).collect()
    };
    let all: Vec<String> = all.into_iter().map(one).collect();
    if all.is_empty() { String::new() } else { format!("speakers:\n{}", all.concat()) }
}

/// The parts between commas that are not in parentheses.
fn split_outside(text: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let parts = text.split(|c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    });
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Words before the day on which an action is due.
const BY: [&str; 16] = [
    "by",
    "due",
    "until",
    "before",
    "para",
    "para el",
    "antes de",
    "antes del",
    "hasta",
    "pour",
    "pour le",
    "avant",
    "avant le",
    "até",
    "ate",
    "prazo",
];

/// What an item of actions says: who, what, until when.
pub(super) fn doing(item: &Item) -> Doing {
    let mut text = item.text.value.trim().to_owned();
    let mut who = item.detail.as_ref().map(|detail| detail.value.clone());
    if who.is_none()
        && let Some((end, after, _)) = separator(&text)
        && is_name(&text[..end])
    {
        who = Some(text[..end].trim().to_owned());
        text = text[after..].trim().to_owned();
    }
    let due = due(&text);
    if let Some((at, _)) = &due {
        text.truncate(*at);
        let bare = text.trim_end_matches(|c: char| c.is_whitespace() || "(,–—-[;".contains(c));
        let lower = bare.to_lowercase();
        let by = BY.iter().filter(|by| lower.ends_with(&format!(" {by}")));
        let length = by.map(|by| by.len()).max().unwrap_or_default();
        let bare = bare.get(..bare.len() - length).unwrap_or(bare);
        text =
            bare.trim_end_matches(|c: char| c.is_whitespace() || "(,–—-[;".contains(c)).to_owned();
    }
    Doing { who, what: text, due: due.map(|(_, due)| due), done: item.done }
}

/// Whether words before a colon look like somebody: two or more, all with capitals, or a handle. A
/// single word may be a subject.
fn is_name(text: &str) -> bool {
    let mut words = text.split([' ', '\u{a0}']).filter(|word| !word.is_empty()).peekable();
    let small = ["de", "da", "do", "van", "von", "der", "den", "and", "y", "e", "et", "del", "dos"];
    let capital = |word: &str| {
        let word = word.trim_start_matches('@');
        word.chars().next().is_some_and(char::is_uppercase) || small.contains(&word)
    };
    let is_handle = words.peek().is_some_and(|word| word.starts_with('@'));
    let count = words.clone().count();
    (is_handle || count > 1) && count <= 5 && words.all(capital)
}

/// The byte at which a date at the end of a text begins, and the date.
fn due(text: &str) -> Option<(usize, String)> {
    let bare = text.trim_end_matches(|c: char| c.is_whitespace() || ".)];".contains(c));
    let start = bare
        .rfind(|c: char| !c.is_ascii_digit() && c != '-')
        .map_or(0, |at| at + bare[at..].chars().next().map_or(0, char::len_utf8));
    let date = &bare[start..];
    // A year alone may be anything.
    (date.len() >= 7 && Date::parse(date).is_some()).then(|| (start, date.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::model::At;

    fn said(text: &str) -> Doing {
        let text = At::new(text.to_owned(), Span::default());
        doing(&Item { key: Key::Action, text, detail: None, done: false })
    }

    #[test]
    fn an_action_says_who_what_and_until_when() {
        let whole = said("Zelda Quimby: send the contract by 2021-06-01.");
        assert_eq!(whole.who.as_deref(), Some("Zelda Quimby"));
        assert_eq!(
            (whole.what.as_str(), whole.due.as_deref()),
            ("send the contract", Some("2021-06-01"))
        );
        let plain = said("Next step: send 20 lids (2021-06)");
        assert_eq!((plain.who, plain.what.as_str()), (None, "Next step: send 20 lids"));
        assert_eq!(plain.due.as_deref(), Some("2021-06"));
        assert_eq!(said("Enviar el contrato antes del 2021-06-01").what, "Enviar el contrato");
        assert_eq!(said("Read the report of 2021").due, None);
    }

    #[test]
    fn speakers_are_read_with_their_offices() {
        assert_eq!(
            speakers("Ada Example (Budget director, City of Denver), Bo Example; Cy"),
            "speakers:\n- name: \"Ada Example\"\n  role: \"Budget director\"\n  org: \"City of Denver\"\n- name: \"Bo Example\"\n- name: \"Cy\"\n"
        );
        assert!(speakers("Ada Example, Bo Example").ends_with("- name: \"Bo Example\"\n"));
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        assert_eq!(about(Key::Time, "9.30 – 11h", false), "start: \"09:30\"\nend: \"11:00\"\n");
    }
}
