//! Collects the plain text of a body by section, for search and excerpts, with a space between blocks
//! and lines.

use super::doc::Section;

/// The sections so far.
#[derive(Debug, Default)]
pub(super) struct Sections {
    done: Vec<Section>,
    open: Section,
    /// The text of the current section.
    text: String,
    /// Whether a mark that is not text comes next, such as the number of a source.
    mark: bool,
}

impl Sections {
    /// Adds text to the current section.
    pub(super) fn text(&mut self, text: &str) {
        if std::mem::take(&mut self.mark)
            && self.text.ends_with(char::is_alphanumeric)
            && text.starts_with(char::is_alphanumeric)
        {
            self.text.push(' ');
        }
        let is_separate = self.text.ends_with(' ');
        self.text.push_str(if is_separate { text.trim_start_matches(' ') } else { text });
    }

    /// Separates two blocks or two words.
    pub(super) fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Records a mark that is not text but separates words.
    pub(super) fn mark(&mut self) {
        self.mark = true;
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
