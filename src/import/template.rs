//! Reads a filled template line by line.

use std::collections::BTreeSet;

use super::line::{is_heading, is_hint, item, key, part};
use super::meant;
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::draft::{Draft, Part};
use crate::model::{Choice as _, Field, Kind, Many, Schema, Type};
use crate::source::Content;

/// What was read.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// The record as far as it could be read; none if the file is no template.
    pub draft: Option<Draft>,
    /// What could not be read.
    pub found: Vec<Diagnostic>,
}

/// Reads the lines of a filled template. `file` is its name in findings.
#[must_use]
pub fn import(file: &str, lines: &[String], content: &Content) -> Imported {
    let Some((kind, lang)) = lines.iter().find_map(|line| title(line)) else {
        let message = "this is not one of the site's templates";
        let found = Diagnostic::error("no-template", Place::file(file), message);
        let help = "download a template from the page to contribute; its first line ends in `[practice]` or `[session]`";
        return Imported { draft: None, found: vec![found.help(help)] };
    };
    let mut reader = Reader {
        file,
        content,
        schema: kind.schema(),
        draft: Draft { kind: kind.as_str().to_owned(), ..Draft::default() },
        found: Vec::new(),
        section: Section::Before,
        begun: false,
    };
    if let Some(lang) = lang.filter(|_| kind.schema().field("lang").is_some()) {
        reader.draft.values.push(("lang".to_owned(), lang.to_owned()));
    }
    for (at, line) in lines.iter().enumerate() {
        reader.line(at + 1, line);
    }
    Imported { draft: Some(reader.draft), found: reader.found }
}

/// The kind of record and the language in the title of a template: `[practice es]`.
fn title(line: &str) -> Option<(Kind, Option<&str>)> {
    let (_, words) = key(line)?;
    let mut words = words.split(' ');
    let kind = Kind::from_word(words.next()?)?;
    Some((kind, words.next()))
}

/// What the lines below a heading are for.
enum Section {
    /// There was no heading yet.
    Before,
    Convening,
    Text,
    Field(&'static Field),
    Set {
        field: &'static Field,
        schema: &'static Schema,
        /// The number of the set, from 1.
        number: usize,
        /// The parts of it that have been named.
        named: BTreeSet<&'static str>,
        /// The part that was named last.
        last: Option<&'static Field>,
    },
    /// A heading that belongs to no field, already reported.
    Unknown,
}

struct Reader<'a> {
    file: &'a str,
    content: &'a Content,
    schema: &'static Schema,
    draft: Draft,
    found: Vec<Diagnostic>,
    section: Section,
    /// Whether the section has more than hints.
    begun: bool,
}

impl Reader<'_> {
    fn line(&mut self, number: usize, line: &str) {
        let text = line.trim();
        if let Some((label, name)) = key(text)
            && self.heading(label, name)
        {
            return;
        }
        if title(text).is_some() || is_hint(text) || !self.begun && text.is_empty() {
            return;
        }
        if is_heading(text) && !matches!(self.section, Section::Text) {
            self.unknown(number, text);
            return;
        }
        self.begun |= !text.is_empty();
        match self.section {
            Section::Text => {
                if let Some(part) = self.draft.parts.last_mut() {
                    part.text.push_str(line.trim_end());
                    part.text.push('\n');
                }
            }
            _ if text.is_empty() => {}
            Section::Convening => {
                let convening = Type::Reference("convening");
                let field = Field { of: convening, ..MEETING };
                self.draft.convening = meant::values(self.content, &field, text).into_iter().next();
            }
            Section::Field(field) => self.add(field.name, field, text),
            Section::Set { .. } => self.in_set(number, text),
            Section::Before | Section::Unknown => {}
        }
    }

    /// Begins the section of a heading. False if it is none.
    fn heading(&mut self, label: &str, name: &str) -> bool {
        let section = match (name, self.schema.field(name)) {
            ("text" | "notes", None) => {
                let heading = if name == "text" { label.to_owned() } else { String::new() };
                self.draft.parts.push(Part { heading, text: String::new() });
                Section::Text
            }
            ("convening", None) => Section::Convening,
            (_, Some((_, field))) => match field.of {
                Type::Map(schema) => {
                    Section::Set { field, schema, number: 1, named: BTreeSet::new(), last: None }
                }
                _ => Section::Field(field),
            },
            _ => return false,
        };
        self.section = section;
        self.begun = false;
        true
    }

    /// Adds the values of a line to a field.
    fn add(&mut self, path: &str, field: &Field, line: &str) {
        if field.many != Many::One {
            for value in meant::values(self.content, field, item(line)) {
                self.draft.values.push((path.to_owned(), value));
            }
            return;
        }
        match self.draft.values.iter_mut().find(|(known, _)| known == path) {
            // A sentence goes on in the next line.
            Some((_, value)) => *value = format!("{value} {line}"),
            None => {
                let values = meant::values(self.content, field, line);
                self.draft.values.extend(values.into_iter().map(|value| (path.to_owned(), value)));
            }
        }
    }

    /// A line of a set of fields.
    fn in_set(&mut self, at: usize, line: &str) {
        let Section::Set { field, schema, number, named, last } = &mut self.section else { return };
        let (list, of) = (field.many != Many::One, *schema);
        let (one, value) = match part(line) {
            Some((name, value)) => match of.field(name) {
                Some((_, one)) => (one, value),
                None => return self.unknown_part(at, line, name, of),
            },
            None => {
                let shorthand = of.shorthand.and_then(|name| of.field(name));
                match (*last, shorthand) {
                    (Some(last), _) => (last, line),
                    (None, Some((_, text))) => (text, item(line)),
                    (None, None) => return self.unknown_part(at, line, "", of),
                }
            }
        };
        // A repeated part begins the next set.
        if part(line).is_some() && !named.insert(one.name) && list {
            *number += 1;
            named.clear();
            named.insert(one.name);
        }
        *last = part(line).map(|_| one).or(*last);
        let path = if list {
            format!("{}.{number}.{}", field.name, one.name)
        } else {
            format!("{}.{}", field.name, one.name)
        };
        if !value.is_empty() {
            self.add(&path, one, value);
        }
    }

    fn unknown(&mut self, at: usize, line: &str) {
        let message = "no field of the template has this heading, so what is below it is left out";
        let names = self.schema.names().chain(["text", "notes", "convening"]);
        let near = key(line).and_then(|(_, name)| nearest(name, names));
        let found = Diagnostic::error("unknown-heading", self.place(at, line), message);
        self.found.push(match near {
            Some(near) => found.help(format!("did you mean `[{near}]`?")),
            None => {
                found.help("end it with the name of a field, as in the template: `Cities [cities]`")
            }
        });
        self.section = Section::Unknown;
        self.begun = true;
    }

    fn unknown_part(&mut self, at: usize, line: &str, name: &str, of: &'static Schema) {
        let message = match name {
            "" => "this line does not say which part it is".to_owned(),
            name => format!("{} has no part `{name}`", of.what.trim_matches('`')),
        };
        let found = Diagnostic::error("unknown-part", self.place(at, line), message);
        let names: Vec<String> = of.names().map(|name| format!("`[{name}]`")).collect();
        self.found.push(match nearest(name, of.names()).filter(|_| !name.is_empty()) {
            Some(near) => found.help(format!("did you mean `[{near}]`?")),
            None => found.help(format!("begin it with one of {}, and a colon", names.join(", "))),
        });
    }

    /// The place of a line, or of a paragraph.
    fn place(&self, line: usize, text: &str) -> Place {
        let text: String = text.chars().take(WIDTH).collect();
        Place { line, length: text.chars().count().max(1), text, ..Place::file(self.file) }
    }
}

/// Most characters of a line that a finding shows.
const WIDTH: usize = 120;

/// The convening of a session, which is no field of it.
const MEETING: Field = Field {
    name: "convening",
    about: "",
    of: Type::Line,
    many: Many::One,
    need: crate::model::Need::Required,
    example: "",
    withheld: false,
};
