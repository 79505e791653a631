//! What a practice's page is cut into: the body around its results, the steps of its history.

use serde::Serialize;

use super::common::{DateView, OutlineView, outline};
use super::localized::Localized;
use crate::model::{Date, Event};
use crate::site::Body;
use crate::theme::words::Words;

/// A part of the body.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct BodyPart {
    /// Its HTML.
    pub html: String,
    /// Its headings.
    pub outline: Vec<OutlineView>,
}

/// The body up to the end of its results, and the rest.
pub(super) fn at_results(words: &Words, body: &Body) -> (BodyPart, BodyPart) {
    let (headings, html) = (&body.outline, &*body.html.read());
    let results = headings
        .iter()
        .position(|one| one.level == 2 && words.is_heading("heading.results", &one.text));
    let next = results.and_then(|at| {
        let after = headings[at + 1..].iter().position(|one| one.level <= 2)?;
        Some(at + 1 + after)
    });
    let cut = next.and_then(|at| {
        let tag = format!("<h{} id=\"{}\">", headings[at].level, headings[at].id);
        // Within another element, such as `<details>`, nothing can be put before it.
        html.find(&tag).filter(|end| is_whole(&html[..*end])).map(|end| (end, at))
    });
    let (end, first) = cut.unwrap_or((html.len(), headings.len()));
    let part =
        |html: &str, headings| BodyPart { html: spoken(words, html), outline: outline(headings) };
    (part(&html[..end], &headings[..first]), part(&html[end..], &headings[first..]))
}

/// Whether everything that is opened in some HTML is closed there. It is HTML as our own renderer
/// and the cleaner write it: every `<` begins a tag.
fn is_whole(html: &str) -> bool {
    const VOID: [&str; 5] = ["br", "hr", "img", "input", "col"];
    let name = |tag: &str| tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    let mut open = 0_i64;
    for tag in html.split('<').skip(1) {
        match tag.strip_prefix('/') {
            Some(_) => open -= 1,
            None => open += i64::from(!VOID.contains(&&tag[..name(tag)])),
        }
    }
    open == 0
}

/// What the Markdown reader says in English within a body, and the words for it.
const SPOKEN: [(&str, &str); 3] =
    [("Source", "source.number"), ("To do", "body.to-do"), ("Done", "body.done")];

/// A body whose labels are in the words of its page. It was made before the words were known.
pub(super) fn spoken(words: &Words, html: &str) -> String {
    if words.lang() == "en" || !html.contains("aria-label=\"") {
        return html.to_owned();
    }
    let mut pieces = html.split("aria-label=\"");
    let mut all = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        all.push_str("aria-label=\"");
        let (label, rest) = piece.split_once('"').unwrap_or((piece, ""));
        let (word, number) = match label.rsplit_once(' ') {
            Some((word, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
                (word, number)
            }
            _ => (label, ""),
        };
        match SPOKEN.iter().find(|(english, _)| *english == word) {
            Some((_, key)) => all.push_str(&words.fill(key, &[("number", number)])),
            None => all.push_str(label),
        }
        all.push('"');
        all.push_str(rest);
    }
    all
}

/// A step of the history.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventLine {
    /// When.
    pub date: DateView,
    /// What happened.
    pub event: String,
    /// Months until the next step, for the length of the line between them; 0 for the last.
    pub months: u32,
}

/// The steps of a history.
pub(super) fn timeline(site: Localized<'_>, steps: &[Event]) -> Vec<EventLine> {
    let months = |date: Date| u32::from(date.year) * 12 + u32::from(date.month.unwrap_or(1));
    let line = |(at, step): (usize, &Event)| EventLine {
        date: site.date(step.date),
        event: step.event.clone(),
        months: steps
            .get(at + 1)
            .map_or(0, |next| months(next.date).saturating_sub(months(step.date))),
    };
    steps.iter().enumerate().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::at_results;
    use crate::markdown::Heading;
    use crate::site::Body;
    use crate::theme::words::of_test;

    fn body(headings: &[(u8, &str)]) -> Body {
        let heading = |(level, text): &(u8, &str)| Heading {
            level: *level,
            id: text.to_lowercase(),
            text: (*text).to_owned(),
            span: crate::diagnostic::Span::default(),
        };
        let html = |(level, text): &(u8, &str)| {
            format!("<h{level} id=\"{}\">{text}</h{level}>\n", text.to_lowercase())
        };
        Body {
            html: headings.iter().map(html).collect::<String>().into(),
            outline: headings.iter().map(heading).collect(),
            ..Body::default()
        }
    }

    #[test]
    fn figures_stand_after_the_whole_of_the_results() {
        let body =
            body(&[(2, "Problem"), (2, "Results"), (3, "Later"), (2, "Advice"), (2, "More")]);
        let (first, then) = at_results(&of_test("en"), &body);
        assert!(first.html.ends_with("Later</h3>\n"));
        assert!(then.html.starts_with("<h2 id=\"advice\">"));
        assert_eq!((first.outline.len(), then.outline.len()), (3, 2));
        assert_eq!(first.html + &then.html, body.html.read());
    }

    #[test]
    fn nothing_is_put_within_an_element_of_the_author() {
        let mut body = body(&[(2, "Results"), (2, "Advice")]);
        let html = body.html.read().replace("<h2 id=\"advice\">", "<br><div>\n<h2 id=\"advice\">");
        body.html = (html + "</div>").into();
        let (first, then) = at_results(&of_test("en"), &body);
        assert_eq!((first.html, then.html.len()), (body.html.read().into_owned(), 0));
    }

    #[test]
    fn labels_in_a_body_are_in_the_words_of_its_page() {
        let html = "<a aria-label=\"Source 3\">3</a><b aria-label=\"Source of 3\">";
        let spanish = "<a aria-label=\"Fuente 3\">3</a><b aria-label=\"Source of 3\">";
        assert_eq!(super::spoken(&of_test("es"), html), spanish);
        assert_eq!(super::spoken(&of_test("en"), html), html);
    }

    #[test]
    fn without_results_or_with_nothing_after_them_the_body_stays_whole() {
        for headings in [&[(2, "Problem"), (2, "Advice")][..], &[(2, "Results")], &[]] {
            let body = body(headings);
            let (first, then) = at_results(&of_test("en"), &body);
            assert_eq!(first.html, body.html.read());
            assert_eq!(then, super::BodyPart::default());
        }
    }
}
