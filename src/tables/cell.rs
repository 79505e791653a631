//! What a cell of a table holds.

use std::borrow::Cow;

use crate::model::Datum;

/// The value of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// The field was left out.
    Empty,
    /// A text.
    Text(Cow<'a, str>),
    /// A number.
    Number(f64),
    /// True or false.
    Flag(bool),
}

/// Separates the items of a list within a cell.
const SEPARATOR: &str = " | ";

impl<'a> Cell<'a> {
    /// The cell of a single value or of a list of them.
    pub(super) fn of(datum: &'a Datum<'a>) -> Cell<'a> {
        match datum {
            Datum::Text(text) => Cell::Text(Cow::Borrowed(text)),
            Datum::Number(number) => Cell::Number(*number),
            Datum::Flag(flag) => Cell::Flag(*flag),
            Datum::List(items) if !items.is_empty() => {
                let items: Vec<String> = items.iter().map(|item| Cell::of(item).text()).collect();
                Cell::Text(items.join(SEPARATOR).into())
            }
            Datum::Nothing | Datum::List(_) | Datum::Map(..) => Cell::Empty,
        }
    }

    /// The cell with its text owned.
    #[must_use]
    pub fn into_owned(self) -> Cell<'static> {
        match self {
            Cell::Empty => Cell::Empty,
            Cell::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Cell::Number(number) => Cell::Number(number),
            Cell::Flag(flag) => Cell::Flag(flag),
        }
    }

    /// The cell as text: a number with a decimal point and without an exponent.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone().into_owned(),
            Cell::Flag(flag) => flag.to_string(),
            Cell::Number(number) => match Datum::integer(*number) {
                Some(integer) => integer.to_string(),
                None => number.to_string(),
            },
        }
    }
}
