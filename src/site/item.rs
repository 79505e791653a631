//! A published record.

use std::sync::Arc;

use crate::diagnostic::Span;
use crate::letters;
use crate::markdown::{Citation, Heading, Section};
use crate::model::{Kind, Practice};
use crate::source::Record;
use crate::spill::Text;

/// What every record has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// Its kind.
    pub kind: Kind,
    /// Its path within the site, without a slash at either end: `practices/providence-talks`.
    pub id: String,
    /// Its name within its folder.
    pub slug: String,
    /// Its language (BCP 47).
    pub lang: String,
    /// Its file, relative to the root.
    pub path: String,
}

impl Meta {
    /// The address from the site's root: `/practices/providence-talks/`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("/{}/", self.id)
    }
}

/// A body whose links are in place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Body {
    /// Sanitised HTML, with gaps for labels, see [`crate::markdown::fill_labels`].
    pub html: Text,
    /// Headings in order.
    pub outline: Vec<Heading>,
    /// Plain text by section.
    pub sections: Vec<Section>,
    /// Cited sources in the order of their first mention.
    pub citations: Vec<Citation>,
    /// Its links within the site, in their order; only if the site makes briefs, which are made from
    /// the Markdown once more.
    pub links: Vec<BodyLink>,
    /// Whether it has too few words for a full entry.
    pub is_short: bool,
}

/// A link within the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyLink {
    /// Its place in the file.
    pub span: Span,
    /// Where it leads, from the root of the host; empty if nowhere.
    pub address: String,
    /// The text of a link to a record.
    pub text: Option<String>,
}

/// A body of fewer words makes its record a short entry.
const SHORT: usize = 130;

/// Whether the sections of a body have too few words for a full entry.
pub(super) fn is_short(sections: &[Section]) -> bool {
    let mut words = 0;
    sections.iter().all(|section| {
        words += letters::words(&section.text.read()).take(SHORT).count();
        words < SHORT
    })
}

/// A published record.
#[derive(Debug, Clone, PartialEq)]
pub struct Item<T> {
    /// What every record has.
    pub meta: Meta,
    /// The fields.
    pub record: T,
    /// The body.
    pub body: Body,
    /// The source as contributed, without what its attribution withholds.
    pub markdown: Text,
    /// Ids of the records that the body links to, and where; used for back links.
    pub mentions: Vec<(String, Span)>,
}

/// A record in a language other than the site's first.
#[derive(Debug, Clone, PartialEq)]
pub struct Translation {
    /// Kind of the original.
    pub kind: Kind,
    /// Position of the original in the site's list of its kind.
    pub original: usize,
    /// The translated record.
    pub item: Arc<Item<Record>>,
}

impl Translation {
    /// The title of the record in this language.
    #[must_use]
    pub fn title(&self) -> &str {
        self.item.record.title()
    }

    /// The record, if it is a practice.
    #[must_use]
    pub fn practice(&self) -> Option<&Practice> {
        match &self.item.record {
            Record::Practice(practice) => Some(practice),
            _ => None,
        }
    }

    /// The summary of the record; empty if its kind has none.
    #[must_use]
    pub fn summary(&self) -> &str {
        self.item.record.summary()
    }
}

#[cfg(test)]
mod tests {
    use super::{SHORT, Section, is_short};

    #[test]
    fn a_body_is_short_below_the_limit_whatever_its_sections() {
        let section =
            |words: usize| Section { text: "word ".repeat(words).into(), ..Section::default() };
        let is_short = |sections: &[usize]| {
            is_short(&sections.iter().map(|words| section(*words)).collect::<Vec<_>>())
        };
        assert!(is_short(&[]));
        assert!(is_short(&[SHORT - 1]));
        assert!(is_short(&[SHORT / 2, SHORT / 2 - 1]));
        assert!(!is_short(&[SHORT / 2, SHORT / 2]));
        assert!(!is_short(&[SHORT, 0]));
    }
}
