//! An index with an amendment beside it: how the documents of both are numbered as one list.

use super::part::Part;
use super::score::Match;
use crate::format::{Amendment, Catalogue, Versions};

/// An amendment, and the numbers of all documents.
pub(super) struct Amended {
    pub(super) part: Part,
    pub(super) languages: Vec<String>,
    pub(super) versions: Versions,
    /// The number of each document of the package, and of each of the amendment.
    pub(super) numbers: [Vec<u32>; 2],
    /// Documents of the package that are no more.
    gone: Vec<u32>,
}

impl Amended {
    /// The amendment to a package of so many documents, and the catalogue of all.
    pub(super) fn new(amendment: Amendment, documents: u32) -> (Self, Catalogue) {
        let Amendment { manifest, gone, numbers, languages, versions, catalogue } = amendment;
        let mut new = numbers.iter().copied().peekable();
        let all = 0..catalogue.documents();
        let kept = all.filter(|number| new.next_if_eq(number).is_none());
        let kept = kept.take(documents as usize).collect();
        let part = Part::new(manifest);
        (Self { part, languages, versions, numbers: [kept, numbers], gone }, catalogue)
    }

    /// The matches of the package and of the amendment as those of one index, in order.
    pub(super) fn join(&self, package: Vec<Match>, amendment: Vec<Match>) -> Vec<Match> {
        let [kept, new] = &self.numbers;
        let there = |found: &Match| self.gone.binary_search(&found.document).is_err();
        let kept = package.into_iter().filter(there).zip(std::iter::repeat(kept));
        let all = kept.chain(amendment.into_iter().zip(std::iter::repeat(new)));
        let mut all: Vec<Match> = all
            .filter_map(|(found, numbers)| {
                let document = *numbers.get(found.document as usize)?;
                Some(Match { document, ..found })
            })
            .collect();
        all.sort_by_key(|found| found.document);
        all
    }

    /// Which of the amendment's documents has a number; else which of the package's.
    pub(super) fn place(&self, number: u32) -> Result<u32, u32> {
        let [_, new] = &self.numbers;
        match new.binary_search(&number) {
            Ok(at) => Ok(at as u32),
            Err(before) => Err(number - before as u32),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Manifest;

    #[test]
    fn documents_of_both_make_one_list() {
        let matched = |documents: &[u32]| {
            documents.iter().map(|one| Match { document: *one, score: 1.0 }).collect::<Vec<_>>()
        };
        let amended = Amended {
            part: Part::new(Manifest::default()),
            languages: Vec::new(),
            versions: Versions::default(),
            numbers: [vec![0, 2, 3, 5], vec![1, 4]],
            gone: vec![1, 3],
        };
        let joined = amended.join(matched(&[0, 1, 2, 3]), matched(&[0, 1]));
        let numbers: Vec<u32> = joined.iter().map(|found| found.document).collect();
        assert_eq!(numbers, [0, 1, 3, 4]);
        assert_eq!(amended.place(1), Ok(0));
        assert_eq!(amended.place(4), Ok(1));
        assert_eq!([0, 2, 3, 5].map(|one| amended.place(one)), [Err(0), Err(1), Err(2), Err(3)]);
    }
}
