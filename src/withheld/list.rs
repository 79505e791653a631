//! The list of names that is kept outside the repository.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

/// Names that no output may contain, one per line of a file. They are never written anywhere, not
/// even by `Debug`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct List {
    /// Line numbers and names.
    names: Vec<(usize, String)>,
}

impl List {
    /// Reads a file with one name per line. Empty lines and lines that begin with `#` are skipped.
    ///
    /// # Errors
    /// If the file cannot be read, is not UTF-8 text, or contains no name: a list that protects
    /// nobody is a mistake.
    pub fn read(path: &Path) -> io::Result<List> {
        let list = List::from_text(&fs::read_to_string(path)?);
        if list.is_empty() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "it contains no name"));
        }
        Ok(list)
    }

    /// The names in a text, one per line.
    #[must_use]
    pub fn from_text(text: &str) -> List {
        let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
        let lines = lines.enumerate().map(|(at, line)| (at + 1, line.to_owned()));
        let names = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        List { names: names.collect() }
    }

    /// Whether the list is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Line numbers and names.
    pub(crate) fn names(&self) -> impl Iterator<Item = (usize, &str)> {
        self.names.iter().map(|(line, name)| (*line, name.as_str()))
    }
}

impl fmt::Debug for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "List of {} names", self.names.len())
    }
}
