//! The stages in order, for `check`, `build` and `serve` alike.

use std::sync::Arc;

use super::guarded::guarded;
use super::history::Past;
use super::index::Index;
use super::inputs::{Inputs, load};
use super::memory::{LastBuild, Memory};
use super::options::{Options, Purpose};
use super::report::{Report, SystemError, clocked};
use super::theme::LoadedTheme;
use super::{addresses, content, theme};
use crate::diagnostic::{self, Diagnostic, nearest};
use crate::output::{
    self, BRIEFS, Cards, Lists, Nowhere, OUTPUTS, Output, OutputCache, Precompressing, Previous,
    Renderer, Sink, Written,
};
use crate::site::{Changes, RelatedRows, Site, related};
use crate::theme::Engine;
use crate::withheld::Confidential;

/// The result of a build.
#[derive(Debug)]
pub struct Built {
    /// What was found. If an error is among it, what the sink took is not a whole site.
    pub report: Report,
    /// The site, which is large: the caller knows whether its memory is still of use.
    pub site: Arc<Site>,
    /// The search index of a build with a memory, still to be written. None after an error.
    pub index: Option<Index>,
}

/// Checks the content, and renders it if the site has templates of its own, because some of their
/// faults show on one page only.
///
/// # Errors
/// When the content cannot be read.
pub fn check(options: &Options) -> Result<Report, SystemError> {
    Ok(checked(options)?.0)
}

/// Judges the content, and returns the site as well.
pub(super) fn checked(options: &Options) -> Result<(Report, Arc<Site>), SystemError> {
    let mut report = Report::default();
    let loaded = load(options, None, &mut report)?;
    let inputs = Inputs { loaded, report, log: None, mark: None };
    let built = run(options, inputs, Purpose::Check, None, &Nowhere)?;
    Ok((built.report, built.site))
}

/// Builds the site into `sink` from what was read.
///
/// With a memory, only what has changed since the previous build is made again, and the sink keeps
/// the other files of the last build that was good. The search index is then not written, but
/// returned.
///
/// # Errors
/// When the sink cannot keep a file.
pub fn build(
    options: &Options,
    inputs: Inputs,
    memory: Option<&mut Memory>,
    sink: &dyn Sink,
) -> Result<Built, SystemError> {
    if options.precompress {
        let sink = Precompressing::new(sink, options.store.as_deref());
        return run(options, inputs, Purpose::Build, memory, &sink);
    }
    run(options, inputs, Purpose::Build, memory, sink)
}

/// Puts the briefs of practices into `sink`, and nothing else, whether or not `site.yaml` lists them.
///
/// # Errors
/// When the content cannot be read, or the sink cannot keep a file.
pub fn briefs(options: &Options, sink: &dyn Sink) -> Result<Report, SystemError> {
    let mut report = Report::default();
    let loaded = load(options, None, &mut report)?;
    let inputs = Inputs { loaded, report, log: None, mark: None };
    let Built { mut report, site, .. } = run(options, inputs, Purpose::Briefs, None, sink)?;
    let only = options.briefs.iter().flat_map(|briefs| &briefs.only);
    for slug in only.filter(|slug| site.practices.with_slug(slug).is_none()) {
        let slugs = site.practices.iter().map(|item| item.meta.slug.as_str());
        let message = format!("there is no practice `{slug}`");
        let found = Diagnostic::global("unknown-practice", message);
        report.diagnostics.push(found.did_you_mean(nearest(slug, slugs)));
    }
    Ok(report)
}

fn run(
    options: &Options,
    inputs: Inputs,
    purpose: Purpose,
    mut memory: Option<&mut Memory>,
    sink: &dyn Sink,
) -> Result<Built, SystemError> {
    let Inputs { loaded, mut report, log, .. } = inputs;
    let spill = loaded.spill.clone();
    let told = memory.as_ref().and_then(|memory| memory.history.clone());
    let past = Past { log: log.as_ref(), known: told.as_ref() };
    let known = memory.as_deref_mut().map(|memory| &mut memory.content);
    let (site, guard) = content::site(options, loaded, purpose, known, past, &mut report);
    if let Some(memory) = memory.as_deref_mut() {
        memory.history = Some(Arc::clone(&site.history));
    }
    let (site, guard) = (Arc::new(site), Arc::new(guard));
    let same_names = memory.as_ref().is_none_or(|memory| guard.withholds_the_same(&memory.guard));
    let made = guarded(&guard, sink, same_names, &mut report, |sink, report| {
        let build = Build { options, purpose, site: &site, guard: &guard, sink };
        build.produce(memory.as_deref_mut(), report)
    })?;
    SystemError::of_spill(spill.as_deref())?;
    diagnostic::sort(&mut report.diagnostics);
    // With a memory, a server shows the findings on a page, which people other than the author
    // may see.
    guard.redact(&mut report.diagnostics, memory.is_some());
    let made = made.filter(|_| !report.failed());
    let index = made.zip(memory).map(|(Made { build, changes, mut index }, memory)| {
        memory.keep(build, changes.as_ref(), &mut index, &mut report);
        index
    });
    Ok(Built { report, site, index })
}

/// A build under way.
#[derive(Clone, Copy)]
struct Build<'a> {
    options: &'a Options,
    purpose: Purpose,
    site: &'a Arc<Site>,
    guard: &'a Arc<Confidential>,
    sink: &'a dyn Sink,
}

/// What was made, and how it differs from the last good build.
struct Made {
    build: LastBuild,
    changes: Option<Changes>,
    index: Index,
}

impl Build<'_> {
    /// Makes everything that is made from the site. None if that has errors.
    fn produce(
        self,
        mut memory: Option<&mut Memory>,
        report: &mut Report,
    ) -> Result<Option<Made>, SystemError> {
        let Build { options, site, .. } = self;
        let last = memory.as_ref().and_then(|memory| memory.last.as_ref());
        let words = last.map(|last| &*last.languages);
        let Some(theme) = theme::load(options, site, words, report) else { return Ok(None) };
        let (engine, related) = self.prepare(&theme, memory.as_deref_mut(), report);
        let memory = memory.as_deref();
        let changes = related.as_ref().zip(memory).and_then(|(related, memory)| {
            report.timed("compare", || memory.changes(site, related))
        });
        let digest = memory.map(|_| theme.digest());
        let last = memory.and_then(|memory| memory.last_with(digest));
        let known = last.and(changes.as_ref());
        let lists = last.map(|last| &last.lists).zip(known);
        let lists = match lists.filter(|(lists, changes)| lists.are_current(changes)) {
            Some((lists, _)) => lists.clone(),
            None => report.timed("lists", || output::lists(site, theme.spoken())),
        };
        addresses::judge(site, &theme, &lists, report);
        let (Some(engine), Some(related)) = (engine, related) else { return Ok(None) };
        if report.failed() {
            return Ok(None);
        }
        let none = OutputCache::default();
        let cache = last.map_or(&none, |last| &last.outputs);
        let previous = memory.map(|_| Previous { cache, changes: known });
        let index = Index {
            site: Arc::clone(site),
            guard: Arc::clone(self.guard),
            languages: Arc::clone(&theme.languages),
            lists: Arc::clone(&theme.lists),
            kept: None,
        };
        let outputs = self.write((&theme, &engine), &related, &lists, &index, previous, report)?;
        let (site, languages) = (Arc::clone(site), Arc::clone(&theme.languages));
        let build = LastBuild { site, related, theme: digest, languages, lists, outputs };
        Ok(Some(Made { build, changes, index }))
    }

    /// Compiles the templates and finds related practices. Without errors so far, both are there
    /// unless there is nothing to render or the templates have faults, which are reported. After an
    /// error only templates of the site's own are looked at.
    fn prepare(
        self,
        theme: &LoadedTheme,
        memory: Option<&mut Memory>,
        report: &mut Report,
    ) -> (Option<Engine>, Option<Arc<RelatedRows>>) {
        let renders = self.purpose != Purpose::Check || theme.theme.has_own_templates();
        let relates = renders && !report.failed();
        let compiles = relates || theme.theme.has_own_templates();
        let cache = memory.map(|memory| &mut memory.related);
        let ((engine, compiling), (related, relating)) = rayon::join(
            || clocked(|| compiles.then(|| Engine::new(&theme.theme, &theme.sites))),
            || clocked(|| relates.then(|| related(self.site, cache))),
        );
        report.stages.extend([("templates", compiling), ("relate", relating)]);
        let engine =
            engine.and_then(|engine| engine.map_err(|found| report.diagnostics.extend(found)).ok());
        (engine, related)
    }

    /// Writes all outputs, and the search index unless that is left to be written after them.
    fn write(
        self,
        (theme, engine): (&LoadedTheme, &Engine),
        related: &RelatedRows,
        lists: &Lists,
        index: &Index,
        previous: Option<Previous<'_>>,
        report: &mut Report,
    ) -> Result<OutputCache, SystemError> {
        let Build { site, sink, .. } = self;
        let spoken = theme.spoken();
        let cards = Cards::new(site, &spoken);
        let store = self.options.store.as_deref();
        let briefs = self.options.briefs.as_ref();
        let renderer = Renderer { site, engine, related, spoken, cards: &cards, store, briefs };
        let all = OUTPUTS.iter().copied();
        let outputs: Vec<Output> = match self.purpose {
            Purpose::Build => all.collect(),
            Purpose::Check => all.filter(|output| output.uses_templates).collect(),
            Purpose::Briefs => vec![BRIEFS],
        };
        let indexes = previous.is_none() && self.purpose == Purpose::Build;
        let ((written, writing), (indexed, indexing)) = rayon::join(
            || {
                let context = theme.context(site, lists);
                clocked(|| output::write(&outputs, context, &renderer, sink, previous))
            },
            || clocked(|| if indexes { index.write(sink) } else { Ok(()) }),
        );
        report.stages.push(("outputs", writing));
        report.stages.extend(indexes.then_some(("index", indexing)));
        indexed?;
        let Written { findings, cache } = written.map_err(|error| SystemError::unkept(&error))?;
        report.diagnostics.extend(findings);
        Ok(cache)
    }
}
