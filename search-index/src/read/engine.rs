//! The engine: one search as often as it takes until nothing is missing.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::correct::{Slip, corrections, is_likely, replace, slips, spelling};
use super::hits::hit;
use super::lookup::{FoundClause, look_up};
use super::opened::Opened;
use super::query::Query;
use super::score::{Match, Scoring, matches};
use super::select::{Selection, better, select};
use super::volume::Volume;
use crate::error::SearchError;
use crate::format::{
    DIGEST_BYTES, Digest, FACETS, FRAGMENTS_FILE, Fragment, Manifest, fragment_path, page_path,
};
use crate::request::Request;
use crate::response::{Corrected, Hit, Response};
use crate::text::Language;
use crate::weights::Weights;

/// No more fragments are kept from one search to the next.
const MOST_FRAGMENTS: usize = 512;

/// So many of the best records tell how a misspelt word is written.
const MOST_SPELT: usize = 5;

/// How far an attempt came.
pub(crate) enum Step<T> {
    /// To the end.
    Done(T),
    /// To files that are not at hand: supply these, and try again.
    Need(Vec<String>),
}

/// Why a search stops short.
enum Halt {
    Need(Vec<String>),
    Fault(SearchError),
}

/// What a query finds.
struct Found {
    query: Query,
    /// In the order of [`Query::texts`].
    texts: Vec<FoundClause>,
    matches: Vec<Match>,
}

/// The engine. It reads nothing by itself: see [`Step::Need`] and [`Engine::supply`].
pub(crate) struct Engine {
    manifest: Manifest,
    languages: Vec<Language>,
    volume: Arc<Volume>,
    opened: Option<Arc<Opened>>,
    fragments: BTreeMap<Digest, Fragment>,
    weights: Weights,
}

impl Engine {
    /// An engine for the package with this manifest.
    pub(crate) fn new(manifest: &[u8]) -> Result<Self, SearchError> {
        let manifest = Manifest::read(manifest)?;
        let mut languages: Vec<Language> =
            manifest.languages.iter().map(|tag| Language::of_tag(tag)).collect();
        languages.sort_unstable();
        languages.dedup();
        let volume = Arc::new(Volume::new(&manifest)?);
        Ok(Self {
            manifest,
            languages,
            volume,
            opened: None,
            fragments: BTreeMap::new(),
            weights: Weights::DEFAULT,
        })
    }

    /// Orders hits by other weights from now on.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn set_weights(&mut self, weights: Weights) {
        self.weights = weights;
    }

    /// Opens the index, if it is not open.
    pub(crate) fn open(&mut self) -> Result<Step<()>, SearchError> {
        match self.opened() {
            Ok(_) => Ok(Step::Done(())),
            Err(Halt::Need(files)) => Ok(Step::Need(files)),
            Err(Halt::Fault(error)) => Err(error),
        }
    }

    fn opened(&mut self) -> Result<Arc<Opened>, Halt> {
        if let Some(opened) = &self.opened {
            return Ok(Arc::clone(opened));
        }
        let volume = Arc::clone(&self.volume);
        let opened = Arc::new(self.attempt(|| Opened::open(&volume))?);
        self.opened = Some(Arc::clone(&opened));
        Ok(opened)
    }

    /// Answers a request, as far as the files at hand allow.
    pub(crate) fn search(&mut self, request: &Request) -> Result<Step<Response>, SearchError> {
        match self.answer(request) {
            Ok(response) => Ok(Step::Done(response)),
            Err(Halt::Need(files)) => Ok(Step::Need(files)),
            Err(Halt::Fault(error)) => Err(error),
        }
    }

    fn answer(&mut self, request: &Request) -> Result<Response, Halt> {
        let opened = self.opened()?;
        let asked = self.find(&opened, &request.query)?;
        let better =
            if request.exact { None } else { self.correct(&opened, &request.query, &asked)? };
        let (found, corrected) = match better {
            Some((found, corrected)) => (found, Some(corrected)),
            None => (asked, None),
        };
        let Found { query, texts, matches } = found;
        let Selection { matches, facets } = select(&opened.catalogue, request, matches);
        let hits = self.hits(&opened, request.limit, &matches, &marked_terms(&query, &texts))?;
        Ok(Response {
            query: request.query.clone(),
            total: matches.len(),
            hits,
            facets,
            corrected,
            notes: query.notes,
            understood: query.understood,
        })
    }

    /// What a query finds, before it is filtered and sorted.
    fn find(&self, opened: &Opened, text: &str) -> Result<Found, Halt> {
        let query = Query::new(text, &self.languages, &opened.catalogue);
        let texts = self.attempt(|| look_up(opened, &query))?;
        // An index of one page brings the positions with everything else.
        let whole = self.manifest.pages.len() == 1;
        let scoring =
            Scoring { opened, weights: &self.weights, query: &query, texts: &texts, whole };
        let matches = self.attempt(|| matches(scoring))?;
        Ok(Found { query, texts, matches })
    }

    /// What a query finds once its slips are put right, if it has any.
    fn correct(
        &self,
        opened: &Opened,
        text: &str,
        asked: &Found,
    ) -> Result<Option<(Found, Corrected)>, Halt> {
        let count = asked.matches.len();
        let slips = self.attempt(|| slips(opened, text, (&asked.query, &asked.texts), count))?;
        if slips.is_empty() {
            return Ok(None);
        }
        let spelt: Vec<String> =
            slips.iter().map(|slip| self.spell(opened, slip)).collect::<Result<_, Halt>>()?;
        let likely = slips.into_iter().zip(spelt).filter(|(slip, word)| is_likely(slip, word));
        let (slips, spelt): (Vec<_>, Vec<_>) = likely.unzip();
        if slips.is_empty() {
            return Ok(None);
        }
        let query = replace(text, &slips, &spelt);
        let found = self.find(opened, &query)?;
        let absent = asked.is_missing_words();
        if found.matches.is_empty() || !absent && found.matches.len() <= count {
            return Ok(None);
        }
        let words = corrections(text, &slips, &spelt);
        Ok(Some((found, Corrected { query, words })))
    }

    /// How the records that have a slip's term write the word.
    fn spell(&self, opened: &Opened, slip: &Slip) -> Result<String, Halt> {
        // A word with a space after it is finished.
        let mut shown = self.find(opened, &format!("{} ", slip.term))?.matches;
        shown.sort_by(better);
        shown.truncate(MOST_SPELT);
        let digests = self.fetched(&shown)?;
        let fragments = digests.iter().filter_map(|digest| self.fragments.get(digest));
        let catalogue = &opened.catalogue;
        let facets = |found: &Match| {
            let document = found.document;
            (0..FACETS.len()).flat_map(move |facet| catalogue.labels(facet, document))
        };
        let labels = shown.iter().flat_map(facets).map(|value| value.label.as_str());
        Ok(spelling(slip, fragments, labels, &self.languages))
    }

    /// Takes a file that was needed; its content is checked against its name.
    pub(crate) fn supply(&mut self, path: &str, content: Vec<u8>) -> Result<(), SearchError> {
        let digest = Digest::of(&content);
        if path == page_path(&digest) {
            let places: Vec<usize> = (0..self.manifest.pages.len())
                .filter(|page| self.manifest.pages.get(*page) == Some(&digest))
                .collect();
            let taken = places.iter().all(|page| self.volume.supply(*page, content.clone()));
            if taken && !places.is_empty() { Ok(()) } else { Err(SearchError::corrupt(path)) }
        } else if path == fragment_path(&digest) {
            let fragment =
                serde_json::from_slice(&content).map_err(|_| SearchError::corrupt(path))?;
            self.fragments.insert(digest, fragment);
            Ok(())
        } else {
            Err(SearchError::corrupt(path))
        }
    }

    /// Runs `work`; where pages were missing, names them instead, whatever came of it.
    fn attempt<T>(&self, work: impl FnOnce() -> Result<T, SearchError>) -> Result<T, Halt> {
        let result = work();
        let missing = self.volume.take_missing();
        if missing.is_empty() {
            return result.map_err(Halt::Fault);
        }
        Err(Halt::Need(self.pages(missing.into_iter())))
    }

    fn pages(&self, pages: impl Iterator<Item = usize>) -> Vec<String> {
        let mut paths: Vec<String> =
            pages.filter_map(|page| self.manifest.pages.get(page)).map(page_path).collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    /// Dresses the first matches, once their fragments are at hand.
    fn hits(
        &mut self,
        opened: &Opened,
        limit: usize,
        matches: &[Match],
        terms: &BTreeMap<String, f32>,
    ) -> Result<Vec<Hit>, Halt> {
        let shown = matches.get(..limit).unwrap_or(matches);
        let digests = self.fetched(shown)?;
        let hits = shown
            .iter()
            .zip(&digests)
            .filter_map(|(found, digest)| {
                self.fragments.get(digest).map(|fragment| hit(opened, *found, fragment, terms))
            })
            .collect();
        // Only between searches: one may show more than are kept.
        if self.fragments.len() > MOST_FRAGMENTS {
            self.fragments.clear();
        }
        Ok(hits)
    }

    /// The names of the fragments of some matches, once all are at hand.
    fn fetched(&self, shown: &[Match]) -> Result<Vec<Digest>, Halt> {
        let digests = self.attempt(|| self.digests(shown))?;
        let needed: Vec<String> = digests
            .iter()
            .filter(|digest| !self.fragments.contains_key(digest))
            .map(fragment_path)
            .collect();
        if needed.is_empty() { Ok(digests) } else { Err(Halt::Need(needed)) }
    }

    /// The names of the fragments of some matches.
    fn digests(&self, shown: &[Match]) -> Result<Vec<Digest>, SearchError> {
        let mut fault = None;
        let mut digests = Vec::with_capacity(shown.len());
        for found in shown {
            let start = found.document as usize * DIGEST_BYTES;
            match self.volume.read_cut(FRAGMENTS_FILE, start..start + DIGEST_BYTES) {
                Ok(bytes) => digests.extend(Digest::from_bytes(bytes.as_slice())),
                Err(error) => fault = Some(super::opened::failure(error)),
            }
        }
        fault.map_or(Ok(digests), Err)
    }
}

impl Found {
    /// Whether the index lacks a word that may be misspelt.
    fn is_missing_words(&self) -> bool {
        let mut texts = self.query.texts.iter().zip(&self.texts);
        texts.any(|(text, found)| {
            !text.exact && found.words.iter().any(|word| word.terms.is_empty())
        })
    }
}

/// The terms an excerpt marks, each with its worth: rare ones draw the excerpt to them.
fn marked_terms(query: &Query, texts: &[FoundClause]) -> BTreeMap<String, f32> {
    let mut terms = BTreeMap::new();
    for word in query.wanted().filter_map(|at| texts.get(at)).flat_map(|text| &text.words) {
        for found in &word.terms {
            let worth = 1.0 / (1.0 + found.info.doc_freq as f32);
            let known = terms.entry(found.term.clone()).or_insert(worth);
            *known = f32::min(*known, worth);
        }
    }
    terms
}
