//! The downloads page, about the files that contain the whole knowledge base.

use serde::Serialize;

use super::links::Urls;
use super::localized::Localized;
use crate::model::{Choice as _, Kind};
use crate::tables::{ColumnType, columns};

/// The folder of these files.
pub const DATA_FOLDER: &str = "data";

/// Formats by the ends of the names of their files, with their media types.
const DATA_FORMATS: [(&str, &str); 3] =
    [("csv", "text/csv"), ("ndjson", "application/x-ndjson"), ("json", "application/json")];

/// Formats in which all tables are one file, with their media types: those that the program was
/// compiled with.
const LINKED_FORMATS: &[(&str, &str)] = &[
    #[cfg(feature = "sqlite")]
    ("sqlite", "application/vnd.sqlite3"),
    #[cfg(feature = "xlsx")]
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

/// The formats with their media types, and in how many files each is if the records are in `parts`.
#[must_use]
pub fn data_formats(parts: usize) -> Vec<(&'static str, &'static str, usize)> {
    let in_parts = DATA_FORMATS.into_iter().map(|(end, media_type)| (end, media_type, parts));
    let linked = LINKED_FORMATS.iter().map(|(end, media_type)| (*end, *media_type, parts.min(1)));
    in_parts.chain(linked).collect()
}

/// The name of the file with a part of the records, the first of which has no number.
#[must_use]
pub fn data_file(part: usize, end: &str) -> String {
    match part {
        0 => format!("crosstown.{end}"),
        _ => format!("crosstown-{}.{end}", part + 1),
    }
}

/// The page, as `data`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DataView {
    /// The formats, with their files.
    pub formats: Vec<DataFormat>,
    /// URL of the table of all practices.
    pub practices: String,
    /// The same with the name of the host, for programs.
    pub practices_absolute: String,
    /// What the columns of the tables hold, by kind of record.
    pub kinds: Vec<KindColumns>,
}

/// A format.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DataFormat {
    /// `csv`, `ndjson`, `json`, `sqlite` or `xlsx`.
    pub id: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// What its files contain.
    pub about: String,
    /// One file, or several if there are very many records; none if the site does not offer them.
    pub files: Vec<DataFile>,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DataFile {
    /// Its name.
    pub name: String,
    /// Its URL; that of its checksum has `.sha256` after it.
    pub url: String,
}

/// The columns of a kind of record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KindColumns {
    /// The kind, in the plural.
    pub label: String,
    /// The columns.
    pub columns: Vec<ColumnLine>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ColumnLine {
    /// Its name.
    pub name: String,
    /// What it holds, in English.
    pub about: &'static str,
    /// The type of its cells.
    pub of: String,
}

/// The view of the page. `parts` is the number of files of each format that the records are split
/// into.
#[must_use]
pub fn data(site: Localized<'_>, parts: usize) -> DataView {
    let urls = Urls::of(site);
    let format = |(id, media_type, parts): (&'static str, &'static str, usize)| {
        let file = |part| {
            let name = data_file(part, id);
            DataFile { url: urls.file(&format!("{DATA_FOLDER}/{name}")), name }
        };
        let about = site.words.translate(&format!("data.{id}"));
        DataFormat { id, media_type, about, files: (0..parts).map(file).collect() }
    };
    let kind = |(kind, _): &(Kind, &str)| KindColumns {
        label: site.words.translate(&format!("section.{}", kind.plural())),
        columns: columns(kind.schema())
            .into_iter()
            .map(|column| ColumnLine {
                name: column.name,
                about: column.about,
                of: site.words.translate(match column.of {
                    ColumnType::Text | ColumnType::Figure => "data.of-text",
                    ColumnType::Number | ColumnType::Count => "data.of-number",
                    ColumnType::Flag => "data.of-flag",
                }),
            })
            .collect(),
    };
    DataView {
        formats: data_formats(parts).into_iter().map(format).collect(),
        practices: urls.file("practices/index.csv"),
        practices_absolute: format!("{}practices/index.csv", urls.base_url),
        kinds: Kind::ALL.iter().map(kind).collect(),
    }
}
