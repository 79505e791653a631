//! RIS, the format that most reference managers import.

use super::Citation;
use crate::model::Date;

/// The citation as one reference.
#[must_use]
pub fn ris(citation: &Citation) -> String {
    let mut out = String::new();
    // A value is one line; a tag at the start of a second one would be a field of its own.
    let mut line = |tag: &str, value: &str| {
        let breaks_lines = |c: char| c.is_control() || ['\u{2028}', '\u{2029}'].contains(&c);
        let value = value.replace(breaks_lines, " ");
        out.push_str(&format!("{tag}  - {value}\r\n"));
    };
    line("TY", "ELEC");
    line("ID", &citation.key);
    line("AU", &citation.author);
    line("TI", &citation.title);
    if let Some(date) = citation.date {
        line("PY", &date.year.to_string());
        line("DA", &slashed(date));
    }
    line("ET", &citation.version);
    if let Some(address) = &citation.version_url {
        line("N1", &format!("This version: {address}"));
    }
    line("AB", &citation.summary);
    line("LA", &citation.lang);
    line("UR", &citation.url);
    line("ER", "");
    out
}

/// `2026/01/15/`; all three slashes are required even if the month or day is missing.
fn slashed(date: Date) -> String {
    let part = |part: Option<u8>| part.map(|part| format!("{part:02}")).unwrap_or_default();
    format!("{}/{}/{}/", date.year, part(date.month), part(date.day))
}

#[cfg(test)]
mod tests {
    use super::super::of_test;
    use super::ris;
    use crate::cite::Citation;
    use crate::model::Date;

    #[test]
    fn every_value_is_on_a_line_of_its_own() {
        let citation = Citation {
            title: "Bins\r\nER  - ".to_owned(),
            date: Date::parse("2026-01"),
            ..of_test()
        };
        let said = ris(&citation);
        assert_eq!(said.lines().filter(|line| line.starts_with("ER")).count(), 1);
        assert!(said.contains("\r\nTI  - Bins  ER  - \r\nPY  - 2026\r\nDA  - 2026/01//\r\n"));
    }
}
