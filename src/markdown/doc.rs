//! A parsed body.

use std::sync::Arc;

use super::citations::Citation;
use super::gap::{BOUNDARY, Gap, fill, fill_labels, has_gap};
use super::sanitize;
use crate::diagnostic::Span;
use crate::spill::{SpillFile, Text};

/// A heading of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6; the page's title is the only level 1.
    pub level: u8,
    /// Its anchor, unique on the page.
    pub id: String,
    /// Its text, with gaps.
    pub text: String,
    /// Its place in the file.
    pub span: Span,
    /// The byte at which it begins in [`crate::site::Body::html`]; none before the site is linked,
    /// and within another element.
    pub start: Option<usize>,
}

/// The plain text between two headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// Anchor of its heading; empty before the first heading.
    pub anchor: String,
    /// Text of its heading.
    pub heading: String,
    /// Its text, with gaps.
    pub text: Text,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// To a record: `[[kind:slug]]`. Its gap is the whole link.
    Record(RecordLink),
    /// To another address within the site, as written. Its gap is the value of an attribute.
    Local(String),
}

/// A reference of the form `[[kind:slug]]`, `[[kind:slug#anchor]]` or `[[kind:slug|words]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordLink {
    /// The kind as written.
    pub kind: String,
    /// The slug as written; a session's is `convening/session`.
    pub slug: String,
    /// The anchor on the record's page, if given.
    pub anchor: Option<String>,
    /// The text of the link, if given.
    pub label: Option<String>,
}

/// A link or picture within the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub target: LinkTarget,
    /// Its place in the file.
    pub span: Span,
}

/// A parsed body.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Doc {
    /// HTML with gaps. Raw HTML in it is not safe yet, see [`Doc::closed`].
    pub(super) html: Text,
    /// Whether it has raw HTML.
    pub(super) is_raw: bool,
    /// Headings in order.
    pub outline: Vec<Heading>,
    /// Plain text by section; the first may have no heading.
    pub sections: Vec<Section>,
    /// Names that links may use besides the ids of headings, with their ids.
    pub(super) anchors: Vec<(Box<str>, Box<str>)>,
    /// Links within the site, by the numbers of their gaps.
    pub links: Vec<Link>,
    /// Cited sources in the order of their first mention.
    pub citations: Vec<Citation>,
    /// Places of quotations; only in bodies under the Chatham House Rule.
    pub quotations: Vec<Span>,
    /// Places of raw HTML, comments included.
    pub raw_html: Vec<Span>,
    /// Links and definitions of links whose titles were removed; only in bodies under the Chatham
    /// House Rule.
    pub titled: Vec<Span>,
}

impl Doc {
    /// Whether a place is within a quotation.
    #[must_use]
    pub fn is_quoted(&self, place: Span) -> bool {
        self.quotations.iter().any(|whole| whole.start <= place.start && place.end <= whole.end)
    }

    /// The HTML with each link replaced by what `link` writes for its number, in all about `more`
    /// bytes, and [`Heading::start`] of each heading. Labels remain gaps, see
    /// [`super::fill_labels`]. Raw HTML is cleaned once its links are in place, and nothing but
    /// labels is put into it after that.
    #[must_use]
    pub fn closed(
        &self,
        more: usize,
        mut link: impl FnMut(usize, &mut String),
    ) -> (Text, Vec<Option<usize>>) {
        let mut starts = vec![None; self.outline.len()];
        let html = self.html.read();
        if !has_gap(&html) && !self.is_raw {
            return (self.html.clone(), starts);
        }
        let mut open = OpenElements::default();
        let mut start = |heading: usize, html: &str| {
            if let Some(start) = starts.get_mut(heading) {
                *start = html.rfind('<').filter(|at| open.is_none(&html[..*at]));
            }
        };
        let closed = match self.is_raw {
            false => fill(&html, more, |gap, out| match gap {
                Gap::Link(number) => link(number, out),
                Gap::Heading(number) => start(number, out),
                Gap::Label(label) => out.push_str(&label.to_string()),
            }),
            true => fill(&cleaned(&html, more, link), 0, |gap, out| match gap {
                Gap::Heading(number) => start(number, out),
                other => out.push_str(&other.to_string()),
            }),
        };
        (self.html.beside(closed), starts)
    }

    /// The HTML with nothing in its gaps: all that the author wrote.
    #[must_use]
    pub fn without_gaps(&self) -> String {
        fill_labels(&self.closed(0, |_, _| ()).0.read(), |_| String::new())
    }

    /// The id that a link `#name` leads to.
    #[must_use]
    pub fn anchor(&self, name: &str) -> Option<&str> {
        match self.anchors.binary_search_by(|(other, _)| (**other).cmp(name)) {
            Ok(at) => Some(&self.anchors[at].1),
            Err(_) => self.outline.iter().map(|heading| heading.id.as_str()).find(|id| *id == name),
        }
    }

    /// Moves its texts to a spill file.
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

/// HTML with its links filled in and raw HTML cleaned.
fn cleaned(html: &str, more: usize, mut link: impl FnMut(usize, &mut String)) -> String {
    let mut all = String::with_capacity(html.len() + more);
    for (at, part) in html.split(BOUNDARY).enumerate() {
        let part = fill(part, more, |gap, out| match gap {
            Gap::Link(number) => link(number, out),
            other => out.push_str(&other.to_string()),
        });
        // Every second part is our own HTML around the notes.
        all.push_str(&if at % 2 == 0 { sanitize::clean(&part) } else { part });
    }
    all
}

/// Counts open elements while HTML is written by our renderer or the cleaner, so that every `<`
/// begins a tag.
#[derive(Debug, Default)]
struct OpenElements {
    read: usize,
    count: usize,
}

impl OpenElements {
    /// Whether everything is closed at the end of `html`, which begins with what was read before.
    fn is_none(&mut self, html: &str) -> bool {
        const VOID: [&str; 5] = ["br", "hr", "img", "input", "col"];
        let name = |tag: &str| tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        for tag in html.get(self.read..).unwrap_or_default().split('<').skip(1) {
            if tag.starts_with('/') {
                self.count = self.count.saturating_sub(1);
            } else if !VOID.contains(&&tag[..name(tag)]) {
                self.count += 1;
            }
        }
        self.read = html.len();
        self.count == 0
    }
}
