//! Records as rows of tables, whose columns follow from the description of their kind.
//!
//! A field with one value is a column, and so is each field within a set of fields
//! (`cost_annual`). A list of values is joined in one cell. A list of sets of fields does not fit into
//! a row: its column has the number of its items.

mod cell;
mod column;
mod csv;

pub use cell::Cell;
pub use column::{Column, ColumnType, columns};
pub use csv::Csv;

use crate::model::Datum;
use crate::site::Meta;

/// Names of the columns that tell which record a row is, as in `index.json`.
pub const IDENTITY: [&str; 4] = ["id", "record_kind", "record_url", "record_lang"];

/// The cells of the columns of [`IDENTITY`].
#[must_use]
pub fn identity<'a>(meta: &'a Meta, url: &'a str) -> [Cell<'a>; 4] {
    [&meta.id, meta.kind.as_str(), url, &meta.lang].map(|text| Cell::Text(text.into()))
}

/// The cells of a record: `data` are the values of its fields.
pub fn cells<'a>(columns: &'a [Column], data: &'a [Datum<'a>]) -> impl Iterator<Item = Cell<'a>> {
    columns.iter().map(|column| column.cell(data))
}
