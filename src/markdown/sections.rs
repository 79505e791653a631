//! Collects the plain text of a body by section, for search and for excerpts.

use super::doc::Section;

/// Builds sections as text and headings come by.
#[derive(Debug)]
pub(super) struct Sections {
    done: Vec<Section>,
    open: Section,
}

impl Sections {
    pub(super) fn new() -> Sections {
        Sections { done: Vec::new(), open: Section::default() }
    }

    /// Adds text of the running section.
    pub(super) fn text(&mut self, text: &str) {
        self.open.text.push_str(text);
    }

    /// Parts two blocks or two words.
    pub(super) fn space(&mut self) {
        if !self.open.text.is_empty() && !self.open.text.ends_with(' ') {
            self.open.text.push(' ');
        }
    }

    /// Starts a section.
    pub(super) fn heading(&mut self, anchor: &str, heading: &str) {
        let next =
            Section { anchor: anchor.to_owned(), heading: heading.to_owned(), text: String::new() };
        self.close(next);
    }

    pub(super) fn finish(mut self) -> Vec<Section> {
        self.close(Section::default());
        self.done
    }

    fn close(&mut self, next: Section) {
        let mut section = std::mem::replace(&mut self.open, next);
        section.text.truncate(section.text.trim_end().len());
        if !section.text.is_empty() || !section.heading.is_empty() {
            self.done.push(section);
        }
    }
}
