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
    Catalogue, DICTIONARIES, Digest, Fragment, Groups, Head, Manifest, catalogue_path,
    fragment_path, head_path, page_path, unseal,
};
use crate::request::{Request, Sort};
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
    begun: Option<Begun>,
    opened: Option<Arc<Opened>>,
    catalogue: Option<Arc<Catalogue>>,
    fragments: BTreeMap<(Digest, u32), Fragment>,
}

/// What the head brought.
struct Begun {
    volume: Arc<Volume>,
    groups: Groups,
}

impl Engine {
    /// An engine for the package with this manifest.
    pub(crate) fn new(manifest: &[u8]) -> Result<Self, SearchError> {
        let manifest = Manifest::read(manifest)?;
        let mut languages: Vec<Language> =
            manifest.languages.iter().map(|tag| Language::of_tag(tag)).collect();
        languages.sort_unstable();
        languages.dedup();
        Ok(Self {
            manifest,
            languages,
            begun: None,
            opened: None,
            catalogue: None,
            fragments: BTreeMap::new(),
        })
    }

    /// Opens the index, if it is not open.
    pub(crate) fn open(&mut self) -> Result<Step<()>, SearchError> {
        if self.opened.is_some() {
            return Ok(Step::Done(()));
        }
        let Some(begun) = &self.begun else {
            return Ok(Step::Need(vec![head_path(&self.manifest.head)]));
        };
        let volume = Arc::clone(&begun.volume);
        Ok(match self.attempt(|| Opened::open(&volume))? {
            Step::Done(opened) if opened.documents() != self.manifest.documents => {
                return Err(SearchError::corrupt(head_path(&self.manifest.head)));
            }
            Step::Done(opened) => {
                self.opened = Some(Arc::new(opened));
                Step::Done(())
            }
            Step::Need(files) => Step::Need(files),
        })
    }

    /// Answers a request, as far as the files at hand allow.
    pub(crate) fn search(&mut self, request: &Request) -> Result<Step<Response>, SearchError> {
        if let Step::Need(mut files) = self.open()? {
            files.extend(self.missing_catalogue(request));
            return Ok(Step::Need(files));
        }
        let Some(opened) = self.opened.clone() else { return Ok(Step::Need(Vec::new())) };
        let query = Query::parse(&request.query, &self.languages);
        let clauses = match self.attempt(|| look_up(&opened, &query))? {
            Step::Done(clauses) => clauses,
            Step::Need(mut files) => {
                files.extend(self.missing_catalogue(request));
                return Ok(Step::Need(files));
            }
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
        if let Some(file) = self.missing_catalogue(request) {
            return Ok(Step::Need(vec![file]));
        }
        let selection = match &self.catalogue {
            Some(catalogue) if needs_catalogue(request) => select(catalogue, request, found),
            _ => Selection::uncounted(found),
        };
        self.answer(&opened, request, selection, &clauses)
    }

    /// The catalogue, where it stands apart, is needed and not at hand.
    fn missing_catalogue(&self, request: &Request) -> Option<String> {
        let apart = self.manifest.catalogue.as_ref()?;
        (self.catalogue.is_none() && needs_catalogue(request)).then(|| catalogue_path(apart))
    }

    /// Takes a file that was needed; its content is checked against its name.
    pub(crate) fn supply(&mut self, path: &str, content: Vec<u8>) -> Result<(), SearchError> {
        let corrupt = || SearchError::corrupt(path);
        let mut parts = path.trim_end_matches(".gz").split('/');
        let folder = parts.next().unwrap_or_default();
        let digest = parts.next().and_then(Digest::from_hex).ok_or_else(corrupt)?;
        let number = parts.next().and_then(|number| number.parse::<u32>().ok());
        match (folder, number) {
            ("h", None) if digest == self.manifest.head && digest == Digest::of(&content) => {
                self.begin(Head::read(&content).ok_or_else(corrupt)?)
            }
            ("d", None) if digest == Digest::of(&content) => {
                let begun = self.begun.as_ref().ok_or_else(corrupt)?;
                let taken = begun.volume.supply_file(DICTIONARIES, content);
                if taken { Ok(()) } else { Err(corrupt()) }
            }
            ("c", None) if digest == Digest::of(&content) => self.take_catalogue(&content),
            ("p", Some(page)) if digest == self.manifest.version => {
                let content = unseal(content, &digest, page).ok_or_else(corrupt)?;
                let begun = self.begun.as_ref().ok_or_else(corrupt)?;
                let taken = begun.volume.supply(page as usize, content);
                if taken { Ok(()) } else { Err(corrupt()) }
            }
            ("f", Some(number)) => {
                let content = unseal(content, &digest, number).ok_or_else(corrupt)?;
                let fragment = serde_json::from_slice(&content).map_err(|_| corrupt())?;
                self.fragments.insert((digest, number), fragment);
                Ok(())
            }
            _ => Err(corrupt()),
        }
    }

    fn begin(&mut self, head: Head) -> Result<(), SearchError> {
        if head.groups.documents() != self.manifest.documents {
            return Err(SearchError::corrupt(head_path(&self.manifest.head)));
        }
        let volume = Volume::new(&self.manifest, &head.pages, head.cuts)
            .ok_or_else(|| SearchError::corrupt(head_path(&self.manifest.head)))?;
        self.begun = Some(Begun { volume: Arc::new(volume), groups: head.groups });
        if self.manifest.catalogue.is_none() {
            self.take_catalogue(&head.catalogue)
        } else {
            Ok(())
        }
    }

    fn take_catalogue(&mut self, content: &[u8]) -> Result<(), SearchError> {
        let catalogue = Catalogue::read(content)?;
        if catalogue.documents() != self.manifest.documents {
            return Err(SearchError::corrupt("the catalogue"));
        }
        self.catalogue = Some(Arc::new(catalogue));
        Ok(())
    }

    /// Runs `work`; where it failed for missing pages, names them instead.
    fn attempt<T>(
        &self,
        work: impl FnOnce() -> Result<T, SearchError>,
    ) -> Result<Step<T>, SearchError> {
        let result = work();
        let missing = self.begun.as_ref().map(|begun| begun.volume.take_missing());
        let missing = missing.unwrap_or_default();
        if missing.is_empty() {
            return result.map(Step::Done);
        }
        // Even a result is none while something it asked for was not there.
        let version = &self.manifest.version;
        Ok(Step::Need(missing.into_iter().map(|page| page_path(version, page)).collect()))
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
        let terms = marked_terms(clauses);
        let mut needed = Vec::new();
        let mut hits = Vec::with_capacity(shown.len());
        for found in shown {
            let begun = self.begun.as_ref();
            let Some(place) = begun.and_then(|begun| begun.groups.place(found.document)) else {
                return Err(SearchError::corrupt(head_path(&self.manifest.head)));
            };
            match self.fragments.get(&place) {
                Some(fragment) => hits.push(hit(opened.title, *found, fragment, &terms)),
                None => needed.push(fragment_path(&place.0, place.1)),
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
        }))
    }
}

/// Whether a request can only be answered with the catalogue.
fn needs_catalogue(request: &Request) -> bool {
    let filters = &request.filters;
    let filtered =
        filters.evidence.is_some() || filters.lists().iter().any(|list| !list.is_empty());
    let by_score = request.sort == Sort::Relevance && !request.query.trim().is_empty();
    request.counts || filtered || !by_score
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
