//! All tables as one workbook for spreadsheets.

use std::io;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::tables::Table;
use crate::tables::Cell;

/// Most characters in a cell.
const LONGEST: usize = 32_767;

/// Most characters in the name of a sheet.
const LONGEST_NAME: usize = 31;

/// The bytes of the workbook. Its date is fixed, so that the same tables give the same bytes.
///
/// # Errors
/// When the library fails.
pub fn workbook(tables: &[Table]) -> io::Result<Vec<u8>> {
    filled(tables).map_err(|error| io::Error::other(format!("XLSX: {error}")))
}

fn filled(tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let bold = Format::new().set_bold();
    for table in tables {
        fill(workbook.add_worksheet(), table, &bold)?;
    }
    workbook.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, table: &Table, bold: &Format) -> Result<(), XlsxError> {
    sheet.set_name(table.name.chars().take(LONGEST_NAME).collect::<String>())?;
    sheet.set_freeze_panes(1, 0)?;
    for (at, (name, _)) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, at, name, bold)?;
    }
    for (row, cells) in (1..).zip(&table.rows) {
        for (at, cell) in (0..).zip(cells) {
            match cell {
                Cell::Empty => continue,
                // A string is never taken for a formula, and needs no apostrophe.
                Cell::Text(text) => sheet.write_string(row, at, shortened(text))?,
                Cell::Number(number) => sheet.write_number(row, at, *number)?,
                Cell::Flag(flag) => sheet.write_boolean(row, at, *flag)?,
            };
        }
    }
    Ok(())
}

/// A text that a cell can hold. Spreadsheets count in UTF-16.
fn shortened(text: &str) -> String {
    if text.encode_utf16().count() <= LONGEST {
        return text.to_owned();
    }
    let mut length = 0;
    let fits = |c: &char| {
        length += c.len_utf16();
        length < LONGEST
    };
    text.chars().take_while(fits).chain(['…']).collect()
}
