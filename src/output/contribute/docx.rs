//! A template as a document of Office Open XML, which Word, Pages, LibreOffice and Google Docs open.

use std::io;

use super::template::{Block, MARK, Template};
use crate::archive::zip;
use crate::output::xml::Xml;

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The document, in a language.
///
/// # Errors
/// Never: it is made in memory.
pub(super) fn docx(template: &Template, lang: &str) -> io::Result<Vec<u8>> {
    let parts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", relation("officeDocument", "word/document.xml")),
        ("word/_rels/document.xml.rels", relation("styles", "styles.xml")),
        ("word/document.xml", document(template)),
        ("word/styles.xml", styles(lang)),
    ];
    zip(parts.iter().map(|(path, bytes)| (*path, bytes.as_slice())))
}

fn content_types() -> Vec<u8> {
    let mut xml = Xml::new("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))]);
    let rels = "application/vnd.openxmlformats-package.relationships+xml";
    xml.empty("Default", &[("Extension", "rels"), ("ContentType", rels)]);
    xml.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
    for (part, kind) in [("document", "document.main"), ("styles", "styles")] {
        let (name, kind) = (format!("/word/{part}.xml"), format!("{TYPE}.{kind}+xml"));
        xml.empty("Override", &[("PartName", &name), ("ContentType", &kind)]);
    }
    xml.finish("Types")
}

fn relation(kind: &str, target: &str) -> Vec<u8> {
    let mut xml = Xml::new("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))]);
    let kind = format!("{OFFICE}/{kind}");
    xml.empty("Relationship", &[("Id", "rId1"), ("Type", &kind), ("Target", target)]);
    xml.finish("Relationships")
}

fn document(template: &Template) -> Vec<u8> {
    let mut xml = Xml::new("w:document", &[("xmlns:w", MAIN)]);
    xml.start("w:body", &[]);
    paragraph(&mut xml, "Title", &template.title);
    paragraph(&mut xml, "Hint", &hint(&template.intro));
    for block in &template.blocks {
        match block {
            Block::Heading(text) => paragraph(&mut xml, "Heading2", text),
            Block::Hint(text) => paragraph(&mut xml, "Hint", &hint(text)),
            Block::Line(text) => paragraph(&mut xml, "", text),
        }
    }
    xml.end("w:body");
    xml.finish("w:document")
}

/// A hint is recognised by its first character, because word processors rename styles.
fn hint(text: &str) -> String {
    format!("{MARK} {text}")
}

fn paragraph(xml: &mut Xml, style: &str, text: &str) {
    xml.start("w:p", &[]);
    if !style.is_empty() {
        xml.start("w:pPr", &[]).empty("w:pStyle", &[("w:val", style)]).end("w:pPr");
    }
    if !text.is_empty() {
        xml.start("w:r", &[]).start("w:t", &[("xml:space", "preserve")]).content(text);
        xml.end("w:t").end("w:r");
    }
    xml.end("w:p").line();
}

fn styles(lang: &str) -> Vec<u8> {
    let mut xml = Xml::new("w:styles", &[("xmlns:w", MAIN)]);
    xml.start("w:docDefaults", &[]).start("w:rPrDefault", &[]).start("w:rPr", &[]);
    xml.empty("w:sz", &[("w:val", "22")]).empty("w:lang", &[("w:val", lang)]);
    xml.end("w:rPr").end("w:rPrDefault").end("w:docDefaults").line();
    // Paragraphs without a style have the default one, and some programs fail if it is not defined.
    let normal = [("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")];
    xml.start("w:style", &normal).empty("w:name", &[("w:val", "Normal")]).end("w:style").line();
    // Sizes are in half points, distances in twentieths of a point.
    style(&mut xml, ("Title", "Title"), "240", &[("w:b", ""), ("w:sz", "36")]);
    style(&mut xml, ("Heading2", "heading 2"), "320", &[("w:b", ""), ("w:sz", "26")]);
    style(&mut xml, ("Hint", "Hint"), "0", &[("w:color", "595959"), ("w:sz", "19")]);
    xml.finish("w:styles")
}

/// A style of paragraphs: its id and name, the space before it, and how its letters look.
fn style(xml: &mut Xml, (id, name): (&str, &str), before: &str, letters: &[(&str, &str)]) {
    xml.start("w:style", &[("w:type", "paragraph"), ("w:styleId", id)]);
    xml.empty("w:name", &[("w:val", name)]).empty("w:qFormat", &[]);
    xml.start("w:pPr", &[]);
    if id == "Heading2" {
        xml.empty("w:keepNext", &[]);
    }
    xml.empty("w:spacing", &[("w:before", before), ("w:after", "60")]);
    if id == "Heading2" {
        xml.empty("w:outlineLvl", &[("w:val", "1")]);
    }
    xml.end("w:pPr").start("w:rPr", &[]);
    for (element, value) in letters {
        if value.is_empty() {
            xml.empty(element, &[]);
        } else {
            xml.empty(element, &[("w:val", value)]);
        }
    }
    xml.end("w:rPr").end("w:style").line();
}
