//! All records as tables that refer to each other.

use super::super::data::all_fields;
use crate::model::{Choice as _, Datum, Field, Kind, Many, Schema, Term, Type};
use crate::site::{Meta, Site};
use crate::tables::{Cell, ColumnType, IDENTITY, cells, columns, identity};
use crate::theme::views::Urls;

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its name: `practices`, `practice_outcomes`.
    pub name: String,
    /// Names and types of its columns. The first names the record: its own, or the one to which
    /// the row belongs.
    pub columns: Vec<(String, ColumnType)>,
    /// The table whose records its rows belong to.
    #[cfg_attr(not(feature = "sqlite"), allow(dead_code, reason = "for databases"))]
    pub parent: Option<&'static str>,
    /// Its rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell<'static>>>,
}

/// A list of the records of a kind, which is a table of its own: the position of its field, and
/// what its items are.
struct List {
    kind: Kind,
    field: usize,
    of: Type,
}

/// All tables: those of the kinds, of their lists, and of the vocabularies.
#[must_use]
pub fn tables(site: &Site) -> Vec<Table> {
    let records = all_fields(site);
    let urls = Urls::of(site);
    let mut all = Vec::new();
    for (kind, word) in Kind::ALL {
        let own = || records.iter().filter(|(meta, _)| meta.kind == *kind);
        let described = columns(kind.schema());
        let row = |(meta, data): &(&Meta, Vec<Datum<'_>>)| {
            let url = urls.absolute(&meta.id);
            let row = identity(meta, &url).into_iter().chain(cells(&described, data));
            row.map(Cell::into_owned).collect()
        };
        let identity = IDENTITY.map(|name| (name.to_owned(), ColumnType::Text));
        let named = described.iter().map(|column| (column.name.clone(), column.of));
        all.push(Table {
            name: kind.plural().to_owned(),
            columns: identity.into_iter().chain(named).collect(),
            parent: None,
            rows: own().map(row).collect(),
        });
        for (at, field) in kind.schema().fields.iter().enumerate() {
            if let Some(list) = List::of(*kind, at, field) {
                let name = format!("{word}_{}", field.name);
                let rows = own().flat_map(|(meta, data)| list.rows(meta, data)).collect();
                let columns = list.columns();
                all.push(Table { name, columns, parent: Some(kind.plural()), rows });
            }
        }
    }
    let vocabulary = &site.vocabulary;
    all.push(terms("topics", &vocabulary.topics));
    all.push(terms("mechanisms", &vocabulary.mechanisms));
    all
}

impl List {
    fn of(kind: Kind, at: usize, field: &Field) -> Option<List> {
        let is_joined = matches!(field.of, Type::Map(_) | Type::Reference(_) | Type::Choice(_));
        (is_joined && field.many != Many::One).then_some(List { kind, field: at, of: field.of })
    }

    fn columns(&self) -> Vec<(String, ColumnType)> {
        let record = (format!("{}_id", self.kind.as_str()), ColumnType::Text);
        let position = ("position".to_owned(), ColumnType::Number);
        let of_item = match self.of {
            Type::Map(schema) => of_set(schema),
            Type::Reference(kind) => vec![(format!("{kind}_id"), ColumnType::Text)],
            _ => vec![("value".to_owned(), ColumnType::Text)],
        };
        // A reference to a record of the same kind, as from a city to a city, would be a second
        // column of the same name.
        let of_item = of_item.into_iter().map(|(name, of)| match name == record.0 {
            true => (format!("other_{name}"), of),
            false => (name, of),
        });
        let of_item: Vec<_> = of_item.collect();
        [record, position].into_iter().chain(of_item).collect()
    }

    fn rows(&self, meta: &Meta, data: &[Datum<'_>]) -> Vec<Vec<Cell<'static>>> {
        let Some(Datum::List(items)) = data.get(self.field) else { return Vec::new() };
        let row = |(at, item): (usize, &Datum<'_>)| {
            #[expect(clippy::cast_precision_loss, reason = "no list has 2^53 items")]
            let mut row = vec![Cell::Text(meta.id.clone().into()), Cell::Number((at + 1) as f64)];
            match (item, self.of) {
                (Datum::Map(schema, values), _) => {
                    let columns = columns(schema);
                    row.extend(cells(&columns, values).map(Cell::into_owned));
                }
                (Datum::Text(slug), Type::Reference(kind)) => {
                    let folder = Kind::from_word(kind).map(|kind| format!("{}/", kind.folder()));
                    row.push(Cell::Text((folder.unwrap_or_default() + slug).into()));
                }
                (Datum::Text(word), _) => row.push(Cell::Text(word.clone().into_owned().into())),
                _ => row.push(Cell::Empty),
            }
            row
        };
        items.iter().enumerate().map(row).collect()
    }
}

fn of_set(schema: &Schema) -> Vec<(String, ColumnType)> {
    columns(schema).into_iter().map(|column| (column.name, column.of)).collect()
}

fn terms(name: &str, terms: &[Term]) -> Table {
    let text = |text: &str| Cell::Text(text.to_owned().into());
    let row = |term: &Term| vec![text(&term.id.value), text(&term.label), text(&term.definition)];
    let columns = ["id", "label", "definition"].map(|name| (name.to_owned(), ColumnType::Text));
    Table {
        name: name.to_owned(),
        columns: columns.into(),
        parent: None,
        rows: terms.iter().map(row).collect(),
    }
}
