//! The prior of each document: how far it is raised above documents that match alike.

use super::varint;

/// Four documents share a byte.
const EACH: usize = 4;

/// The priors, from 0 to 3.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Priors(Vec<u8>);

impl Priors {
    /// The prior of a document.
    pub(crate) fn get(&self, document: u32) -> u8 {
        let (at, place) = (document as usize / EACH, document as usize % EACH);
        self.0.get(at).map_or(0, |byte| byte >> (2 * place) & 3)
    }

    /// Appends the priors to `out`.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        varint::put(self.0.len() as u32, out);
        out.extend_from_slice(&self.0);
    }

    /// Takes the priors off the front of `rest`; `None` where they are damaged.
    pub(super) fn take(rest: &mut &[u8]) -> Option<Self> {
        let length = varint::take(rest)? as usize;
        let (bytes, after) = rest.split_at_checked(length)?;
        *rest = after;
        Some(Self(bytes.to_vec()))
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl FromIterator<u8> for Priors {
    fn from_iter<I: IntoIterator<Item = u8>>(priors: I) -> Self {
        let priors: Vec<u8> = priors.into_iter().collect();
        let byte =
            |four: &[u8]| (0..).zip(four).fold(0, |sum, (at, one)| sum | (one & 3) << (2 * at));
        Self(priors.chunks(EACH).map(byte).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_has_its_prior() {
        let priors: Priors = [0, 3, 1, 2, 2].into_iter().collect();
        let read: Vec<u8> = (0..6).map(|document| priors.get(document)).collect();
        assert_eq!(read, [0, 3, 1, 2, 2, 0]);
    }
}
