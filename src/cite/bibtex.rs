//! BibTeX, for LaTeX.

use super::Citation;
use crate::escape::latex;

/// Months as the standard styles of BibTeX define them.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The citation as one entry.
#[must_use]
pub fn bibtex(citation: &Citation) -> String {
    let mut out = format!("@misc{{{},\n", citation.key);
    let mut field = |name: &str, value: &str| {
        out.push_str(&format!("  {name:8} = {value},\n"));
    };
    // Two pairs of braces keep a name in one piece and the capitals of a title.
    field("author", &format!("{{{{{}}}}}", latex(&citation.author)));
    field("title", &format!("{{{{{}}}}}", latex(&citation.title)));
    if let Some(date) = citation.date {
        field("year", &format!("{{{}}}", date.year));
        let month = date.month.and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?));
        if let Some(month) = month {
            field("month", month);
        }
        if let Some(day) = date.day {
            field("day", &format!("{{{day}}}"));
        }
    }
    field("version", &format!("{{{}}}", citation.version));
    field("url", &format!("{{{}}}", citation.url));
    if let Some(address) = &citation.version_url {
        field("note", &format!("{{This version: \\url{{{address}}}}}"));
    }
    field("langid", &format!("{{{}}}", citation.lang));
    field("abstract", &format!("{{{}}}", latex(&citation.summary)));
    out.push_str("}\n");
    out
}

#[cfg(test)]
mod tests {
    use super::super::of_test;
    use super::bibtex;

    #[test]
    fn an_entry_has_every_part_of_the_citation() {
        assert_eq!(
            bibtex(&of_test()),
            "@misc{bins-food-bins,
  author   = {{Bins}},
  title    = {{Food bins: 50\\% less in the bin}},
  year     = {2026},
  month    = jan,
  day      = {15},
  version  = {3f2a9c1b4d5e},
  url      = {https://bins.example/practices/food-bins/},
  note     = {This version: \\url{https://host.example/bins/blob/3f2a9c1b4d5e/food-bins.md}},
  langid   = {en},
  abstract = {Every kitchen has a small green bin.},
}
"
        );
    }
}
