//! A text document, as the events of a Markdown parser: headings, paragraphs and lists. It is written
//! as Markdown and as OpenDocument.

use std::fmt;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Tag, TagEnd};
use pulldown_cmark_to_cmark::cmark;

/// A document under construction.
#[derive(Debug, Default)]
pub(super) struct Document(Vec<Event<'static>>);

/// A text with the address of a web page after it, if there is one.
pub(super) type Linked = (String, Option<String>);

impl Document {
    /// A document that begins with its title.
    pub(super) fn new(title: &str) -> Document {
        let mut document = Document::default();
        document.title(HeadingLevel::H1, title);
        document
    }

    /// Adds a heading below the title.
    pub(super) fn heading(&mut self, text: &str) -> &mut Document {
        self.title(HeadingLevel::H2, text)
    }

    fn title(&mut self, level: HeadingLevel, text: &str) -> &mut Document {
        let tag = Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() };
        self.0.extend([Event::Start(tag), one_line(text), Event::End(TagEnd::Heading(level))]);
        self
    }

    /// Adds a paragraph.
    pub(super) fn paragraph(&mut self, text: &str) -> &mut Document {
        let (start, end) = (Event::Start(Tag::Paragraph), Event::End(TagEnd::Paragraph));
        self.0.extend([start, one_line(text), end]);
        self
    }

    /// Adds a list; nothing if it has no items.
    pub(super) fn list(&mut self, items: impl IntoIterator<Item = String>) -> &mut Document {
        self.links(None, items.into_iter().map(|text| (text, None)))
    }

    /// Adds a list of boxes to tick.
    pub(super) fn tasks(&mut self, items: impl IntoIterator<Item = String>) -> &mut Document {
        let mut items = items.into_iter().peekable();
        if items.peek().is_some() {
            self.0.push(Event::Start(Tag::List(None)));
            for text in items {
                let start = [Event::Start(Tag::Item), Event::TaskListMarker(false)];
                self.0.extend(start.into_iter().chain([one_line(&text), Event::End(TagEnd::Item)]));
            }
            self.0.push(Event::End(TagEnd::List(false)));
        }
        self
    }

    /// Adds a list of texts with addresses, numbered from `first` on if that is given.
    pub(super) fn links(
        &mut self,
        first: Option<u64>,
        items: impl Iterator<Item = Linked>,
    ) -> &mut Document {
        let mut items = items.peekable();
        if items.peek().is_none() {
            return self;
        }
        self.0.push(Event::Start(Tag::List(first)));
        for (text, url) in items {
            self.0.extend([Event::Start(Tag::Item), one_line(&text)]);
            if let Some(url) = url {
                let tag = Tag::Link {
                    link_type: LinkType::Inline,
                    dest_url: CowStr::from(url.clone()),
                    title: CowStr::from(""),
                    id: CowStr::from(""),
                };
                let link = [Event::Start(tag), one_line(&url), Event::End(TagEnd::Link)];
                self.0.extend([Event::Text(" ".into())].into_iter().chain(link));
            }
            self.0.push(Event::End(TagEnd::Item));
        }
        self.0.push(Event::End(TagEnd::List(first.is_some())));
        self
    }

    /// What it consists of.
    pub(super) fn events(&self) -> &[Event<'static>] {
        &self.0
    }

    /// The document as Markdown.
    ///
    /// # Errors
    /// When the events do not fit together.
    pub(super) fn markdown(&self) -> Result<String, fmt::Error> {
        let mut text = String::new();
        let options = Options::ENABLE_TASKLISTS;
        cmark(self.0.iter(), &mut text, options).map_err(|_| fmt::Error)?;
        text.push('\n');
        Ok(text)
    }
}

/// Texts of records may have line breaks, which mean nothing more than a space.
fn one_line(text: &str) -> Event<'static> {
    Event::Text(text.split_whitespace().collect::<Vec<_>>().join(" ").into())
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser};

    use super::Document;

    #[test]
    fn every_text_is_read_back_as_it_was_written() {
        let texts = [
            "*Paper bags* leaked; so did 1. boxes and # sacks",
            "# not a heading",
            "1. not a list",
            "- [ ] not a task",
            "<b>not html</b> & not &amp; either",
            "[not](a link) `nor code` __nor__ ~~this~~",
            "[to be filled in]",
        ];
        for text in texts {
            let mut document = Document::new(text);
            document.heading(text).paragraph(text).list([text.to_owned()]);
            document.tasks([text.to_owned()]);
            let url = "https://example.org/a_b_(c)?d=*e*";
            document.links(Some(1), [(text.to_owned(), Some(url.to_owned()))].into_iter());
            let markdown = document.markdown().unwrap();
            let read: String = Parser::new_ext(&markdown, Options::ENABLE_TASKLISTS)
                .filter_map(|event| match event {
                    Event::Text(text) => Some(text.into_string()),
                    _ => None,
                })
                .collect();
            assert_eq!(read, format!("{}{text} {url}", text.repeat(5)), "{markdown}");
        }
    }
}
