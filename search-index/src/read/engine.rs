//! The engine: one search as often as it takes until nothing is missing.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::hits::hit;
use super::lookup::{FoundClause, look_up};
use super::opened::Opened;
use super::query::Query;
use super::score::{Match, matches};
use super::select::{Selection, select};
use super::volume::Volume;
use crate::error::SearchError;
use crate::format::{
    DIGEST_BYTES, Digest, FRAGMENTS_FILE, Fragment, Manifest, fragment_path, page_path,
};
use crate::request::Request;
use crate::response::Response;
use crate::text::Language;

/// No more fragments are kept from one search to the next.
const MOST_FRAGMENTS: usize = 512;

/// How far an attempt came.
pub(crate) enum Step<T> {
    /// To the end.
    Done(T),
    /// To files that are not at hand: supply these, and try again.
    Need(Vec<String>),
}

/// The engine. It reads nothing by itself: see [`Step::Need`] and [`Engine::supply`].
pub(crate) struct Engine {
    manifest: Manifest,
    languages: Vec<Language>,
    volume: Arc<Volume>,
    opened: Option<Arc<Opened>>,
    fragments: BTreeMap<Digest, Fragment>,
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
        Ok(Self { manifest, languages, volume, opened: None, fragments: BTreeMap::new() })
    }

    /// Opens the index, if it is not open.
    pub(crate) fn open(&mut self) -> Result<Step<()>, SearchError> {
        let volume = Arc::clone(&self.volume);
        let mut opened = None;
        let step = self.attempt(|| {
            opened = Some(Arc::new(Opened::open(&volume)?));
            Ok(())
        })?;
        if opened.is_some() {
            self.opened = opened;
        }
        Ok(step)
    }

    /// Answers a request, as far as the files at hand allow.
    pub(crate) fn search(&mut self, request: &Request) -> Result<Step<Response>, SearchError> {
        if self.opened.is_none()
            && let Step::Need(files) = self.open()?
        {
            return Ok(Step::Need(files));
        }
        let Some(opened) = self.opened.clone() else { return Ok(Step::Need(Vec::new())) };
        let query = Query::parse(&request.query, &self.languages);
        let clauses = match self.attempt(|| look_up(&opened, &query))? {
            Step::Done(clauses) => clauses,
            Step::Need(files) => return Ok(Step::Need(files)),
        };
        let found = if query.clauses.is_empty() {
            let all = 0..opened.documents();
            Step::Done(all.map(|document| Match { document, score: 0.0 }).collect())
        } else {
            self.attempt(|| matches(&opened, &query, &clauses))?
        };
        let found = match found {
            Step::Done(found) => found,
            Step::Need(files) => return Ok(Step::Need(files)),
        };
        let selection = select(&opened.catalogue, request, found);
        self.answer(&opened, request, selection, &clauses)
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

    /// Runs `work`; where it failed for missing pages, names them instead.
    fn attempt<T>(
        &self,
        work: impl FnOnce() -> Result<T, SearchError>,
    ) -> Result<Step<T>, SearchError> {
        let result = work();
        let missing = self.volume.take_missing();
        match result {
            Ok(value) => Ok(Step::Done(value)),
            Err(_) if !missing.is_empty() => Ok(Step::Need(self.pages(missing.into_iter()))),
            Err(error) => Err(error),
        }
    }

    fn pages(&self, pages: impl Iterator<Item = usize>) -> Vec<String> {
        let mut paths: Vec<String> =
            pages.filter_map(|page| self.manifest.pages.get(page)).map(page_path).collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    /// Dresses the first matches, once their fragments are at hand.
    fn answer(
        &mut self,
        opened: &Opened,
        request: &Request,
        selection: Selection,
        clauses: &[FoundClause],
    ) -> Result<Step<Response>, SearchError> {
        let shown = &selection.matches[..request.limit.min(selection.matches.len())];
        let digests = match self.attempt(|| self.digests(shown))? {
            Step::Done(digests) => digests,
            Step::Need(files) => return Ok(Step::Need(files)),
        };
        let terms = marked_terms(clauses);
        let mut needed = Vec::new();
        let mut hits = Vec::with_capacity(shown.len());
        for (found, digest) in shown.iter().zip(&digests) {
            match self.fragments.get(digest) {
                Some(fragment) => hits.push(hit(opened, *found, fragment, &terms)),
                None => needed.push(fragment_path(digest)),
            }
        }
        if !needed.is_empty() {
            return Ok(Step::Need(needed));
        }
        // Only between searches: one may show more than are kept.
        if self.fragments.len() > MOST_FRAGMENTS {
            self.fragments.clear();
        }
        Ok(Step::Done(Response {
            query: request.query.clone(),
            total: selection.matches.len(),
            hits,
            facets: selection.facets,
            ..Response::default()
        }))
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
fn marked_terms(clauses: &[FoundClause]) -> BTreeMap<String, f32> {
    let mut terms = BTreeMap::new();
    for word in clauses.iter().flat_map(|clause| &clause.words) {
        for found in &word.terms {
            let worth = 1.0 / (1.0 + found.info.doc_freq as f32);
            let known = terms.entry(found.term.clone()).or_insert(worth);
            *known = f32::min(*known, worth);
        }
    }
    terms
}
