//! Writes iCalendar (RFC 5545).

use jiff::civil;

use super::event::{Event, When};

/// The longest line in bytes, without its line break.
const LONGEST: usize = 75;

/// A calendar that is being written.
pub(super) struct Calendar(String);

impl Calendar {
    /// A calendar without events. `url` is the page about it.
    pub(super) fn new(name: &str, url: &str, lang: &str) -> Calendar {
        let mut calendar = Calendar(String::new());
        calendar.line("BEGIN", "VCALENDAR");
        calendar.line("VERSION", "2.0");
        calendar.line("PRODID", &format!("-//Crosstown//Calendar//{}", lang.to_uppercase()));
        calendar.text("NAME", name);
        // The name that most programs read (RFC 7986 came later).
        calendar.text("X-WR-CALNAME", name);
        calendar.line("URL", url);
        calendar
    }

    /// Adds an event.
    pub(super) fn add(&mut self, event: &Event) {
        self.line("BEGIN", "VEVENT");
        self.text("UID", &event.uid);
        self.line("DTSTAMP", &format!("{}T000000Z", date(event.stamp)));
        match event.when {
            When::Days(first, after) => {
                self.line("DTSTART;VALUE=DATE", &date(first));
                self.line("DTEND;VALUE=DATE", &date(after));
                // An all-day event must not mark its days as busy.
                self.line("TRANSP", "TRANSPARENT");
            }
            When::Times { start, end, is_utc } => {
                self.line("DTSTART", &moment(start, is_utc));
                if let Some(end) = end {
                    self.line("DTEND", &moment(end, is_utc));
                }
            }
        }
        self.text("SUMMARY", &event.title);
        if !event.description.is_empty() {
            self.text("DESCRIPTION", &event.description);
        }
        if !event.location.is_empty() {
            self.text("LOCATION", &event.location);
        }
        if !event.topics.is_empty() {
            let topics: Vec<String> = event.topics.iter().map(|topic| escaped(topic)).collect();
            self.line("CATEGORIES", &topics.join(","));
        }
        if let Some(parent) = &event.parent {
            self.text("RELATED-TO", parent);
        }
        self.line("URL", &event.url);
        self.line("END", "VEVENT");
    }

    /// The whole file.
    pub(super) fn finish(mut self) -> String {
        self.line("END", "VCALENDAR");
        self.0
    }

    /// A property with a value of type TEXT.
    fn text(&mut self, name: &str, text: &str) {
        self.line(name, &escaped(text));
    }

    /// A property with a value as it is written, folded so that no line is too long. A character is
    /// never cut.
    fn line(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if length + c.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(c);
            length += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A text as a value of type TEXT. Control characters, which the type does not allow, are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

fn date(date: civil::Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

fn moment(moment: civil::DateTime, is_utc: bool) -> String {
    let zone = if is_utc { "Z" } else { "" };
    format!("{}T{:02}{:02}00{zone}", date(moment.date()), moment.hour(), moment.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped() {
        assert_eq!(escaped("a, b; c\\d: \"e\""), "a\\, b\\; c\\\\d: \"e\"");
        assert_eq!(escaped("a\nb\r\nc\rd\u{7}e\tf"), "a\\nb\\nc\\nde\tf");
    }

    #[test]
    fn lines_are_folded_between_characters() {
        let name = "Ærøskøbing 会议 🏙 ".repeat(20);
        let file = Calendar::new(&name, "https://example.org/", "en").finish();
        let lines: Vec<&str> = file.split_terminator("\r\n").collect();
        assert!(lines.iter().all(|line| line.len() <= 75), "{lines:#?}");
        assert!(lines.iter().any(|line| line.len() >= 72));
        assert!(!file.replace("\r\n", "").contains(['\r', '\n']));
        assert!(file.replace("\r\n ", "").contains(&format!("\r\nNAME:{name}\r\n")));
    }
}
