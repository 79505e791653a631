//! What a parsed body is.

use std::sync::Arc;

use super::cite::Citation;
use super::gap::{PART, fill, has_gap};
use super::sanitize;
use crate::diagnostic::Span;
use crate::spill::{SpillFile, Text};

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
    /// HTML with gaps, and with raw HTML still to be cleaned: [`Doc::closed`] gives what is safe.
    pub(super) html: Text,
    /// Whether there is raw HTML in it.
    pub(super) is_raw: bool,
    /// Headings in order.
    pub outline: Vec<Heading>,
    /// Plain text, in order; the first may have no heading.
    pub sections: Vec<Section>,
    /// Names that a link may use besides the ids of headings, and the ids that they have become.
    pub(super) anchors: Vec<(Box<str>, Box<str>)>,
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
    /// The HTML with each gap replaced by what `with` writes for its number, in all about `more`
    /// bytes. Raw HTML is cleaned after that: sanitising is the last thing that happens to a body.
    #[must_use]
    pub fn closed(&self, more: usize, mut with: impl FnMut(usize, &mut String)) -> Text {
        let html = self.html.read();
        if !self.is_raw && !has_gap(&html) {
            return self.html.clone();
        }
        if !self.is_raw {
            return self.html.beside(fill(&html, more, with));
        }
        let mut closed = String::with_capacity(html.len() + more);
        for (at, part) in html.split(PART).enumerate() {
            let part = fill(part, more, &mut with);
            // Every second part is what our own renderer wrote around the notes.
            closed.push_str(&if at % 2 == 0 { sanitize::clean(&part) } else { part });
        }
        self.html.beside(closed)
    }

    /// The id of what a link `#name` means.
    #[must_use]
    pub fn anchor(&self, name: &str) -> Option<&str> {
        match self.anchors.binary_search_by(|(other, _)| (**other).cmp(name)) {
            Ok(at) => Some(&self.anchors[at].1),
            Err(_) => self.outline.iter().map(|heading| heading.id.as_str()).find(|id| *id == name),
        }
    }

    /// With its texts on a spill.
    #[must_use]
    pub fn spill_to(self, spill: &Arc<SpillFile>) -> Doc {
        let texts = self.sections.iter().map(|section| section.text.read()).collect::<String>();
        let texts = Text::from(texts).spill_to(spill);
        let mut end = 0;
        let lay = |section: Section| {
            let start = end;
            end += section.text.len();
            Section { text: texts.part(start..end), ..section }
        };
        let sections = self.sections.into_iter().map(lay).collect();
        Doc { html: self.html.spill_to(spill), sections, ..self }
    }
}
