//! The engine: one search as often as it takes until nothing is missing.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::correct::{Slip, slips};
use super::hits::hit;
use super::lookup::{FoundClause, look_up};
use super::opened::Opened;
use super::query::Query;
use super::score::{Match, Scoring, matches};
use super::select::{Selection, select};
use super::volume::Volume;
use crate::error::SearchError;
use crate::format::{
    DIGEST_BYTES, Digest, FRAGMENTS_FILE, Fragment, Manifest, fragment_path, page_path,
};
use crate::request::Request;
use crate::response::{Hit, Response};
use crate::text::Language;
use crate::weights::Weights;

/// No more fragments are kept from one search to the next.
const MOST_FRAGMENTS: usize = 512;

/// How far an attempt came.
pub(crate) enum Step<T> {
    /// To the end.
    Done(T),
    /// To files that are not at hand: supply these, and try again.
    Need(Vec<String>),
}

/// Why a search stops short.
pub(super) enum Halt {
    Need(Vec<String>),
    Fault(SearchError),
}

/// What a query finds.
pub(super) struct Found {
    pub(super) query: Query,
    /// In the order of [`Query::texts`].
    pub(super) texts: Vec<FoundClause>,
    pub(super) matches: Vec<Match>,
    /// Words that no record has, and what they may mean.
    pub(super) slips: Vec<Slip>,
}

/// The engine. It reads nothing by itself: see [`Step::Need`] and [`Engine::supply`].
pub(crate) struct Engine {
    manifest: Manifest,
    pub(super) languages: Vec<Language>,
    volume: Arc<Volume>,
    opened: Option<Arc<Opened>>,
    pub(super) fragments: BTreeMap<Digest, Fragment>,
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
        let mut asked = self.find(&opened, &request.query, !request.exact)?;
        let better =
            if request.exact { None } else { self.correct(&opened, &request.query, &mut asked)? };
        let (found, corrected) = match better {
            Some((found, corrected)) => (found, Some(corrected)),
            None => (asked, None),
        };
        let Found { query, texts, matches, .. } = found;
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
    /// With `spelling`, what putting its slips right will read is asked for at the same time.
    pub(super) fn find(&self, opened: &Opened, text: &str, spelling: bool) -> Result<Found, Halt> {
        let query = Query::new(text, &self.languages, &opened.catalogue);
        let texts = self.attempt(|| look_up(opened, &query))?;
        let mut found = Found { query, texts, matches: Vec::new(), slips: Vec::new() };
        let scoring = self.scoring(opened, &found);
        let scored = self.attempt(|| {
            let slips = if spelling { slips(opened, text, scoring, false) } else { Ok(Vec::new()) };
            let matches = matches(scoring)?;
            Ok((matches, slips?))
        })?;
        (found.matches, found.slips) = scored;
        Ok(found)
    }

    pub(super) fn scoring<'a>(&'a self, opened: &'a Opened, found: &'a Found) -> Scoring<'a> {
        let Found { query, texts, .. } = found;
        // An index of one page brings the positions with everything else.
        let whole = self.manifest.pages.len() == 1;
        Scoring { opened, weights: &self.weights, query, texts, whole }
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
    pub(super) fn attempt<T>(
        &self,
        work: impl FnOnce() -> Result<T, SearchError>,
    ) -> Result<T, Halt> {
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
    pub(super) fn fetched(&self, shown: &[Match]) -> Result<Vec<Digest>, Halt> {
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
