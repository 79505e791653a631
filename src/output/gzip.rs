//! Gzip, with the same bytes for the same content: without a timestamp or a name.

use std::io;

use libdeflater::{CompressionLvl, Compressor};

/// Level of compression, of 12. Higher ones take several times as long for a few bytes.
const LEVEL: i32 = 6;

/// Compresses a file.
///
/// # Errors
/// When the library fails, which it does only for lack of room.
pub(super) fn pack(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressor = Compressor::new(CompressionLvl::new(LEVEL).unwrap_or_default());
    let mut packed = vec![0; compressor.gzip_compress_bound(content.len())];
    let length = compressor.gzip_compress(content, &mut packed).map_err(io::Error::other)?;
    packed.truncate(length);
    Ok(packed)
}
