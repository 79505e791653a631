//! A tar archive whose bytes depend only on its files.

use flate2::{Compression, GzBuilder};
use tar::{Builder, EntryType, Header};

/// A file to pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct File {
    /// Below the folder of the archive, with forward slashes.
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    /// Whether it is executable.
    pub(super) runs: bool,
}

impl File {
    /// A file that is not executable.
    pub(super) fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> File {
        File { path: path.into(), bytes: bytes.into(), runs: false }
    }
}

/// The archive, compressed: all files in the folder `name` in the order of their paths, with the
/// same time (in seconds since 1970), with user and group 0, and with a mode that depends only on
/// whether the file is a program.
pub(super) fn tar_gz(name: &str, files: &[File], time: u64) -> Result<Vec<u8>, String> {
    let mut sorted: Vec<&File> = files.iter().collect();
    sorted.sort_by(|one, other| one.path.cmp(&other.path));
    if let Some(twice) = sorted.windows(2).find(|pair| pair[0].path == pair[1].path) {
        return Err(format!("two files would be {}", twice[0].path));
    }
    let packed = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    let mut tar = Builder::new(packed);
    for File { path, bytes, runs } in sorted {
        let mut header = Header::new_ustar();
        header.set_entry_type(EntryType::Regular);
        header.set_mode(if *runs { 0o755 } else { 0o644 });
        header.set_mtime(time);
        header.set_uid(0);
        header.set_gid(0);
        header.set_size(bytes.len() as u64);
        tar.append_data(&mut header, format!("{name}/{path}"), bytes.as_slice())
            .map_err(|error| format!("{path}: {error}"))?;
    }
    let finished = tar.into_inner().and_then(|packed| packed.finish());
    finished.map_err(|error| format!("the archive: {error}"))
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn the_order_of_files_does_not_matter_and_modes_and_times_are_fixed() {
        let program = File { runs: true, ..File::new("crosstown", "program") };
        let files = [program, File::new("man/man1/crosstown.1", "manual")];
        let [one, other] = files.clone();
        let packed = tar_gz("x-1", &files, 1_000).unwrap();
        assert_eq!(packed, tar_gz("x-1", &[other, one], 1_000).unwrap());
        assert_ne!(packed, tar_gz("x-1", &files, 1_001).unwrap());
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(packed.as_slice()));
        let mut seen = Vec::new();
        for entry in archive.entries().unwrap() {
            let mut entry = entry.unwrap();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            let (path, header) = (entry.path().unwrap().display().to_string(), entry.header());
            assert_eq!((header.mtime().unwrap(), header.uid().unwrap()), (1_000, 0));
            seen.push((path, header.mode().unwrap(), text));
        }
        let expected = [
            ("x-1/crosstown".to_owned(), 0o755, "program".to_owned()),
            ("x-1/man/man1/crosstown.1".to_owned(), 0o644, "manual".to_owned()),
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn two_files_of_one_name_are_refused() {
        let twice = [File::new("a", "1"), File::new("a", "2")];
        assert!(tar_gz("x", &twice, 0).unwrap_err().contains('a'));
    }
}
