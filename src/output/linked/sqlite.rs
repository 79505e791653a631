//! All tables as one SQLite database.

use std::io;

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, params_from_iter};

use super::super::data::VERSION;
use super::tables::Table;
use crate::model::Datum;
use crate::tables::{Cell, ColumnType};

/// The bytes of the database. The same tables give the same bytes.
///
/// # Errors
/// When SQLite fails.
pub fn database(tables: &[Table]) -> io::Result<Vec<u8>> {
    filled(tables).map_err(|error| io::Error::other(format!("SQLite: {error}")))
}

fn filled(tables: &[Table]) -> rusqlite::Result<Vec<u8>> {
    let mut connection = Connection::open_in_memory()?;
    connection.pragma_update(None, "user_version", VERSION)?;
    let transaction = connection.transaction()?;
    for table in tables {
        transaction.execute_batch(&definition(table))?;
        let places = vec!["?"; table.columns.len()].join(", ");
        let insert = format!("INSERT INTO {} VALUES ({places})", quoted(&table.name));
        let mut insert = transaction.prepare(&insert)?;
        for row in &table.rows {
            insert.execute(params_from_iter(row))?;
        }
    }
    transaction.commit()?;
    Ok(connection.serialize("main")?.to_vec())
}

fn definition(table: &Table) -> String {
    let column = |(at, (name, of)): (usize, &(String, ColumnType))| {
        let of = match of {
            ColumnType::Text => "TEXT",
            ColumnType::Number | ColumnType::Figure => "NUMERIC",
            ColumnType::Flag | ColumnType::Count => "INTEGER",
        };
        let more = match (at, table.parent) {
            (0, None) => " PRIMARY KEY".to_owned(),
            (0, Some(parent)) => format!(" NOT NULL REFERENCES {}(id)", quoted(parent)),
            _ => String::new(),
        };
        format!("{} {of}{more}", quoted(name))
    };
    let columns: Vec<String> = table.columns.iter().enumerate().map(column).collect();
    format!("CREATE TABLE {} ({})", quoted(&table.name), columns.join(", "))
}

/// A name of a table or column; `references` and `order` are words of SQL, too.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Cell::Empty => ToSqlOutput::Borrowed(ValueRef::Null),
            Cell::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Cell::Flag(flag) => ToSqlOutput::Borrowed(ValueRef::Integer(i64::from(*flag))),
            Cell::Number(number) => ToSqlOutput::Borrowed(match Datum::integer(*number) {
                Some(integer) => ValueRef::Integer(integer),
                None => ValueRef::Real(*number),
            }),
        })
    }
}
