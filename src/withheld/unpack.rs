//! Extracts the texts of packed files: gzip, zip archives (office documents among them), PDF, and text
//! in UTF-16.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// Maximum bytes that are unpacked from one file.
const MOST: u64 = 1 << 26;

/// The contents of a packed file; none if it is not packed.
pub(crate) fn unpacked(bytes: &[u8]) -> Vec<Vec<u8>> {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return vec![read(MultiGzDecoder::new(bytes), MOST)];
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return members(bytes);
    }
    if bytes.starts_with(b"%PDF") {
        return streams(bytes);
    }
    match bytes {
        [0xff, 0xfe, wide @ ..] => vec![utf_16(wide, u16::from_le_bytes)],
        [0xfe, 0xff, wide @ ..] => vec![utf_16(wide, u16::from_be_bytes)],
        _ => Vec::new(),
    }
}

/// Reads up to `most` bytes. A damaged file is read up to the damage, before which there may be a
/// name.
fn read(from: impl Read, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    _ = from.take(most).read_to_end(&mut bytes);
    bytes
}

/// Text in UTF-16, as UTF-8.
fn utf_16(wide: &[u8], unit: fn([u8; 2]) -> u16) -> Vec<u8> {
    let units = wide.as_chunks().0.iter().map(|pair| unit(*pair));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect::<String>().into_bytes()
}

/// The positions of `mark` in the bytes.
fn places<'a>(bytes: &'a [u8], mark: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let found = bytes.windows(mark.len()).enumerate().filter(move |(_, there)| *there == mark);
    found.map(|(at, _)| at)
}

/// The compressed members of a zip archive.
fn members(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut left = MOST;
    let mut members = Vec::new();
    for at in places(bytes, b"PK\x03\x04") {
        let number = |offset: usize| {
            let bytes = bytes.get(at + offset..at + offset + 2)?;
            Some(usize::from(u16::from_le_bytes(bytes.try_into().ok()?)))
        };
        let (Some(method), Some(name), Some(extra)) = (number(8), number(26), number(28)) else {
            continue;
        };
        if method != 8 {
            // A member that is not compressed is in the bytes of the file itself.
            continue;
        }
        let packed = bytes.get(at + 30 + name + extra..).unwrap_or_default();
        let member = read(DeflateDecoder::new(packed), left);
        left -= (member.len() as u64).min(left);
        members.push(member);
    }
    members
}

/// The streams of a PDF, and the text that each of them draws.
fn streams(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut left = MOST;
    let mut streams = vec![drawn(bytes)];
    for at in places(bytes, b"stream") {
        let after = bytes.get(at + 6..).unwrap_or_default();
        let packed = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n"));
        let Some(packed) = packed else { continue };
        let stream = read(ZlibDecoder::new(packed), left);
        left -= (stream.len() as u64).min(left);
        if !stream.is_empty() {
            streams.push(drawn(&stream));
            streams.push(stream);
        }
    }
    streams
}

/// The text that a PDF stream draws, without the numbers that move its pieces, and with a space
/// between lines: `Quimby` for `[(Qui) -10 (mby)] TJ`.
fn drawn(stream: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    let mut inside = false;
    for &byte in stream {
        match byte {
            b'(' => inside = true,
            b')' => inside = false,
            b'\n' | b']' if !inside => text.push(b' '),
            byte if inside => text.push(byte),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::unpacked;

    fn holds(bytes: &[u8]) -> bool {
        unpacked(bytes).iter().any(|text| String::from_utf8_lossy(text).contains("Quimby"))
    }

    #[test]
    fn packed_text_is_read() {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(b"by Quimby").unwrap();
        assert!(holds(&gzip.finish().unwrap()));

        let mut member = DeflateEncoder::new(Vec::new(), Compression::fast());
        member.write_all(b"<w:t>Quimby</w:t>").unwrap();
        let mut archive = b"PK\x03\x04\x14\0\0\0\x08\0".to_vec();
        archive.extend([0; 16]);
        archive.extend(b"\x05\0\0\0a.xml");
        archive.extend(member.finish().unwrap());
        assert!(holds(&archive));

        let mut stream = ZlibEncoder::new(Vec::new(), Compression::fast());
        stream.write_all(b"BT [(Qui) -10 (mby)] TJ ET").unwrap();
        let mut pdf = b"%PDF-1.7\n1 0 obj <<>>\nstream\r\n".to_vec();
        pdf.extend(stream.finish().unwrap());
        assert!(holds(&pdf));

        let wide: Vec<u8> = "\u{feff}Quimby".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(holds(&wide));
        assert!(unpacked(b"Quimby").is_empty());
    }
}
