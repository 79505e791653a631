//! Sections of a report, each between two comments, that are written by a separate command.

use std::path::Path;

use super::files::read;

fn comments(name: &str) -> (String, String) {
    (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->\n"))
}

/// The section of a report that has this name.
fn section<'a>(report: &'a str, name: &str) -> Option<&'a str> {
    let (start, end) = comments(name);
    let (_, rest) = report.split_once(&start)?;
    rest.split_once(&end).map(|(section, _)| section)
}

/// A report with its section of this name replaced, or added at the end if it has none yet.
pub(super) fn with_section(report: &str, name: &str, section: &str) -> String {
    let (start, end) = comments(name);
    let (before, after) = match report.split_once(&start) {
        Some((before, rest)) => (before, rest.split_once(&end).map_or("", |(_, after)| after)),
        None => (report, ""),
    };
    let gap = if before.is_empty() || before.ends_with("\n\n") { "" } else { "\n" };
    format!("{before}{gap}{start}{section}{end}{after}")
}

/// A new report that keeps the named sections of the report that it replaces.
pub(super) fn keep_sections(path: &Path, report: String, names: &[&str]) -> String {
    let before = read(path).unwrap_or_default();
    names.iter().fold(report, |report, name| match section(&before, name) {
        Some(section) => with_section(&report, name, section),
        None => report,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_replaced_and_the_rest_stays() {
        let report = with_section("# Performance\n", "one", "old\n");
        assert_eq!(section(&report, "one"), Some("old\n"));
        let report = with_section(&format!("{report}## More\n"), "two", "other\n");
        let replaced = with_section(&report, "one", "new\n");
        assert_eq!(section(&replaced, "one"), Some("new\n"));
        assert_eq!(replaced, report.replace("old", "new"));
    }
}
