//! The last gate: every file passes here before it is written, and a file with a withheld name is
//! rejected.
//!
//! Names are looked for in the bytes of the file, unpacked if they are packed, and in its path. It
//! does not matter which output made the file, or whether that output considers confidentiality.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Artifact, Sink};
use crate::withheld::{Names, Reach, Text, unpacked};

/// A sink that passes files on to another one.
pub struct Gate<'a> {
    sink: &'a dyn Sink,
    names: &'a Names,
    /// Whether the files of the previous build passed a gate with the same names.
    known: bool,
    rejected: Mutex<Vec<Rejected>>,
}

/// A file that was not written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rejected {
    /// Its path; if that contains the name, only what precedes the name.
    pub path: String,
    /// Position of the name among the withheld names.
    pub name: usize,
}

/// Extensions of files that the program generates from texts that were checked when they were read:
/// their bytes are searched as they are. All other files are decoded first.
const OWN: [&str; 12] =
    ["html", "json", "ndjson", "jsonld", "xml", "md", "bib", "ris", "js", "css", "wasm", "woff2"];

/// Extensions of files that do not store text as text.
const NOT_TEXT: [&str; 12] =
    ["png", "jpg", "jpeg", "gif", "webp", "avif", "mp3", "ogg", "wav", "mp4", "webm", "ico"];

impl<'a> Gate<'a> {
    /// A gate before `sink`. Unless `known`, nothing of the previous build is kept.
    #[must_use]
    pub fn new(sink: &'a dyn Sink, names: &'a Names, known: bool) -> Gate<'a> {
        Gate { sink, names, known, rejected: Mutex::default() }
    }

    /// The rejected files, sorted by path.
    #[must_use]
    pub fn rejected(self) -> Vec<Rejected> {
        let mut rejected = self.rejected.into_inner().unwrap_or_else(PoisonError::into_inner);
        rejected.sort();
        rejected.dedup();
        rejected
    }

    /// The first name in a file.
    fn name_in(&self, path: &str, bytes: &[u8]) -> Option<usize> {
        if path.ends_with(".wasm.gz") {
            // The program itself, packed, which says nothing of the site. No other file has such a
            // name: `src/model/attachment.rs` lists what may be published.
            return None;
        }
        let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let ending = ending.as_str();
        if ending == "ics" {
            return self.in_text(&unfolded(bytes));
        }
        let found = self.names.find_in_bytes(bytes).map(|hit| hit.name);
        if found.is_some() || OWN.contains(&ending) || NOT_TEXT.contains(&ending) {
            return found;
        }
        if path.starts_with("search-index/") {
            // The records of the index were checked before they were packed; suggestions are made
            // of texts that were checked when they were read.
            let suggested = path.contains("suggestions").then(|| unpacked(bytes));
            let mut texts = suggested.iter().flatten();
            return texts.find_map(|text| self.names.find_in_bytes(text)).map(|hit| hit.name);
        }
        let packed = unpacked(bytes);
        if packed.is_empty() {
            return self.in_text(&String::from_utf8_lossy(bytes));
        }
        packed.iter().find_map(|text| self.in_text(&String::from_utf8_lossy(text)))
    }

    fn in_text(&self, text: &str) -> Option<usize> {
        if !self.names.may_occur_in(text) {
            return None;
        }
        self.names.find(&Text::of(text), Reach::Site).first().map(|hit| hit.name)
    }

    fn reject(&self, path: &str, name: usize) {
        let rejected = Rejected { path: path.to_owned(), name };
        self.rejected.lock().unwrap_or_else(PoisonError::into_inner).push(rejected);
    }
}

/// The text of a calendar as its readers see it: without the line breaks of folded lines and
/// without escaping backslashes.
fn unfolded(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace("\r\n ", "");
    text.replace("\\n", "\n").replace('\\', "")
}

impl Sink for Gate<'_> {
    fn put(&self, artifact: Artifact) -> io::Result<()> {
        if self.names.may_occur_in(&artifact.path) {
            let hits = self.names.find(&Text::of(&artifact.path), Reach::Site);
            if let Some(hit) = hits.first() {
                let before = artifact.path.get(..hit.span.start as usize).unwrap_or_default();
                self.reject(&format!("{before}…"), hit.name);
                return Ok(());
            }
        }
        match self.name_in(&artifact.path, &artifact.bytes) {
            Some(name) => {
                self.reject(&artifact.path, name);
                Ok(())
            }
            None => self.sink.put(artifact),
        }
    }

    fn keep(&self, groups: &[&[Arc<str>]]) -> Vec<bool> {
        if self.known { self.sink.keep(groups) } else { vec![false; groups.len()] }
    }

    fn see(&self, path: &str, text: &str) -> bool {
        match self.names.find_in_bytes(text.as_bytes()) {
            Some(hit) => {
                self.reject(path, hit.name);
                false
            }
            None => self.sink.see(path, text),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    /// Notes what passes, and would keep everything.
    #[derive(Default)]
    struct Passed(Mutex<Vec<String>>);

    impl Passed {
        fn paths(self) -> Vec<String> {
            self.0.into_inner().unwrap()
        }
    }

    impl Sink for Passed {
        fn put(&self, artifact: Artifact) -> io::Result<()> {
            self.0.lock().unwrap().push(artifact.path);
            Ok(())
        }

        fn keep(&self, groups: &[&[Arc<str>]]) -> Vec<bool> {
            vec![true; groups.len()]
        }

        fn see(&self, path: &str, _: &str) -> bool {
            self.0.lock().unwrap().push(path.to_owned());
            true
        }
    }

    /// Two names that nothing else is called.
    fn names() -> Names {
        Names::new(&["Ada Zorkmann", "Ida Quimby"], &[], &|_| false)
    }

    fn packed(text: &str) -> Vec<u8> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(text.as_bytes()).unwrap();
        gzip.finish().unwrap()
    }

    #[test]
    fn a_file_with_a_name_in_its_path_or_its_bytes_is_not_written() {
        let (passed, names) = (Passed::default(), names());
        let gate = Gate::new(&passed, &names, false);
        let put = |path: &str, bytes: &[u8]| {
            let bytes = Cow::Owned(bytes.to_vec());
            gate.put(Artifact { path: path.to_owned(), bytes }).unwrap();
        };
        put("index.html", b"said Quimby");
        put("people/quimby/index.html", b"");
        put("calendar.ics", b"SUMMARY:A talk by Qui\r\n mby");
        put("list.csv", b"Q&#117;imby");
        put("list.csv.gz", &packed("Quimby"));
        put("photo.jpg", b"\xff\xd8 Zorkmann");
        put("search-index/suggestions.gz", &packed("quimby"));
        put("search-index/page", b"\0quimby\0");
        let harmless = ["about/index.html", "rain.csv", "photo.png", "calendar-2.ics", "list.gz"];
        harmless.iter().for_each(|path| put(path, b"rain"));
        // Our own engine for browsers says nothing of the site.
        put("engine.wasm.gz", b"Quimby");
        let rejected: Vec<(String, usize)> =
            gate.rejected().into_iter().map(|one| (one.path, one.name)).collect();
        let rejected: Vec<(&str, usize)> =
            rejected.iter().map(|(path, name)| (path.as_str(), *name)).collect();
        assert_eq!(
            rejected,
            [
                ("calendar.ics", 1),
                ("index.html", 1),
                ("list.csv", 1),
                ("list.csv.gz", 1),
                ("people/…", 1),
                ("photo.jpg", 0),
                ("search-index/page", 1),
                ("search-index/suggestions.gz", 1),
            ]
        );
        let mut expected = harmless.to_vec();
        expected.push("engine.wasm.gz");
        assert_eq!(passed.paths(), expected);
    }

    #[test]
    fn a_text_with_a_name_is_not_hidden_in_a_file() {
        let (passed, names) = (Passed::default(), names());
        let gate = Gate::new(&passed, &names, false);
        assert!(gate.see("card.png", "Rain"));
        assert!(!gate.see("index", "by Quimby") && !gate.see("index", "by Quimby"));
        let rejected = gate.rejected();
        assert_eq!(rejected, [Rejected { path: "index".to_owned(), name: 1 }]);
        assert_eq!(passed.paths(), ["card.png"]);
    }

    #[test]
    fn files_are_kept_only_if_they_passed_a_gate_with_the_same_names() {
        let (passed, names) = (Passed::default(), names());
        let groups: [&[Arc<str>]; 2] = [&[], &[]];
        assert_eq!(Gate::new(&passed, &names, true).keep(&groups), [true, true]);
        assert_eq!(Gate::new(&passed, &names, false).keep(&groups), [false, false]);
    }

    #[test]
    fn a_name_that_a_calendar_folds_or_escapes_is_read_as_written() {
        let folded = b"SUMMARY:A talk by Ida Ex\r\n ample\\, Jr.\\; then\\nquestions\r\n";
        assert_eq!(unfolded(folded), "SUMMARY:A talk by Ida Example, Jr.; then\nquestions\r\n");
    }
}
