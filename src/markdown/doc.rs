//! What a parsed body is.

use std::sync::Arc;

use super::cite::Citation;
use super::gap::{Gap, PART, fill, fill_labels, has_gap};
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
    /// The byte of the closed HTML at which it begins; none until the body is closed, and where it
    /// stands within another element.
    pub start: Option<usize>,
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

/// A reference of the form `[[kind:slug]]`, `[[kind:slug#anchor]]` or `[[kind:slug|words]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordLink {
    /// The kind as written.
    pub kind: String,
    /// The slug as written; a session's is `convening/session`.
    pub slug: String,
    /// The anchor on the record's page, where given.
    pub anchor: Option<String>,
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

/// HTML with its links in place and all that is raw cleaned.
fn cleaned(html: &str, more: usize, mut link: impl FnMut(usize, &mut String)) -> String {
    let mut all = String::with_capacity(html.len() + more);
    for (at, part) in html.split(PART).enumerate() {
        let part = fill(part, more, |gap, out| match gap {
            Gap::Link(number) => link(number, out),
            other => out.push_str(&other.to_string()),
        });
        // Every second part is what our own renderer wrote around the notes.
        all.push_str(&if at % 2 == 0 { sanitize::clean(&part) } else { part });
    }
    all
}

/// Counts the elements that are open at ever later places of some HTML. It is HTML as our own
/// renderer and the cleaner write it: every `<` begins a tag.
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
