//! The list of names that stands outside of the repository.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

/// Names that no output may hold, one a line of a file. It is never written anywhere, not even
/// where a program shows what it works with.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct List {
    /// With the numbers of their lines.
    names: Vec<(usize, String)>,
}

impl List {
    /// Reads a file with a name on each line. Empty lines and those that begin with `#` are none.
    ///
    /// # Errors
    /// When the file cannot be read, is no text, or holds no name: a list that protects nobody is
    /// a mistake.
    pub fn read(path: &Path) -> io::Result<List> {
        let list = List::from_text(&fs::read_to_string(path)?);
        if list.is_empty() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "it holds no name"));
        }
        Ok(list)
    }

    /// The names on the lines of a text.
    #[must_use]
    pub fn from_text(text: &str) -> List {
        let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
        let lines = lines.enumerate().map(|(at, line)| (at + 1, line.to_owned()));
        let names = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        List { names: names.collect() }
    }

    /// Whether it holds no name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The names with the numbers of their lines.
    pub(crate) fn names(&self) -> impl Iterator<Item = (usize, &str)> {
        self.names.iter().map(|(line, name)| (*line, name.as_str()))
    }
}

impl fmt::Debug for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "List of {}", self.names.len())
    }
}
