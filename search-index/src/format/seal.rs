//! Seals: checksums at the end of files that are named by their place instead of their content.
//!
//! A seal is a digest of the file's content, its number and the digest that it is stored under. A
//! file that is damaged, truncated, out of date or swapped with another does not have the seal of
//! its place.

use super::Digest;

/// The length of a seal in bytes.
const SEAL_BYTES: usize = 8;

fn of(content: &Digest, under: &Digest, number: u32) -> [u8; SEAL_BYTES] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(under.as_bytes());
    hasher.update(&number.to_le_bytes());
    hasher.update(content.as_bytes());
    let mut seal = [0; SEAL_BYTES];
    for (to, from) in seal.iter_mut().zip(hasher.finalize().as_bytes()) {
        *to = *from;
    }
    seal
}

/// Appends the seal to a file's content, which has this `digest`.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn seal(mut content: Vec<u8>, digest: &Digest, under: &Digest, number: u32) -> Vec<u8> {
    let seal = of(digest, under, number);
    content.extend_from_slice(&seal);
    content
}

/// Removes the seal; `None` where it is not that of the place.
pub(crate) fn unseal(mut sealed: Vec<u8>, under: &Digest, number: u32) -> Option<Vec<u8>> {
    let at = sealed.len().checked_sub(SEAL_BYTES)?;
    let sound = {
        let (content, seal) = sealed.split_at_checked(at)?;
        of(&Digest::of(content), under, number).as_slice() == seal
    };
    sealed.truncate(at);
    sound.then_some(sealed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_holds_for_its_place_only() {
        let under = Digest::of(b"volume");
        let sealed = seal(b"page".to_vec(), &Digest::of(b"page"), &under, 7);
        assert_eq!(unseal(sealed.clone(), &under, 7).as_deref(), Some(b"page".as_slice()));
        assert_eq!(unseal(sealed.clone(), &under, 8), None);
        assert_eq!(unseal(sealed.clone(), &Digest::of(b"other"), 7), None);
        assert_eq!(unseal(sealed[..5].to_vec(), &under, 7), None);
        let mut damaged = sealed;
        damaged[0] ^= 1;
        assert_eq!(unseal(damaged, &under, 7), None);
    }
}
