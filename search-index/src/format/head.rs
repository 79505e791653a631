//! The head: everything that all searches read, in one file.

use super::{Groups, Pages, Priors, Versions, varint};

/// The head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Head {
    /// What each page holds.
    pub(crate) pages: Pages,
    /// Slices of the volume, each with its offset.
    pub(crate) slices: Vec<(usize, Vec<u8>)>,
    /// Where the fragments are.
    pub(crate) groups: Groups,
    /// Which documents are translations.
    pub(crate) versions: Versions,
    /// The prior of each document.
    pub(crate) priors: Priors,
    /// The catalogue; empty where it is a file of its own.
    pub(crate) catalogue: Vec<u8>,
}

impl Head {
    /// Serializes the head.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.pages.write(&mut out);
        varint::put(self.slices.len() as u32, &mut out);
        for (start, cut) in &self.slices {
            varint::put(*start as u32, &mut out);
            varint::put(cut.len() as u32, &mut out);
        }
        self.groups.write(&mut out);
        self.versions.write(&mut out);
        self.priors.write(&mut out);
        self.slices.iter().for_each(|(_, cut)| out.extend_from_slice(cut));
        out.extend_from_slice(&self.catalogue);
        out
    }

    /// Parses a head; `None` where it is damaged.
    pub(crate) fn read(content: &[u8]) -> Option<Self> {
        let mut rest = content;
        let pages = Pages::take(&mut rest)?;
        let count = varint::take(&mut rest)?;
        let mut places = Vec::new();
        for _ in 0..count {
            places.push((varint::take(&mut rest)?, varint::take(&mut rest)?));
        }
        let groups = Groups::take(&mut rest)?;
        let versions = Versions::take(&mut rest)?;
        let priors = Priors::take(&mut rest)?;
        let mut slices = Vec::with_capacity(places.len());
        for (start, length) in places {
            let (cut, after) = rest.split_at_checked(length as usize)?;
            rest = after;
            slices.push((start as usize, cut.to_vec()));
        }
        Some(Self { pages, slices, groups, versions, priors, catalogue: rest.to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Digest;

    #[test]
    fn a_head_returns_as_it_went() {
        let mut groups = Groups::default();
        groups.push(&[100, 200], Digest::of(b"group"));
        let slices = vec![(0, b"meta".to_vec()), (70_000, vec![7; 500])];
        let head = Head {
            pages: Pages::whole(16_270),
            slices,
            groups,
            versions: Versions::default(),
            priors: [1, 0, 3, 2, 3].into_iter().collect(),
            catalogue: b"catalogue".to_vec(),
        };
        let file = head.write();
        assert_eq!(Head::read(&file), Some(head));
        assert_eq!(Head::read(&file[..20]), None);
        assert_eq!(Head::read(b"<!doctype html>"), None);
    }
}
