//! Deterministic compression of the package's files.

use std::cell::RefCell;
use std::io::{self, Read};

use flate2::read::GzDecoder;
use libdeflater::{CompressionLvl, Compressor};

/// The first bytes of every gzip file.
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// The fastest level. Others take twice as long and save one byte in a hundred.
const LEVEL: i32 = 1;

/// A compressor with its output buffer, one for each thread: making one costs more than compressing
/// a small file.
struct Packer {
    compressor: Compressor,
    packed: Vec<u8>,
}

thread_local! {
    static PACKER: RefCell<Packer> = RefCell::new(Packer::new());
}

/// Compresses a file.
pub(crate) fn pack(content: &[u8]) -> io::Result<Vec<u8>> {
    PACKER.with_borrow_mut(|packer| packer.pack(content))
}

impl Packer {
    fn new() -> Self {
        let level = CompressionLvl::new(LEVEL).unwrap_or_default();
        Self { compressor: Compressor::new(level), packed: Vec::new() }
    }

    /// The header that the library writes has no time and no operating system in it.
    fn pack(&mut self, content: &[u8]) -> io::Result<Vec<u8>> {
        let Self { compressor, packed } = self;
        let most = compressor.gzip_compress_bound(content.len());
        if packed.len() < most {
            packed.resize(most, 0);
        }
        let length = compressor.gzip_compress(content, packed).map_err(io::Error::other)?;
        Ok(packed.get(..length).unwrap_or_default().to_vec())
    }
}

/// Decompresses a file, unless a host has done so already.
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
    fn what_was_packed_before_changes_no_byte() {
        let texts: Vec<Vec<u8>> = (1..200_usize)
            .map(|n| (0..n * n).map(|at| ((at * at / n) % 61) as u8 + b'A').collect())
            .collect();
        let fresh = |text: &Vec<u8>| Packer::new().pack(text).unwrap();
        for text in &texts {
            assert_eq!(pack(text).unwrap(), fresh(text));
            assert_eq!(unpack(pack(text).unwrap()).unwrap(), *text);
        }
        assert!(unpack(pack(&[]).unwrap()).unwrap().is_empty());
    }

    #[test]
    fn packed_and_plain_files_are_both_taken() {
        let content = b"text text text text text text".to_vec();
        let packed = pack(&content).unwrap();
        assert_eq!(packed[4..8], [0; 4], "the time is left out");
        assert_eq!(packed[9], 255, "one byte for all systems");
        assert_eq!(unpack(packed.clone()).unwrap(), content);
        assert_eq!(unpack(content.clone()).unwrap(), content);
        assert!(unpack(packed[..packed.len() - 9].to_vec()).is_err());
    }
}
