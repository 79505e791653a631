//! Columns, made from the description of a kind of record.

use super::cell::Cell;
use crate::model::{Datum, Many, Schema, Type};

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name: that of its field, after that of the set of fields it is in.
    pub name: String,
    /// What it holds, in a sentence.
    pub about: &'static str,
    /// The type of its cells.
    pub of: ColumnType,
    /// Positions of its field, and of the field within that.
    field: usize,
    within: Option<usize>,
}

/// The type of the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// Text, also of several values.
    Text,
    /// Numbers.
    Number,
    /// Numbers, or words where a result is not a number.
    Figure,
    /// True or false.
    Flag,
    /// Number of items of a list.
    Count,
}

/// The columns of a kind of record or of a part of one.
#[must_use]
pub fn columns(schema: &Schema) -> Vec<Column> {
    let mut columns = Vec::new();
    for (at, field) in schema.fields.iter().enumerate() {
        let own = Column {
            name: field.name.to_owned(),
            about: field.about,
            of: type_of(field.of, field.many),
            field: at,
            within: None,
        };
        match (field.of, field.many) {
            (Type::Map(inner), Many::One) => {
                columns.extend(columns_within(inner, &own));
            }
            (Type::Map(_), _) => {
                columns.push(Column { name: format!("{}_count", own.name), ..own })
            }
            _ => columns.push(own),
        }
    }
    columns
}

/// The columns of a set of fields, named after it.
fn columns_within(schema: &Schema, set: &Column) -> Vec<Column> {
    let within = |(at, column): (usize, Column)| Column {
        name: format!("{}_{}", set.name, column.name),
        field: set.field,
        within: Some(at),
        ..column
    };
    columns(schema).into_iter().map(|column| (column.field, column)).map(within).collect()
}

fn type_of(of: Type, many: Many) -> ColumnType {
    match (of, many) {
        (Type::Map(_), _) => ColumnType::Count,
        (Type::Flag, Many::One) => ColumnType::Flag,
        (Type::Figure, Many::One) => ColumnType::Figure,
        (Type::Amount | Type::Measure | Type::Degrees(_) | Type::Whole(..), Many::One) => {
            ColumnType::Number
        }
        _ => ColumnType::Text,
    }
}

impl Column {
    /// The cell of this column in the row of a record.
    pub(super) fn cell<'a>(&self, data: &'a [Datum<'a>]) -> Cell<'a> {
        let Some(datum) = data.get(self.field) else { return Cell::Empty };
        let datum = match (datum, self.within) {
            (Datum::Map(_, values), Some(at)) => values.get(at).unwrap_or(&Datum::Nothing),
            (_, Some(_)) => &Datum::Nothing,
            (datum, None) => datum,
        };
        match (datum, self.of) {
            #[expect(clippy::cast_precision_loss, reason = "no list has 2^53 items")]
            (Datum::List(items), ColumnType::Count) => Cell::Number(items.len() as f64),
            (datum, _) => Cell::of(datum),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::IDENTITY;
    use super::{ColumnType, columns};
    use crate::model::{Choice as _, Kind};

    #[test]
    fn each_kind_has_each_column_once() {
        for (kind, _) in Kind::ALL {
            let columns = columns(kind.schema());
            let names = columns.iter().map(|column| column.name.as_str()).chain(IDENTITY);
            let distinct: BTreeSet<&str> = names.clone().collect();
            assert_eq!(distinct.len(), names.count(), "{kind:?}");
        }
    }

    #[test]
    fn fields_of_a_set_are_columns_and_lists_of_sets_are_counted() {
        let columns = columns(Kind::Practice.schema());
        let of = |name: &str| columns.iter().find(|column| column.name == name).map(|one| one.of);
        assert_eq!(of("cost_annual"), Some(ColumnType::Number));
        assert_eq!(of("evidence_level"), Some(ColumnType::Number));
        assert_eq!(of("evidence_reasons"), Some(ColumnType::Text));
        assert_eq!(of("outcomes_count"), Some(ColumnType::Count));
        assert_eq!(of("draft"), Some(ColumnType::Flag));
        assert_eq!(of("outcomes"), None);
    }
}
