//! The head: all that every search reads, in one file. It holds where pages begin, cuts of the
//! volume, the groups of fragments, and the catalogue unless that is large.

use super::{Groups, Versions, bytes};

/// The head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Head {
    /// Bytes of each page. End to end the pages are the volume.
    pub(crate) pages: Vec<u32>,
    /// Cuts of the volume, each with its offset.
    pub(crate) cuts: Vec<(usize, Vec<u8>)>,
    /// Where the fragments are.
    pub(crate) groups: Groups,
    /// Which documents are translations.
    pub(crate) versions: Versions,
    /// The catalogue's file; empty where it stands apart.
    pub(crate) catalogue: Vec<u8>,
}

impl Head {
    /// The head as a file.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        bytes::put(self.pages.len() as u32, &mut out);
        self.pages.iter().for_each(|length| bytes::put(*length, &mut out));
        bytes::put(self.cuts.len() as u32, &mut out);
        for (start, cut) in &self.cuts {
            bytes::put(*start as u32, &mut out);
            bytes::put(cut.len() as u32, &mut out);
        }
        self.groups.write(&mut out);
        self.versions.write(&mut out);
        self.cuts.iter().for_each(|(_, cut)| out.extend_from_slice(cut));
        out.extend_from_slice(&self.catalogue);
        out
    }

    /// Reads a head; `None` where the file is none.
    pub(crate) fn read(content: &[u8]) -> Option<Self> {
        let mut rest = content;
        let mut pages = Vec::new();
        for _ in 0..bytes::take(&mut rest)? {
            pages.push(bytes::take(&mut rest)?);
        }
        let count = bytes::take(&mut rest)?;
        let mut places = Vec::new();
        for _ in 0..count {
            places.push((bytes::take(&mut rest)?, bytes::take(&mut rest)?));
        }
        let groups = Groups::take(&mut rest)?;
        let versions = Versions::take(&mut rest)?;
        let mut cuts = Vec::with_capacity(places.len());
        for (start, length) in places {
            let (cut, after) = rest.split_at_checked(length as usize)?;
            rest = after;
            cuts.push((start as usize, cut.to_vec()));
        }
        Some(Self { pages, cuts, groups, versions, catalogue: rest.to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Digest;

    #[test]
    fn a_head_returns_as_it_went() {
        let mut groups = Groups::default();
        groups.push(300, Digest::of(b"group"));
        let cuts = vec![(0, b"meta".to_vec()), (70_000, vec![7; 500])];
        let head = Head {
            pages: vec![4096, 3977, 8192, 5],
            cuts,
            groups,
            versions: Versions::default(),
            catalogue: b"catalogue".to_vec(),
        };
        let file = head.write();
        assert_eq!(Head::read(&file), Some(head));
        assert_eq!(Head::read(&file[..20]), None);
        assert_eq!(Head::read(b"<!doctype html>"), None);
    }
}
