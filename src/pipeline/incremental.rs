//! Building one site again and again, as its files change: what the build before has read, parsed,
//! linked and rendered is taken over where nothing has changed on which it depends.
//!
//! The result is that of a build from nothing, byte for byte.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use blake3::Hash;
use search_index::{Packed, Record};

use super::{
    Lists, LoadedTheme, Options, Purpose, Report, SystemError, addresses, clocked, copy,
    count_records, examine, guarded, judge, load_theme, put_all, put_files, suggestions, unindexed,
    unkept,
};
use crate::diagnostic;
use crate::output::{self, Artifact, Cards, PageMemory, Pages, RecordMemory, Sink};
use crate::site::{Changes, LinkCache, RelatedCache, RelatedRows, Site, link, related};
use crate::source::{self, ParseCache, Stamp};
use crate::theme::views::{LanguagePages, Localized};
use crate::theme::{self, Engine, Languages};
use crate::withheld::Guard;

/// What is known of the build before.
#[derive(Debug, Default)]
pub struct Memory {
    source: ParseCache,
    /// Who was not named by the build before.
    guard: Arc<Guard>,
    site: LinkCache,
    related: RelatedCache,
    last: Option<Last>,
    records: RecordMemory,
    packed: Arc<Mutex<Packed>>,
    suggestions: Suggestions,
}

/// The last build that was good, which is the one whose files the sink has.
#[derive(Debug)]
struct Last {
    site: Arc<Site>,
    related: Arc<RelatedRows>,
    loaded: Hash,
    languages: Arc<Languages>,
    lists: Arc<Lists>,
    pages: PageMemory,
    feeds: PageMemory,
    assets: HashMap<String, Stamp>,
}

/// The search index of a site that was built, still to be made: readers of a page need not wait
/// for it.
#[derive(Debug)]
pub struct Index {
    site: Arc<Site>,
    guard: Arc<Guard>,
    languages: Arc<Languages>,
    lists: Arc<Lists>,
    records: Vec<Arc<Record>>,
    packed: Arc<Mutex<Packed>>,
    suggestions: Suggestions,
}

/// What the search box suggests, once it was made. Builds share it whose records differ in their
/// bodies only.
type Suggestions = Arc<OnceLock<Vec<Artifact>>>;

impl Index {
    /// Writes the index; nothing where the site has no search.
    ///
    /// # Errors
    /// When it cannot be written, or the sink cannot keep a file.
    pub fn put(&self, sink: &dyn Sink) -> Result<(), SystemError> {
        if !self.site.config.search.enabled {
            return Ok(());
        }
        let suggestions = match self.suggestions.get() {
            Some(known) => known.clone(),
            None => {
                let made = suggestions(&self.site, &self.languages, &self.lists)?;
                self.suggestions.get_or_init(|| made).clone()
            }
        };
        let mut report = Report::default();
        guarded(&self.guard, sink, true, &mut report, |sink, _| {
            let mut packed = self.packed.lock().unwrap_or_else(PoisonError::into_inner);
            output::index_again(&self.records, &mut packed, sink)
                .map_err(|error| unindexed(&error))?;
            put_all(suggestions.into_iter(), sink)
        })?;
        if report.failed() {
            let reason = "it would name somebody who must not be named".to_owned();
            return Err(SystemError { doing: "writing the search index".to_owned(), reason });
        }
        Ok(())
    }
}

impl Memory {
    /// Builds all of the site but its search index, which is given back to be made. There is none
    /// where the report holds an error; nothing is then taken to be known of the site, and the
    /// sink must be thrown away.
    ///
    /// The sink keeps files of the last build that was good.
    ///
    /// # Errors
    /// When the content cannot be read or the sink cannot keep a file.
    pub fn build(
        &mut self,
        options: &Options,
        sink: &dyn Sink,
    ) -> Result<(Report, Option<Index>), SystemError> {
        let mut report = Report::default();
        let (site, guard) = self.understand(options, &mut report)?;
        let known = guard.withholds_the_same(&self.guard);
        let made = guarded(&guard, sink, known, &mut report, |sink, report| {
            self.produce(options, site, sink, report)
        })?;
        diagnostic::sort(&mut report.diagnostics);
        // Others than the author may see the page about the findings.
        guard.blot(&mut report.diagnostics, true);
        let made = made.filter(|_| !report.failed());
        let Some((made, changes)) = made else { return Ok((report, None)) };
        let site = Arc::clone(&made.site);
        let (languages, lists) = (Arc::clone(&made.languages), Arc::clone(&made.lists));
        let own = Localized { site: &site, words: languages.own() };
        let records =
            report.timed("records", || self.records.records(own, &languages, changes.as_ref()));
        if !changes.is_some_and(|changes| changes.are_of_bodies_only()) {
            self.suggestions = Suggestions::default();
        }
        let (packed, suggestions) = (Arc::clone(&self.packed), Arc::clone(&self.suggestions));
        let guard = Arc::new(guard);
        self.guard = Arc::clone(&guard);
        let index = Index { site, guard, languages, lists, records, packed, suggestions };
        self.last = Some(made);
        Ok((report, Some(index)))
    }

    fn understand(
        &mut self,
        options: &Options,
        report: &mut Report,
    ) -> Result<(Site, Guard), SystemError> {
        let found = report.timed("walk", || source::walk(&options.root)).map_err(|error| {
            SystemError { doing: format!("reading {}", error.path.display()), reason: error.reason }
        })?;
        let (content, diagnostics) = report.timed("parse", || {
            let loaded = source::load(found, Some(&self.source));
            source::parse(loaded, Some(&mut self.source))
        });
        report.diagnostics.extend(diagnostics);
        let (content, guard) = judge(options, content, Purpose::Build, report);
        let memory = &mut self.site;
        let (site, diagnostics) =
            report.timed("link", || link(content, options.link, Some(memory)));
        report.diagnostics.extend(diagnostics);
        examine(&site, report);
        count_records(&site, report);
        Ok((site, guard))
    }

    fn produce(
        &mut self,
        options: &Options,
        site: Site,
        sink: &dyn Sink,
        report: &mut Report,
    ) -> Result<Option<(Last, Option<Changes>)>, SystemError> {
        let words = self.last.as_ref().map(|last| &*last.languages);
        let Some(loaded) = load_theme(options, &site, words, report) else { return Ok(None) };
        if report.failed() {
            addresses::judge(&site, &loaded, report);
            return Ok(None);
        }
        let related = report.timed("relate", || related(&site, Some(&mut self.related)));
        let changes = report.timed("compare", || {
            let last = self.last.as_ref()?;
            Changes::between((&last.site, &last.related), (&site, &related))
        });
        let last = self.last.as_ref().filter(|last| last.loaded == loaded.mark);
        let known = last.and(changes.as_ref());
        let lists_before = last.and_then(|last| last.pages.lists(known));
        let pages_of_lists = match lists_before {
            Some(lists) => {
                addresses::judge_with(&site, &loaded, &lists, report);
                lists
            }
            None => addresses::judge(&site, &loaded, report),
        };
        if report.failed() {
            return Ok(None);
        }
        let LoadedTheme { theme, sites, files, languages, lists, mark } = loaded;
        let engine = match report.timed("templates", || Engine::new(theme, &sites)) {
            Ok(engine) => engine,
            Err(found) => {
                report.diagnostics.extend(found);
                return Ok(None);
            }
        };
        let same_words = words.is_some_and(|words| words.are(&languages));
        let nothing = PageMemory::default();
        let spoken = LanguagePages::new(&languages, &lists);
        let cards = Cards::new(&site, &spoken);
        let pages =
            Pages { site: &site, engine: &engine, related: &related, spoken, cards: &cards };
        let own = Localized { site: &site, words: languages.own() };
        let (pages_before, feeds_before) =
            last.map_or((&nothing, &nothing), |last| (&last.pages, &last.feeds));
        let (rendered, (fed, filed)) = rayon::join(
            || clocked(|| output::render_again(pages, &pages_of_lists, sink, pages_before, known)),
            || {
                let feeds = || output::feeds_again(own, sink, feeds_before, known);
                (clocked(feeds), clocked(|| put_files(&site, files, &spoken, sink)))
            },
        );
        report.stages.extend([("render", rendered.1), ("feeds", fed.1), ("files", filed.1)]);
        let (failed, pages) = rendered.0.map_err(|error| unkept(&error))?;
        let feeds = fed.0.map_err(|error| unkept(&error))?;
        filed.0?;
        report.diagnostics.extend(theme::summarize(failed));
        let assets = self.copy(&site, sink, report)?;
        let made = Last {
            site: Arc::new(site),
            related,
            loaded: mark,
            languages: Arc::new(languages),
            lists: Arc::new(lists),
            pages,
            feeds,
            assets,
        };
        // Searched records have words of the theme in them.
        Ok(Some((made, changes.filter(|_| same_words))))
    }

    /// Copies the files that have changed.
    fn copy(
        &self,
        site: &Site,
        sink: &dyn Sink,
        report: &mut Report,
    ) -> Result<HashMap<String, Stamp>, SystemError> {
        let mut stamps = HashMap::new();
        for asset in &site.assets {
            // Before it is read: what changes after that has a later time.
            let stamp = Stamp::of(&asset.from);
            let known = self.last.as_ref().and_then(|last| last.assets.get(&asset.to));
            let same = stamp.is_some() && stamp.as_ref() == known;
            if !(same && sink.keep(&[&[asset.to.as_str().into()]]).contains(&true)) {
                copy(asset, &site.config.limits, sink, report)?;
            }
            stamps.extend(stamp.map(|stamp| (asset.to.clone(), stamp)));
        }
        Ok(stamps)
    }
}
