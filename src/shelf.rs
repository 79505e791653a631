//! Long texts, in memory or laid away on the disk.
//!
//! A site of a hundred thousand practices has gigabytes of text, and most of it is not looked at
//! between the moment it is parsed and the moment it is written. Where there is so much, texts lie
//! in a temporary file until someone reads them; what stays in memory is where. Small sites never
//! come near a file.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Files of a shelf, so that threads seldom wait for one another.
const BOARDS: usize = 16;

/// Bits of a spot that say where on its board it begins; those above are the number of the board.
const OFFSET: u32 = 56;

/// Temporary files, which the system removes when the shelf is dropped.
pub struct Shelf {
    boards: Vec<Mutex<Board>>,
    /// The first failure of the system to give back what it was given.
    fault: OnceLock<String>,
}

struct Board {
    file: File,
    end: u64,
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shelf").field("fault", &self.fault).finish_non_exhaustive()
    }
}

impl Shelf {
    /// An empty shelf in the system's folder for temporary files.
    ///
    /// # Errors
    /// When no file can be made there.
    pub fn new() -> io::Result<Arc<Shelf>> {
        let board = |_| Ok(Mutex::new(Board { file: tempfile::tempfile()?, end: 0 }));
        let boards = (0..BOARDS).map(board).collect::<io::Result<_>>()?;
        Ok(Arc::new(Shelf { boards, fault: OnceLock::new() }))
    }

    /// What failed, if something did: texts that were read since are empty.
    #[must_use]
    pub fn fault(&self) -> Option<&str> {
        self.fault.get().map(String::as_str)
    }

    fn board(&self, number: usize) -> io::Result<std::sync::MutexGuard<'_, Board>> {
        let board = self.boards.get(number).ok_or(io::ErrorKind::NotFound)?;
        Ok(board.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Writes a text and says where it begins.
    fn write(&self, text: &str) -> io::Result<u64> {
        let number = rayon::current_thread_index().unwrap_or_default() % BOARDS;
        let mut board = self.board(number)?;
        let at = board.end;
        board.file.seek(SeekFrom::Start(at))?;
        board.file.write_all(text.as_bytes())?;
        board.end += text.len() as u64;
        Ok((number as u64) << OFFSET | at)
    }

    fn read(&self, spot: u64, length: u32) -> io::Result<String> {
        let mut bytes = vec![0; length as usize];
        {
            let mut board = self.board((spot >> OFFSET) as usize)?;
            board.file.seek(SeekFrom::Start(spot & ((1 << OFFSET) - 1)))?;
            board.file.read_exact(&mut bytes)?;
        }
        String::from_utf8(bytes).map_err(io::Error::other)
    }
}

/// A long text, wherever it lies.
#[derive(Clone)]
pub struct Text(Kept);

#[derive(Clone)]
enum Kept {
    Here(Arc<str>),
    There { shelf: Arc<Shelf>, spot: u64, length: u32 },
}

impl Text {
    /// The text. One that cannot be read any more is empty, and its shelf knows of the fault.
    #[must_use]
    pub fn read(&self) -> Cow<'_, str> {
        match &self.0 {
            Kept::Here(text) => Cow::Borrowed(text),
            Kept::There { .. } => Cow::Owned(self.fetch()),
        }
    }

    /// A part of the text, from one byte to another, both between characters; no more than that is
    /// read.
    #[must_use]
    pub fn read_part(&self, range: Range<usize>) -> Cow<'_, str> {
        match &self.0 {
            Kept::Here(text) => Cow::Borrowed(text.get(range).unwrap_or_default()),
            Kept::There { .. } => Cow::Owned(self.part(range).fetch()),
        }
    }

    /// The text, to be kept.
    #[must_use]
    pub fn share(&self) -> Arc<str> {
        match &self.0 {
            Kept::Here(text) => Arc::clone(text),
            Kept::There { .. } => self.fetch().into(),
        }
    }

    fn fetch(&self) -> String {
        let Kept::There { shelf, spot, length } = &self.0 else { return String::new() };
        shelf.read(*spot, *length).unwrap_or_else(|error| {
            _ = shelf.fault.set(error.to_string());
            String::new()
        })
    }

    /// Bytes of the text.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Kept::Here(text) => text.len(),
            Kept::There { length, .. } => *length as usize,
        }
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Lays the text on a shelf. One that the shelf does not take stays in memory: a full disk
    /// costs memory, not the build.
    #[must_use]
    pub fn laid(self, shelf: &Arc<Shelf>) -> Text {
        match (&self.0, u32::try_from(self.len())) {
            (Kept::Here(text), Ok(length)) if length > 0 => match shelf.write(text) {
                Ok(spot) => Text(Kept::There { shelf: Arc::clone(shelf), spot, length }),
                Err(_) => self,
            },
            _ => self,
        }
    }

    /// A part of the text, from one byte to another, both between characters. It lies where the whole
    /// lies.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Text {
        match &self.0 {
            Kept::Here(text) => text.get(range).unwrap_or_default().into(),
            Kept::There { shelf, spot, length } if range.end <= *length as usize => {
                let length = (range.end.saturating_sub(range.start)) as u32;
                let spot = spot + range.start as u64;
                Text(Kept::There { shelf: Arc::clone(shelf), spot, length })
            }
            Kept::There { .. } => Text::default(),
        }
    }

    /// Another text, laid where this one lies.
    #[must_use]
    pub fn beside(&self, other: impl Into<Text>) -> Text {
        match &self.0 {
            Kept::Here(_) => other.into(),
            Kept::There { shelf, .. } => other.into().laid(shelf),
        }
    }
}

impl Default for Text {
    fn default() -> Text {
        Text(Kept::Here(Arc::default()))
    }
}

impl<T: Into<Arc<str>>> From<T> for Text {
    fn from(text: T) -> Text {
        Text(Kept::Here(text.into()))
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        self.len() == other.len() && self.read() == other.read()
    }
}

impl Eq for Text {}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.read(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_were() {
        let shelf = Shelf::new().unwrap();
        let texts: Vec<String> = (0..200).map(|n| "été ".repeat(n)).collect();
        let laid: Vec<Text> =
            texts.iter().map(|text| Text::from(text.as_str()).laid(&shelf)).collect();
        for (text, laid) in texts.iter().zip(&laid).rev() {
            assert_eq!((laid.read(), laid.len()), (text.into(), text.len()));
            assert_eq!(*laid, Text::from(text.as_str()));
        }
        let parts = [laid[9].part(0..5), Text::from("été été ").part(0..5)];
        assert_eq!(parts.map(|part| part.read().into_owned()), ["été", "été"].map(str::to_owned));
        assert_eq!(laid[9].read_part(2..5), "té");
        assert!(laid[9].part(0..1000).is_empty());
        let other = laid[9].beside("another");
        assert!(matches!(other.0, Kept::There { .. }) && &*other.share() == "another");
        assert!(matches!(Text::from("a").beside("b").0, Kept::Here(_)));
        assert_eq!(shelf.fault(), None);
    }

    #[test]
    fn a_text_that_is_lost_is_noted() {
        let shelf = Shelf::new().unwrap();
        let text = Text::from("a text").laid(&shelf);
        for board in &shelf.boards {
            board.lock().unwrap().file.set_len(0).unwrap();
        }
        assert_eq!(text.read(), "");
        assert!(shelf.fault().is_some());
    }
}
