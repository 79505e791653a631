//! Writes tables as CSV (RFC 4180) in UTF-8.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, which may fetch
//! addresses or start programs. Such a text gets an apostrophe before it, as OWASP recommends.
//! Numbers are written as they are, so that a negative one stays a number.

use std::io;

use super::cell::Cell;

/// A table that is being written.
pub struct Csv(csv::Writer<Vec<u8>>);

impl Default for Csv {
    fn default() -> Csv {
        let mut writer = csv::WriterBuilder::new();
        writer.terminator(csv::Terminator::CRLF).flexible(false);
        Csv(writer.from_writer(Vec::new()))
    }
}

impl Csv {
    /// Writes a row.
    ///
    /// # Errors
    /// When it has more or fewer cells than the first row.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> io::Result<()> {
        for cell in cells {
            let text = cell.text();
            if matches!(cell, Cell::Text(_)) && begins_formula(&text) {
                self.0.write_field(format!("'{text}"))?;
            } else {
                self.0.write_field(text)?;
            }
        }
        Ok(self.0.write_record(None::<&[u8]>)?)
    }

    /// The table.
    ///
    /// # Errors
    /// Never: it is in memory.
    pub fn finish(self) -> io::Result<Vec<u8>> {
        self.0.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }
}

/// Whether a spreadsheet may take a text for a formula. Some take the wide forms of these signs for
/// the same, and some skip control characters before them.
fn begins_formula(text: &str) -> bool {
    text.starts_with(|c: char| "=+-@＝＋－＠".contains(c) || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::{Cell, Csv};

    fn csv(cells: Vec<Cell<'static>>) -> String {
        let mut csv = Csv::default();
        csv.row(cells).unwrap();
        String::from_utf8(csv.finish().unwrap()).unwrap()
    }

    #[test]
    fn no_text_begins_a_formula_and_numbers_stay_numbers() {
        let text = |text: &'static str| Cell::Text(text.into());
        for formula in ["=1+1", "+1", "-1 degree", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            let said = csv(vec![text(formula)]);
            assert!(said.trim_start_matches('"').starts_with('\''), "{said}");
        }
        assert_eq!(csv(vec![Cell::Number(-71.41), Cell::Number(8e6)]), "-71.41,8000000\r\n");
        assert_eq!(csv(vec![Cell::Flag(true), Cell::Empty, text("a=b")]), "true,,a=b\r\n");
    }

    #[test]
    fn commas_quotation_marks_and_lines_are_quoted() {
        let text = |text: &'static str| Cell::Text(text.into());
        let said = csv(vec![text("a,b"), text("the \"green\" bin"), text("two\nlines")]);
        assert_eq!(said, "\"a,b\",\"the \"\"green\"\" bin\",\"two\nlines\"\r\n");
    }
}
