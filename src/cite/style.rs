//! Citations as text, in the styles of the American Psychological Association (7th edition) and of
//! the Chicago Manual of Style (bibliography). Both are styles of English, dates included, whatever
//! the language of the page.

use super::Citation;
use super::headline::headline;
use crate::model::Date;

/// A citation in a style. The title is a field of its own, because a page marks its language and
/// may set it in italics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What precedes the title.
    pub before: String,
    /// The title.
    pub title: String,
    /// What follows it.
    pub after: String,
}

/// APA: `Crosstown. (2026, January 15). Providence Talks. https://…`, with the title in italics.
#[must_use]
pub fn apa(citation: &Citation) -> Reference {
    let date = citation.date.map_or_else(|| "n.d.".to_owned(), year_first);
    let (title, stop) = stopped(curly(&citation.title));
    Reference {
        before: format!("{}. ({date}). ", ended(&citation.author)),
        title,
        after: format!("{stop} {}", citation.url),
    }
}

/// Chicago: `Crosstown. “Providence Talks.” Version 3f2a9c1b4d5e. January 15, 2026. https://….`
#[must_use]
pub fn chicago(citation: &Citation) -> Reference {
    let is_english = citation.lang.split('-').next() == Some("en");
    let title = curly(&citation.title);
    let (title, stop) = stopped(inner_quotes(&if is_english { headline(&title) } else { title }));
    let date = citation.date.map(|date| format!(" {}.", month_first(date))).unwrap_or_default();
    Reference {
        before: format!("{}. “", ended(&citation.author)),
        title,
        after: format!("{stop}” Version {}.{date} {}.", citation.version, citation.url),
    }
}

/// A name without the full stop at its end, which the style adds.
fn ended(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}

/// A title and the full stop after it, unless it ends with a mark of its own. As American English
/// has it, the stop precedes quotation marks at the end of the title.
fn stopped(mut title: String) -> (String, &'static str) {
    let end = title.trim_end_matches(['”', '’']).len();
    if title[..end].ends_with(['.', '?', '!', '…']) {
        return (title, "");
    }
    if end == title.len() {
        return (title, ".");
    }
    title.insert(end, '.');
    (title, "")
}

/// `2026, January 15`.
fn year_first(date: Date) -> String {
    match (date.month_name(), date.day) {
        (Some(month), Some(day)) => format!("{}, {month} {day}", date.year),
        (Some(month), None) => format!("{}, {month}", date.year),
        (None, _) => date.year.to_string(),
    }
}

/// `January 15, 2026`.
fn month_first(date: Date) -> String {
    match (date.month_name(), date.day) {
        (Some(month), Some(day)) => format!("{month} {day}, {}", date.year),
        (Some(month), None) => format!("{month} {}", date.year),
        (None, _) => date.year.to_string(),
    }
}

/// A text with typographic quotation marks and apostrophes.
fn curly(text: &str) -> String {
    let mut before = ' ';
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        let opens = before.is_whitespace() || "([{—–/“‘\"".contains(before);
        out.push(match (char, opens) {
            ('"', true) => '“',
            ('"', false) => '”',
            ('\'', true) => '‘',
            ('\'', false) => '’',
            _ => char,
        });
        before = char;
    }
    out
}

/// A text to be put between double quotation marks: double marks in it become single ones, and the
/// other way round. An apostrophe stays.
fn inner_quotes(text: &str) -> String {
    let mut single = 0_u32;
    let mut chars = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(char) = chars.next() {
        let ends_word = !chars.peek().is_some_and(|next| next.is_alphanumeric());
        out.push(match char {
            '“' => '‘',
            '”' => '’',
            '‘' => {
                single += 1;
                '“'
            }
            '’' if single > 0 && ends_word => {
                single -= 1;
                '”'
            }
            _ => char,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::of_test;
    use super::{Reference, apa, chicago};
    use crate::cite::Citation;
    use crate::model::Date;

    fn text(Reference { before, title, after }: Reference) -> String {
        before + &title + &after
    }

    #[test]
    fn each_style_has_its_own_order() {
        let citation = of_test();
        assert_eq!(
            text(apa(&citation)),
            "Bins. (2026, January 15). Food bins: 50% less in the bin. \
             https://bins.example/practices/food-bins/"
        );
        assert_eq!(
            text(chicago(&citation)),
            "Bins. “Food Bins: 50% Less in the Bin.” Version 3f2a9c1b4d5e. January 15, 2026. \
             https://bins.example/practices/food-bins/."
        );
    }

    #[test]
    fn dates_are_as_exact_as_they_are_known() {
        let dated = |date: &str| Citation { date: Date::parse(date), ..of_test() };
        assert!(text(apa(&dated("2026-01"))).contains(" (2026, January). "));
        assert!(text(apa(&dated("2026"))).contains(" (2026). "));
        assert!(text(apa(&dated(""))).contains(" (n.d.). "));
        assert!(text(chicago(&dated("2026-01"))).contains("e. January 2026. "));
        assert!(text(chicago(&dated(""))).contains("e. https://"));
    }

    #[test]
    fn quotation_marks_are_nested_and_titles_keep_their_own_stop() {
        let titled = |title: &str| Citation { title: title.to_owned(), ..of_test() };
        let chicago = |title| text(chicago(&titled(title)));
        assert!(chicago("did it work?").contains("“Did It Work?” V"));
        assert!(chicago("the mayor's \"green\" bin").contains("“The Mayor’s ‘Green’ Bin.” V"));
        assert!(chicago("what \"green\" means to \"us\"").contains("to ‘Us.’” V"));
        assert!(text(apa(&titled("Did \"it\" work?"))).contains(". Did “it” work? https"));
    }

    #[test]
    fn titles_in_other_languages_keep_their_letters() {
        let citation =
            Citation { title: "cubos de comida".to_owned(), lang: "es".to_owned(), ..of_test() };
        assert!(text(chicago(&citation)).contains("“cubos de comida.”"));
    }
}
