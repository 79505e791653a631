//! Corrects the spelling of a query and searches again.

use super::engine::{Corpus, Engine, QueryResult};
use super::halt::{Halt, both};
use super::misspelling::{Misspelling, corrections, replace, spelling};
use super::scoring::Match;
use super::select::better;
use crate::format::FACETS;
use crate::response::Corrected;

/// Maximum number of the best records that are read to find the spelling of a word.
const MOST_SPELT: usize = 5;

impl Engine {
    /// The result of the corrected query, if it is better.
    pub(super) fn correct(
        &self,
        corpus: Corpus<'_>,
        text: &str,
        asked: &mut QueryResult,
    ) -> Result<Option<(QueryResult, Corrected)>, Halt> {
        let misspellings = std::mem::take(&mut asked.misspellings);
        let spelt = self.spell_all(corpus, &misspellings)?;
        let likely = misspellings.into_iter().zip(spelt);
        let likely = likely.filter_map(|(misspelling, word)| Some((misspelling, word?)));
        let (misspellings, spelt): (Vec<_>, Vec<_>) = likely.unzip();
        if misspellings.is_empty() {
            return Ok(None);
        }
        let query = replace(text, &misspellings, &spelt);
        let found = self.find(corpus, &query, false)?;
        if found.matches.is_empty() {
            return Ok(None);
        }
        let words = corrections(text, &misspellings, &spelt);
        Ok(Some((found, Corrected { query, words })))
    }

    /// The spelling of each misspelt word; `None` for a name. All files that any of them needs are
    /// asked for at once.
    fn spell_all(
        &self,
        corpus: Corpus<'_>,
        misspellings: &[Misspelling],
    ) -> Result<Vec<Option<String>>, Halt> {
        let mut spelt = Vec::with_capacity(misspellings.len());
        let mut needed = Vec::new();
        for misspelling in misspellings {
            match self.spell(corpus, misspelling) {
                Ok(word) => spelt.push(word),
                Err(Halt::Need(files)) => needed.extend(files),
                Err(fault) => return Err(fault),
            }
        }
        needed.sort_unstable();
        needed.dedup();
        if needed.is_empty() { Ok(spelt) } else { Err(Halt::Need(needed)) }
    }

    /// The spelling in the records that have the term.
    fn spell(&self, corpus: Corpus<'_>, misspelling: &Misspelling) -> Result<Option<String>, Halt> {
        // A word followed by a space is finished.
        let mut shown = self.find(corpus, &format!("{} ", misspelling.term), false)?.matches;
        shown.sort_by(better);
        shown.truncate(MOST_SPELT);
        let (fetched, catalogue) = both(self.fetched(&shown), self.catalogue(true))?;
        let fragments = fetched.iter().filter_map(|place| self.fragment(place));
        let catalogue = &catalogue;
        let facets = |found: &Match| {
            let document = found.document;
            (0..FACETS.len()).flat_map(move |facet| catalogue.labels(facet, document))
        };
        let labels = shown.iter().flat_map(facets).map(|value| value.label.as_str());
        Ok(spelling(misspelling, fragments, labels, &self.languages))
    }
}
