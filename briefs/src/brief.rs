//! A brief as data: what a caller sends, one brief to a line of JSON.
//!
//! All words are in the language of the brief already, labels included. Texts are plain: no
//! character in them has a meaning in markup.

use serde::{Deserialize, Serialize};

/// A brief.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Brief {
    /// Its permanent identifier: `practices/providence-talks`.
    pub id: String,
    /// Its language (BCP 47).
    pub lang: String,
    /// The size of its pages.
    pub paper: Paper,
    /// Its title.
    pub title: String,
    /// The line above the title.
    pub overline: String,
    /// Who publishes it.
    pub publisher: String,
    /// What a reader must know before anything else, such as that it is only a proposal.
    pub warning: Option<String>,
    /// What it is about, in a few sentences.
    pub summary: String,
    /// Facts in a few words each.
    pub facts: Vec<Fact>,
    /// Its text.
    pub blocks: Vec<Block>,
    /// The title of the list of sources.
    pub sources_title: String,
    /// Its sources, numbered from 1.
    pub sources: Vec<Vec<Inline>>,
    /// The lines at its end: licence, address, when it was checked.
    pub colophon: Vec<Vec<Inline>>,
    /// The text of a page number, with the placeholders `{page}` and `{pages}`.
    pub page: String,
}

/// A size of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 inches.
    UsLetter,
}

/// A fact.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What it is about.
    pub label: String,
    /// Its lines.
    pub lines: Vec<String>,
    /// A level from 0 to 5, drawn before the text, which has to say it too.
    pub level: Option<u8>,
}

/// A block of text.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Block {
    /// A heading; the title is the only one of level 1.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// At the side where lines begin: left in English, right in Arabic.
    Start,
    /// In the middle.
    Center,
    /// At the side where lines end.
    End,
}

/// Inline content.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
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
    /// A link to a web page or mailbox.
    Link {
        /// Its address.
        url: String,
        /// Its parts.
        parts: Vec<Inline>,
    },
    /// The number of a source, linked to the source.
    Source {
        /// The number.
        number: usize,
        /// The same in words: `Source 2`.
        label: String,
    },
    /// A line break.
    Break,
}

impl Brief {
    /// Applies `change` to every text that is shown.
    pub(crate) fn each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let single = [&mut self.title, &mut self.overline, &mut self.publisher, &mut self.summary];
        single.into_iter().for_each(&mut *change);
        [&mut self.sources_title, &mut self.page].into_iter().for_each(&mut *change);
        self.warning.iter_mut().for_each(&mut *change);
        for fact in &mut self.facts {
            change(&mut fact.label);
            fact.lines.iter_mut().for_each(&mut *change);
        }
        self.blocks.iter_mut().for_each(|block| block.each_text(change));
        let lines = self.sources.iter_mut().chain(&mut self.colophon);
        lines.for_each(|line| each_text(line, change));
    }
}

impl Brief {
    /// Makes headings conform to PDF/UA: none is empty, and none skips a level.
    pub(crate) fn nest_headings(&mut self) {
        let is_empty = |block: &mut Block| {
            let Block::Heading { text, .. } = block else { return false };
            let mut is_blank = true;
            each_text(text, &mut |text| is_blank &= text.trim().is_empty());
            is_blank
        };
        self.blocks.retain_mut(|block| !is_empty(block));
        let mut above = 1;
        for block in &mut self.blocks {
            if let Block::Heading { level, .. } = block {
                *level = (*level).clamp(2, above + 1);
                above = *level;
            }
        }
    }
}

impl Block {
    fn each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        match self {
            Block::Heading { text, .. } | Block::Paragraph { text } => each_text(text, change),
            Block::List { items, .. } => {
                items.iter_mut().flatten().for_each(|block| block.each_text(change));
            }
            Block::Table { caption, header, rows, .. } => {
                caption.iter_mut().for_each(&mut *change);
                let cells = header.iter_mut().chain(rows.iter_mut().flatten());
                cells.for_each(|cell| each_text(cell, change));
            }
            Block::Quote { blocks } => blocks.iter_mut().for_each(|block| block.each_text(change)),
            Block::Code { text } => change(text),
            Block::Rule => {}
        }
    }
}

fn each_text(line: &mut [Inline], change: &mut dyn FnMut(&mut String)) {
    for part in line {
        match part {
            Inline::Text { text } | Inline::Code { text } => change(text),
            Inline::Source { label, .. } => change(label),
            Inline::Emphasis { parts }
            | Inline::Strong { parts }
            | Inline::Struck { parts }
            | Inline::Remark { parts }
            | Inline::Link { parts, .. } => each_text(parts, change),
            Inline::Break => {}
        }
    }
}
