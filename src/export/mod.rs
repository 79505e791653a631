//! What `crosstown export` writes: all published records as files for other programs.
//! JSON has records whole, with their texts.

mod quickwit;
mod site;

use std::io;

pub use quickwit::files as quickwit_files;
pub use site::SiteArchive;

#[cfg(feature = "sqlite")]
use crate::output::database;
#[cfg(feature = "xlsx")]
use crate::output::workbook;
use crate::output::{Artifact, Table, all_documents, tables};
use crate::site::Site;
use crate::tables::{Cell, Csv};

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A file for each table.
    Csv,
    /// One record on each line.
    Ndjson,
    /// All records in one document.
    Json,
    /// A database with all tables.
    #[cfg(feature = "sqlite")]
    Sqlite,
    /// A workbook with a sheet for each table.
    #[cfg(feature = "xlsx")]
    Xlsx,
}

/// The files of a format.
///
/// # Errors
/// When the library of the format fails.
pub fn files(site: &Site, format: Format) -> io::Result<Vec<Artifact>> {
    let one = |name: &str, bytes: Vec<u8>| Ok(vec![Artifact::new(name, bytes)]);
    match format {
        Format::Csv => tables(site).iter().map(csv).collect(),
        Format::Ndjson => one("crosstown.ndjson", all_documents(site)?.0),
        Format::Json => one("crosstown.json", all_documents(site)?.1),
        #[cfg(feature = "sqlite")]
        Format::Sqlite => one("crosstown.sqlite", database(&tables(site))?),
        #[cfg(feature = "xlsx")]
        Format::Xlsx => one("crosstown.xlsx", workbook(&tables(site))?),
    }
}

/// Every text of the tables, for the last gate: a database hides texts that span its pages.
#[must_use]
pub fn texts(site: &Site) -> String {
    let tables = tables(site);
    let cells = tables.iter().flat_map(|table| table.rows.iter().flatten());
    let texts = cells.filter(|cell| matches!(cell, Cell::Text(_))).map(Cell::text);
    texts.collect::<Vec<_>>().join("\n")
}

fn csv(table: &Table) -> io::Result<Artifact> {
    let mut csv = Csv::default();
    csv.row(table.columns.iter().map(|(name, _)| Cell::Text(name.as_str().into())))?;
    for row in &table.rows {
        csv.row(row.iter().cloned())?;
    }
    Ok(Artifact::new(format!("{}.csv", table.name), csv.finish()?))
}
