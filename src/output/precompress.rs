//! Compressed copies beside the files of a site, for hosts that send these instead of compressing a
//! file for each request (nginx: `gzip_static on`).
//!
//! A sink that wraps the one that keeps the site: a copy is one more file of the build, so the code
//! that removes, compares and records files treats it as such. Copies are made last, of files that
//! the last gate has let through.

use std::io;
use std::sync::Arc;

use super::artifact::{Artifact, Sink};
use super::gzip;
use crate::store::{Store, made_from};

/// Endings of files that are text, or nearly. Pictures, fonts, archives and the search index are
/// compressed as they are.
const COMPRESSIBLE: [&str; 19] = [
    "bib",
    "css",
    "csv",
    "html",
    "ics",
    "js",
    "json",
    "jsonld",
    "md",
    "mjs",
    "ndjson",
    "ris",
    "sqlite",
    "svg",
    "txt",
    "vcf",
    "wasm",
    "webmanifest",
    "xml",
];

/// Minimum size in bytes of a file that gets a copy. Anything smaller fits into one packet anyway.
const LEAST: usize = 1_024;

/// Part of what a kept copy is made from: changes with the code that compresses.
const VERSION: &[u8] = b"gzip copy 1";

/// Puts a compressed copy beside each file that gets much smaller.
pub struct Precompressing<'a> {
    sink: &'a dyn Sink,
    store: Option<&'a Store>,
}

impl<'a> Precompressing<'a> {
    /// Files and copies go into `sink`. With a store, only files that have changed are compressed.
    pub fn new(sink: &'a dyn Sink, store: Option<&'a Store>) -> Precompressing<'a> {
        Precompressing { sink, store }
    }

    fn copy(&self, content: &[u8]) -> io::Result<Vec<u8>> {
        let make = || gzip::pack(content);
        match self.store {
            Some(store) => store.get_or_make(&made_from(&[VERSION, content]), make),
            None => make(),
        }
    }
}

impl Sink for Precompressing<'_> {
    fn put(&self, artifact: Artifact) -> io::Result<()> {
        let copy = if is_compressible(&artifact.path) && artifact.bytes.len() >= LEAST {
            let packed = self.copy(&artifact.bytes)?;
            pays(artifact.bytes.len(), packed.len())
                .then(|| Artifact::new(format!("{}.gz", artifact.path), packed))
        } else {
            None
        };
        self.sink.put(artifact)?;
        copy.map_or(Ok(()), |copy| self.sink.put(copy))
    }

    fn keep(&self, groups: &[&[Arc<str>]]) -> Vec<bool> {
        // Keeps no group: the names of files do not tell which of them have a copy, so copies would
        // be lost.
        vec![false; groups.len()]
    }

    fn see(&self, path: &str, text: &str) -> bool {
        self.sink.see(path, text)
    }
}

fn is_compressible(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| COMPRESSIBLE.contains(&ending.as_str()))
}

/// Whether a copy saves at least a tenth. Less is not worth the file that the host looks for on
/// each request.
fn pays(whole: usize, packed: usize) -> bool {
    packed <= whole - whole / 10
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::io::Read as _;
    use std::sync::Mutex;

    use flate2::read::GzDecoder;

    use super::*;

    #[derive(Debug, Default)]
    struct Kept(Mutex<BTreeMap<String, Vec<u8>>>);

    impl Sink for Kept {
        fn put(&self, artifact: Artifact) -> io::Result<()> {
            let old = self.0.lock().unwrap().insert(artifact.path, artifact.bytes.into_owned());
            assert!(old.is_none(), "a file is put twice");
            Ok(())
        }
    }

    fn put(files: &[(&str, Vec<u8>)], store: Option<&Store>) -> BTreeMap<String, Vec<u8>> {
        let kept = Kept::default();
        let sink = Precompressing::new(&kept, store);
        for (path, bytes) in files {
            sink.put(Artifact::new(*path, bytes.clone())).unwrap();
        }
        kept.0.into_inner().unwrap()
    }

    fn text(length: usize) -> Vec<u8> {
        b"A practice of a city. ".iter().copied().cycle().take(length).collect()
    }

    /// Bytes that cannot be compressed.
    fn noise(length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        blake3::Hasher::new().finalize_xof().fill(&mut bytes);
        bytes
    }

    #[test]
    fn a_copy_unpacks_to_the_file_beside_it() {
        let kept = put(&[("a/index.html", text(5_000))], None);
        assert_eq!(kept["a/index.html"], text(5_000));
        let mut unpacked = Vec::new();
        GzDecoder::new(&*kept["a/index.html.gz"]).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, text(5_000));
        // Neither a time nor a name: two builds have the same bytes.
        assert_eq!(kept["a/index.html.gz"][3..8], [0; 5]);
    }

    #[test]
    fn nothing_is_copied_where_it_does_not_pay() {
        let files = [
            ("small.html", text(LEAST - 1)),
            ("noise.txt", noise(20_000)),
            ("picture.png", text(20_000)),
            ("engine.wasm.gz", text(20_000)),
            ("_redirects", text(20_000)),
            ("html", text(20_000)),
        ];
        let kept = put(&files, None);
        let paths: Vec<&str> = files.iter().map(|(path, _)| *path).collect();
        assert_eq!(kept.len(), paths.len(), "{:?}", kept.keys());
        assert!(paths.iter().all(|path| kept.contains_key(*path)));
        assert!(put(&[("DATA.CSV", text(LEAST))], None).contains_key("DATA.CSV.gz"));
    }

    #[test]
    fn a_file_that_has_not_changed_is_not_compressed_again() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path(), [7; 32]);
        let first = put(&[("a.html", text(5_000)), ("b.html", text(6_000))], Some(&store));
        assert_eq!(store.made(), 2);
        let again = put(&[("a.html", text(5_000)), ("b.html", text(6_001))], Some(&store));
        assert_eq!(store.made(), 3);
        assert_eq!(first["a.html.gz"], again["a.html.gz"]);
        assert_eq!(put(&[("a.html", text(5_000))], None)["a.html.gz"], again["a.html.gz"]);
    }
}
