//! The text of a new record: every field of its kind in order, with what it is for.
//!
//! Fields that have a value, and fields that every record needs, stand ready; all others are
//! comments with an example. Everything follows from the description of the kind, so a new field
//! needs no line here.

use super::Answers;
use super::yaml::scalar;
use crate::model::{Field, Kind, Many, Schema, Type, expected, headings};

/// Characters of a line of hints.
const WIDTH: usize = 96;

/// The text of a new record.
///
/// `lang` is the language that it is written in, and `schema` the address of the JSON Schema of its
/// kind, by which editors can complete fields.
#[must_use]
pub fn record(kind: Kind, answers: &Answers, lang: &str, schema: &str) -> String {
    let mut text = format!("---\n# yaml-language-server: $schema={schema}\n");
    comment(
        &mut text,
        "The lines up here that begin with # are hints. Delete them when you are done.",
    );
    let fields = kind.schema().fields;
    let (ready, others): (Vec<_>, Vec<_>) =
        fields.iter().partition(|field| field.is_required() || answers.has(field.name));
    for field in ready {
        hint(&mut text, field);
        lines(field, field.name, answers, Mode::Ready)
            .iter()
            .for_each(|line| push(&mut text, &line.text));
    }
    if !others.is_empty() {
        text.push('\n');
        comment(
            &mut text,
            "All fields below may be left out. To use one, take away the `# ` before its lines and write your own values.",
        );
    }
    for field in others {
        hint(&mut text, field);
        let lines = lines(field, field.name, answers, Mode::Example);
        lines.iter().for_each(|line| push(&mut text, &format!("# {}", line.text)));
    }
    text.push_str("---\n");
    text + &body(kind, lang)
}

/// The headings of a practice, or nothing.
fn body(kind: Kind, lang: &str) -> String {
    let headings = headings(lang).filter(|_| kind == Kind::Practice);
    let headings = headings.map(|headings| headings.map(|heading| format!("\n## {heading}\n")));
    headings.map(|headings| headings.concat()).unwrap_or_default()
}

/// What a field is for, and what it takes.
fn hint(text: &mut String, field: &Field) {
    text.push('\n');
    comment(text, field.about);
    let required = field.is_required();
    let list = field.many != Many::One;
    let start = if required { "Required" } else { "Value" };
    match field.of {
        Type::Choice(words) => {
            let several = if list { "one or more of" } else { "one of" };
            comment(text, &format!("{start}: {several}"));
            for word in words.words {
                push(text, &format!("#   {:<18} {}", word.word, word.about));
            }
        }
        Type::Map(_) if !list => {}
        Type::Map(_) => comment(text, &format!("{start}: a list; each item begins with `-`.")),
        _ => comment(text, &format!("{start}: {}.", expected(field))),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// With its values, or empty; optional fields of a set have an example.
    Ready,
    /// With its values, or empty, and nothing else.
    Filled,
    /// With an example.
    Example,
}

/// A line of front matter.
struct Line {
    text: String,
    /// The path of the field that is on it, with the number of the set in a list.
    path: String,
}

impl Line {
    fn new(text: String, path: &str) -> Line {
        Line { text, path: path.to_owned() }
    }

    /// The line with something before it.
    fn after(self, start: &str) -> Line {
        Line { text: format!("{start}{}", self.text), path: self.path }
    }
}

/// The lines of a field, without hints.
fn lines(field: &Field, path: &str, answers: &Answers, mode: Mode) -> Vec<Line> {
    let name = field.name;
    let list = field.many != Many::One;
    if let Type::Map(inner) = field.of
        && answers.get(path).is_empty()
    {
        let mut all = vec![Line::new(format!("{name}:"), path)];
        let sets = if list && mode != Mode::Example { answers.sets(path) } else { 1 };
        for number in 1..=sets {
            let path = if number == 1 { path.to_owned() } else { format!("{path}.{number}") };
            all.extend(set(inner, &path, answers, mode, list));
        }
        return all;
    }
    let values = match (answers.get(path), mode) {
        ([], Mode::Ready | Mode::Filled) => Vec::new(),
        ([], Mode::Example) => vec![field.example.to_owned()],
        (values, _) => values.iter().map(|value| scalar(field.of, value)).collect(),
    };
    let texts = match values.as_slice() {
        // A source needs an id to be cited by, whatever it is.
        [] if matches!(field.of, Type::SourceId) => vec![format!("{name}: source-1")],
        [] => vec![format!("{name}:")],
        [value] if !list => vec![format!("{name}: {value}")],
        values => {
            let items = values.iter().map(|value| format!("- {value}"));
            [format!("{name}:")].into_iter().chain(items).collect()
        }
    };
    texts.into_iter().map(|text| Line::new(text, path)).collect()
}

/// The lines of a set of fields, indented below its name: those that are ready first, because a
/// comment cannot begin an item of a list. If none is, all of them are comments.
fn set(schema: &Schema, path: &str, answers: &Answers, mode: Mode, list: bool) -> Vec<Line> {
    let below = |field: &Field| format!("{path}.{}", field.name);
    let is_ready =
        |field: &&Field| mode == Mode::Example || field.is_required() || answers.has(&below(field));
    let (ready, others): (Vec<&Field>, Vec<&Field>) = schema.fields.iter().partition(is_ready);
    let written = |fields: Vec<&Field>, mode| {
        let lines = fields.into_iter().flat_map(|field| lines(field, &below(field), answers, mode));
        lines.collect::<Vec<Line>>()
    };
    let indented = |lines: Vec<Line>| {
        let start = |at| if at == 0 && list { "- " } else { "  " };
        let lines = lines.into_iter().enumerate();
        lines.map(|(at, line)| line.after(start(at))).collect::<Vec<Line>>()
    };
    let others = if mode == Mode::Filled { Vec::new() } else { written(others, Mode::Example) };
    if ready.is_empty() {
        return indented(others).into_iter().map(|line| line.after("# ")).collect();
    }
    let others = others.into_iter().map(|line| line.after("  # "));
    indented(written(ready, mode)).into_iter().chain(others).collect()
}

/// A record with the values that it has and nothing else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled {
    /// The text of its front matter, with the lines around it.
    pub front: String,
    /// For each line of it the path of the field on it, empty if there is none.
    pub paths: Vec<String>,
}

/// The front matter of a record without hints: the fields that have values, and those that every
/// record needs.
#[must_use]
pub fn filled(kind: Kind, answers: &Answers) -> Filled {
    let fields = kind.schema().fields.iter();
    let given = fields.filter(|field| field.is_required() || answers.has(field.name));
    let lines = given.flat_map(|field| lines(field, field.name, answers, Mode::Filled));
    let fence = || Line::new("---".to_owned(), "");
    let mut filled = Filled::default();
    for line in [fence()].into_iter().chain(lines).chain([fence()]) {
        push(&mut filled.front, &line.text);
        filled.paths.push(line.path);
    }
    filled
}

fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// Adds a comment, broken into lines.
fn comment(text: &mut String, words: &str) {
    let mut line = String::from("#");
    for word in words.split_whitespace() {
        if line.chars().count() + word.chars().count() >= WIDTH {
            push(text, &line);
            line = String::from("#");
        }
        line.push(' ');
        line.push_str(word);
    }
    push(text, &line);
}
