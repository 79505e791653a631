//! The engine: one search as often as it takes until nothing is missing.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::amended::Amended;
use super::correct::{Slip, slips};
use super::hits::hit;
use super::lookup::{FoundClause, level, look_up};
use super::opened::Opened;
use super::part::Part;
use super::query::Query;
use super::score::{Match, Scoring, matches};
use super::select::{Selection, select};
use crate::error::SearchError;
use crate::format::{
    Amendment, Catalogue, Digest, Fragment, Manifest, Versions, amendment_path, catalogue_path,
    fragment_path, head_path, unseal,
};
use crate::request::{Request, Sort};
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
    /// The same of the amendment, where there is one.
    more: Vec<FoundClause>,
    pub(super) matches: Vec<Match>,
    /// Words that no record has, and what they may mean.
    pub(super) slips: Vec<Slip>,
}

/// The engine. It reads nothing by itself: see [`Step::Need`] and [`Engine::supply`].
pub(crate) struct Engine {
    package: Part,
    /// What has changed since the package was written, once that is at hand.
    amended: Option<Amended>,
    pub(super) languages: Vec<Language>,
    catalogue: Option<Arc<Catalogue>>,
    pub(super) fragments: BTreeMap<(Digest, u32), Fragment>,
    weights: Weights,
}

impl Engine {
    /// An engine for the package with this manifest.
    pub(crate) fn new(manifest: &[u8]) -> Result<Self, SearchError> {
        let manifest = Manifest::read(manifest)?;
        Ok(Self {
            languages: languages(&manifest.languages),
            package: Part::new(manifest),
            amended: None,
            catalogue: None,
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

    fn opened(&mut self) -> Result<BothOpened, Halt> {
        let package = self.package.opened(None);
        let Some(amendment) = &self.package.manifest.amendment else {
            return Ok((package?, None));
        };
        let needed = || Halt::Need(vec![amendment_path(amendment)]);
        let amended = self.amended.as_mut().ok_or_else(needed);
        let (package, amended) = both(package, amended)?;
        let opened = amended.part.opened(Some(&package))?;
        Ok((package, Some(opened)))
    }

    /// The catalogue; an empty one where it stands apart and is not needed.
    pub(super) fn catalogue(&self, needed: bool) -> Result<Arc<Catalogue>, Halt> {
        let Manifest { catalogue, amendment, .. } = &self.package.manifest;
        match (&self.catalogue, catalogue) {
            (Some(catalogue), _) => Ok(Arc::clone(catalogue)),
            // An amendment brings that of all.
            (None, Some(apart)) if needed && amendment.is_none() => {
                Err(Halt::Need(vec![catalogue_path(apart)]))
            }
            _ => Ok(Arc::default()),
        }
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
        let counted = needs_catalogue(request);
        let ((opened, amended), catalogue) = both(self.opened(), self.catalogue(counted))?;
        let places = Places { opened: &opened, amended: amended.as_deref(), catalogue: &catalogue };
        let mut asked = self.find(places, &request.query, !request.exact)?;
        let better =
            if request.exact { None } else { self.correct(places, &request.query, &mut asked)? };
        let (found, corrected) = match better {
            Some((found, corrected)) => (found, Some(corrected)),
            None => (asked, None),
        };
        let Found { query, texts, more, mut matches, .. } = found;
        self.keep_versions(request.lang.as_deref(), &mut matches);
        let Selection { matches, facets } = if counted {
            select(&catalogue, request, matches)
        } else {
            Selection::uncounted(matches)
        };
        let hits =
            self.hits(&opened, request.limit, &matches, &marked_terms(&query, [&texts, &more]))?;
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
    pub(super) fn find(
        &self,
        places: Places<'_>,
        text: &str,
        spelling: bool,
    ) -> Result<Found, Halt> {
        let query = Query::new(text, &self.languages, places.catalogue);
        let (texts, more) = self.attempt(|| {
            let more = places.amended.map_or(Ok(Vec::new()), |opened| look_up(opened, &query));
            let texts = look_up(places.opened, &query)?;
            Ok((texts, more?))
        })?;
        let mut found = Found { query, texts, more, matches: Vec::new(), slips: Vec::new() };
        level(&mut found.texts, &mut found.more);
        let scoring = self.scoring(places, &found);
        let scored = self.attempt(|| {
            let slips =
                if spelling { slips(places.opened, text, scoring, false) } else { Ok(Vec::new()) };
            let more = self.amended_scoring(places, &found).map(matches);
            let package = matches(scoring)?;
            let matches = match (&self.amended, more) {
                (Some(amended), Some(more)) => amended.join(package, more?),
                _ => package,
            };
            Ok((matches, slips?))
        })?;
        (found.matches, found.slips) = scored;
        Ok(found)
    }

    pub(super) fn scoring<'a>(&'a self, places: Places<'a>, found: &'a Found) -> Scoring<'a> {
        let Places { opened, catalogue, .. } = places;
        let Found { query, texts, .. } = found;
        let numbers = self.amended.as_ref().map(|amended| amended.numbers[0].as_slice());
        // A small index brings the positions with everything else.
        let whole = self.package.is_whole();
        Scoring { opened, catalogue, weights: &self.weights, query, texts, whole, numbers }
    }

    fn amended_scoring<'a>(&'a self, places: Places<'a>, found: &'a Found) -> Option<Scoring<'a>> {
        let (opened, amended) = (places.amended?, self.amended.as_ref()?);
        Some(Scoring {
            opened,
            texts: &found.more,
            whole: amended.part.is_whole(),
            numbers: Some(amended.numbers[1].as_slice()),
            ..self.scoring(places, found)
        })
    }

    /// Takes a file that was needed; its content is checked against its name.
    pub(crate) fn supply(&mut self, path: &str, content: Vec<u8>) -> Result<(), SearchError> {
        let corrupt = || SearchError::corrupt(path);
        let mut parts = path.trim_end_matches(".gz").split('/');
        let folder = parts.next().unwrap_or_default();
        let digest = parts.next().and_then(Digest::from_hex).ok_or_else(corrupt)?;
        let number = parts.next().and_then(|number| number.parse::<u32>().ok());
        let named = |name: Option<Digest>| name == Some(digest) && digest == Digest::of(&content);
        let manifest = &self.package.manifest;
        let (catalogue, amendment) = (named(manifest.catalogue), named(manifest.amendment));
        let taken = match (folder, number) {
            ("h", None) if digest == Digest::of(&content) => {
                let part = self.part(|manifest| manifest.head == digest).ok_or_else(corrupt)?;
                let catalogue = part.begin(&content)?;
                let manifest = &self.package.manifest;
                let here = manifest.catalogue.is_none() && manifest.amendment.is_none();
                return if here { self.take_catalogue(&catalogue) } else { Ok(()) };
            }
            ("d", None) if digest == Digest::of(&content) => self
                .part(|manifest| manifest.dictionary == Some(digest))
                .is_some_and(|part| part.supply_dictionaries(content)),
            ("c", None) if catalogue => return self.take_catalogue(&content),
            ("a", None) if amendment => return self.amend(&content),
            ("p", Some(page)) => {
                let content = unseal(content, &digest, page).ok_or_else(corrupt)?;
                self.part(|manifest| manifest.version == digest)
                    .is_some_and(|part| part.supply_page(page, content))
            }
            ("f", Some(number)) => {
                let content = unseal(content, &digest, number).ok_or_else(corrupt)?;
                let fragment = serde_json::from_slice(&content).map_err(|_| corrupt())?;
                self.fragments.insert((digest, number), fragment);
                true
            }
            _ => false,
        };
        if taken { Ok(()) } else { Err(corrupt()) }
    }

    /// The index with such a manifest.
    fn part(&mut self, wanted: impl Fn(&Manifest) -> bool) -> Option<&mut Part> {
        let amended = self.amended.as_mut().map(|amended| &mut amended.part);
        [Some(&mut self.package), amended].into_iter().flatten().find(|part| wanted(&part.manifest))
    }

    fn amend(&mut self, content: &[u8]) -> Result<(), SearchError> {
        let documents = self.package.manifest.documents;
        let (amended, catalogue) = Amended::new(Amendment::read(content, documents)?, documents);
        self.languages = languages(&amended.languages);
        self.catalogue = Some(Arc::new(catalogue));
        self.amended = Some(amended);
        Ok(())
    }

    fn take_catalogue(&mut self, content: &[u8]) -> Result<(), SearchError> {
        let catalogue = Catalogue::read(content)?;
        if catalogue.documents() != self.package.manifest.documents {
            return Err(SearchError::corrupt("the catalogue"));
        }
        self.catalogue = Some(Arc::new(catalogue));
        Ok(())
    }

    /// Runs `work`; where pages were missing, names them instead, whatever came of it.
    pub(super) fn attempt<T>(
        &self,
        work: impl FnOnce() -> Result<T, SearchError>,
    ) -> Result<T, Halt> {
        let result = work();
        let mut missing = self.package.missing();
        missing.extend(self.amended.iter().flat_map(|amended| amended.part.missing()));
        if missing.is_empty() { result.map_err(Halt::Fault) } else { Err(Halt::Need(missing)) }
    }

    /// Leaves of each record the version that is for the reader, and puts those in the reader's
    /// language before others that match alike.
    fn keep_versions(&self, lang: Option<&str>, matches: &mut Vec<Match>) {
        let (languages, versions) = self.versions();
        let Some(versions) = versions.filter(|versions| !versions.translations.is_empty()) else {
            return;
        };
        let places = languages.iter().position(|known| Some(known.as_str()) == lang);
        let language = places.map(|at| at as u32);
        // Matches are in the order of documents.
        let found =
            |document: u32| matches.binary_search_by(|found| found.document.cmp(&document)).is_ok();
        let dropped = versions.dropped(language, found);
        // A record is found as well as the best of its versions, whichever is shown.
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

    /// The languages of all records, and which are translations.
    fn versions(&self) -> (&[String], Option<&Versions>) {
        match &self.amended {
            Some(amended) => (&amended.languages, Some(&amended.versions)),
            None => (&self.package.manifest.languages, self.package.versions()),
        }
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
        let places = self.fetched(shown)?;
        let hits = shown
            .iter()
            .zip(&places)
            .filter_map(|(found, place)| {
                self.fragments.get(place).map(|one| hit(opened.title, *found, one, terms))
            })
            .collect();
        // Only between searches: one may show more than are kept.
        if self.fragments.len() > MOST_FRAGMENTS {
            self.fragments.clear();
        }
        Ok(hits)
    }

    /// The places of the fragments of some matches, once all are at hand.
    pub(super) fn fetched(&self, shown: &[Match]) -> Result<Vec<(Digest, u32)>, Halt> {
        let corrupt = || Halt::Fault(SearchError::corrupt(head_path(&self.package.manifest.head)));
        let place = |found: &Match| match &self.amended {
            None => self.package.fragment(found.document),
            Some(amended) => match amended.place(found.document) {
                Ok(new) => amended.part.fragment(new),
                Err(kept) => self.package.fragment(kept),
            },
        };
        let places: Vec<(Digest, u32)> =
            shown.iter().map(place).collect::<Option<_>>().ok_or_else(corrupt)?;
        let needed: Vec<String> = places
            .iter()
            .filter(|place| !self.fragments.contains_key(place))
            .map(|(group, number)| fragment_path(group, *number))
            .collect();
        if needed.is_empty() { Ok(places) } else { Err(Halt::Need(needed)) }
    }
}

/// Where a query is looked for.
#[derive(Clone, Copy)]
pub(super) struct Places<'a> {
    pub(super) opened: &'a Opened,
    pub(super) amended: Option<&'a Opened>,
    pub(super) catalogue: &'a Catalogue,
}

/// The index of the package, and that of the amendment.
type BothOpened = (Arc<Opened>, Option<Arc<Opened>>);

/// The languages of tags, each once.
fn languages(tags: &[String]) -> Vec<Language> {
    let mut languages: Vec<Language> = tags.iter().map(|tag| Language::of_tag(tag)).collect();
    languages.sort_unstable();
    languages.dedup();
    languages
}

/// Both, or all that either needs.
pub(super) fn both<A, B>(one: Result<A, Halt>, other: Result<B, Halt>) -> Result<(A, B), Halt> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(Halt::Need(mut files)), Err(Halt::Need(more))) => {
            files.extend(more);
            Err(Halt::Need(files))
        }
        (Err(Halt::Fault(fault)), _) | (_, Err(Halt::Fault(fault))) => Err(Halt::Fault(fault)),
        (Err(need), _) | (_, Err(need)) => Err(need),
    }
}

/// Whether a request can only be answered with the catalogue.
fn needs_catalogue(request: &Request) -> bool {
    let filters = &request.filters;
    let filtered = filters.evidence.is_some()
        || filters.year.is_some()
        || filters.lists().iter().any(|list| !list.is_empty());
    let by_score = request.sort == Sort::Relevance && !request.query.trim().is_empty();
    // A colon may name a field, whose values are the catalogue's.
    request.counts || filtered || !by_score || request.query.contains(':')
}

/// The terms an excerpt marks, each with its worth: rare ones draw the excerpt to them.
fn marked_terms(query: &Query, texts: [&[FoundClause]; 2]) -> BTreeMap<String, f32> {
    let mut terms = BTreeMap::new();
    let wanted = texts.iter().flat_map(|texts| query.wanted().filter_map(|at| texts.get(at)));
    for word in wanted.flat_map(|text| &text.words) {
        for found in &word.terms {
            let worth = 1.0 / (1.0 + found.info.doc_freq as f32);
            let known = terms.entry(found.term.clone()).or_insert(worth);
            *known = f32::min(*known, worth);
        }
    }
    terms
}
