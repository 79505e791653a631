//! Long texts, kept in memory or spilled to temporary files.
//!
//! A site of a hundred thousand practices holds gigabytes of text, most of which nobody looks at
//! between parsing and writing. On such sites texts are written to a temporary file and read back on
//! demand; only their positions stay in memory. Smaller sites never touch the disk.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Number of temporary files: more than one, so that threads rarely wait for each other.
const FILES: usize = 16;

/// Bits of a position that hold the offset within a file; the bits above hold the file's number.
const OFFSET_BITS: u32 = 56;

/// Temporary files, removed by the system once this is dropped.
pub struct SpillFile {
    segments: Vec<Mutex<Segment>>,
    /// The first error met while reading back.
    fault: OnceLock<String>,
}

struct Segment {
    file: File,
    end: u64,
}

impl fmt::Debug for SpillFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SpillFile").field("fault", &self.fault).finish_non_exhaustive()
    }
}

impl SpillFile {
    /// Creates empty files in the system's folder for temporary files.
    ///
    /// # Errors
    /// When a file cannot be created there.
    pub fn new() -> io::Result<Arc<SpillFile>> {
        let segment = |_| Ok(Mutex::new(Segment { file: tempfile::tempfile()?, end: 0 }));
        let segments = (0..FILES).map(segment).collect::<io::Result<_>>()?;
        Ok(Arc::new(SpillFile { segments, fault: OnceLock::new() }))
    }

    /// The first error met while reading back. Texts that could not be read are empty.
    #[must_use]
    pub fn fault(&self) -> Option<&str> {
        self.fault.get().map(String::as_str)
    }

    fn segment(&self, number: usize) -> io::Result<std::sync::MutexGuard<'_, Segment>> {
        let segment = self.segments.get(number).ok_or(io::ErrorKind::NotFound)?;
        Ok(segment.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Appends a text and returns its position.
    fn write(&self, text: &str) -> io::Result<u64> {
        let number = rayon::current_thread_index().unwrap_or_default() % FILES;
        let mut segment = self.segment(number)?;
        let at = segment.end;
        segment.file.seek(SeekFrom::Start(at))?;
        segment.file.write_all(text.as_bytes())?;
        segment.end += text.len() as u64;
        Ok((number as u64) << OFFSET_BITS | at)
    }

    fn read(&self, position: u64, length: u32) -> io::Result<String> {
        let mut bytes = vec![0; length as usize];
        {
            let mut segment = self.segment((position >> OFFSET_BITS) as usize)?;
            segment.file.seek(SeekFrom::Start(position & ((1 << OFFSET_BITS) - 1)))?;
            segment.file.read_exact(&mut bytes)?;
        }
        String::from_utf8(bytes).map_err(io::Error::other)
    }
}

/// A long text, in memory or on disk. Cloning is cheap.
#[derive(Clone)]
pub struct Text(Storage);

#[derive(Clone)]
enum Storage {
    Memory(Arc<str>),
    Disk { spill: Arc<SpillFile>, position: u64, length: u32 },
}

impl Text {
    /// The text. Empty if it cannot be read back; [`SpillFile::fault`] then has the error.
    #[must_use]
    pub fn read(&self) -> Cow<'_, str> {
        match &self.0 {
            Storage::Memory(text) => Cow::Borrowed(text),
            Storage::Disk { .. } => Cow::Owned(self.fetch()),
        }
    }

    /// A range of bytes of the text, on character boundaries. Reads no more than that from disk.
    #[must_use]
    pub fn read_part(&self, range: Range<usize>) -> Cow<'_, str> {
        match &self.0 {
            Storage::Memory(text) => Cow::Borrowed(text.get(range).unwrap_or_default()),
            Storage::Disk { .. } => Cow::Owned(self.part(range).fetch()),
        }
    }

    /// The text as shared memory.
    #[must_use]
    pub fn share(&self) -> Arc<str> {
        match &self.0 {
            Storage::Memory(text) => Arc::clone(text),
            Storage::Disk { .. } => self.fetch().into(),
        }
    }

    fn fetch(&self) -> String {
        let Storage::Disk { spill, position, length } = &self.0 else { return String::new() };
        spill.read(*position, *length).unwrap_or_else(|error| {
            _ = spill.fault.set(error.to_string());
            String::new()
        })
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Storage::Memory(text) => text.len(),
            Storage::Disk { length, .. } => *length as usize,
        }
    }

    /// Whether the text is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Moves the text to disk. It stays in memory if it cannot be written, so that a full disk costs
    /// memory rather than the build.
    #[must_use]
    pub fn spill_to(self, spill: &Arc<SpillFile>) -> Text {
        match (&self.0, u32::try_from(self.len())) {
            (Storage::Memory(text), Ok(length)) if length > 0 => match spill.write(text) {
                Ok(position) => Text(Storage::Disk { spill: Arc::clone(spill), position, length }),
                Err(_) => self,
            },
            _ => self,
        }
    }

    /// A range of bytes of the text, on character boundaries, stored where the whole is.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Text {
        match &self.0 {
            Storage::Memory(text) => text.get(range).unwrap_or_default().into(),
            Storage::Disk { spill, position, length } if range.end <= *length as usize => {
                let length = (range.end.saturating_sub(range.start)) as u32;
                let position = position + range.start as u64;
                Text(Storage::Disk { spill: Arc::clone(spill), position, length })
            }
            Storage::Disk { .. } => Text::default(),
        }
    }

    /// Stores another text where this one is stored.
    #[must_use]
    pub fn beside(&self, other: impl Into<Text>) -> Text {
        match &self.0 {
            Storage::Memory(_) => other.into(),
            Storage::Disk { spill, .. } => other.into().spill_to(spill),
        }
    }
}

impl Default for Text {
    fn default() -> Text {
        Text(Storage::Memory(Arc::default()))
    }
}

impl<T: Into<Arc<str>>> From<T> for Text {
    fn from(text: T) -> Text {
        Text(Storage::Memory(text.into()))
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
        let spill = SpillFile::new().unwrap();
        let texts: Vec<String> = (0..200).map(|n| "été ".repeat(n)).collect();
        let laid: Vec<Text> =
            texts.iter().map(|text| Text::from(text.as_str()).spill_to(&spill)).collect();
        for (text, laid) in texts.iter().zip(&laid).rev() {
            assert_eq!((laid.read(), laid.len()), (text.into(), text.len()));
            assert_eq!(*laid, Text::from(text.as_str()));
        }
        let parts = [laid[9].part(0..5), Text::from("été été ").part(0..5)];
        assert_eq!(parts.map(|part| part.read().into_owned()), ["été", "été"].map(str::to_owned));
        assert_eq!(laid[9].read_part(2..5), "té");
        assert!(laid[9].part(0..1000).is_empty());
        let other = laid[9].beside("another");
        assert!(matches!(other.0, Storage::Disk { .. }) && &*other.share() == "another");
        assert!(matches!(Text::from("a").beside("b").0, Storage::Memory(_)));
        assert_eq!(spill.fault(), None);
    }

    #[test]
    fn a_text_that_is_lost_is_noted() {
        let spill = SpillFile::new().unwrap();
        let text = Text::from("a text").spill_to(&spill);
        for segment in &spill.segments {
            segment.lock().unwrap().file.set_len(0).unwrap();
        }
        assert_eq!(text.read(), "");
        assert!(spill.fault().is_some());
    }
}
