//! The engine: answers requests from the files that it has been given.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::halt::{Halt, both};
use super::hits::hit;
use super::lookup::{FoundClause, look_up};
use super::misspelling::{Misspelling, misspellings};
use super::opened::Opened;
use super::package::PackageReader;
use super::query::Query;
use super::score::matches;
use super::scoring::{Match, Scoring};
use super::select::{Selection, select};
use crate::error::SearchError;
use crate::format::{
    Catalogue, Digest, Fragment, FragmentPlace, Manifest, catalogue_path, fragment_path, head_path,
    unseal,
};
use crate::request::{Request, Sort};
use crate::response::{Hit, NoteKind, Response};
use crate::text::Language;
use crate::weights::Weights;

/// The most files of fragments kept from one search to the next.
const MOST_FRAGMENTS: usize = 512;

/// The number of records in which words are looked for together.
const MOST_COMPARED: usize = 10;

/// The outcome of an attempt.
pub(crate) enum Step<T> {
    /// The attempt succeeded.
    Done(T),
    /// These files are missing: supply them and try again.
    Need(Vec<String>),
}

/// What a query finds.
pub(super) struct QueryResult {
    pub(super) query: Query,
    /// In the order of [`Query::texts`].
    pub(super) texts: Vec<FoundClause>,
    /// In the order of documents.
    pub(super) matches: Vec<Match>,
    /// Words that are likely misspelt.
    pub(super) misspellings: Vec<Misspelling>,
}

/// Searches one package. It reads no files by itself: see [`Step::Need`] and [`Engine::supply`].
pub(crate) struct Engine {
    package: PackageReader,
    pub(super) languages: Vec<Language>,
    catalogue: Option<Arc<Catalogue>>,
    /// By group and number of their file.
    fragments: BTreeMap<(Digest, u32), Vec<Fragment>>,
    pub(super) weights: Weights,
}

impl Engine {
    /// An engine for the package with this manifest.
    pub(crate) fn new(manifest: &[u8]) -> Result<Self, SearchError> {
        let manifest = Manifest::read(manifest)?;
        Ok(Self {
            languages: languages(&manifest.languages),
            package: PackageReader::new(manifest),
            catalogue: None,
            fragments: BTreeMap::new(),
            weights: Weights::DEFAULT,
        })
    }

    /// The languages of the records.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// Replaces the weights.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn set_weights(&mut self, weights: Weights) {
        self.weights = weights;
    }

    /// Opens the index if it is not open yet.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn open(&mut self) -> Result<Step<()>, SearchError> {
        match self.package.opened() {
            Ok(_) => Ok(Step::Done(())),
            Err(Halt::Need(files)) => Ok(Step::Need(files)),
            Err(Halt::Fault(error)) => Err(error),
        }
    }

    /// The catalogue; an empty one where it is a file of its own and not needed.
    pub(super) fn catalogue(&self, needed: bool) -> Result<Arc<Catalogue>, Halt> {
        match (&self.catalogue, &self.package.manifest.catalogue) {
            (Some(catalogue), _) => Ok(Arc::clone(catalogue)),
            (None, Some(digest)) if needed => Err(Halt::Need(vec![catalogue_path(digest)])),
            _ => Ok(Arc::default()),
        }
    }

    /// Answers a request as far as the files at hand allow.
    pub(crate) fn search(&mut self, request: &Request) -> Result<Step<Response>, SearchError> {
        match self.answer(request) {
            Ok(response) => Ok(Step::Done(response)),
            Err(Halt::Need(files)) => Ok(Step::Need(files)),
            Err(Halt::Fault(error)) => Err(error),
        }
    }

    fn answer(&mut self, request: &Request) -> Result<Response, Halt> {
        let counted = needs_catalogue(request);
        let (index, catalogue) = both(self.package.opened(), self.catalogue(counted))?;
        let corpus = Corpus { index: &index, catalogue: &catalogue };
        let mut asked = self.find(corpus, &request.query, !request.exact)?;
        let better =
            if request.exact { None } else { self.correct(corpus, &request.query, &mut asked)? };
        let (found, corrected) = match better {
            Some((found, corrected)) => (found, Some(corrected)),
            None => (asked, None),
        };
        let mut found = if found.matches.is_empty() && request.query.trim().chars().count() == 1 {
            // The first letter of a word finds something, whatever it is.
            self.find(corpus, "", false)?
        } else {
            found
        };
        let terms = marked_terms(&found.query, &found.texts);
        let compared = request.limit.min(MOST_COMPARED);
        let best = |all: &Selection| all.matches.get(..compared).unwrap_or(&all.matches).to_vec();
        let matched = std::mem::take(&mut found.matches);
        let mut all = self.select(corpus, request, matched);
        let mut hits = self.hits(&index, request.limit, &all.matches, &terms)?;
        let notes = self.unanswered(&catalogue, &found, &best(&all));
        if notes.iter().any(|note| note.kind == NoteKind::Apart) {
            let scoring = Scoring { apart: true, ..self.scoring(corpus, &found) };
            let matches = self.attempt(|| matches(scoring))?;
            all = self.select(corpus, request, matches);
            hits = self.hits(&index, request.limit, &all.matches, &terms)?;
        }
        let topics =
            if notes.is_empty() { Vec::new() } else { Self::best_topics(&catalogue, &best(&all)) };
        let Query { notes: mut remarks, understood, .. } = found.query;
        remarks.extend(notes);
        Ok(Response {
            query: request.query.clone(),
            total: all.matches.len(),
            hits,
            facets: all.facets,
            corrected,
            notes: remarks,
            understood,
            topics,
        })
    }

    /// Keeps one version of each record, then filters, counts and sorts.
    fn select(&self, corpus: Corpus<'_>, request: &Request, mut matches: Vec<Match>) -> Selection {
        self.keep_versions(request.lang.as_deref(), &mut matches);
        if needs_catalogue(request) {
            select(corpus.catalogue, request, matches)
        } else {
            Selection::uncounted(matches)
        }
    }

    /// What a query finds, before it is filtered and sorted. With `spelling`, the pages that
    /// correcting its misspellings reads are asked for in the same round.
    pub(super) fn find(
        &self,
        corpus: Corpus<'_>,
        text: &str,
        spelling: bool,
    ) -> Result<QueryResult, Halt> {
        let query = Query::new(text, &self.languages, corpus.catalogue);
        let texts = self.attempt(|| look_up(corpus.index, &query))?;
        let mut found = QueryResult { query, texts, matches: Vec::new(), misspellings: Vec::new() };
        let scoring = self.scoring(corpus, &found);
        let scored = self.attempt(|| {
            let misspellings =
                if spelling { misspellings(corpus.index, text, scoring) } else { Ok(Vec::new()) };
            Ok((matches(scoring)?, misspellings?))
        })?;
        (found.matches, found.misspellings) = scored;
        Ok(found)
    }

    pub(super) fn scoring<'a>(&'a self, corpus: Corpus<'a>, found: &'a QueryResult) -> Scoring<'a> {
        let Corpus { index: opened, catalogue } = corpus;
        let QueryResult { query, texts, .. } = found;
        let (weights, package) = (&self.weights, &self.package);
        Scoring { opened, catalogue, weights, query, texts, package, apart: false }
    }

    /// Takes a file that was needed, and checks its content against its name.
    pub(crate) fn supply(&mut self, path: &str, content: Vec<u8>) -> Result<(), SearchError> {
        let corrupt = || SearchError::corrupt(path);
        let mut parts = path.trim_end_matches(".gz").split('/');
        let folder = parts.next().unwrap_or_default();
        let digest = parts.next().and_then(Digest::from_hex).ok_or_else(corrupt)?;
        let number = parts.next().and_then(|number| number.parse::<u32>().ok());
        let manifest = &self.package.manifest;
        let named = |name: Option<Digest>| name == Some(digest) && digest == Digest::of(&content);
        let taken = match (folder, number) {
            ("h", None) if named(Some(manifest.head)) => {
                let is_apart = manifest.catalogue.is_some();
                let catalogue = self.package.supply_head(&content)?;
                return if is_apart { Ok(()) } else { self.take_catalogue(&catalogue) };
            }
            ("d", None) if named(manifest.dictionary) => self.package.supply_dictionaries(content),
            ("c", None) if named(manifest.catalogue) => return self.take_catalogue(&content),
            ("p", Some(page)) if manifest.version == digest => {
                let content = unseal(content, &digest, page).ok_or_else(corrupt)?;
                self.package.supply_page(page, content)
            }
            ("f", Some(number)) => {
                let content = unseal(content, &digest, number).ok_or_else(corrupt)?;
                let fragments = serde_json::from_slice(&content).map_err(|_| corrupt())?;
                self.fragments.insert((digest, number), fragments);
                true
            }
            _ => false,
        };
        if taken { Ok(()) } else { Err(corrupt()) }
    }

    fn take_catalogue(&mut self, content: &[u8]) -> Result<(), SearchError> {
        let catalogue = Catalogue::read(content)?;
        if catalogue.documents() != self.package.manifest.documents {
            return Err(SearchError::corrupt("the catalogue"));
        }
        self.catalogue = Some(Arc::new(catalogue));
        Ok(())
    }

    /// Does some work. Where it read missing pages, they are needed, whatever it returned.
    pub(super) fn attempt<T>(
        &self,
        work: impl FnOnce() -> Result<T, SearchError>,
    ) -> Result<T, Halt> {
        let result = work();
        let missing = self.package.take_missing();
        if missing.is_empty() { result.map_err(Halt::Fault) } else { Err(Halt::Need(missing)) }
    }

    /// Keeps one version of each record, and boosts records in the reader's language.
    fn keep_versions(&self, lang: Option<&str>, matches: &mut Vec<Match>) {
        let versions = self.package.versions().filter(|all| !all.translations.is_empty());
        let Some(versions) = versions else { return };
        let mut languages = self.package.manifest.languages.iter();
        let language = languages.position(|known| Some(known.as_str()) == lang);
        let language = language.map(|at| at as u32);
        // Matches are in the order of documents.
        let found =
            |document: u32| matches.binary_search_by(|found| found.document.cmp(&document)).is_ok();
        let dropped = versions.dropped(language, found);
        // The version shown takes the best score of all versions.
        let mut best: BTreeMap<u32, f32> = BTreeMap::new();
        for found in matches.iter() {
            if let Some(kept) = dropped.get(&found.document) {
                let score = best.entry(*kept).or_insert(found.score);
                *score = score.max(found.score);
            }
        }
        matches.retain(|found| !dropped.contains_key(&found.document));
        for found in matches.iter_mut() {
            found.score = best.get(&found.document).map_or(found.score, |one| one.max(found.score));
        }
        if let Some(language) = language {
            for found in matches.iter_mut().filter(|one| versions.is_in(one.document, language)) {
                found.score *= self.weights.own_language;
            }
        }
    }

    /// Builds the hits, once their fragments are at hand.
    fn hits(
        &mut self,
        opened: &Opened,
        limit: usize,
        matches: &[Match],
        terms: &BTreeMap<String, f32>,
    ) -> Result<Vec<Hit>, Halt> {
        let shown = matches.get(..limit).unwrap_or(matches);
        let places = self.fetched(shown)?;
        let hits = shown
            .iter()
            .zip(&places)
            .filter_map(|(found, place)| {
                self.fragment(place).map(|one| hit(opened.title, *found, one, terms))
            })
            .collect();
        // Only between searches: one search may show more hits than are kept.
        if self.fragments.len() > MOST_FRAGMENTS {
            self.fragments.clear();
        }
        Ok(hits)
    }

    /// A fragment that has been fetched.
    pub(super) fn fragment(&self, place: &FragmentPlace) -> Option<&Fragment> {
        self.fragments.get(&place.file)?.get(place.at)
    }

    /// The places of the fragments of some matches, once all fragments are at hand.
    pub(super) fn fetched(&self, shown: &[Match]) -> Result<Vec<FragmentPlace>, Halt> {
        let corrupt = || Halt::Fault(SearchError::corrupt(head_path(&self.package.manifest.head)));
        let place = |found: &Match| self.package.fragment(found.document);
        let places: Vec<FragmentPlace> =
            shown.iter().map(place).collect::<Option<_>>().ok_or_else(corrupt)?;
        let mut needed = Vec::new();
        for place in places.iter().filter(|place| !self.fragments.contains_key(&place.file)) {
            let path = fragment_path(&place.file.0, place.file.1);
            if !needed.contains(&path) {
                needed.push(path);
            }
        }
        if needed.is_empty() { Ok(places) } else { Err(Halt::Need(needed)) }
    }
}

/// What a query is answered from.
#[derive(Clone, Copy)]
pub(super) struct Corpus<'a> {
    pub(super) index: &'a Opened,
    pub(super) catalogue: &'a Catalogue,
}

/// The languages of some tags, without duplicates.
fn languages(tags: &[String]) -> Vec<Language> {
    let mut languages: Vec<Language> = tags.iter().map(|tag| Language::of_tag(tag)).collect();
    languages.sort_unstable();
    languages.dedup();
    languages
}

/// Whether the request can only be answered with the catalogue.
fn needs_catalogue(request: &Request) -> bool {
    let filters = &request.filters;
    let filtered = filters.ranges().iter().any(Option::is_some)
        || filters.lists().iter().any(|list| !list.is_empty());
    let by_score = request.sort == Sort::Relevance && !request.query.trim().is_empty();
    // A colon may name a field, whose values are in the catalogue.
    request.counts || filtered || !by_score || request.query.contains(':')
}

/// The terms to highlight, with their weights: an excerpt is chosen for the rare ones. Words such as
/// `the` say nothing.
fn marked_terms(query: &Query, texts: &[FoundClause]) -> BTreeMap<String, f32> {
    let mut terms = BTreeMap::new();
    let wanted = query.wanted().filter_map(|at| texts.get(at)).filter(|text| !text.is_stop_word);
    for word in wanted.flat_map(|text| &text.words) {
        for found in &word.terms {
            let worth = 1.0 / (1.0 + found.info.doc_freq as f32);
            let known = terms.entry(found.term.clone()).or_insert(worth);
            *known = f32::min(*known, worth);
        }
    }
    terms
}
