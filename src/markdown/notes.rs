//! Resolves `[^name]` to a source of the record, a note of the body, or both.
//!
//! Names are compared as written first and then, like in the parser, without regard to case. Notes
//! are numbered in the order of their first references while the body is rendered; their own text
//! is rendered after it.

use std::collections::BTreeMap;

use pulldown_cmark::Event;
use unicase::UniCase;

use super::citations::{self, Citation};
use super::gap::Label;
use super::ids::Ids;
use crate::diagnostic::{Diagnostic, Span, keep};
use crate::model::{Source, SourceFile, slugify};

/// A note that the body defines.
#[derive(Debug)]
pub(super) struct Note<'e> {
    pub(super) name: String,
    /// The place of its `[^name]:`.
    pub(super) span: Span,
    /// Its content, until that is rendered.
    pub(super) events: Vec<Event<'e>>,
    /// Its id on the page and its number; none until something refers to it.
    pub(super) shown: Option<(String, usize)>,
}

/// The source and the note of a name, as positions in their lists.
#[derive(Debug, Clone, Copy, Default)]
struct Referent {
    source: Option<usize>,
    note: Option<usize>,
}

/// The sources and notes of a body, and the references to them.
#[derive(Debug)]
pub(super) struct Notes<'s, 'e> {
    sources: &'s [Source],
    notes: Vec<Note<'e>>,
    exact: BTreeMap<String, Referent>,
    folded: BTreeMap<UniCase<String>, Referent>,
    /// Positions of the notes with a reference, in the order of their numbers.
    shown: Vec<usize>,
    /// The position of each source among the citations.
    cited: Vec<Option<usize>>,
    /// Sources in the order of their first mention.
    pub(super) citations: Vec<Citation>,
}

impl<'s, 'e> Notes<'s, 'e> {
    /// Indexes the sources and notes by name, and reports duplicate names.
    pub(super) fn new(
        file: &SourceFile,
        sources: &'s [Source],
        notes: Vec<Note<'e>>,
        found: &mut Vec<Diagnostic>,
    ) -> Notes<'s, 'e> {
        let mut exact: BTreeMap<String, Referent> = BTreeMap::new();
        let mut folded: BTreeMap<UniCase<String>, Referent> = BTreeMap::new();
        for (at, source) in sources.iter().enumerate() {
            let referent = Referent { source: Some(at), note: None };
            exact.entry(source.id.value.clone()).or_insert(referent);
            folded.entry(UniCase::new(source.id.value.clone())).or_insert(referent);
        }
        for (at, note) in notes.iter().enumerate() {
            let referent = exact.entry(note.name.clone()).or_default();
            if referent.note.is_some() {
                keep(found, defined_twice(file, note));
                continue;
            }
            referent.note = Some(at);
            if referent.source.is_some() {
                keep(found, named_as_a_source(file, note));
            }
            let folded = folded.entry(UniCase::new(note.name.clone()));
            folded.or_insert(Referent { source: None, note: Some(at) });
        }
        let cited = vec![None; sources.len()];
        Notes { sources, notes, exact, folded, shown: Vec::new(), cited, citations: Vec::new() }
    }

    /// Renders a reference; none if the name is unknown.
    pub(super) fn refer(&mut self, name: &str, ids: &mut Ids<'_>) -> Option<String> {
        let exactly = self.exact.get(name).copied();
        let referent =
            exactly.or_else(|| self.folded.get(&UniCase::new(name.to_owned())).copied())?;
        let cited = referent.source.map(|source| self.cite(source));
        let noted = referent.note.map(|note| self.note(note, ids));
        match (cited, noted) {
            (Some(cited), Some(noted)) => Some(cited + &noted),
            (cited, noted) => cited.or(noted),
        }
    }

    fn cite(&mut self, source: usize) -> String {
        let id = &self.sources[source].id.value;
        let at = *self.cited[source].get_or_insert_with(|| {
            self.citations.push(Citation { id: id.clone(), mentions: 0 });
            self.citations.len() - 1
        });
        citations::mention(&mut self.citations[at], at + 1)
    }

    fn note(&mut self, at: usize, ids: &mut Ids<'_>) -> String {
        let note = &mut self.notes[at];
        let (id, number) = note.shown.get_or_insert_with(|| {
            self.shown.push(at);
            let number = self.shown.len();
            let name = slugify(&note.name);
            let id =
                if name.is_empty() { ids.of_note(&number.to_string()) } else { ids.of_note(&name) };
            (id, number)
        });
        let label = Label::Note(*number);
        format!("<sup class=\"note\"><a href=\"#{id}\">{label}</a></sup>")
    }

    /// Takes the id and the content of the note with the number `at + 1`.
    pub(super) fn take(&mut self, at: usize) -> Option<(String, Vec<Event<'e>>)> {
        let note = &mut self.notes[*self.shown.get(at)?];
        let (id, _) = note.shown.as_ref()?;
        Some((id.clone(), std::mem::take(&mut note.events)))
    }

    /// Reports notes without a reference.
    pub(super) fn unused(&self, file: &SourceFile, found: &mut Vec<Diagnostic>) {
        let is_first = |at: usize, note: &Note<'e>| {
            self.exact.get(&note.name).is_some_and(|referent| referent.note == Some(at))
        };
        let unused = self
            .notes
            .iter()
            .enumerate()
            .filter(|(at, note)| note.shown.is_none() && is_first(*at, note));
        unused.for_each(|(_, note)| keep(found, without_reference(file, note)));
    }
}

fn named_as_a_source(file: &SourceFile, note: &Note<'_>) -> Diagnostic {
    let name = &note.name;
    let message = format!("`[^{name}]` is a note here and one of the record's sources");
    Diagnostic::warning("note-named-as-source", file.place(note.span), message)
        .label("both are shown wherever the text says so")
        .help("rename the note, or delete it to keep the source")
}

fn defined_twice(file: &SourceFile, note: &Note<'_>) -> Diagnostic {
    let message = format!("the note `[^{}]` is defined a second time", note.name);
    Diagnostic::warning("duplicate-note", file.place(note.span), message)
        .label("this text is left out of the page; the first definition is shown")
        .help("rename this note, or merge the two texts")
}

fn without_reference(file: &SourceFile, note: &Note<'_>) -> Diagnostic {
    let name = &note.name;
    let message = format!("nothing in the text refers to the note `[^{name}]`");
    Diagnostic::warning("unused-note", file.place(note.span), message)
        .label("it is left out of the page")
        .help(format!("put `[^{name}]` where the note belongs, or delete the note"))
}
