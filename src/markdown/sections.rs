//! Collects the plain text of a body by section, for search and for excerpts.

use super::doc::Section;

/// Builds sections as text and headings come by.
#[derive(Debug)]
pub(super) struct Sections {
    done: Vec<Section>,
    open: Section,
    /// The text of the open section.
    text: String,
}

impl Sections {
    pub(super) fn new() -> Sections {
        Sections { done: Vec::new(), open: Section::default(), text: String::new() }
    }

    /// Adds text of the running section.
    pub(super) fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Parts two blocks or two words.
    pub(super) fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Starts a section.
    pub(super) fn heading(&mut self, anchor: &str, heading: &str) {
        self.close(Section {
            anchor: anchor.to_owned(),
            heading: heading.to_owned(),
            ..Section::default()
        });
    }

    pub(super) fn finish(mut self) -> Vec<Section> {
        self.close(Section::default());
        self.done
    }

    fn close(&mut self, next: Section) {
        let mut section = std::mem::replace(&mut self.open, next);
        section.text = self.text.trim_end().into();
        self.text.clear();
        if !section.text.is_empty() || !section.heading.is_empty() {
            self.done.push(section);
        }
    }
}
