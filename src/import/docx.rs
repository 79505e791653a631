//! The paragraphs of a document of Office Open XML. Sizes are bounded, so that a small file that
//! unpacks to gigabytes costs no more than a large one.

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

/// Most bytes of a document, packed or unpacked.
pub const MOST: u64 = 10_000_000;

/// The part of a document that has its text.
const TEXT: &str = "word/document.xml";

/// Why a document cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is no zip archive, or a damaged one.
    NoArchive,
    /// It has no `word/document.xml`.
    NoText,
    /// Its text is larger than [`MOST`].
    TooLarge,
    /// Its text is not well-formed.
    Damaged,
}

/// The text of each paragraph, in order. What was deleted with tracked changes is left out.
///
/// # Errors
/// When it is not such a document, or too large.
pub fn paragraphs(bytes: &[u8]) -> Result<Vec<String>, Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::NoArchive)?;
    let part = archive.by_name(TEXT).map_err(|_| Fault::NoText)?;
    let mut xml = Vec::new();
    part.take(MOST + 1).read_to_end(&mut xml).map_err(|_| Fault::Damaged)?;
    if xml.len() as u64 > MOST {
        return Err(Fault::TooLarge);
    }
    let xml = String::from_utf8(xml).map_err(|_| Fault::Damaged)?;
    texts(&xml)
}

fn texts(xml: &str) -> Result<Vec<String>, Fault> {
    let mut reader = Reader::from_str(xml);
    let (mut all, mut text, mut is_text) = (Vec::new(), String::new(), false);
    loop {
        match reader.read_event().map_err(|_| Fault::Damaged)? {
            Event::Start(tag) => is_text |= tag.name().as_ref() == "w:t",
            Event::Empty(tag) => match tag.name().as_ref() {
                "w:br" | "w:cr" => all.push(std::mem::take(&mut text)),
                "w:tab" => text.push(' '),
                // An empty paragraph.
                "w:p" => all.push(String::new()),
                _ => {}
            },
            Event::End(tag) => match tag.name().as_ref() {
                "w:t" => is_text = false,
                "w:p" => all.push(std::mem::take(&mut text)),
                _ => {}
            },
            Event::Text(words) if is_text => {
                text.push_str(&words);
            }
            Event::GeneralRef(name) if is_text => {
                let whole = format!("&{};", &*name);
                let read = quick_xml::escape::unescape(&whole).map_err(|_| Fault::Damaged)?;
                text.push_str(&read);
            }
            Event::Eof => return Ok(all),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, MOST, TEXT, paragraphs};
    use crate::archive::zip;

    fn document(body: &str) -> Vec<u8> {
        let xml = format!("<w:document xmlns:w='x'><w:body>{body}</w:body></w:document>");
        zip([(TEXT, xml.as_bytes())]).unwrap()
    }

    #[test]
    fn paragraphs_are_read_as_they_are_seen() {
        let body = "<w:p><w:r><w:t>Trams &amp; </w:t></w:r><w:r><w:t>bus&#233;s</w:t><w:br/><w:t>b</w:t>\
            </w:r></w:p><w:p/><w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>";
        assert_eq!(paragraphs(&document(body)).unwrap(), ["Trams & busés", "b", "", ""]);
    }

    #[test]
    fn what_is_no_document_is_refused() {
        assert_eq!(paragraphs(b"Not a document"), Err(Fault::NoArchive));
        assert_eq!(paragraphs(&zip([("a.txt", &b"a"[..])]).unwrap()), Err(Fault::NoText));
        assert_eq!(paragraphs(&document("<w:p></w:r>")), Err(Fault::Damaged));
        let bomb = " ".repeat(usize::try_from(MOST).unwrap());
        let bomb = document(&bomb);
        assert!(bomb.len() < 100_000);
        assert_eq!(paragraphs(&bomb), Err(Fault::TooLarge));
    }
}
