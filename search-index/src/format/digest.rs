//! Digests, which name files by their content.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The length of a digest in bytes: enough that no two files of a site share a name by chance.
pub(crate) const DIGEST_BYTES: usize = 10;

/// The digest of a file's content before compression, since a host may serve it decompressed.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Digest([u8; DIGEST_BYTES]);

impl Digest {
    /// The digest of `content`.
    pub(crate) fn of(content: &[u8]) -> Self {
        Self::cut(&blake3::hash(content))
    }

    /// The digest of content in pieces.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn of_pieces(pieces: &[Vec<u8>]) -> Self {
        let mut hasher = blake3::Hasher::new();
        pieces.iter().for_each(|piece| _ = hasher.update(piece));
        Self::cut(&hasher.finalize())
    }

    fn cut(hash: &blake3::Hash) -> Self {
        let mut digest = [0; DIGEST_BYTES];
        for (to, from) in digest.iter_mut().zip(hash.as_bytes()) {
            *to = *from;
        }
        Self(digest)
    }

    /// Parses the bytes of a digest.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Parses the hexadecimal digits of a digest.
    pub(crate) fn from_hex(digits: &str) -> Option<Self> {
        if digits.len() != 2 * DIGEST_BYTES || !digits.is_ascii() {
            return None;
        }
        let mut digest = [0; DIGEST_BYTES];
        for (index, byte) in digest.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&digits[2 * index..2 * index + 2], 16).ok()?;
        }
        Some(Self(digest))
    }

    /// The bytes.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        Self::from_hex(&digits).ok_or_else(|| D::Error::custom("not a digest"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_survive_every_form() {
        let digest = Digest::of(b"content");
        assert_eq!(Digest::from_hex(&digest.to_string()), Some(digest));
        assert_eq!(Digest::from_bytes(digest.as_bytes()), Some(digest));
        assert_eq!(Digest::from_hex("zz"), None);
        assert_ne!(digest, Digest::of(b"other content"));
        assert_eq!(digest, Digest::of_pieces(&[b"con".to_vec(), b"tent".to_vec()]));
    }
}
