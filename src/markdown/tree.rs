//! A body as a tree of blocks and lines, for outputs that are not HTML.
//!
//! It says what the page says: the same sources and notes are cited, links lead to the same places,
//! and what the page leaves out is left out. Of raw HTML only the words remain.

use pulldown_cmark::Alignment;
use serde::Serialize;

use super::gap::Label;
use crate::model::Source;

/// A block of text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    /// A heading.
    Heading {
        /// 2 to 6.
        level: u8,
        /// Its text.
        text: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph {
        /// Its text.
        text: Vec<Inline>,
    },
    /// A list.
    List {
        /// The number of its first item; none if they are not numbered.
        first: Option<u64>,
        /// Its items.
        items: Vec<Vec<Block>>,
    },
    /// A table.
    Table {
        /// What it shows.
        caption: Option<String>,
        /// The alignment of each column.
        columns: Vec<Align>,
        /// The titles of the columns.
        header: Vec<Vec<Inline>>,
        /// Its other rows, each with a cell for each column.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A quotation.
    Quote {
        /// What is quoted.
        blocks: Vec<Block>,
    },
    /// Lines to be shown as they are.
    Code {
        /// The lines.
        text: String,
    },
    /// A thematic break.
    Rule,
}

/// The alignment of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// At the side where lines begin.
    Start,
    /// In the middle.
    Center,
    /// At the side where lines end.
    End,
}

impl From<Alignment> for Align {
    fn from(alignment: Alignment) -> Align {
        match alignment {
            Alignment::None | Alignment::Left => Align::Start,
            Alignment::Center => Align::Center,
            Alignment::Right => Align::End,
        }
    }
}

/// Inline content.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Inline {
    /// Text.
    Text {
        /// The text.
        text: String,
    },
    /// Code within a line.
    Code {
        /// The code.
        text: String,
    },
    /// Emphasised text.
    Emphasis {
        /// Its parts.
        parts: Vec<Inline>,
    },
    /// Strongly emphasised text.
    Strong {
        /// Its parts.
        parts: Vec<Inline>,
    },
    /// Text that is struck through.
    Struck {
        /// Its parts.
        parts: Vec<Inline>,
    },
    /// A remark in smaller letters.
    Remark {
        /// Its parts.
        parts: Vec<Inline>,
    },
    /// A link.
    Link {
        /// Its address, from the root of the host if it is on this site.
        url: String,
        /// Its parts.
        parts: Vec<Inline>,
    },
    /// A citation of a source.
    Source {
        /// The number of the source, from 1.
        number: usize,
        /// The same in words: `Source 2`.
        label: String,
    },
    /// A line break.
    Break,
}

impl Inline {
    /// A text.
    pub fn text(text: impl Into<String>) -> Inline {
        Inline::Text { text: text.into() }
    }
}

impl Block {
    /// Adds the words of each of its lines.
    pub fn lines(&self, lines: &mut Vec<String>) {
        match self {
            Block::Heading { text, .. } | Block::Paragraph { text } => lines.push(plain(text)),
            Block::List { items, .. } => {
                items.iter().flatten().for_each(|block| block.lines(lines));
            }
            Block::Table { caption, header, rows, .. } => {
                lines.extend(caption.clone());
                let cells = header.iter().chain(rows.iter().flatten());
                lines.extend(cells.map(|cell| plain(cell)));
            }
            Block::Quote { blocks } => blocks.iter().for_each(|block| block.lines(lines)),
            Block::Code { text } => lines.push(text.clone()),
            Block::Rule => {}
        }
    }
}

/// The words of a line.
#[must_use]
pub fn plain(line: &[Inline]) -> String {
    line.iter().map(Inline::plain).collect()
}

impl Inline {
    fn plain(&self) -> String {
        match self {
            Inline::Text { text } | Inline::Code { text } => text.clone(),
            Inline::Emphasis { parts }
            | Inline::Strong { parts }
            | Inline::Struck { parts }
            | Inline::Remark { parts }
            | Inline::Link { parts, .. } => plain(parts),
            Inline::Source { .. } => String::new(),
            Inline::Break => " ".to_owned(),
        }
    }
}

/// What a tree is made with besides the text of the body.
pub struct TreeContext<'a> {
    /// The sources of the record.
    pub sources: &'a [Source],
    /// The number of the source with an id.
    pub number: &'a dyn Fn(&str) -> Option<usize>,
    /// Where the link within the site that begins at a byte of the file leads, and the text of a link
    /// to a record. An empty address leads nowhere.
    pub link: &'a dyn Fn(usize) -> Option<(String, Option<String>)>,
    /// The words of a label.
    pub label: &'a dyn Fn(Label) -> String,
    /// Makes the replacement for a picture from its alternative text.
    pub picture: &'a dyn Fn(&str) -> String,
}
