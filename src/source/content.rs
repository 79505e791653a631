//! The content of a folder: records with their bodies, settings, vocabularies.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::Asset;
use super::vocabulary::Worded;
use crate::diagnostic::{Diagnostic, Span};
use crate::markdown::{Doc, Section};
use crate::model::{Config, Record, Schema, SourceFile, Term, Values, Vocabulary};

/// A record, its body, and the file both come from.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The file.
    pub file: SourceFile,
    /// Bytes of the file before the body.
    pub front: Span,
    /// The fields.
    pub record: Record,
    /// The body.
    pub doc: Doc,
}

impl Entry {
    /// The parts of the body that may be published under the Chatham House Rule: all but quotations
    /// and raw HTML. Checks for names read exactly these. (The site leaves titles of links out too,
    /// but a name in a title is an error nevertheless.)
    #[must_use]
    pub fn open_body(&self) -> Vec<Span> {
        let mut cuts: Vec<Span> =
            self.doc.quotations.iter().chain(&self.doc.raw_html).copied().collect();
        cuts.sort();
        let mut pieces = Vec::new();
        let mut at = self.front.end;
        for cut in cuts {
            if cut.start > at {
                pieces.push(Span { start: at, end: cut.start });
            }
            at = at.max(cut.end);
        }
        let end = Span::new(0..self.file.text.len()).end;
        if end > at {
            pieces.push(Span { start: at, end });
        }
        pieces
    }
}

/// A record as an earlier version of its file has it.
#[derive(Debug)]
pub struct Past {
    /// The description of its fields.
    pub schema: &'static Schema,
    /// Their values: what is not valid is left out.
    pub values: Values,
    /// The record.
    pub record: Record,
    /// The words of its body.
    pub sections: Vec<Section>,
}

/// Everything that was read.
#[derive(Debug, Clone)]
pub struct Content {
    /// `site.yaml`.
    pub config: Config,
    /// The file that the configuration was read from.
    pub config_file: Option<SourceFile>,
    /// The vocabularies.
    pub vocabulary: Vocabulary,
    /// The files that they were read from, by name.
    pub vocabulary_files: BTreeMap<&'static str, SourceFile>,
    /// The records, in the order of their files, folder by folder.
    pub entries: Vec<Arc<Entry>>,
    /// Files of records that could not be read. Their errors are reported; references to them are
    /// not a second error.
    pub unread: Vec<SourceFile>,
    /// Names of the vocabularies that could not be read, for the same reason.
    pub unread_vocabularies: Vec<&'static str>,
    /// Files beside records.
    pub assets: Vec<Asset>,
}

impl Content {
    /// The record of the file at a path.
    #[must_use]
    pub fn entry(&self, path: &str) -> Option<&Arc<Entry>> {
        self.place(path).ok().map(|at| &self.entries[at])
    }

    /// Adds a record, in place of the one of the same file.
    pub fn put(&mut self, entry: Arc<Entry>) {
        match self.place(&entry.file.path) {
            Ok(at) => self.entries[at] = entry,
            Err(at) => self.entries.insert(at, entry),
        }
    }

    fn place(&self, path: &str) -> Result<usize, usize> {
        self.entries.binary_search_by(|entry| by_path(&entry.file.path, path))
    }
}

/// The order of files: folder by folder, so that `day/rats.md` comes before `day-two/lids.md`,
/// although the letters of its path do not.
pub(super) fn by_path(one: &str, other: &str) -> Ordering {
    one.split('/').cmp(other.split('/'))
}

/// What a file was parsed to.
#[derive(Debug, Clone)]
pub(super) enum Read {
    Config(SourceFile, Option<Box<Config>>),
    Vocabulary(&'static str, SourceFile, Option<Vec<Term>>),
    TermWords(Box<Worded>),
    Entry(Arc<Entry>),
    Unread(SourceFile),
}

/// What a file was parsed to, and the findings about it.
pub(super) type Parsed = (Read, Vec<Diagnostic>);
