//! The records of each list as a table, beside the list: `index.csv`.

use std::io;

use blake3::Hash;

use super::lists::{ListPage, ListTable, TableRows};
use super::renderer::Renderer;
use super::unit::{Contents, Context, Failure, Output, Reads, Units};
use crate::model::{Described, Kind, Practice, with_list, with_record};
use crate::site::{Item, Meta, Once, Translation};
use crate::spill::Text;
use crate::tables::{Cell, Column, Csv, IDENTITY, cells, columns, identity};
use crate::theme::views::{FacetLink, Localized, Urls};

/// A table for each list.
pub(super) const OUTPUT: Output = Output {
    name: "list-tables",
    reads: Reads::Fields,
    uses_templates: false,
    units: |context| Box::new(ListTables::new(context)),
};

struct ListTables<'a> {
    own: Localized<'a>,
    lists: Vec<&'a ListPage>,
    /// Columns of practices, of which most lists consist.
    columns: Vec<Column>,
    /// The row of each practice, by position. It is made once, because a practice is in a dozen
    /// lists.
    rows: Vec<Once<Result<Text, String>>>,
}

impl<'a> ListTables<'a> {
    fn new(context: Context<'a>) -> ListTables<'a> {
        let own = context.own;
        ListTables {
            own,
            lists: context.lists.pages.iter().filter(|page| page.is_first()).collect(),
            columns: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// The practices of a list, in its order and in its language.
    fn practices(&self, site: Localized<'_>, positions: &[usize]) -> io::Result<Vec<u8>> {
        let mut table = header(&self.columns)?;
        for at in positions {
            let item = &site.practices[*at];
            if let Some(version) = site.version(&item.meta) {
                table.extend(translation(site, &self.columns, version)?);
                continue;
            }
            let row = self.rows[*at].get_or_make(|| {
                let row = row(site, &self.columns, &item.meta, &item.record);
                let row = row.map_err(|error| error.to_string())?;
                Ok(item.body.html.beside(String::from_utf8_lossy(&row).into_owned()))
            });
            let row = row.as_ref().map_err(|error| io::Error::other(error.clone()))?;
            table.extend_from_slice(row.read().as_bytes());
        }
        Ok(table)
    }
}

impl<'a> Units<'a> for ListTables<'a> {
    fn count(&self) -> usize {
        self.lists.len()
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        vec![format!("{}/index.csv", self.lists[unit].path())]
    }

    fn prepare(&mut self) {
        self.columns = columns(Practice::SCHEMA);
        self.rows = (0..self.own.site.practices.len()).map(|_| Once::default()).collect();
    }

    fn digest(&self, unit: usize) -> Option<Hash> {
        self.lists[unit].table_digest()
    }

    fn contents(&self, renderer: &Renderer<'_>, unit: usize) -> Contents {
        let ListTable { lang, rows } = self.lists[unit].table();
        let site = renderer.of(lang);
        let table = match rows {
            TableRows::Practices(positions) => self.practices(site, positions),
            TableRows::Records(kind) => records(site, *kind),
            TableRows::Translations(folder) => translations(site, folder),
            TableRows::Values(values) => values_table(site, values),
        };
        Ok(vec![table.map_err(Failure::System)?.into()])
    }
}

/// The first row.
fn header(columns: &[Column]) -> io::Result<Vec<u8>> {
    let mut csv = Csv::default();
    let names = IDENTITY.into_iter().chain(columns.iter().map(|column| column.name.as_str()));
    csv.row(names.map(|name| Cell::Text(name.into())))?;
    csv.finish()
}

/// The row of a record.
fn row<T: Described>(
    site: Localized<'_>,
    columns: &[Column],
    meta: &Meta,
    record: &T,
) -> io::Result<Vec<u8>> {
    let (url, data) = (Urls::of(site).absolute(&meta.id), record.data());
    let mut csv = Csv::default();
    csv.row(identity(meta, &url).into_iter().chain(cells(columns, &data)))?;
    csv.finish()
}

fn translation(
    site: Localized<'_>,
    columns: &[Column],
    version: &Translation,
) -> io::Result<Vec<u8>> {
    let Item { meta, record, .. } = &*version.item;
    with_record!(record, record => row(site, columns, meta, &**record))
}

/// All records of a kind.
fn records(site: Localized<'_>, kind: Kind) -> io::Result<Vec<u8>> {
    let columns = columns(kind.schema());
    let mut table = header(&columns)?;
    with_list!(kind, site, list => {
        for item in list.iter() {
            table.extend(row(site, &columns, &item.meta, &item.record)?);
        }
    });
    Ok(table)
}

/// The records of a folder that are in the language of the list.
fn translations(site: Localized<'_>, folder: &str) -> io::Result<Vec<u8>> {
    let is_listed = |version: &&Translation| {
        version.kind.folder() == folder
            && version.kind != Kind::Session
            && version.item.meta.lang == site.lang()
    };
    let mut versions = site.site.translations.iter().filter(is_listed).peekable();
    let columns = versions.peek().map(|first| columns(first.kind.schema())).unwrap_or_default();
    let mut table = header(&columns)?;
    for version in versions {
        table.extend(translation(site, &columns, version)?);
    }
    Ok(table)
}

/// The values of a facet, such as all topics.
fn values_table(site: Localized<'_>, values: &[FacetLink]) -> io::Result<Vec<u8>> {
    let urls = Urls::of(site);
    let mut csv = Csv::default();
    csv.row(["title", "url", "practices", "definition"].map(|name| Cell::Text(name.into())))?;
    for value in values {
        let path = value.url.strip_prefix(urls.base_path).unwrap_or(&value.url);
        #[expect(clippy::cast_precision_loss, reason = "no site has 2^53 practices")]
        let count = Cell::Number(value.count as f64);
        let url = format!("{}{path}", urls.base_url);
        let text = |text: &'_ str| Cell::Text(text.to_owned().into());
        csv.row([text(&value.title), text(&url), count, text(&value.definition)])?;
    }
    csv.finish()
}
