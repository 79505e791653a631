//! The whole base as files to take away: `/data/crosstown.csv`, `.ndjson` and `.json`, each with its
//! SHA-256 checksum beside it. An extra, see `Extra::Downloads`.
//!
//! A site with very many records publishes them in parts (`crosstown-2.csv`), so that no build
//! holds all of its texts in memory.

use std::collections::BTreeMap;
use std::io;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::json;
use super::record_place::RecordPlace;
use super::renderer::Renderer;
use super::unit::{Contents, Context, Failure, Output, Reads, Units};
use crate::model::{Choice as _, Datum, Extra, Kind, with_list, with_record};
use crate::site::{Item, Meta, Site};
use crate::tables::{Cell, Column, Csv, IDENTITY, cells, columns, identity};
use crate::theme::views::{DATA_FOLDER, Urls, data_file};

/// All fields of all records as one table.
pub(super) const TABLE: Output = Output {
    name: "data-table",
    reads: Reads::Fields,
    uses_templates: false,
    units: |context| Box::new(Data { context, write: table, ends: &["csv"] }),
};

/// All records whole, with their texts.
pub(super) const RECORDS: Output = Output {
    name: "data-records",
    reads: Reads::Bodies,
    uses_templates: false,
    units: |context| Box::new(Data { context, write: documents, ends: &["ndjson", "json"] }),
};

/// The version of the format of records in JSON and in the database, see `docs/formats.md`. It
/// rises when a name is removed or changes its meaning, not when one is added.
pub(super) const VERSION: u32 = 1;

/// Most records in one part.
const MOST: usize = 5_000;

/// Number of parts in which the records of a site can be downloaded: 1 if there are no records, 0
/// if the site does not offer downloads.
pub(super) fn parts(site: &Site) -> usize {
    if !site.config.makes(Extra::Downloads) {
        return 0;
    }
    RecordPlace::all(site).len().div_ceil(MOST).max(1)
}

/// Writes the files of a part.
type Writer = fn(&Site, &[RecordPlace]) -> io::Result<Vec<Vec<u8>>>;

struct Data<'a> {
    context: Context<'a>,
    /// Writes the files of a part, one for each of the ends of their names.
    write: Writer,
    ends: &'static [&'static str],
}

impl<'a> Units<'a> for Data<'a> {
    fn count(&self) -> usize {
        parts(self.context.site())
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        let path = |end: &&str| format!("{DATA_FOLDER}/{}", data_file(unit, end));
        self.ends.iter().map(path).flat_map(|path| [path.clone(), path + ".sha256"]).collect()
    }

    fn contents(&self, renderer: &Renderer<'_>, unit: usize) -> Contents {
        let places = RecordPlace::all(self.context.site());
        let part = places.chunks(MOST).nth(unit).unwrap_or_default();
        let files = (self.write)(renderer.site, part).map_err(Failure::System)?;
        let with_checksum = |(bytes, end): (Vec<u8>, &&str)| {
            let sum = checksum(&bytes, &data_file(unit, end));
            [bytes.into(), sum.into()]
        };
        Ok(files.into_iter().zip(self.ends).flat_map(with_checksum).collect())
    }
}

/// The checksum of a file as `sha256sum` writes and checks it.
pub(super) fn checksum(bytes: &[u8], name: &str) -> Vec<u8> {
    let digest = Sha256::digest(bytes);
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{hex}  {name}\n").into_bytes()
}

/// The columns of a kind, and their positions among those of all kinds.
type OfKind = (Vec<Column>, Vec<usize>);

/// The columns of each kind, and the names of those of all kinds.
fn all_columns() -> (BTreeMap<Kind, OfKind>, Vec<String>) {
    let mut names: Vec<String> = Vec::new();
    let of_kind = |(kind, _): &(Kind, &str)| {
        let own = columns(kind.schema());
        let position = |column: &Column| {
            names.iter().position(|name| *name == column.name).unwrap_or_else(|| {
                names.push(column.name.clone());
                names.len() - 1
            })
        };
        let positions = own.iter().map(position).collect();
        (*kind, (own, positions))
    };
    let kinds = Kind::ALL.iter().map(of_kind).collect();
    (kinds, names)
}

/// One row a record, with the columns of all kinds.
fn table(site: &Site, places: &[RecordPlace]) -> io::Result<Vec<Vec<u8>>> {
    let (kinds, names) = all_columns();
    let mut csv = Csv::default();
    csv.row(
        IDENTITY
            .into_iter()
            .chain(names.iter().map(String::as_str))
            .map(|name| Cell::Text(name.into())),
    )?;
    for place in places {
        let (meta, data) = place.fields(site);
        let url = Urls::of(site).absolute(&meta.id);
        let Some((own, to)) = kinds.get(&meta.kind) else { continue };
        let mut row = vec![Cell::Empty; names.len()];
        for (at, cell) in to.iter().zip(cells(own, &data)) {
            row[*at] = cell;
        }
        csv.row(identity(meta, &url).into_iter().chain(row))?;
    }
    Ok(vec![csv.finish()?])
}

/// All records as lines of JSON, and as one document.
///
/// # Errors
/// Never: it is in memory, and all keys are strings.
pub fn all_documents(site: &Site) -> io::Result<(Vec<u8>, Vec<u8>)> {
    let mut files = documents(site, &RecordPlace::all(site))?.into_iter();
    Ok((files.next().unwrap_or_default(), files.next().unwrap_or_default()))
}

/// All records and their translations, with the values of their fields.
#[must_use]
pub fn all_fields(site: &Site) -> Vec<(&Meta, Vec<Datum<'_>>)> {
    RecordPlace::all(site).into_iter().map(|place| place.fields(site)).collect()
}

/// Each record as in its `index.json`: a line each, and again as the items of one document.
fn documents(site: &Site, places: &[RecordPlace]) -> io::Result<Vec<Vec<u8>>> {
    let mut lines = Vec::new();
    for place in places {
        match *place {
            RecordPlace::Original(kind, at) => with_list!(kind, site, list => {
                let Item { meta, record, body, .. } = &list[at];
                json::line(site, at, meta, record, body, &mut lines)?;
            }),
            RecordPlace::Translation(at) => {
                let translation = &site.translations[at];
                let Item { meta, record, body, .. } = &*translation.item;
                with_record!(record, record => {
                    json::line(site, translation.original, meta, &**record, body, &mut lines)?;
                });
            }
        }
    }
    let about = json!({
        "format": format!("crosstown-records/{VERSION}"),
        "title": site.config.title,
        "description": site.config.description,
        "url": site.config.base_url,
        "license": site.config.license,
    });
    let mut document = Vec::with_capacity(lines.len() + 1024);
    let mut about = serde_json::to_vec(&about)?;
    about.pop();
    document.extend(about);
    document.extend_from_slice(b",\"records\":[\n");
    let mut records = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    if let Some(first) = records.next() {
        document.extend_from_slice(first);
    }
    for record in records {
        document.extend_from_slice(b",\n");
        document.extend_from_slice(record);
    }
    document.extend_from_slice(b"\n]}\n");
    Ok(vec![lines, document])
}
