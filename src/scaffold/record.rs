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
            .for_each(|line| push(&mut text, line));
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
        lines.iter().for_each(|line| push(&mut text, &format!("# {line}")));
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
    /// With its values, or empty.
    Ready,
    /// With an example.
    Example,
}

/// The lines of a field, without hints.
fn lines(field: &Field, path: &str, answers: &Answers, mode: Mode) -> Vec<String> {
    let name = field.name;
    let list = field.many != Many::One;
    if let Type::Map(inner) = field.of
        && answers.get(path).is_empty()
    {
        return [format!("{name}:")]
            .into_iter()
            .chain(set(inner, path, answers, mode, list))
            .collect();
    }
    let values = match (answers.get(path), mode) {
        ([], Mode::Ready) => Vec::new(),
        ([], Mode::Example) => vec![field.example.to_owned()],
        (values, _) => values.iter().map(|value| scalar(field.of, value)).collect(),
    };
    match values.as_slice() {
        // A source needs an id to be cited by, whatever it is.
        [] if matches!(field.of, Type::SourceId) => vec![format!("{name}: source-1")],
        [] => vec![format!("{name}:")],
        [value] if !list => vec![format!("{name}: {value}")],
        values => {
            let items = values.iter().map(|value| format!("- {value}"));
            [format!("{name}:")].into_iter().chain(items).collect()
        }
    }
}

/// The lines of a set of fields, indented below its name: those that are ready first, because a
/// comment cannot begin an item of a list. If none is, all of them are comments.
fn set(schema: &Schema, path: &str, answers: &Answers, mode: Mode, list: bool) -> Vec<String> {
    let below = |field: &Field| format!("{path}.{}", field.name);
    let is_ready =
        |field: &&Field| mode == Mode::Example || field.is_required() || answers.has(&below(field));
    let (ready, others): (Vec<&Field>, Vec<&Field>) = schema.fields.iter().partition(is_ready);
    let written = |fields: Vec<&Field>, mode| {
        let lines = fields.into_iter().flat_map(|field| lines(field, &below(field), answers, mode));
        lines.collect::<Vec<String>>()
    };
    let indented = |lines: Vec<String>| {
        let start = |at| if at == 0 && list { "- " } else { "  " };
        let lines = lines.into_iter().enumerate();
        lines.map(|(at, line)| format!("{}{line}", start(at))).collect::<Vec<String>>()
    };
    let others = written(others, Mode::Example);
    if ready.is_empty() {
        return indented(others).into_iter().map(|line| format!("# {line}")).collect();
    }
    let others = others.into_iter().map(|line| format!("  # {line}"));
    indented(written(ready, mode)).into_iter().chain(others).collect()
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
