//! Sets a brief and writes it as PDF.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::brief::Brief;
use crate::world::{BriefWorld, Shared};

/// The program that the files name as their creator.
const CREATOR: &str = concat!("crosstown-briefs ", env!("CARGO_PKG_VERSION"));

/// A finished brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file, which conforms to PDF/UA-1. The same brief always has the same bytes.
    pub bytes: Vec<u8>,
    /// The number of its pages.
    pub pages: usize,
    /// Characters that no face has, in the order of their code points. A sign stands in their place.
    pub missing: Vec<char>,
}

/// Why a brief could not be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(String);

impl Display for Fault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Fault {}

impl From<&serde_json::Error> for Fault {
    fn from(error: &serde_json::Error) -> Fault {
        Fault(format!("this is not a brief: {error}"))
    }
}

/// Sets briefs. Loading the faces takes longer than setting a brief, so it is made once.
#[derive(Debug)]
pub struct Renderer {
    shared: Shared,
    standards: PdfStandards,
}

impl Renderer {
    /// A renderer with all faces.
    ///
    /// # Errors
    /// When the parts that the program carries do not fit together.
    pub fn new() -> Result<Renderer, Fault> {
        let shared = Shared::load().ok_or_else(|| Fault("a path is not valid".to_owned()))?;
        let standards = PdfStandards::new(&[PdfStandard::Ua_1]);
        let standards = standards.map_err(|error| Fault(error.message().to_string()))?;
        Ok(Renderer { shared, standards })
    }

    /// Sets a brief.
    ///
    /// # Errors
    /// When it cannot be set, or the file would not conform to PDF/UA-1.
    pub fn render(&self, brief: &Brief) -> Result<Pdf, Fault> {
        let (document, missing) = self.set(brief)?;
        let ident = Smart::Custom(brief.id.clone());
        let options = PdfOptions {
            ident,
            creator: Smart::Custom(Some(CREATOR.to_owned())),
            timestamp: None,
            page_ranges: None,
            standards: self.standards.clone(),
            tagged: true,
            pretty: false,
        };
        let bytes = typst_pdf::pdf(&document, &options).map_err(fault)?;
        // Otherwise typst's cache would grow with each brief.
        typst::comemo::evict(0);
        Ok(Pdf { bytes, pages: document.pages().len(), missing })
    }

    /// Sets a brief, and returns the characters that no face has.
    fn set(&self, brief: &Brief) -> Result<(PagedDocument, Vec<char>), Fault> {
        let (mut brief, mut missing) = (brief.clone(), Vec::new());
        brief.each_text(&mut |text| self.shared.fonts().replace_missing(text, &mut missing));
        brief.nest_headings();
        missing.sort_unstable();
        missing.dedup();
        let json = serde_json::to_vec(&brief).map_err(|error| Fault(error.to_string()))?;
        let world = BriefWorld::new(&self.shared, json);
        let document = typst::compile::<PagedDocument>(&world).output.map_err(fault)?;
        Ok((document, missing))
    }
}

/// The messages of typst, joined into one text.
fn fault(found: impl IntoIterator<Item = SourceDiagnostic>) -> Fault {
    let lines = found.into_iter().map(|one| one.message.to_string());
    Fault(lines.collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    use typst::layout::{Abs, Frame, FrameItem};

    use super::Renderer;
    use crate::brief::{Align, Block, Brief, Fact, Inline, Paper};

    fn text(text: &str) -> Vec<Inline> {
        vec![Inline::Text { text: text.to_owned() }]
    }

    fn paragraph(words: &str) -> Block {
        Block::Paragraph { text: text(words) }
    }

    /// A brief in which every text is `words`.
    fn brief(words: &str) -> Brief {
        let text = || text(words);
        let item = || vec![paragraph(words)];
        let link = |url: &str| Inline::Link { url: url.to_owned(), parts: text() };
        let source = |number| Inline::Source { number, label: words.to_owned() };
        let parts = vec![
            Inline::Strong { parts: text() },
            Inline::Emphasis { parts: text() },
            Inline::Struck { parts: text() },
            Inline::Code { text: words.to_owned() },
            link("https://example.org/a?b=c&d#e"),
            link(words),
            Inline::Break,
            source(1),
            source(7),
            Inline::Remark { parts: text() },
        ];
        Brief {
            id: "practices/x".to_owned(),
            lang: "en".to_owned(),
            paper: Paper::A4,
            title: words.to_owned(),
            overline: words.to_owned(),
            publisher: words.to_owned(),
            warning: Some(words.to_owned()),
            summary: words.to_owned(),
            facts: vec![Fact {
                label: words.to_owned(),
                lines: vec![words.to_owned(), words.to_owned()],
                level: Some(3),
            }],
            blocks: vec![
                Block::Heading { level: 5, text: text() },
                Block::Paragraph { text: parts },
                Block::List { first: None, items: vec![item(), item()] },
                Block::List { first: Some(7), items: vec![item()] },
                Block::Table {
                    caption: Some(words.to_owned()),
                    columns: vec![Align::Start, Align::End],
                    header: vec![text(), text()],
                    rows: vec![vec![text(), Vec::new()], vec![text()]],
                },
                Block::Quote { blocks: item() },
                Block::Code { text: words.to_owned() },
                Block::Rule,
                Block::Heading { level: 2, text: text() },
            ],
            sources_title: words.to_owned(),
            sources: vec![text(), text()],
            colophon: vec![text()],
            page: words.to_owned(),
        }
    }

    /// The words of a page.
    fn words(frame: &Frame, all: &mut String) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => words(&group.frame, all),
                FrameItem::Text(run) => all.push_str(&run.text),
                _ => {}
            }
        }
    }

    #[test]
    fn no_text_is_read_as_markup() {
        let renderer = Renderer::new().unwrap();
        for hostile in [
            "#panic()",
            "$x$",
            "*a*",
            "_a_",
            "`a`",
            "= a",
            "- a",
            "+ a",
            "/ a: b",
            "<a>",
            "@a",
            "\\#a",
            "// a",
            "/* a",
            "[a]",
            "#[a]",
            "]",
            "\"",
            "\u{0}",
            "~",
            "---",
            "{page}",
            "a  b",
            "https://a.example",
            "javascript:alert(1)",
        ] {
            let given = brief(hostile);
            let (document, _) = renderer.set(&given).unwrap();
            let mut read = String::new();
            document.pages().iter().for_each(|page| words(&page.frame, &mut read));
            let shown = hostile.replace('\u{0}', "\u{FFFD}");
            assert!(read.matches(&shown).count() >= 25, "{hostile}: {read}");
            renderer.render(&given).unwrap();
        }
    }

    #[test]
    fn the_document_is_accessible_and_always_the_same() {
        let renderer = Renderer::new().unwrap();
        let given = Brief { lang: "es-MX".to_owned(), ..brief("Aula abierta") };
        let pdf = renderer.render(&given).unwrap();
        assert_eq!(Renderer::new().unwrap().render(&given).unwrap(), pdf);
        let bytes = String::from_utf8_lossy(&pdf.bytes);
        for part in ["<pdfuaid:part>1</pdfuaid:part>", ">es-MX<", ">Aula abierta<"] {
            assert!(bytes.contains(part), "{part}");
        }
        assert!(!bytes.contains("CreationDate") && !bytes.contains("CreateDate"));
        let letter = Brief { paper: Paper::UsLetter, ..given };
        let (document, _) = renderer.set(&letter).unwrap();
        let size = document.pages()[0].frame.size();
        assert!(
            size.x.approx_eq(Abs::inches(8.5)) && size.y.approx_eq(Abs::inches(11.0)),
            "{size:?}"
        );
    }

    #[test]
    fn letters_that_no_face_has_are_told() {
        let renderer = Renderer::new().unwrap();
        let pdf = renderer.render(&brief("Αθήνα София عمّان 香港 ěščř")).unwrap();
        assert_eq!(pdf.missing, ['港', '香']);
        let pdf = renderer.render(&brief("a\u{AD}b\u{200B}c\u{A0}d\u{202F}e")).unwrap();
        assert!(pdf.missing.is_empty(), "{:?}", pdf.missing);
    }

    #[test]
    fn what_is_odd_is_set_nevertheless() {
        let renderer = Renderer::new().unwrap();
        let odd = [
            Brief { lang: String::new(), ..brief("a") },
            Brief { lang: "x-klingon".to_owned(), ..brief("a") },
            Brief {
                title: "a".to_owned(),
                facts: Vec::new(),
                sources: Vec::new(),
                colophon: Vec::new(),
                sources_title: "a".to_owned(),
                ..brief("")
            },
            Brief { title: "long ".repeat(200), ..brief(&"w".repeat(500)) },
            Brief { blocks: vec![paragraph(&"Many words. ".repeat(500))], ..brief("a") },
        ];
        for (at, given) in odd.iter().enumerate() {
            let pdf = renderer.render(given).unwrap_or_else(|fault| panic!("{at}: {fault}"));
            assert!(pdf.pages >= 1);
        }
    }

    #[test]
    fn deep_lists_and_quotations_are_set() {
        let renderer = Renderer::new().unwrap();
        let mut blocks = vec![paragraph("a")];
        for level in 0..16 {
            blocks = vec![match level % 2 {
                0 => Block::Quote { blocks },
                _ => Block::List { first: None, items: vec![blocks] },
            }];
        }
        renderer.render(&Brief { blocks, ..brief("a") }).unwrap();
    }
}
