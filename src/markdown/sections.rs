//! Collects the plain text of a body by section, for search and for excerpts: the words that a
//! reader reads, with a space where one block or line ends and the next begins.

use super::doc::Section;

/// Builds sections as text and headings come by.
#[derive(Debug, Default)]
pub(super) struct Sections {
    done: Vec<Section>,
    open: Section,
    /// The text of the open section.
    text: String,
    /// Whether a sign stands between the text and what follows, such as the number of a source.
    sign: bool,
}

impl Sections {
    /// Adds text of the running section.
    pub(super) fn text(&mut self, text: &str) {
        if std::mem::take(&mut self.sign)
            && self.text.ends_with(char::is_alphanumeric)
            && text.starts_with(char::is_alphanumeric)
        {
            self.text.push(' ');
        }
        let is_parted = self.text.ends_with(' ');
        self.text.push_str(if is_parted { text.trim_start_matches(' ') } else { text });
    }

    /// Parts two blocks or two words.
    pub(super) fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Notes a sign that is not a word, but parts words.
    pub(super) fn sign(&mut self) {
        self.sign = true;
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
