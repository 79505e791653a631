//! Language versions: which documents are translations of which, and in which language.

use std::collections::BTreeMap;

use super::varint;

/// The translations of an index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Versions {
    /// Each translation. Its language is an index into the manifest's list.
    pub(crate) translations: Vec<Version>,
}

/// A translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Version {
    pub(crate) document: u32,
    pub(crate) original: u32,
    pub(crate) language: u32,
}

impl Versions {
    /// Of each record one version is shown: the one in the reader's language if it was found, else
    /// the original, else the first. Returns all other versions, each with the one shown in its
    /// place.
    pub(crate) fn dropped(
        &self,
        language: Option<u32>,
        found: impl Fn(u32) -> bool,
    ) -> BTreeMap<u32, u32> {
        let mut records: BTreeMap<u32, Vec<Version>> = BTreeMap::new();
        for version in &self.translations {
            records.entry(version.original).or_default().push(*version);
        }
        let mut dropped = BTreeMap::new();
        for (original, versions) in records {
            let there: Vec<Version> =
                versions.into_iter().filter(|version| found(version.document)).collect();
            let own = there.iter().find(|version| Some(version.language) == language);
            let kept = match own {
                Some(version) => version.document,
                None if found(original) => original,
                None => there.first().map_or(original, |version| version.document),
            };
            let all = there.iter().map(|version| version.document).chain([original]);
            dropped.extend(all.filter(|one| *one != kept).map(|one| (one, kept)));
        }
        dropped
    }

    /// Whether a document is a translation into a language.
    pub(crate) fn is_in(&self, document: u32, language: u32) -> bool {
        self.translations
            .iter()
            .any(|version| version.document == document && version.language == language)
    }

    /// Appends the versions to `out`.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        varint::put(self.translations.len() as u32, out);
        for version in &self.translations {
            varint::put(version.document, out);
            varint::put(version.original, out);
            varint::put(version.language, out);
        }
    }

    /// Takes the versions off the front of `rest`; `None` where they are damaged.
    pub(super) fn take(rest: &mut &[u8]) -> Option<Self> {
        let mut translations = Vec::new();
        for _ in 0..varint::take(rest)? {
            let (document, original) = (varint::take(rest)?, varint::take(rest)?);
            translations.push(Version { document, original, language: varint::take(rest)? });
        }
        Some(Self { translations })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_record_is_found_in_one_version() {
        let version = |document, original, language| Version { document, original, language };
        let versions = Versions { translations: vec![version(5, 1, 1), version(6, 1, 2)] };
        let dropped = |language, found: &[u32]| {
            let dropped = versions.dropped(language, |one| found.contains(&one));
            dropped.into_iter().collect::<Vec<_>>()
        };
        assert_eq!(dropped(Some(2), &[1, 5, 6]), [(1, 6), (5, 6)]);
        assert_eq!(dropped(Some(3), &[1, 5, 6]), [(5, 1), (6, 1)]);
        assert_eq!(dropped(None, &[1, 5]), [(5, 1)]);
        assert_eq!(dropped(Some(2), &[5]), [(1, 5)], "only the other version was found");
        let mut file = Vec::new();
        versions.write(&mut file);
        assert_eq!(Versions::take(&mut file.as_slice()), Some(versions));
    }
}
