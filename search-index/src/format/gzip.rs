//! Compression of the package's files, the same bytes for the same content at any time.

use std::cell::RefCell;
use std::io::{self, Read};

use flate2::read::GzDecoder;
use flate2::{Compress, Compression, Crc, FlushCompress, Status};

/// The first bytes of every gzip file.
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Deflate, no flags, no time, no hint, and one system byte for all systems.
const HEAD: [u8; 8] = [8, 0, 0, 0, 0, 0, 0, 255];

/// How hard to try. Compressing is a tenth of a build: level 6 takes a quarter as long again as this,
/// and saves two bytes in a hundred.
const LEVEL: Compression = Compression::new(2);

/// A thread's compressor. To make one costs more than to compress a small file.
struct Packer {
    compressor: Compress,
    packed: Vec<u8>,
}

thread_local! {
    static PACKER: RefCell<Packer> =
        RefCell::new(Packer { compressor: Compress::new(LEVEL, false), packed: Vec::new() });
}

/// Compresses a file.
pub(crate) fn pack(content: &[u8]) -> io::Result<Vec<u8>> {
    PACKER.with_borrow_mut(|packer| packer.pack(content))
}

impl Packer {
    fn pack(&mut self, content: &[u8]) -> io::Result<Vec<u8>> {
        let Self { compressor, packed } = self;
        compressor.reset();
        packed.clear();
        packed.extend_from_slice(&MAGIC);
        packed.extend_from_slice(&HEAD);
        let mut rest = content;
        loop {
            packed.reserve(rest.len() / 2 + 1024);
            let before = compressor.total_in();
            let status = compressor.compress_vec(rest, packed, FlushCompress::Finish)?;
            if status == Status::StreamEnd {
                break;
            }
            let taken = usize::try_from(compressor.total_in() - before);
            rest = taken.ok().and_then(|taken| rest.get(taken..)).unwrap_or_default();
        }
        let mut sum = Crc::new();
        sum.update(content);
        packed.extend_from_slice(&sum.sum().to_le_bytes());
        packed.extend_from_slice(&sum.amount().to_le_bytes());
        Ok(packed.clone())
    }
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
    fn what_was_packed_before_changes_no_byte() {
        let texts: Vec<Vec<u8>> = (1..200_usize)
            .map(|n| (0..n * n).map(|at| ((at * at / n) % 61) as u8 + b'A').collect())
            .collect();
        let fresh = |text: &Vec<u8>| {
            let mut packer = Packer { compressor: Compress::new(LEVEL, false), packed: Vec::new() };
            packer.pack(text).unwrap()
        };
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
        assert_eq!(unpack(packed.clone()).unwrap(), content);
        assert_eq!(unpack(content.clone()).unwrap(), content);
        assert!(unpack(packed[..packed.len() - 9].to_vec()).is_err());
    }
}
