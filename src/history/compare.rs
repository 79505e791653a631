//! Compares two versions of a record: its fields by their descriptions, and its body by sections.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Change, Fact, How, Part};
use crate::diagnostic::Span;
use crate::markdown::{Section, fill_labels};
use crate::model::{At, Field, Need, Schema, Type, Value, Values};
use crate::source::Past;

/// Fields whose changes are not shown: they name people, or are not about the subject of the
/// record.
pub const SILENT: [&str; 11] = [
    "allow",
    "aliases",
    "authors",
    "contributors",
    "draft",
    "geonames",
    "lang",
    "license",
    "review_due",
    "reviewers",
    "wikidata",
];

/// How `new` differs from `old`. Sections are named if they are among `headings`.
pub(super) fn compare(old: &Past, new: &Past, headings: &BTreeSet<String>) -> Vec<Change> {
    let mut changes = Vec::new();
    fields(&old.values, &new.values, new.schema, &[], &mut changes);
    sections(&old.sections, &new.sections, headings, &mut changes);
    if changes.is_empty() {
        changes.push(Change::Form);
    }
    changes
}

/// The headings of a body, as [`compare`] names them.
pub(super) fn headings(sections: &[Section]) -> BTreeSet<String> {
    sections.iter().map(|section| shown(&section.heading)).collect()
}

fn fields(
    old: &Values,
    new: &Values,
    schema: &'static Schema,
    above: &[&'static str],
    changes: &mut Vec<Change>,
) {
    for (at, field) in schema.fields.iter().enumerate() {
        let value = |values: &Values| values.values.get(at).cloned().flatten().map(|at| at.value);
        let (old, new) = (value(old), value(new));
        let path = [above, &[field.name]].concat();
        match (&old, &new) {
            _ if SILENT.contains(&field.name) || is_default(field, &old, &new) => {}
            (Some(Value::Map(old)), Some(Value::Map(new))) => {
                if let Type::Map(schema) = field.of {
                    fields(old, new, schema, &path, changes);
                }
            }
            _ => changes.extend(how(field, old, new).map(|how| Change::Field(path, how))),
        }
    }
}

/// Whether a field has been written out, or left out, with the value that it has anyway.
fn is_default(field: &Field, old: &Option<Value>, new: &Option<Value>) -> bool {
    let Need::Default(default) = field.need else { return false };
    let is = |value: &Option<Value>| match value {
        None => true,
        Some(Value::Text(word)) => word == default,
        Some(Value::Flag(flag)) => flag.to_string() == default,
        Some(_) => false,
    };
    is(old) && is(new)
}

/// In what a field differs, if it does.
fn how(field: &Field, old: Option<Value>, new: Option<Value>) -> Option<How> {
    match (old, new) {
        (Some(Value::List(old)), Some(Value::List(new))) => items(field, &old, &new),
        // A list may be written as one value.
        (Some(Value::List(old)), Some(one)) => items(field, &old, &[alone(one)]),
        (Some(one), Some(Value::List(new))) => items(field, &[alone(one)], &new),
        (None, Some(Value::List(new))) => items(field, &[], &new),
        (Some(Value::List(old)), None) => items(field, &old, &[]),
        (None, Some(_)) => Some(How::Added),
        (Some(_), None) => Some(How::Removed),
        (Some(old), Some(new)) if same(&old, &new) => None,
        (Some(Value::Text(old)), Some(Value::Text(new))) if is_prose(field.of) => {
            Some(reworded(&old, &new))
        }
        (Some(old), Some(new)) => Some(match (fact(field.of, &old), fact(field.of, &new)) {
            (Some(old), Some(new)) => How::Values(old, new),
            _ => How::Changed,
        }),
        (None, None) => None,
    }
}

fn alone(value: Value) -> At<Value> {
    At::new(value, Span::default())
}

fn is_prose(of: Type) -> bool {
    matches!(of, Type::Paragraph | Type::Short(_))
}

fn fact(of: Type, value: &Value) -> Option<Fact> {
    Some(match (of, value) {
        (Type::Choice(words), Value::Text(word)) => Fact::Word(words, word.clone()),
        (Type::Whole(1000.., 0..=9999), Value::Whole(year)) => Fact::Year(*year),
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        (_, Value::Whole(number)) => Fact::Number(*number as f64),
        (Type::Amount | Type::Measure, Value::Number(number)) => Fact::Number(*number),
        (_, Value::Date(date)) => Fact::Date(*date),
        _ => return None,
    })
}

/// Whether two values are the same, wherever they were written.
fn same(old: &Value, new: &Value) -> bool {
    let same_at = |old: &At<Value>, new: &At<Value>| same(&old.value, &new.value);
    match (old, new) {
        (Value::List(old), Value::List(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same_at(old, new))
        }
        (Value::Map(old), Value::Map(new)) => {
            old.values.iter().zip(&new.values).all(|(old, new)| match (old, new) {
                (Some(old), Some(new)) => same_at(old, new),
                (old, new) => old.is_none() && new.is_none(),
            })
        }
        (old, new) => old == new,
    }
}

/// What has become of the items of a list, in whatever order they are.
fn items(field: &Field, old: &[At<Value>], new: &[At<Value>]) -> Option<How> {
    let mut left: Vec<&Value> = old.iter().map(|item| &item.value).collect();
    let mut take = |is: &dyn Fn(&Value) -> bool| {
        let found = left.iter().position(|old| is(old));
        found.map(|at| left.remove(at)).is_some()
    };
    let others: Vec<&Value> =
        new.iter().map(|item| &item.value).filter(|new| !take(&|old| same(old, new))).collect();
    let count = others.len();
    let added = others.iter().filter(|new| !take(&|old| is_edited(field.of, old, new))).count();
    let (changed, removed) = (count - added, left.len());
    (added + removed + changed > 0).then_some(How::Items { added, removed, changed })
}

/// Whether one item is another one edited: a set whose first field is the same, such as the id of
/// a source, or a text with most of its words.
fn is_edited(of: Type, old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Map(old), Value::Map(new)) => match (old.values.first(), new.values.first()) {
            (Some(Some(old)), Some(Some(new))) => same(&old.value, &new.value),
            _ => false,
        },
        (Value::Text(old), Value::Text(new)) => {
            (is_prose(of) || matches!(of, Type::Line)) && are_alike(old, new)
        }
        _ => false,
    }
}

fn sections(
    old: &[Section],
    new: &[Section],
    headings: &BTreeSet<String>,
    changes: &mut Vec<Change>,
) {
    let (old, mut new) = (by_heading(old), by_heading(new));
    let mut found: BTreeMap<(usize, Part), How> = BTreeMap::new();
    let part = |heading: &str| match heading {
        "" => Part::Opening,
        heading if headings.contains(heading) => Part::Named(heading.to_owned()),
        _ => Part::Gone,
    };
    let last = new.len();
    for ((heading, nth), (_, text)) in &old {
        let (order, how) = match new.remove(&(heading.clone(), *nth)) {
            None => (last, How::Removed),
            Some((_, same)) if same == *text => continue,
            Some((order, other)) => (order, reworded(text, &other)),
        };
        found.insert((order, part(heading)), how);
    }
    for ((heading, _), (order, _)) in new {
        found.insert((order, part(&heading)), How::Added);
    }
    changes.extend(found.into_iter().map(|((_, part), how)| Change::Section(part, how)));
}

/// The text of each section with its place in the body, by its heading and its number among the
/// sections with that heading.
fn by_heading(sections: &[Section]) -> BTreeMap<(String, usize), (usize, String)> {
    let mut all = BTreeMap::new();
    for (order, section) in sections.iter().enumerate() {
        let heading = shown(&section.heading);
        let nth = (0..).find(|nth| !all.contains_key(&(heading.clone(), *nth))).unwrap_or_default();
        all.insert((heading, nth), (order, shown(&section.text.read())));
    }
    all
}

/// A text without its gaps, whose numbers change with what precedes them.
fn shown(text: &str) -> String {
    fill_labels(text, |_| String::new()).trim().to_owned()
}

fn reworded(old: &str, new: &str) -> How {
    if are_alike(old, new) { How::Revised } else { How::Rewritten }
}

/// Whether two texts share more than half of their words.
fn are_alike(old: &str, new: &str) -> bool {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut all = 0;
    for word in old.split_whitespace() {
        *counts.entry(word).or_default() += 1;
        all += 1;
    }
    let mut shared = 0;
    for word in new.split_whitespace() {
        all += 1;
        if let Some(count) = counts.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    4 * shared > all
}
