//! Groups of fragments: the path of each document's fragment, in a few bytes for many documents.
//!
//! A group ends after each record whose id hashes to a certain value, about every 64th. Adding,
//! changing or removing a record renames only the fragments of its own group.

use super::{DIGEST_BYTES, Digest, varint};

/// One id in so many ends its group.
#[cfg(not(target_arch = "wasm32"))]
const ONE_IN: u8 = 64;

/// Whether the group ends after the record with this id.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn ends_group(id: &str) -> bool {
    blake3::hash(id.as_bytes()).as_bytes().first().is_some_and(|byte| byte % ONE_IN == 0)
}

/// The groups of all documents, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Groups {
    /// For each group the number of the document after its last, and its digest.
    ends: Vec<(u32, Digest)>,
}

impl Groups {
    /// Adds the next group.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn push(&mut self, documents: u32, digest: Digest) {
        self.ends.push((self.documents() + documents, digest));
    }

    /// The number of documents in all groups.
    pub(crate) fn documents(&self) -> u32 {
        self.ends.last().map_or(0, |(end, _)| *end)
    }

    /// The digest of a document's group, and its number in the group.
    pub(crate) fn place(&self, document: u32) -> Option<(Digest, u32)> {
        let at = self.ends.partition_point(|(end, _)| *end <= document);
        let (_, digest) = self.ends.get(at)?;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before));
        Some((*digest, document - start.map_or(0, |(end, _)| *end)))
    }

    /// Appends the groups to `out`.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        varint::put(self.ends.len() as u32, out);
        let mut start = 0;
        for (end, digest) in &self.ends {
            varint::put(end - start, out);
            out.extend_from_slice(digest.as_bytes());
            start = *end;
        }
    }

    /// Takes the groups off the front of `rest`; `None` where they are damaged.
    pub(super) fn take(rest: &mut &[u8]) -> Option<Self> {
        let mut groups = Self::default();
        for _ in 0..varint::take(rest)? {
            let documents = varint::take(rest)?;
            let (digest, after) = rest.split_at_checked(DIGEST_BYTES)?;
            *rest = after;
            let end = groups.documents().checked_add(documents)?;
            groups.ends.push((end, Digest::from_bytes(digest)?));
        }
        Some(groups)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_has_its_place() {
        let (one, other) = (Digest::of(b"one"), Digest::of(b"other"));
        let mut groups = Groups::default();
        groups.push(3, one);
        groups.push(2, other);
        let places: Vec<_> = (0..6).map(|document| groups.place(document)).collect();
        let expected = [(one, 0), (one, 1), (one, 2), (other, 0), (other, 1)].map(Some);
        assert_eq!(places[..5], expected);
        assert_eq!(places[5], None);
        let mut file = Vec::new();
        groups.write(&mut file);
        assert_eq!(Groups::take(&mut file.as_slice()), Some(groups));
        assert_eq!(Groups::take(&mut &file[..9]), None);
    }
}
