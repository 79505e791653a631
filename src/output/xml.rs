//! Writes XML, for feeds and sitemaps.

use quick_xml::Writer;
use quick_xml::events::attributes::Attr;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::escape;

/// Attributes of an element: names and values.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// An XML document in UTF-8. Only [`Xml::line`] adds line breaks.
pub(crate) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// A document with its declaration and the start tag of its root element, a line each.
    pub(crate) fn new(root: &str, attributes: Attributes<'_>) -> Xml {
        let mut xml = Xml(Writer::new(Vec::new()));
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).line();
        xml.start(root, attributes).line();
        xml
    }

    /// Writes a start tag.
    pub(crate) fn start(&mut self, name: &str, attributes: Attributes<'_>) -> &mut Xml {
        self.write(Event::Start(tag(name, attributes)))
    }

    /// Writes an end tag.
    pub(crate) fn end(&mut self, name: &str) -> &mut Xml {
        self.write(Event::End(BytesEnd::new(name)))
    }

    /// Writes an element that holds text.
    pub(crate) fn text(&mut self, name: &str, text: &str) -> &mut Xml {
        self.start(name, &[]).content(text).end(name)
    }

    /// Writes the text of an element that was started.
    pub(crate) fn content(&mut self, text: &str) -> &mut Xml {
        self.write(Event::Text(BytesText::from_escaped(escape::xml(text))))
    }

    /// Writes an element without content.
    pub(crate) fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> &mut Xml {
        self.write(Event::Empty(tag(name, attributes)))
    }

    /// Ends the line.
    pub(crate) fn line(&mut self) -> &mut Xml {
        self.write(Event::Text(BytesText::from_escaped("\n")))
    }

    /// The whole document, with the end tag of its root element.
    pub(crate) fn finish(mut self, root: &str) -> Vec<u8> {
        self.end(root).line();
        self.0.into_inner()
    }

    fn write(&mut self, event: Event<'_>) -> &mut Xml {
        // Writing to memory does not fail.
        _ = self.0.write_event(event);
        self
    }
}

fn tag<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut tag = BytesStart::new(name);
    for (name, value) in attributes {
        // `Attr` takes a value that is escaped already.
        tag.push_attribute(Attr::DoubleQ(*name, &*escape::xml(value)));
    }
    tag
}
