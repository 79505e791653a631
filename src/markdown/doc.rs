//! What a parsed body is.

use std::sync::Arc;

use super::cite::Citation;
use crate::diagnostic::Span;
use crate::shelf::{Shelf, Text};

/// A heading of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6; the page's title is the only level 1.
    pub level: u8,
    /// Stable anchor, unique in the body.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// The plain text between two headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// Anchor of its heading, empty before the first.
    pub anchor: String,
    /// Words of its heading.
    pub heading: String,
    /// Its text with gaps, see [`super::fill`]; the search index has it, too.
    pub text: Text,
}

/// Where a gap of the body leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// `[[kind:slug]]`, rendered as a whole link.
    Record(RecordLink),
    /// The address of an ordinary link or picture within the site, as written.
    Local(String),
}

/// A reference of the form `[[kind:slug]]` or `[[kind:slug|words]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordLink {
    /// The kind as written.
    pub kind: String,
    /// The slug as written; a session's is `convening/session`.
    pub slug: String,
    /// The words to show, where given.
    pub label: Option<String>,
}

/// A gap and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub target: LinkTarget,
    /// Where it stands.
    pub span: Span,
}

/// A parsed body.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Doc {
    /// Sanitised HTML with gaps, see [`super::fill`].
    pub html: Text,
    /// Headings in order.
    pub outline: Vec<Heading>,
    /// Plain text, in order; the first may have no heading.
    pub sections: Vec<Section>,
    /// What the gaps stand for, by their number.
    pub links: Vec<Link>,
    /// Cited sources in the order of their first mention.
    pub citations: Vec<Citation>,
    /// Quotations, by their extent; looked for only where the Chatham House Rule holds.
    pub quotations: Vec<Span>,
    /// Raw HTML, comments included, by its extent.
    pub raw_html: Vec<Span>,
}

impl Doc {
    /// With its texts on a shelf.
    #[must_use]
    pub fn laid(self, shelf: &Arc<Shelf>) -> Doc {
        let texts = self.sections.iter().map(|section| section.text.read()).collect::<String>();
        let texts = Text::from(texts).laid(shelf);
        let mut end = 0;
        let lay = |section: Section| {
            let start = end;
            end += section.text.len();
            Section { text: texts.part(start..end), ..section }
        };
        let sections = self.sections.into_iter().map(lay).collect();
        Doc { html: self.html.laid(shelf), sections, ..self }
    }
}
