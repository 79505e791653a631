//! The body of a record in the language of its page, and the place in it where a practice's figures
//! stand.

use serde::Serialize;

use super::common::{OutlineView, outline};
use crate::markdown::{Heading, Label, fill_labels};
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

/// The body as HTML.
pub(super) fn body_html(words: &Words, body: &Body) -> String {
    labelled(words, &body.html.read())
}

/// The body up to the end of its results, and the rest. The first part is the whole body if nothing
/// follows the results, or if what follows begins within another element, such as `<details>`,
/// where nothing can be inserted.
pub(super) fn at_results(words: &Words, body: &Body) -> (BodyPart, BodyPart) {
    let (headings, html) = (&body.outline, &*body.html.read());
    let second_level = headings.iter().enumerate().filter(|(_, heading)| heading.level == 2);
    let is_results = |heading: &Heading| words.is_heading("heading.results", &heading.text);
    let next = second_level.skip_while(|(_, heading)| !is_results(heading)).nth(1);
    let cut = next.and_then(|(at, heading)| Some((at, heading.start?)));
    let (first, end) = cut.unwrap_or((headings.len(), html.len()));
    let part =
        |html: &str, headings| BodyPart { html: labelled(words, html), outline: outline(headings) };
    (part(&html[..end], &headings[..first]), part(&html[end..], &headings[first..]))
}

fn labelled(words: &Words, html: &str) -> String {
    fill_labels(html, |label| {
        let (key, number) = label.words();
        words.html(key, &[("number", &number.to_string())])
    })
}

/// A label of a body as text.
#[must_use]
pub fn label_text(words: &Words, label: Label) -> String {
    let (key, number) = label.words();
    words.fill(key, &[("number", &number.to_string())])
}

#[cfg(test)]
mod tests {
    use super::{BodyPart, at_results, body_html};
    use crate::diagnostic::Span;
    use crate::markdown::{Heading, Label};
    use crate::site::Body;
    use crate::theme::words::of_test;

    fn body(headings: &[(u8, &str)]) -> Body {
        let (mut html, mut outline) = (String::new(), Vec::new());
        for (level, text) in headings {
            let (id, start) = (text.to_lowercase(), Some(html.len()));
            html.push_str(&format!("<h{level} id=\"{id}\">{text}</h{level}>\n"));
            let (text, span) = ((*text).to_owned(), Span::default());
            outline.push(Heading { level: *level, id, text, span, start });
        }
        Body { html: html.into(), outline, ..Body::default() }
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
        body.outline[1].start = None;
        let (first, then) = at_results(&of_test("en"), &body);
        assert_eq!((first.html, then.html.len()), (body.html.read().into_owned(), 0));
    }

    #[test]
    fn labels_are_in_the_words_of_the_page_and_authors_keep_theirs() {
        let labels = [Label::Source(3), Label::Note(2), Label::Notes, Label::Table(1)];
        let labels = labels.into_iter().chain([Label::Done, Label::ToDo]);
        let html: String = labels.map(|label| format!("{label}, ")).collect();
        let html = (html + "<b aria-label=\"Done\">Note 2</b>").into();
        let body = Body { html, ..Body::default() };
        assert_eq!(
            body_html(&of_test("en"), &body),
            "Source 3, note 2, Notes, Table 1, Done, To do, <b aria-label=\"Done\">Note 2</b>"
        );
        assert_eq!(
            body_html(&of_test("es"), &body),
            "Fuente 3, nota 2, Notas, Tabla 1, Hecho, Pendiente, <b aria-label=\"Done\">Note 2</b>"
        );
    }

    #[test]
    fn without_results_or_with_nothing_after_them_the_body_stays_whole() {
        for headings in [&[(2, "Problem"), (2, "Advice")][..], &[(2, "Results")], &[]] {
            let body = body(headings);
            let (first, then) = at_results(&of_test("en"), &body);
            assert_eq!(first.html, body.html.read());
            assert_eq!(then, BodyPart::default());
        }
    }
}
