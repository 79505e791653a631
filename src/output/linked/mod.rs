//! All records as tables that refer to each other, in one file: `/data/crosstown.sqlite` and
//! `.xlsx`, each with its checksum. An extra, see `Extra::Downloads`; of the two formats, those that the
//! program was compiled with are made.
//!
//! Tables are in first normal form: one for each kind of record, and one for each list of sets of
//! fields or of references, whose rows name the record they belong to.

#[cfg(feature = "sqlite")]
mod sqlite;
mod tables;
#[cfg(feature = "xlsx")]
mod xlsx;

use std::io;

#[cfg(feature = "sqlite")]
pub use sqlite::database;
pub use tables::{Table, tables};
#[cfg(feature = "xlsx")]
pub use xlsx::workbook;

use super::data::checksum;
use super::renderer::Renderer;
use super::unit::{Contents, Context, Failure, Output, Reads, Units};
use crate::model::Extra;
use crate::theme::views::{DATA_FOLDER, data_file};

/// The last gate sees their texts in `crosstown.json`, which has all values: a database may split a
/// text between its pages.
pub(super) const OUTPUT: Output = Output {
    name: "data-linked",
    reads: Reads::Fields,
    uses_templates: false,
    units: |context| Box::new(Linked::new(context)),
};

/// Writes all tables as one file.
type Writer = fn(&[Table]) -> io::Result<Vec<u8>>;

/// The formats by the ends of their names.
const WRITERS: &[(&str, Writer)] = &[
    #[cfg(feature = "sqlite")]
    ("sqlite", database),
    #[cfg(feature = "xlsx")]
    ("xlsx", workbook),
];

struct Linked(&'static [(&'static str, Writer)]);

impl Linked {
    fn new(context: Context<'_>) -> Linked {
        let is_made = context.site().config.makes(Extra::Downloads);
        Linked(if is_made { WRITERS } else { &[] })
    }
}

impl Units<'_> for Linked {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        let path = format!("{DATA_FOLDER}/{}", data_file(0, self.0[unit].0));
        vec![path.clone(), path + ".sha256"]
    }

    fn contents(&self, renderer: &Renderer<'_>, unit: usize) -> Contents {
        let (end, write) = self.0[unit];
        let bytes = write(&tables(renderer.site)).map_err(Failure::System)?;
        let sum = checksum(&bytes, &data_file(0, end));
        Ok(vec![bytes.into(), sum.into()])
    }
}
