//! The fields of a record as plain data, for what is written from every field alike: JSON and tables.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::schema::Schema;

/// The value of a field, borrowed from its record.
#[derive(Debug, Clone)]
pub enum Datum<'a> {
    /// The field was left out.
    Nothing,
    /// A text, a slug, a date, or one of a set of words.
    Text(Cow<'a, str>),
    /// A number.
    Number(f64),
    /// True or false.
    Flag(bool),
    /// A list.
    List(Vec<Datum<'a>>),
    /// A set of fields, in the order of its description.
    Map(&'static Schema, Vec<Datum<'a>>),
}

/// Largest number below which every whole number is exact.
const EXACT: f64 = 9e15;

impl Datum<'_> {
    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Datum::Nothing => true,
            Datum::List(items) => items.is_empty(),
            _ => false,
        }
    }

    /// The integer that a number is, if it is one.
    #[must_use]
    pub fn integer(number: f64) -> Option<i64> {
        #[expect(clippy::cast_possible_truncation, reason = "whole and exact")]
        (number.fract() == 0.0 && number.abs() < EXACT).then_some(number as i64)
    }
}

/// As JSON, in which whole numbers have no decimal point and the fields of a set are in the order of
/// their names.
impl Serialize for Datum<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Datum::Nothing => serializer.serialize_none(),
            Datum::Text(text) => serializer.serialize_str(text),
            Datum::Flag(flag) => serializer.serialize_bool(*flag),
            Datum::Number(number) => match Datum::integer(*number) {
                Some(integer) => serializer.serialize_i64(integer),
                None => serializer.serialize_f64(*number),
            },
            Datum::List(items) => serializer.collect_seq(items),
            Datum::Map(schema, values) => {
                let mut fields: Vec<_> = schema.names().zip(values).collect();
                fields.sort_unstable_by_key(|(name, _)| *name);
                serializer.collect_map(fields)
            }
        }
    }
}
