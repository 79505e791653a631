//! Documents as OpenDocument text (ODF 1.3), which Word, Pages and LibreOffice open.

use std::io;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::document::Document;
use crate::archive::zip;
use crate::output::xml::Xml;

const MIME: &str = "application/vnd.oasis.opendocument.text";
const VERSION: (&str, &str) = ("office:version", "1.3");

/// The namespaces of the parts.
const NAMESPACES: [(&str, &str); 7] = [
    ("xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
    ("xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
    ("xmlns:style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
    ("xmlns:fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"),
    ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
    ("xmlns:meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
];

/// The document as a file, in a language.
///
/// # Errors
/// Never: it is made in memory.
pub(super) fn odt(document: &Document, title: &str, lang: &str) -> io::Result<Vec<u8>> {
    let parts = [
        ("mimetype", MIME.as_bytes().to_vec()),
        ("META-INF/manifest.xml", manifest()),
        ("content.xml", content(document)),
        ("styles.xml", styles(lang)),
        ("meta.xml", meta(title, lang)),
    ];
    zip(parts.iter().map(|(path, bytes)| (*path, bytes.as_slice())))
}

/// A part with a root element.
fn part(root: &str) -> Xml {
    Xml::new(root, &[NAMESPACES.as_slice(), &[VERSION]].concat())
}

fn manifest() -> Vec<u8> {
    let namespace = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
    let root = "manifest:manifest";
    let mut xml = Xml::new(root, &[("xmlns:manifest", namespace), ("manifest:version", "1.3")]);
    let files = [("/", MIME), ("content.xml", XML), ("styles.xml", XML), ("meta.xml", XML)];
    for (path, kind) in files {
        let entry = [("manifest:full-path", path), ("manifest:media-type", kind)];
        xml.empty("manifest:file-entry", &entry).line();
    }
    xml.finish(root)
}

const XML: &str = "text/xml";

fn meta(title: &str, lang: &str) -> Vec<u8> {
    let root = "office:document-meta";
    let mut xml = part(root);
    xml.start("office:meta", &[]).text("dc:title", title).text("dc:language", lang);
    xml.end("office:meta");
    xml.finish(root)
}

/// Paragraphs, headings and links by the names that programs give to their own styles.
fn styles(lang: &str) -> Vec<u8> {
    let root = "office:document-styles";
    let mut xml = part(root);
    xml.start("office:styles", &[]);
    let (language, country) = lang.split_once('-').unwrap_or((lang, "none"));
    xml.start("style:default-style", &[("style:family", "paragraph")]);
    xml.empty("style:paragraph-properties", &[("fo:margin-bottom", "0.2cm")]);
    let text = [("fo:language", language), ("fo:country", country), ("fo:font-size", "11pt")];
    xml.empty("style:text-properties", &text).end("style:default-style").line();
    for (level, size) in [("1", "18pt"), ("2", "14pt")] {
        let (name, shown) = (format!("Heading_20_{level}"), format!("Heading {level}"));
        let style = [
            ("style:name", name.as_str()),
            ("style:display-name", &shown),
            ("style:family", "paragraph"),
            ("style:default-outline-level", level),
        ];
        xml.start("style:style", &style);
        let space = [("fo:margin-top", "0.4cm"), ("fo:keep-with-next", "always")];
        xml.empty("style:paragraph-properties", &space);
        xml.empty("style:text-properties", &[("fo:font-size", size), ("fo:font-weight", "bold")]);
        xml.end("style:style").line();
    }
    list_style(&mut xml, "Bullets", "text:list-level-style-bullet", ("text:bullet-char", "•"));
    list_style(&mut xml, "Numbers", "text:list-level-style-number", ("style:num-format", "1"));
    xml.end("office:styles");
    xml.finish(root)
}

fn list_style(xml: &mut Xml, name: &str, element: &str, sign: (&str, &str)) {
    xml.start("text:list-style", &[("style:name", name)]);
    let after = ("style:num-suffix", ".");
    let level = [("text:level", "1"), sign, after];
    xml.start(element, if name == "Numbers" { &level } else { &level[..2] });
    let indent = [("text:space-before", "0.4cm"), ("text:min-label-width", "0.6cm")];
    xml.empty("style:list-level-properties", &indent);
    xml.end(element).end("text:list-style").line();
}

fn content(document: &Document) -> Vec<u8> {
    let root = "office:document-content";
    let mut xml = part(root);
    xml.start("office:body", &[]).start("office:text", &[]).line();
    for event in document.events() {
        write(&mut xml, event);
    }
    xml.end("office:text").end("office:body");
    xml.finish(root)
}

/// Writes an event. A document has no other kinds.
fn write(xml: &mut Xml, event: &Event<'_>) {
    match event {
        Event::Start(Tag::Heading { level, .. }) => {
            let level = if *level == HeadingLevel::H1 { "1" } else { "2" };
            let style = format!("Heading_20_{level}");
            xml.start("text:h", &[("text:style-name", &style), ("text:outline-level", level)]);
        }
        Event::End(TagEnd::Heading(_)) => {
            xml.end("text:h").line();
        }
        Event::Start(Tag::Paragraph) => {
            xml.start("text:p", &[]);
        }
        Event::End(TagEnd::Paragraph) => {
            xml.end("text:p").line();
        }
        Event::Start(Tag::List(first)) => {
            let style = if first.is_some() { "Numbers" } else { "Bullets" };
            xml.start("text:list", &[("text:style-name", style)]).line();
        }
        Event::End(TagEnd::List(_)) => {
            xml.end("text:list").line();
        }
        Event::Start(Tag::Item) => {
            xml.start("text:list-item", &[]).start("text:p", &[]);
        }
        Event::End(TagEnd::Item) => {
            xml.end("text:p").end("text:list-item").line();
        }
        Event::TaskListMarker(_) => {
            xml.content("☐ ");
        }
        Event::Start(Tag::Link { dest_url, .. }) => {
            xml.start("text:a", &[("xlink:type", "simple"), ("xlink:href", dest_url)]);
        }
        Event::End(TagEnd::Link) => {
            xml.end("text:a");
        }
        Event::Text(text) => {
            xml.content(text);
        }
        _ => {}
    }
}
