//! Writes the file of a session, and remembers which part of the notes each line came from.

use super::line::lead;
use super::practices::Unknown;
use super::read::{NoteSession, Unit, WRAPPED};
use super::values::{Doing, about, quoted};
use super::words::Key;
use crate::diagnostic::{Diagnostic, Span};
use crate::model::At;

/// A part of the notes of a session, which is written or left out as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Title,
    About(Key),
    /// Position among what is marked.
    Item(usize),
    /// Position in the body.
    Unit(usize),
}

/// A written file.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    pub(super) text: String,
    /// The bytes of the text that came from each part, in order.
    origins: Vec<(Span, Part)>,
}

impl Rendered {
    fn push(&mut self, part: Option<Part>, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        if let Some(part) = part {
            self.origins.push((Span::new(start..self.text.len()), part));
        }
    }

    /// The parts that a range of bytes came from.
    pub(super) fn parts(&self, span: Span) -> impl Iterator<Item = Part> {
        let meets = move |at: &Span| at.start < span.end.max(span.start + 1) && span.start < at.end;
        self.origins.iter().filter(move |(at, _)| meets(at)).map(|(_, part)| *part)
    }

    /// All parts that are written.
    pub(super) fn all_parts(&self) -> impl Iterator<Item = Part> {
        self.origins.iter().map(|(_, part)| *part)
    }

    /// The part that a line came from, counted from 1.
    pub(super) fn part_of_line(&self, line: usize) -> Option<Part> {
        let start: usize = self.text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        self.parts(Span::new(start..start + 1)).next()
    }
}

/// A session whose marked lines have been told apart by what they become.
#[derive(Debug, Clone, Default)]
pub(super) struct Prepared {
    pub(super) notes: NoteSession,
    /// Slugs of the practices that were discussed, with the relation, by the item that says so.
    pub(super) practices: Vec<(usize, String, &'static str)>,
    pub(super) actions: Vec<(usize, Doing)>,
    /// Practices that are not known, each with the part that keeps its line and what is said of it.
    pub(super) unknown: Vec<(Part, Diagnostic, Unknown)>,
}

/// What is written of a session.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// The parts that are left out.
    pub(super) dropped: &'a dyn Fn(Part) -> bool,
    /// Whether people are named in the fields for them.
    pub(super) named: bool,
}

/// Writes the file.
pub(super) fn render(session: &Prepared, scope: Scope<'_>) -> Rendered {
    let mut file = Rendered::default();
    let kept = |part: Part| !(scope.dropped)(part);
    file.push(None, "---\n");
    file.push(Some(Part::Title), &format!("title: {}\n", quoted(&session.notes.title)));
    for (key, text) in &session.notes.about {
        let written = about(*key, text, scope.named);
        if !written.is_empty() && kept(Part::About(*key)) {
            file.push(Some(Part::About(*key)), &written);
        }
    }
    file.push(None, "status: draft\n");
    let items = || session.notes.items.iter().enumerate().filter(|(at, _)| kept(Part::Item(*at)));
    for (key, field) in
        [(Key::Takeaway, "takeaways"), (Key::Decision, "decisions"), (Key::Question, "questions")]
    {
        list(
            &mut file,
            field,
            items()
                .filter(|(_, item)| item.key == key)
                .map(|(at, item)| (at, format!("- {}\n", quoted(&item.text)))),
        );
    }
    let actions = session.actions.iter().filter(|(at, _)| kept(Part::Item(*at)));
    list(&mut file, "actions", actions.map(|(at, doing)| (*at, action(doing, scope.named))));
    let practices = session.practices.iter().filter(|(at, ..)| kept(Part::Item(*at)));
    list(
        &mut file,
        "practices",
        practices.map(|(at, slug, relation)| {
            (*at, format!("- practice: {slug}\n  relation: {relation}\n"))
        }),
    );
    file.push(None, "---\n");
    let body = session.notes.body.iter().enumerate();
    let mut before: Option<&Unit> = None;
    for (at, unit) in body.filter(|(at, _)| kept(Part::Unit(*at))) {
        if before.is_none_or(|before| are_apart(before, unit)) {
            file.push(None, "\n");
        }
        file.push(Some(Part::Unit(at)), &format!("{}\n", unit.text.value));
        before = Some(unit);
    }
    file
}

fn list(file: &mut Rendered, field: &str, items: impl Iterator<Item = (usize, String)>) {
    let mut items = items.peekable();
    if items.peek().is_some() {
        file.push(None, &format!("{field}:\n"));
    }
    items.for_each(|(at, text)| file.push(Some(Part::Item(at)), &text));
}

/// Whether a blank line is written between two parts of a body: lines that were typed one after the
/// other are thoughts of their own, unless they are items of a list or an editor wrapped them.
fn are_apart(before: &Unit, unit: &Unit) -> bool {
    let lines = [before, unit].map(|unit| lead(&unit.text.value));
    let is_list = lines.iter().all(|lead| lead.is_item);
    let last = before.text.value.lines().last().unwrap_or_default();
    let is_wrapped = last.chars().count() >= WRAPPED && lines.iter().all(|lead| lead.heading == 0);
    unit.is_apart || !is_list && !is_wrapped
}

fn action(doing: &Doing, named: bool) -> String {
    let mut text = format!("- what: {}\n", quoted(&doing.what));
    if let Some(who) = doing.who.as_ref().filter(|_| named) {
        text.push_str(&format!("  who: {}\n", quoted(who)));
    }
    if let Some(due) = &doing.due {
        text.push_str(&format!("  due: {due}\n"));
    }
    if doing.done {
        text.push_str("  done: true\n");
    }
    text
}

/// A value of the notes, as the file has it.
pub(super) fn value(session: &NoteSession, part: Part) -> Option<&At<String>> {
    match part {
        Part::Title => Some(&session.title),
        Part::About(key) => session.about.get(&key),
        Part::Item(at) => session.items.get(at).map(|item| &item.text),
        Part::Unit(at) => session.body.get(at).map(|unit| &unit.text),
    }
}
