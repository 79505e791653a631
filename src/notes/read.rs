//! From the text of notes to sessions: what describes each, what is marked, and the rest.

use std::collections::BTreeMap;

use super::line::{Keyed, Lead, keyed, lead};
use super::words::{self, Key};
use crate::diagnostic::{Diagnostic, Span, nearest};
use crate::model::{At, SourceFile};

/// The notes of a meeting.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) sessions: Vec<NoteSession>,
    pub(super) found: Vec<Diagnostic>,
}

/// The notes of one session.
#[derive(Debug, Clone, Default)]
pub(super) struct NoteSession {
    pub(super) title: At<String>,
    /// What describes it, its own and what stands before the first session.
    pub(super) about: BTreeMap<Key, At<String>>,
    /// What is marked, in order.
    pub(super) items: Vec<Item>,
    /// The rest, in order.
    pub(super) body: Vec<Unit>,
}

/// A marked text.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) key: Key,
    pub(super) text: At<String>,
    /// What was in parentheses behind the mark.
    pub(super) detail: Option<At<String>>,
    pub(super) done: bool,
}

/// What stands or falls together in a body: a heading, an item of a list, a sentence, a table.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// As written, with `\n` between lines.
    pub(super) text: At<String>,
    /// Whether a blank line is before it.
    pub(super) is_apart: bool,
}

/// A line is taken for wrapped by an editor if it is at least this long, in characters.
pub(super) const WRAPPED: usize = 60;

/// Reads notes. What belongs to no session is reported.
pub(super) fn read(file: &SourceFile) -> Notes {
    let text = file.text.read();
    let mut lines = lines(&text);
    let named = lines.iter().any(|(line, _)| is_session(line));
    if lines.first().is_some_and(|(line, _)| line.trim() == "---") {
        // Front matter between fences, as in records.
        lines.retain(|(line, _)| line.trim() != "---");
    }
    let mut reader = Reader { file, named, ..Reader::new(file) };
    for (line, start) in lines {
        reader.line(line, start);
    }
    reader.finish()
}

/// The lines of a text without their ends and the byte-order mark, each with its first byte.
fn lines(text: &str) -> Vec<(&str, usize)> {
    let mut start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let lines = text[start..].split_inclusive('\n').map(|line| {
        let at = start;
        start += line.len();
        (line.trim_end_matches(['\n', '\r']), at)
    });
    lines.collect()
}

fn is_session(line: &str) -> bool {
    keyed(line).is_some_and(|keyed| {
        keyed.key == Key::Session && keyed.has_colon && !keyed.value.is_empty()
    })
}

/// What the next line may continue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    About(Key),
    Item,
    Unit,
}

/// A word on a line of its own, to which the lines behind it belong.
struct Open {
    key: Key,
    /// Whether no blank line has followed yet, so that lines without bullets belong to it, too.
    is_close: bool,
}

struct Reader<'a> {
    file: &'a SourceFile,
    /// Whether sessions begin with `session:`, and not with headings.
    named: bool,
    /// What stands before the first session.
    shared: BTreeMap<Key, At<String>>,
    sessions: Vec<NoteSession>,
    open: Option<Open>,
    last: Last,
    /// The last line that is not blank, if no blank line follows it.
    before: Option<String>,
    after_blank: bool,
    fenced: bool,
    found: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    fn new(file: &'a SourceFile) -> Reader<'a> {
        Reader {
            file,
            named: false,
            shared: BTreeMap::new(),
            sessions: Vec::new(),
            open: None,
            last: Last::Nothing,
            before: None,
            after_blank: false,
            fenced: false,
            found: Vec::new(),
        }
    }

    fn line(&mut self, line: &str, start: usize) {
        if line.trim().is_empty() {
            if let Some(open) = &mut self.open {
                open.is_close = false;
            }
            if !self.fenced {
                self.before = None;
            }
            self.after_blank = true;
            return;
        }
        let before = self.before.replace(line.to_owned());
        self.take(line, start, before.as_deref());
        self.after_blank = false;
    }

    fn take(&mut self, line: &str, start: usize, before: Option<&str>) {
        let at = lead(line);
        let fence = line.trim_start().starts_with("```");
        if self.fenced || fence && before.is_some() && self.last == Last::Unit {
            self.extend(line, start);
            self.fenced ^= fence;
            return;
        }
        let keyed = keyed(line).filter(|keyed| self.is_meant(line, keyed));
        if self.begins_session(line, start, at, keyed.as_ref()) {
            return;
        }
        if let Some(keyed) = keyed {
            return self.keyed(line, start, at, &keyed);
        }
        if let Some(before) = before
            && self.last != Last::Nothing
            && continues(before, line, at)
        {
            return self.extend(line, start);
        }
        let belongs =
            self.open.as_ref().filter(|open| at.heading == 0 && (at.is_item || open.is_close));
        if let Some(key) = belongs.map(|open| open.key) {
            let text = line[at.length..].trim_end();
            let value = At::new(text.to_owned(), span(start + at.length, text));
            return self.put(key, value, None, at.done);
        }
        self.open = None;
        self.fenced = fence;
        self.unit(line, start);
    }

    /// Whether a word is a key where it stands: fields that describe a session come before its
    /// notes, with a colon; only names and the summary may come later.
    fn is_meant(&self, line: &str, keyed: &Keyed) -> bool {
        let begun =
            self.sessions.last().is_some_and(|now| !now.items.is_empty() || !now.body.is_empty());
        match keyed.key {
            key if key.is_mark() => {
                keyed.has_colon || !keyed.value.is_empty() || self.opens_list(line)
            }
            Key::Summary | Key::Chair | Key::Speakers => keyed.has_colon,
            Key::Session => false,
            _ => keyed.has_colon && !begun,
        }
    }

    /// Whether a word without a colon on a line of its own opens a list, and is not the end of a
    /// wrapped sentence.
    fn opens_list(&self, line: &str) -> bool {
        let first = line[lead(line).length..].trim_start_matches(['*', '_']).chars().next();
        let is_first = self.after_blank || matches!(self.last, Last::Nothing | Last::About(_));
        !line.trim_end().ends_with('.') && (is_first || first.is_some_and(char::is_uppercase))
    }

    fn begins_session(
        &mut self,
        line: &str,
        start: usize,
        at: Lead,
        keyed: Option<&Keyed>,
    ) -> bool {
        let range = if is_session(line) {
            super::line::keyed(line).map(|keyed| keyed.value)
        } else if !self.named && at.heading == 1 && keyed.is_none() {
            let text = line[at.length..].trim_end_matches(['#', ' ']);
            Some(at.length..at.length + text.len())
        } else {
            None
        };
        let Some(range) = range else { return false };
        let title = line[range.clone()].trim_end_matches(['*', '_', ' ']);
        let title = At::new(title.to_owned(), span(start + range.start, title));
        let about = self.shared.clone();
        self.sessions.push(NoteSession { title, about, ..NoteSession::default() });
        (self.open, self.last) = (None, Last::Nothing);
        true
    }

    fn keyed(&mut self, line: &str, start: usize, at: Lead, keyed: &Keyed) {
        let part = |range: &std::ops::Range<usize>| {
            At::new(line[range.clone()].to_owned(), span(start + range.start, &line[range.clone()]))
        };
        let (value, detail) = (part(&keyed.value), part(&keyed.detail));
        self.open = None;
        if value.is_empty() {
            self.open = Some(Open { key: keyed.key, is_close: true });
            self.last = Last::Nothing;
            return;
        }
        let detail = Some(detail).filter(|detail| !detail.is_empty());
        self.put(keyed.key, value, detail, at.done);
    }

    /// Adds a value: to what is marked, or to what describes the session.
    fn put(&mut self, key: Key, text: At<String>, detail: Option<At<String>>, done: bool) {
        if key.is_mark() {
            match self.sessions.last_mut() {
                Some(now) => now.items.push(Item { key, text, detail, done }),
                None => return self.homeless(text.span, None),
            }
            self.last = Last::Item;
            return;
        }
        self.last = Last::About(key);
        let is_list = matches!(key, Key::Speakers | Key::Topics | Key::Spheres);
        let inherited = self.shared.get(&key).cloned().filter(|_| !self.sessions.is_empty());
        let about = match self.sessions.last_mut() {
            Some(now) => &mut now.about,
            None => &mut self.shared,
        };
        match about.get_mut(&key) {
            Some(known) if is_list && self.open.is_some() => {
                known.value = format!("{}; {}", known.value, text.value);
                known.span.end = text.span.end;
            }
            Some(known) if inherited.as_ref() != Some(&*known) => {
                let message = "this is said of the session for the second time";
                let found = Diagnostic::error("repeated-line", self.file.place(text.span), message);
                self.found.push(found.help("keep one of the two lines"));
                self.last = Last::Nothing;
            }
            _ => _ = about.insert(key, text),
        }
    }

    fn unit(&mut self, line: &str, start: usize) {
        let text = At::new(line.trim_end().to_owned(), span(start, line.trim_end()));
        let is_apart = self.after_blank;
        match self.sessions.last_mut() {
            Some(now) => now.body.push(Unit { text, is_apart }),
            None => return self.homeless(text.span, Some(line)),
        }
        self.last = Last::Unit;
    }

    /// Adds a line to what was read last.
    fn extend(&mut self, line: &str, start: usize) {
        let last = self.last;
        let text = match (last, self.sessions.last_mut()) {
            (Last::About(key), Some(now)) => now.about.get_mut(&key),
            (Last::About(key), None) => self.shared.get_mut(&key),
            (Last::Item, Some(now)) => now.items.last_mut().map(|item| &mut item.text),
            (Last::Unit, Some(now)) => now.body.last_mut().map(|unit| &mut unit.text),
            _ => None,
        };
        let Some(text) = text else { return };
        let is_unit = last == Last::Unit;
        let (between, more) = if is_unit { ("\n", line.trim_end()) } else { (" ", line.trim()) };
        let blank = if self.fenced && self.after_blank { "\n" } else { "" };
        text.value = format!("{}{between}{blank}{more}", text.value);
        text.span.end = span(start, line.trim_end()).end;
    }

    /// Reports a line before the first session.
    fn homeless(&mut self, at: Span, line: Option<&str>) {
        let message = "this line stands before the first session";
        let found = Diagnostic::error("line-outside-session", self.file.place(at), message);
        let word = line.and_then(|line| line.split_once(':')).map(|(word, _)| word.trim());
        let near = word.and_then(|word| nearest(word, words::headings()));
        self.found.push(match near {
            Some(near) => found.did_you_mean(Some(near)),
            None => found.help("begin each session with a line `session: its title`"),
        });
        self.last = Last::Nothing;
    }

    fn finish(mut self) -> Notes {
        if self.sessions.is_empty() {
            let place = crate::diagnostic::Place::file(&self.file.path);
            let found = Diagnostic::error("no-session", place, "these notes have no session");
            self.found.push(found.help(
                "begin each session with a line `session: its title`; `crosstown notes --template` prints an empty form",
            ));
        }
        Notes { sessions: self.sessions, found: self.found }
    }
}

/// Whether a line goes on where the one before it stopped.
fn continues(before: &str, line: &str, at: Lead) -> bool {
    let is_row = |line: &str| line.trim_start().starts_with('|');
    if is_row(before) || is_row(line) {
        return is_row(before) && is_row(line);
    }
    if at.is_item || at.heading > 0 || lead(before).heading > 0 {
        return false;
    }
    let ended = before.trim_end().ends_with(['.', '!', '?', '…', ':', ';', '”', '"', '»', ')']);
    let indented = line.starts_with([' ', '\t']);
    let small = line.trim_start().chars().next().is_some_and(char::is_lowercase);
    indented || !ended && (small || before.chars().count() >= WRAPPED)
}

fn span(start: usize, text: &str) -> Span {
    Span::new(start..start + text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(text: &str) -> Notes {
        read(&SourceFile::without_record("notes.txt", text.to_owned()))
    }

    #[test]
    fn sessions_share_what_stands_before_the_first() {
        let read = notes(
            "\u{feff}convening: Bin Day\r\ndate: 2021-05-04\r\n\r\nsession: Lids\r\n\r\nsession: Rats\r\ndate: 2021-05-05\r\n",
        );
        assert!(read.found.is_empty(), "{:?}", read.found);
        let [lids, rats] = &read.sessions[..] else { panic!("{read:?}") };
        assert_eq!((lids.title.as_str(), rats.title.as_str()), ("Lids", "Rats"));
        assert_eq!(lids.about[&Key::Date].as_str(), "2021-05-04");
        assert_eq!(rats.about[&Key::Date].as_str(), "2021-05-05");
        assert_eq!(rats.about[&Key::Convening].as_str(), "Bin Day");
    }

    #[test]
    fn marks_stand_on_lines_or_over_lists() {
        let read = notes(
            "# Lids\nsummary: What\n  helps.\n\nLids are a common\npractice.\n\ntakeaway: Lids help, but\nonly in summer.\n\nDecisions\n\n- Meet again.\n- Buy lids.\n\nRats came back.\nThey were fed.\n\n## Actions\nBuy scales.\n\nA last word.\n",
        );
        let session = &read.sessions[0];
        assert_eq!(session.about[&Key::Summary].as_str(), "What helps.");
        let items: Vec<_> =
            session.items.iter().map(|item| (item.key, item.text.as_str())).collect();
        assert_eq!(
            items,
            [
                (Key::Takeaway, "Lids help, but only in summer."),
                (Key::Decision, "Meet again."),
                (Key::Decision, "Buy lids."),
                (Key::Action, "Buy scales."),
            ]
        );
        let body: Vec<_> = session.body.iter().map(|unit| unit.text.as_str()).collect();
        assert_eq!(
            body,
            ["Lids are a common\npractice.", "Rats came back.", "They were fed.", "A last word."]
        );
    }

    #[test]
    fn tables_and_code_stay_together() {
        let read = notes(
            "# Lids\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\none\n\ntakeaway: two\n```\nAfter.\n",
        );
        let body: Vec<_> = read.sessions[0].body.iter().map(|unit| unit.text.as_str()).collect();
        assert_eq!(
            body,
            ["| a | b |\n|---|---|\n| 1 | 2 |", "```\none\n\ntakeaway: two\n```", "After."]
        );
    }

    #[test]
    fn what_belongs_to_no_session_is_said() {
        let read = notes("atribution: public\nHello.\nsession: Lids\nsummary: A.\nsummary: B.\n");
        let said: Vec<_> =
            read.found.iter().map(|found| (&*found.code, found.help.clone())).collect();
        assert_eq!(said[0].1.as_deref(), Some("did you mean `Attribution`?"));
        assert_eq!(said[1].0, "line-outside-session");
        assert_eq!(said[2].0, "repeated-line");
        assert_eq!(&*notes("\n").found[0].code, "no-session");
    }
}
