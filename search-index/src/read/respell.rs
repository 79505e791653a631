//! The steps from a query with slips to the answer to the query meant.

use super::correct::{FEW, Slip, corrections, is_likely, replace, slips, spelling};
use super::engine::{Corpus, Engine, QueryResult};
use super::halt::{Halt, both};
use super::score::Match;
use super::select::better;
use crate::format::FACETS;
use crate::response::Corrected;

/// So many of the best records tell how a misspelt word is written.
const MOST_SPELT: usize = 5;

impl Engine {
    /// What a query finds once its slips are put right, if it has any.
    pub(super) fn correct(
        &self,
        corpus: Corpus<'_>,
        text: &str,
        asked: &mut QueryResult,
    ) -> Result<Option<(QueryResult, Corrected)>, Halt> {
        let count = asked.matches.len();
        let absent = !asked.slips.is_empty();
        let slips = if count < FEW {
            self.attempt(|| slips(corpus.index, text, self.scoring(corpus, asked), true))?
        } else {
            std::mem::take(&mut asked.slips)
        };
        if slips.is_empty() {
            return Ok(None);
        }
        let spelt = self.spell_all(corpus, &slips)?;
        let likely = slips.into_iter().zip(spelt).filter(|(slip, word)| is_likely(slip, word));
        let (slips, spelt): (Vec<_>, Vec<_>) = likely.unzip();
        if slips.is_empty() {
            return Ok(None);
        }
        let query = replace(text, &slips, &spelt);
        let found = self.find(corpus, &query, false)?;
        if found.matches.is_empty() || !absent && found.matches.len() <= count {
            return Ok(None);
        }
        let words = corrections(text, &slips, &spelt);
        Ok(Some((found, Corrected { query, words })))
    }

    /// How the words meant are written. What is missing for any of them is asked for at once.
    fn spell_all(&self, corpus: Corpus<'_>, slips: &[Slip]) -> Result<Vec<String>, Halt> {
        let mut spelt = Vec::with_capacity(slips.len());
        let mut needed = Vec::new();
        for slip in slips {
            match self.spell(corpus, slip) {
                Ok(word) => spelt.push(word),
                Err(Halt::Need(files)) => needed.extend(files),
                Err(fault) => return Err(fault),
            }
        }
        needed.sort_unstable();
        needed.dedup();
        if needed.is_empty() { Ok(spelt) } else { Err(Halt::Need(needed)) }
    }

    /// How the records that have a slip's term write the word.
    fn spell(&self, corpus: Corpus<'_>, slip: &Slip) -> Result<String, Halt> {
        // A word with a space after it is finished.
        let mut shown = self.find(corpus, &format!("{} ", slip.term), false)?.matches;
        shown.sort_by(better);
        shown.truncate(MOST_SPELT);
        let (fetched, catalogue) = both(self.fetched(&shown), self.catalogue(true))?;
        let fragments = fetched.iter().filter_map(|place| self.fragments.get(place));
        let catalogue = &catalogue;
        let facets = |found: &Match| {
            let document = found.document;
            (0..FACETS.len()).flat_map(move |facet| catalogue.labels(facet, document))
        };
        let labels = shown.iter().flat_map(facets).map(|value| value.label.as_str());
        Ok(spelling(slip, fragments, labels, &self.languages))
    }
}
