//! Zip archives with the same bytes for the same files. Every module may use it; it uses none.

use std::io::{self, Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// An archive of files by their paths, in the order given. All have the earliest date that the
/// format can express. Archives within it are stored as they are, so that a search of its bytes
/// finds their members; so is `mimetype`, by which an OpenDocument file is recognised.
///
/// # Errors
/// When a path occurs twice.
pub fn zip<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> io::Result<Vec<u8>> {
    let options =
        SimpleFileOptions::default().last_modified_time(DateTime::DEFAULT).unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        let is_stored = bytes.starts_with(b"PK\x03\x04") || path == "mimetype";
        let method =
            if is_stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        archive.start_file(path, options.compression_method(method))?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
