//! What is known of a record before it is written: values for some of its fields.

use std::collections::BTreeMap;

use super::yaml::scalar;
use crate::diagnostic::{Refusal, nearest};
use crate::model::{Field, Many, Schema, Type, slugify};
use crate::source::judge_value;

/// Values by the path of their field, like `stage` or `cost.one_off`. In a list of sets of fields, a
/// number says which set is meant: `sources.2.title`. Without one it is the first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<String, Vec<String>>);

impl Answers {
    /// Adds a value. Items of a list may be given one by one, and short ones (slugs, words) also
    /// with commas between them.
    ///
    /// # Errors
    /// A field that does not exist, or a value that it does not take.
    pub fn set(&mut self, schema: &'static Schema, path: &str, value: &str) -> Result<(), Refusal> {
        let field = field(schema, path)?;
        let items = items(field, value);
        for item in &items {
            judge(field, item)?;
        }
        self.keep(path, field, items);
        Ok(())
    }

    /// Adds a value as [`set`](Answers::set) does, but without validating it: the reader of the
    /// record reports what is wrong with it.
    ///
    /// # Errors
    /// A field that does not exist.
    pub fn put(&mut self, schema: &'static Schema, path: &str, value: &str) -> Result<(), Refusal> {
        let field = field(schema, path)?;
        self.keep(path, field, items(field, value));
        Ok(())
    }

    fn keep(&mut self, path: &str, field: &Field, items: Vec<String>) {
        let values = self.0.entry(path.replace(".1.", ".")).or_default();
        if field.many == Many::One {
            values.clear();
        }
        values.extend(items);
    }

    /// How many sets of fields a list has values for, and one if it has none.
    pub(super) fn sets(&self, path: &str) -> usize {
        let number = |known: &String| {
            let below = known.strip_prefix(path)?.strip_prefix('.')?;
            below.split('.').next()?.parse().ok()
        };
        self.0.keys().filter_map(number).max().unwrap_or(1)
    }

    /// The slugs that were given for references, each with the kind of record or term that it is
    /// of.
    #[must_use]
    pub fn references(&self, schema: &'static Schema) -> Vec<(&'static str, &str)> {
        let all = self.0.iter().filter_map(|(path, values)| match field(schema, path).ok()?.of {
            Type::Reference(kind) => Some(values.iter().map(move |slug| (kind, slug.as_str()))),
            _ => None,
        });
        all.flatten().collect()
    }

    /// The values of a field; empty if there are none.
    #[must_use]
    pub fn get(&self, path: &str) -> &[String] {
        self.0.get(path).map_or(&[], Vec::as_slice)
    }

    /// Whether a field, or one below it, has a value.
    pub(super) fn has(&self, path: &str) -> bool {
        let below = |known: &String| {
            known.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.0.keys().any(below)
    }
}

/// The items of a value, of which prose is always one.
fn items(field: &Field, value: &str) -> Vec<String> {
    let items: Vec<&str> = if field.many == Many::One || is_prose(field.of) {
        vec![value.trim()]
    } else {
        value.split(',').map(str::trim).filter(|item| !item.is_empty()).collect()
    };
    items.into_iter().map(|item| as_written(field.of, item)).collect()
}

/// Most sets of fields in a list, so that a number cannot ask for a million.
const MOST_SETS: usize = 200;

/// The path below a list, without the number of a set.
fn without_number<'a>(found: &Field, rest: &'a str) -> Option<&'a str> {
    let (number, below) = rest.split_once('.')?;
    let is_set = number.parse().is_ok_and(|number: usize| (1..=MOST_SETS).contains(&number));
    (is_set && found.many != Many::One).then_some(below)
}

/// The field at a path.
fn field(schema: &'static Schema, path: &str) -> Result<&'static Field, Refusal> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let Some((_, found)) = schema.field(name) else {
        let help = match nearest(name, schema.names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let names: Vec<&str> = schema.names().collect();
                format!("there are {}", names.join(", "))
            }
        };
        let message = format!("{} has no field `{name}`", schema.what);
        return Err(Refusal::new(message).help(help));
    };
    match (found.of, rest) {
        (Type::Map(inner), Some(rest)) => field(inner, without_number(found, rest).unwrap_or(rest)),
        (Type::Map(inner), None) if inner.shorthand.is_none() => Err(Refusal {
            message: format!("`{name}` has fields of its own"),
            help: inner.names().next().map(|first| format!("set `{path}.{first}` and so on")),
        }),
        (_, Some(_)) => Err(Refusal::new(format!("`{name}` has no fields of its own"))),
        (_, None) => Ok(found),
    }
}

/// A value as a file has it, on one line. The name of a city becomes its slug.
fn as_written(of: Type, item: &str) -> String {
    match of {
        Type::Reference(_) if !slugify(item).is_empty() => slugify(item),
        _ => item.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// Whether commas belong to the text.
fn is_prose(of: Type) -> bool {
    !matches!(of, Type::Reference(_) | Type::Choice(_) | Type::Language | Type::Citation)
}

fn judge(field: &Field, item: &str) -> Result<(), Refusal> {
    let found = judge_value(field, &scalar(field.of, item));
    match found.into_iter().next() {
        None => Ok(()),
        Some(found) => {
            let help = found.help.into_iter().next().or(found.label);
            Err(Refusal { message: found.message, help })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    fn refused(path: &str, value: &str) -> (String, String) {
        let bad = Answers::default().set(Kind::Practice.schema(), path, value).unwrap_err();
        (bad.message, bad.help.unwrap_or_default())
    }

    #[test]
    fn lists_take_values_one_by_one_or_with_commas() {
        let (mut answers, schema) = (Answers::default(), Kind::Practice.schema());
        for (path, value) in [
            ("cities", "boston, denver"),
            ("cities", "tallinn"),
            ("lessons", "Begin small, and measure."),
            ("cost.one_off", "8600000"),
        ] {
            answers.set(schema, path, value).unwrap();
        }
        assert_eq!(answers.get("cities"), ["boston", "denver", "tallinn"]);
        assert_eq!(answers.get("lessons"), ["Begin small, and measure."]);
        assert!(answers.has("cost") && !answers.has("cos"));
    }

    #[test]
    fn a_number_says_which_set_of_a_list_is_meant() {
        let (mut answers, schema) = (Answers::default(), Kind::Practice.schema());
        answers.set(schema, "sources.1.title", "A report").unwrap();
        answers.set(schema, "sources.2.title", "Another").unwrap();
        assert_eq!(answers.get("sources.title"), ["A report"]);
        assert_eq!((answers.sets("sources"), answers.sets("outcomes")), (2, 1));
        assert!(answers.set(schema, "sources.1000000.title", "Too many").is_err());
        assert!(answers.set(schema, "cost.2.one_off", "12").is_err());
    }

    #[test]
    fn what_is_put_need_not_be_right() {
        let (mut answers, schema) = (Answers::default(), Kind::Practice.schema());
        answers.put(schema, "stage", "pilott").unwrap();
        assert_eq!(answers.get("stage"), ["pilott"]);
        assert!(answers.put(schema, "stagge", "pilot").is_err());
    }

    #[test]
    fn what_a_field_does_not_take_is_refused_as_in_a_file() {
        let shown = |(message, help): (String, String)| format!("{message} | {help}");
        let all = [
            shown(refused("stagge", "pilot")),
            shown(refused("stage", "pilott")),
            shown(refused("started", "next year")),
            shown(refused("cost", "12")),
            shown(refused("cost.one_off", "a lot")),
            shown(refused("title.de", "Titel")),
        ];
        let expected = [
            "a practice has no field `stagge` | did you mean `stage`?",
            "`pilott` is not a stage | did you mean `pilot`?",
            "`next year` is not a date | expected YYYY, YYYY-MM or YYYY-MM-DD",
            "`cost` has fields of its own | set `cost.one_off` and so on",
            "`a lot` is not a number | write it in digits, or leave the field out where it is not known",
            "`title` has no fields of its own | ",
        ];
        assert_eq!(all, expected);
    }
}
