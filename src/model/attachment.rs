//! The kinds of files that may be beside a record: one table, which decides which
//! files are published, what messages list, and which media type the local server sends.
//!
//! It contains only files that cannot run code. A page, a script or a server's settings beside a
//! record would act in the name of the whole site.

use std::borrow::Cow;

/// How the bytes of a kind of file begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begins {
    /// With one of these.
    With(&'static [&'static [u8]]),
    /// With the second at four bytes from the start, as in MP4.
    FourIn(&'static [&'static [u8]]),
    /// With `RIFF`, a length, and this.
    Riff(&'static [u8]),
    /// With any text: bytes that hold no zero.
    Text,
    /// It is a drawing, which is cleaned.
    Svg,
}

/// What a reader does with a kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Looks at it.
    Picture,
    /// Reads it.
    Document,
    /// Listens to it.
    Audio,
    /// Watches it.
    Video,
}

/// A kind of file.
#[derive(Debug)]
pub struct Attachment {
    /// How its name ends, after the dot, in lower case.
    pub ending: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// What it is for.
    pub group: Group,
    /// How it begins.
    pub begins: Begins,
}

const ZIP: Begins = Begins::With(&[b"PK\x03\x04"]);
const OLE: Begins = Begins::With(&[b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]);
const FTYP: Begins = Begins::FourIn(&[b"ftyp"]);

const fn kind(
    ending: &'static str,
    media_type: &'static str,
    group: Group,
    begins: Begins,
) -> Attachment {
    Attachment { ending, media_type, group, begins }
}

/// All kinds that may be attached.
pub const ATTACHMENTS: &[Attachment] = &[
    kind("png", "image/png", Group::Picture, Begins::With(&[b"\x89PNG\r\n\x1a\n"])),
    kind("jpg", "image/jpeg", Group::Picture, Begins::With(&[b"\xff\xd8\xff"])),
    kind("jpeg", "image/jpeg", Group::Picture, Begins::With(&[b"\xff\xd8\xff"])),
    kind("gif", "image/gif", Group::Picture, Begins::With(&[b"GIF87a", b"GIF89a"])),
    kind("webp", "image/webp", Group::Picture, Begins::Riff(b"WEBP")),
    kind(
        "avif",
        "image/avif",
        Group::Picture,
        Begins::FourIn(&[b"ftypavif", b"ftypavis", b"ftypmif1"]),
    ),
    kind("svg", "image/svg+xml; charset=utf-8", Group::Picture, Begins::Svg),
    kind("pdf", "application/pdf", Group::Document, Begins::With(&[b"%PDF-"])),
    kind(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Group::Document,
        ZIP,
    ),
    kind(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Group::Document,
        ZIP,
    ),
    kind(
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        Group::Document,
        ZIP,
    ),
    kind("odt", "application/vnd.oasis.opendocument.text", Group::Document, ZIP),
    kind("ods", "application/vnd.oasis.opendocument.spreadsheet", Group::Document, ZIP),
    kind("odp", "application/vnd.oasis.opendocument.presentation", Group::Document, ZIP),
    kind("doc", "application/msword", Group::Document, OLE),
    kind("xls", "application/vnd.ms-excel", Group::Document, OLE),
    kind("ppt", "application/vnd.ms-powerpoint", Group::Document, OLE),
    kind("rtf", "application/rtf", Group::Document, Begins::With(&[b"{\\rtf"])),
    kind("csv", "text/csv; charset=utf-8", Group::Document, Begins::Text),
    kind("tsv", "text/tab-separated-values; charset=utf-8", Group::Document, Begins::Text),
    kind("txt", "text/plain; charset=utf-8", Group::Document, Begins::Text),
    kind(
        "mp3",
        "audio/mpeg",
        Group::Audio,
        Begins::With(&[b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"]),
    ),
    kind("m4a", "audio/mp4", Group::Audio, FTYP),
    kind("ogg", "audio/ogg", Group::Audio, Begins::With(&[b"OggS"])),
    kind("wav", "audio/wav", Group::Audio, Begins::Riff(b"WAVE")),
    kind("mp4", "video/mp4", Group::Video, FTYP),
    kind("webm", "video/webm", Group::Video, Begins::With(&[b"\x1a\x45\xdf\xa3"])),
    kind(
        "vtt",
        "text/vtt; charset=utf-8",
        Group::Video,
        Begins::With(&[b"WEBVTT", b"\xef\xbb\xbfWEBVTT"]),
    ),
];

/// What text for a person may never begin with, in lower case: browsers and servers take it for
/// something that runs, whatever the file's name says.
const ACTIVE: [&str; 17] = [
    "<!doctype",
    "<html",
    "<head",
    "<body",
    "<script",
    "<iframe",
    "<style",
    "<title",
    "<meta",
    "<svg",
    "<?xml",
    "<?php",
    "<?=",
    "<%",
    "<!--",
    "<object",
    "<embed",
];

/// The kind of a file by its name.
#[must_use]
pub fn attachment(name: &str) -> Option<&'static Attachment> {
    let (stem, ending) = name.rsplit('/').next()?.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    ATTACHMENTS.iter().find(|kind| !stem.is_empty() && kind.ending == ending)
}

/// What may be attached, in words.
#[must_use]
pub fn attachable() -> String {
    let of = |group| {
        let endings = ATTACHMENTS.iter().filter(|kind| kind.group == group);
        endings.map(|kind| kind.ending).collect::<Vec<_>>().join(", ")
    };
    format!(
        "pictures ({}), documents ({}), audio ({}) and video ({})",
        of(Group::Picture),
        of(Group::Document),
        of(Group::Audio),
        of(Group::Video)
    )
}

impl Attachment {
    /// Whether a file that begins with `head` is what its name says. Whether a drawing is one is
    /// told when it is cleaned.
    #[must_use]
    pub fn is(&self, head: &[u8]) -> bool {
        let at =
            |at: usize, found: &[u8]| head.get(at..).is_some_and(|rest| rest.starts_with(found));
        match self.begins {
            Begins::With(starts) => starts.iter().any(|start| at(0, start)),
            Begins::FourIn(starts) => starts.iter().any(|start| at(4, start)),
            Begins::Riff(kind) => at(0, b"RIFF") && at(8, kind),
            Begins::Text => text(head).is_some_and(|text| !is_active(&text)),
            Begins::Svg => true,
        }
    }
}

/// What a text begins with. Spreadsheets also save text in UTF-16, which its first two bytes say.
fn text(head: &[u8]) -> Option<Cow<'_, str>> {
    let wide = |unit: fn([u8; 2]) -> u16| {
        let units = head[2..].as_chunks::<2>().0.iter().map(|pair| unit(*pair));
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    let text = match head {
        [0xff, 0xfe, ..] => Cow::Owned(wide(u16::from_le_bytes)),
        [0xfe, 0xff, ..] => Cow::Owned(wide(u16::from_be_bytes)),
        _ => String::from_utf8_lossy(head),
    };
    (!text.contains('\0')).then_some(text)
}

fn is_active(text: &str) -> bool {
    let text =
        text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace() || c.is_control());
    let start: String = text.chars().take(16).collect::<String>().to_ascii_lowercase();
    ACTIVE.iter().any(|active| start.starts_with(active))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_alone_makes_no_picture() {
        let png = attachment("a/photo.PNG").unwrap();
        assert!(png.is(b"\x89PNG\r\n\x1a\n...") && !png.is(b"<html>") && !png.is(b""));
        assert!(attachment("a.webp").unwrap().is(b"RIFF\0\0\0\0WEBP"));
        assert!(!attachment("a.webp").unwrap().is(b"RIFF\0\0\0\0WAVE"));
        assert!(attachment("a.mp4").unwrap().is(b"\0\0\0\x18ftypmp42"));
        let text = attachment("a.txt").unwrap();
        assert!(text.is(b"a < b") && text.is(b"") && text.is("<é>".as_bytes()));
        assert!(text.is(b"\xff\xfea\0;\0") && !text.is(b"a\0") && !text.is(b"\xff\xfea\0\0\0"));
        for active in ["<?php x", "\u{feff}\n<!DOCTYPE html>", "  <SCRIPT>", "<svg/>", "<?xml?>"] {
            assert!(!text.is(active.as_bytes()), "{active}");
            let wide = format!("\u{feff}{active}");
            let wide: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert!(!text.is(&wide), "{active} in UTF-16");
        }
    }

    #[test]
    fn what_could_run_is_not_attachable() {
        for name in [
            "a.html",
            "a.htm",
            "a.xhtml",
            "a.xml",
            "a.js",
            "a.mjs",
            "a.php",
            "a.phtml",
            "a.svgz",
            "web.config",
            ".htaccess",
            "a.css",
            "a.json",
            "a.wasm",
            "a.swf",
            "a.png.html",
            "a.docm",
            "a.exe",
            "png",
            ".png",
            "a.",
        ] {
            assert!(attachment(name).is_none(), "{name}");
        }
    }
}
