//! Compression of the package's files, the same bytes for the same content at any time.

use std::io::{self, Read, Write};

use flate2::read::GzDecoder;
use flate2::{Compression, GzBuilder};

/// The first bytes of every gzip file.
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Compresses a file. No time, no name, and one system byte for all systems.
pub(crate) fn pack(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzBuilder::new()
        .mtime(0)
        .operating_system(255)
        .write(Vec::with_capacity(content.len() / 2), Compression::new(7));
    encoder.write_all(content)?;
    encoder.finish()
}

/// Restores a file, packed or already unpacked on the way.
pub(crate) fn unpack(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    if !bytes.starts_with(&MAGIC) {
        return Ok(bytes);
    }
    let mut content = Vec::with_capacity(4 * bytes.len());
    GzDecoder::new(bytes.as_slice()).read_to_end(&mut content)?;
    Ok(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_and_plain_files_are_both_taken() {
        let content = b"text text text text text text".to_vec();
        let packed = pack(&content).unwrap();
        assert_eq!(packed[4..8], [0; 4], "the time is left out");
        assert_eq!(unpack(packed.clone()).unwrap(), content);
        assert_eq!(unpack(content.clone()).unwrap(), content);
        assert!(unpack(packed[..packed.len() - 9].to_vec()).is_err());
    }
}
