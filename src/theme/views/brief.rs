//! What a practice's page is cut into: the body around its results, the steps of its history.

use serde::Serialize;

use super::common::{DateView, OutlineView, outline};
use crate::model::{Date, Event};
use crate::site::Body;

/// Headings after whose text the figures stand.
const RESULTS: [&str; 1] = ["results"];

/// A part of the body.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct BodyPart {
    /// Its HTML.
    pub html: String,
    /// Its headings.
    pub outline: Vec<OutlineView>,
}

/// The body up to the end of its results, and the rest.
pub(super) fn at_results(body: &Body) -> (BodyPart, BodyPart) {
    let headings = &body.outline;
    let results = headings
        .iter()
        .position(|one| one.level == 2 && RESULTS.contains(&one.text.to_lowercase().as_str()));
    let next = results.and_then(|at| {
        let after = headings[at + 1..].iter().position(|one| one.level <= 2)?;
        Some(at + 1 + after)
    });
    let cut = next.and_then(|at| {
        let tag = format!("<h{} id=\"{}\">", headings[at].level, headings[at].id);
        Some((body.html.find(&tag)?, at))
    });
    let (html, first) = cut.unwrap_or((body.html.len(), headings.len()));
    let part =
        |html: &str, headings| BodyPart { html: html.to_owned(), outline: outline(headings) };
    (part(&body.html[..html], &headings[..first]), part(&body.html[html..], &headings[first..]))
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
pub(super) fn timeline(steps: &[Event]) -> Vec<EventLine> {
    let months = |date: Date| u32::from(date.year) * 12 + u32::from(date.month.unwrap_or(1));
    let line = |(at, step): (usize, &Event)| EventLine {
        date: step.date.into(),
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
            html: headings.iter().map(html).collect(),
            outline: headings.iter().map(heading).collect(),
            ..Body::default()
        }
    }

    #[test]
    fn figures_stand_after_the_whole_of_the_results() {
        let body =
            body(&[(2, "Problem"), (2, "Results"), (3, "Later"), (2, "Advice"), (2, "More")]);
        let (first, then) = at_results(&body);
        assert!(first.html.ends_with("Later</h3>\n"));
        assert!(then.html.starts_with("<h2 id=\"advice\">"));
        assert_eq!((first.outline.len(), then.outline.len()), (3, 2));
        assert_eq!(first.html + &then.html, body.html);
    }

    #[test]
    fn without_results_or_with_nothing_after_them_the_body_stays_whole() {
        for headings in [&[(2, "Problem"), (2, "Advice")][..], &[(2, "Results")], &[]] {
            let body = body(headings);
            let (first, then) = at_results(&body);
            assert_eq!(first.html, body.html);
            assert_eq!(then, super::BodyPart::default());
        }
    }
}
