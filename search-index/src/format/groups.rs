//! Groups of fragments: where each document's fragment is, in few bytes for many documents.
//!
//! A group ends after each record whose id hashes to a certain value, about every 64th. Adding,
//! changing or removing a record renames only the fragments of its own group.

use super::{DIGEST_BYTES, Digest, varint};

/// On average, one id in this many ends its group.
#[cfg(not(target_arch = "wasm32"))]
const ONE_IN: u8 = 64;

/// Whether the group ends after the record with this id.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn ends_group(id: &str) -> bool {
    blake3::hash(id.as_bytes()).as_bytes().first().is_some_and(|byte| byte % ONE_IN == 0)
}

/// Where the fragment of a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FragmentPlace {
    /// The digest of its group, and the number of its file there.
    pub(crate) file: (Digest, u32),
    /// Its number in the file.
    pub(crate) at: usize,
}

/// The groups of all documents, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Groups {
    /// For each group the number of the file after its last, and its digest.
    groups: Vec<(usize, Digest)>,
    /// For each file the number of the document after its last.
    files: Vec<u32>,
}

impl Groups {
    /// Adds the next group, with the number of documents in each of its files.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn push(&mut self, files: &[u32], digest: Digest) {
        for documents in files {
            self.files.push(self.documents() + documents);
        }
        self.groups.push((self.files.len(), digest));
    }

    /// The number of documents in all groups.
    pub(crate) fn documents(&self) -> u32 {
        self.files.last().copied().unwrap_or(0)
    }

    /// Where a document's fragment is.
    pub(crate) fn place(&self, document: u32) -> Option<FragmentPlace> {
        let file = self.files.partition_point(|end| *end <= document);
        let group = self.groups.partition_point(|(end, _)| *end <= file);
        let (_, digest) = self.groups.get(group)?;
        let first = group.checked_sub(1).and_then(|before| self.groups.get(before));
        let start = file.checked_sub(1).and_then(|before| self.files.get(before));
        Some(FragmentPlace {
            file: (*digest, (file - first.map_or(0, |(end, _)| *end)) as u32),
            at: (document - start.copied().unwrap_or(0)) as usize,
        })
    }

    /// Appends the groups to `out`.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        varint::put(self.groups.len() as u32, out);
        let (mut first, mut start) = (0, 0);
        for (end, digest) in &self.groups {
            let files = self.files.get(first..*end).unwrap_or_default();
            varint::put(files.len() as u32, out);
            out.extend_from_slice(digest.as_bytes());
            for end in files {
                varint::put(end - start, out);
                start = *end;
            }
            first = *end;
        }
    }

    /// Takes the groups off the front of `rest`; `None` where they are damaged.
    pub(super) fn take(rest: &mut &[u8]) -> Option<Self> {
        let mut groups = Self::default();
        for _ in 0..varint::take(rest)? {
            let files = varint::take(rest)?;
            let (digest, after) = rest.split_at_checked(DIGEST_BYTES)?;
            *rest = after;
            for _ in 0..files {
                let end = groups.documents().checked_add(varint::take(rest)?)?;
                groups.files.push(end);
            }
            groups.groups.push((groups.files.len(), Digest::from_bytes(digest)?));
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
        groups.push(&[1, 2], one);
        groups.push(&[2], other);
        let place = |digest, file, at| Some(FragmentPlace { file: (digest, file), at });
        let places: Vec<_> = (0..6).map(|document| groups.place(document)).collect();
        let expected = [place(one, 0, 0), place(one, 1, 0), place(one, 1, 1), place(other, 0, 0)];
        assert_eq!(places[..4], expected);
        assert_eq!(places[4..], [place(other, 0, 1), None]);
        let mut file = Vec::new();
        groups.write(&mut file);
        assert_eq!(Groups::take(&mut file.as_slice()), Some(groups));
        assert_eq!(Groups::take(&mut &file[..9]), None);
    }
}
