//! The whole way from a folder to artifacts, shared by `build`, `check` and `serve`.

mod addresses;
mod guarded;
mod incremental;
mod inputs;
mod unchanged;

pub use addresses::addresses;
pub use incremental::{Index, Memory};
pub use inputs::{Inputs, read};
pub use unchanged::unchanged;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use blake3::Hash;

use self::guarded::guarded;
use crate::address::base_url;
use crate::check;
use crate::diagnostic::{self, Diagnostic, count};
use crate::model::{At, Limits};
use crate::output::{self, Artifact, Cards, Pages, Sink};
use crate::site::{LinkOptions, Site, is_published, link, related};
use crate::source::{self, Asset, Content, Entry, Loaded};
use crate::spill::SpillFile;
use crate::theme::views::{self, LanguagePages, Localized, Parts, SiteView};
use crate::theme::{self, Engine, Languages, Theme, Words};
use crate::withheld::{Guard, List};

/// What to build, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder that holds `content/` and `themes/`.
    pub root: PathBuf,
    /// Replaces the base URL of `site.yaml`.
    pub base_url: Option<String>,
    /// Replaces the theme of `site.yaml`.
    pub theme: Option<String>,
    /// Audience and drafts.
    pub link: LinkOptions,
    /// Names that no output may hold, from outside of the repository.
    pub withhold: List,
}

/// A stage's name and duration.
pub type Stage = (&'static str, Duration);

/// What a run found and how long it took.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Findings, sorted. Where one is an error, what the sink took is not a whole site.
    pub diagnostics: Vec<Diagnostic>,
    /// Names and durations of the stages, in order.
    pub stages: Vec<Stage>,
    /// How many records were published, by kind, in the order of the content model.
    pub records: Vec<(String, usize)>,
    /// Path part of the base URL, with slashes at both ends.
    pub base_path: String,
}

impl Report {
    /// Whether an error was found.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    fn timed<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let value = work();
        self.stages.push((stage, start.elapsed()));
        value
    }
}

/// The system failed: disk, permission, memory. Content is not to blame.
#[derive(Debug)]
pub struct SystemError {
    /// What was being done, with the path.
    pub doing: String,
    /// What the system said.
    pub reason: String,
}

/// How strictly confidentiality is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// The files themselves are judged: a name in them is an error.
    Check,
    /// Only what would be published is judged: what the build takes out is a warning.
    Build,
}

/// Judges the content without rendering it.
///
/// # Errors
/// When the content cannot be read.
pub fn check(options: &Options) -> Result<Report, SystemError> {
    let mut report = Report::default();
    let loaded = inputs::load(options, &mut report)?;
    let spill = loaded.spill.clone();
    let (site, guard) = understand(options, loaded, Purpose::Check, &mut report);
    try_on(options, &site, &mut report);
    unharmed(spill.as_deref())?;
    diagnostic::sort(&mut report.diagnostics);
    guard.blot(&mut report.diagnostics, false);
    Ok(report)
}

/// Builds the site into `sink`. Where the report holds an error, nothing or only a part was put,
/// and the sink must be thrown away.
///
/// # Errors
/// When the content cannot be read or the sink cannot keep a file.
pub fn build(options: &Options, sink: &dyn Sink) -> Result<Report, SystemError> {
    Ok(build_from(options, read(options)?, sink)?.0)
}

/// Like [`build`], from what was read. Gives the site back, too, which is large: the caller knows
/// whether the memory is still of use.
///
/// # Errors
/// When the sink cannot keep a file.
pub fn build_from(
    options: &Options,
    inputs: Inputs,
    sink: &dyn Sink,
) -> Result<(Report, Site), SystemError> {
    let Inputs { loaded, mut report, .. } = inputs;
    let spill = loaded.spill.clone();
    let (site, guard) = understand(options, loaded, Purpose::Build, &mut report);
    if let Some(loaded) = load_theme(options, &site, None, &mut report) {
        let lists = addresses::judge(&site, &loaded, &mut report);
        if !report.failed() {
            guarded(&guard, sink, true, &mut report, |sink, report| {
                produce(&site, loaded, &lists, sink, report)
            })?;
        }
    }
    unharmed(spill.as_deref())?;
    diagnostic::sort(&mut report.diagnostics);
    guard.blot(&mut report.diagnostics, false);
    Ok((report, site))
}

/// Whether every text moved to disk could be read back.
fn unharmed(spill: Option<&SpillFile>) -> Result<(), SystemError> {
    match spill.and_then(SpillFile::fault) {
        Some(fault) => Err(SystemError {
            doing: "reading texts from the folder for temporary files".to_owned(),
            reason: fault.to_owned(),
        }),
        None => Ok(()),
    }
}

/// From files to the linked site, and who must not be named by it.
fn understand(
    options: &Options,
    loaded: Loaded,
    purpose: Purpose,
    report: &mut Report,
) -> (Site, Guard) {
    let (content, diagnostics) = report.timed("parse", || source::parse(loaded, None));
    report.diagnostics.extend(diagnostics);
    let (content, guard) = judge(options, content, purpose, report);
    let (site, diagnostics) = report.timed("link", || link(content, options.link, None));
    report.diagnostics.extend(diagnostics);
    examine(&site, report);
    count_records(&site, report);
    (site, guard)
}

/// Looks at the files that go out with records.
fn examine(site: &Site, report: &mut Report) {
    let found = report.timed("attachments", || source::examine(&site.assets, &site.config.limits));
    report.diagnostics.extend(found);
}

/// Applies the options to what was read, and the checks.
fn judge(
    options: &Options,
    mut content: Content,
    purpose: Purpose,
    report: &mut Report,
) -> (Content, Guard) {
    if let Some(url) = &options.base_url {
        match base_url(url) {
            Ok(mended) => {
                content.config.base_url = At::new(mended, content.config.base_url.span);
            }
            Err(fault) => {
                let message = format!("`{url}` is not a base URL");
                let found = Diagnostic::global("bad-url", message).note(fault.to_string());
                report.diagnostics.push(
                    found.help(
                        "give `--base-url` an address that begins with `https://` or `http://`",
                    ),
                );
            }
        }
    }
    report.diagnostics.extend(unknown_theme(options, &content));
    let guard = report.timed("names", || Guard::new(&content, &options.withhold));
    let published = |entry: &Entry| is_published(entry, options.link);
    let judged = report.timed("check", || check::run(&content, &guard, &published));
    report.diagnostics.extend(judged.into_iter().map(|found| match purpose {
        Purpose::Check => found,
        Purpose::Build => check::for_build(found),
    }));
    (content, guard)
}

/// A finding where `site.yaml` names a theme that there is not. One that the command line names is
/// looked for when it is loaded.
fn unknown_theme(options: &Options, content: &Content) -> Option<Diagnostic> {
    let (theme, file) = (&content.config.theme, content.config_file.as_ref()?);
    if options.theme.is_some() {
        return None;
    }
    let found = theme::unknown(&options.root, theme)?;
    Some(Diagnostic { place: Some(file.place(theme.span)), ..found })
}

fn count_records(site: &Site, report: &mut Report) {
    site.config.base_path().clone_into(&mut report.base_path);
    let mut counts = vec![
        ("practices", site.practices.len()),
        ("convenings", site.convenings.len()),
        ("sessions", site.sessions.len()),
        ("cities", site.cities.len()),
        ("networks", site.networks.len()),
        ("challenges", site.challenges.len()),
        ("pages", site.pages.len()),
    ];
    if !site.translations.is_empty() {
        counts.push(("translations", site.translations.len()));
    }
    report.records = counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
}

/// The folders of which each language but the site's own has records.
type Lists = BTreeMap<String, BTreeSet<&'static str>>;

/// Finds what `build` would find wrong with the theme. Templates that the program carries are
/// known to be good; with any of the site's own, all pages are rendered and thrown away, since some
/// faults show on one page only.
fn try_on(options: &Options, site: &Site, report: &mut Report) {
    let no_theme = ["unknown-theme", "empty-theme", "bad-theme"];
    if report.diagnostics.iter().any(|found| no_theme.contains(&&*found.code)) {
        return;
    }
    let mut tried = Report::default();
    if let Some(loaded) = load_theme(options, site, None, &mut tried) {
        let pages = addresses::judge(site, &loaded, report);
        let LoadedTheme { theme, sites, languages, lists, .. } = loaded;
        if theme.has_own_templates() {
            tried.diagnostics.extend(if report.failed() {
                Engine::new(theme, &sites).err().unwrap_or_default()
            } else {
                let spoken = LanguagePages::new(&languages, &lists);
                // A sink that keeps nothing does not fail.
                let found = rendered(site, theme, &sites, (spoken, &pages), &output::Nowhere);
                found.map(|(found, _)| found).unwrap_or_default()
            });
        }
    }
    if report.failed() {
        // What is only odd may come of what is wrong with the content.
        tried.diagnostics.retain(Diagnostic::is_error);
    }
    report.diagnostics.append(&mut tried.diagnostics);
}

/// What pages are rendered with, and the files that come with it.
struct LoadedTheme {
    theme: Theme,
    /// The words of each language, and what all its pages see of the site.
    sites: Vec<(Arc<Words>, SiteView)>,
    files: Vec<Artifact>,
    languages: Languages,
    /// The folders of which each language but the site's own has records.
    lists: Lists,
    /// A mark of the templates and of what they all see.
    mark: Hash,
}

/// Loads the theme, with the words of the build before where they are the same. None where it has
/// faults, which are reported.
fn load_theme(
    options: &Options,
    site: &Site,
    before: Option<&Languages>,
    report: &mut Report,
) -> Option<LoadedTheme> {
    let name = options.theme.as_deref().unwrap_or(&site.config.theme);
    let theme = match theme::load(&options.root, name) {
        Ok(theme) => theme,
        Err(mut found) => {
            // A theme that there is not has been told of in its line.
            let told = |one: &Diagnostic| {
                report
                    .diagnostics
                    .iter()
                    .any(|other| other.code == one.code && other.message == one.message)
            };
            found.retain(|one| !told(one));
            report.diagnostics.extend(found);
            return None;
        }
    };
    report.diagnostics.extend(theme.findings.iter().cloned());
    let lists = views::lists(site);
    let others = lists.keys().map(String::as_str);
    let tags: Vec<&str> = std::iter::once(site.config.default_language()).chain(others).collect();
    let (languages, found) = report.timed("words", || Languages::read(&theme, &tags, before));
    report.diagnostics.extend(found);
    let spoken = LanguagePages::new(&languages, &lists);
    let own = Localized { site, words: languages.own() };
    let client = if site.config.search.enabled && !theme.without_scripts {
        output::client(own)
    } else {
        output::Client::default()
    };
    let statics = output::statics(&theme, site.config.base_path());
    let sites: Vec<(Arc<Words>, SiteView)> = tags
        .iter()
        .map(|tag| {
            let words = languages.shared(tag);
            let parts = Parts {
                stylesheet: statics.stylesheet.clone(),
                scripts: statics.scripts.clone(),
                search: client.view(Localized { site, words: &words }, languages.own()),
            };
            let view = Localized { site, words: &words };
            let view = views::site(view, options.link.audience, &spoken, parts);
            (words, view)
        })
        .collect();
    let mark = theme.mark(&languages, &lists, sites.iter().map(|(_, view)| view));
    let files = client.artifacts.into_iter().chain(statics.artifacts).collect();
    Some(LoadedTheme { theme, sites, files, languages, lists, mark })
}

fn produce(
    site: &Site,
    loaded: LoadedTheme,
    pages: &output::Lists,
    sink: &dyn Sink,
    report: &mut Report,
) -> Result<(), SystemError> {
    let LoadedTheme { theme, sites, files, languages, lists, .. } = loaded;
    let spoken = LanguagePages::new(&languages, &lists);
    let start = Instant::now();
    let (rendered, ((indexed, fed), filed)) = rayon::join(
        // Only pages show what is related, and need templates: the index does not wait for either.
        || rendered(site, theme, &sites, (spoken, pages), sink),
        || {
            // The threads come to the feeds when nothing is left of the index to begin.
            let own = Localized { site, words: languages.own() };
            rayon::join(
                || {
                    rayon::join(
                        || clocked(|| index(site, &languages, &lists, sink)),
                        || clocked(|| output::feeds(own, sink)),
                    )
                },
                || clocked(|| put_files(site, files, &spoken, sink)),
            )
        },
    );
    let (found, stages) = rendered.map_err(|error| unkept(&error))?;
    report.diagnostics.extend(found);
    report.stages.extend(stages);
    report.stages.extend([
        ("index", indexed.1),
        ("feeds", fed.1),
        ("files", filed.1),
        ("all since templates", start.elapsed()),
    ]);
    indexed.0?;
    fed.0.map_err(|error| unkept(&error))?;
    filed.0?;
    for asset in &site.assets {
        copy(asset, &site.config.limits, sink, report)?;
    }
    Ok(())
}

/// Renders all pages. Gives what is wrong with the templates, and the stages with their times.
fn rendered(
    site: &Site,
    theme: Theme,
    sites: &[(Arc<Words>, SiteView)],
    (spoken, lists): (LanguagePages<'_>, &output::Lists),
    sink: &dyn Sink,
) -> io::Result<(Vec<Diagnostic>, Vec<Stage>)> {
    let (engine, compiling) = clocked(|| Engine::new(theme, sites));
    let engine = match engine {
        Ok(engine) => engine,
        Err(found) => return Ok((found, Vec::new())),
    };
    let (related, relating) = clocked(|| related(site, None));
    let cards = Cards::new(site, &spoken);
    let pages = Pages { site, engine: &engine, related: &related, spoken, cards: &cards };
    let (failed, rendering) = clocked(|| output::render(pages, lists, sink));
    let stages = vec![("templates", compiling), ("relate", relating), ("render", rendering)];
    Ok((theme::summarize(failed?), stages))
}

fn clocked<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let value = work();
    (value, start.elapsed())
}

/// Files that are made anew each time.
fn put_files(
    site: &Site,
    files: Vec<Artifact>,
    spoken: &LanguagePages<'_>,
    sink: &dyn Sink,
) -> Result<(), SystemError> {
    let own = Localized { site, words: spoken.words().own() };
    put_all(files.into_iter().chain(output::sitemap(own, spoken)), sink)
}

fn index(
    site: &Site,
    languages: &Languages,
    lists: &Lists,
    sink: &dyn Sink,
) -> Result<(), SystemError> {
    if !site.config.search.enabled {
        return Ok(());
    }
    let own = Localized { site, words: languages.own() };
    output::index(own, languages, sink).map_err(|error| unindexed(&error))?;
    put_all(suggestions(site, languages, lists)?.into_iter(), sink)
}

/// The names that the search box suggests before the index is there.
fn suggestions(
    site: &Site,
    languages: &Languages,
    lists: &Lists,
) -> Result<Vec<Artifact>, SystemError> {
    let spoken =
        std::iter::once(languages.own()).chain(lists.keys().map(|lang| languages.get(lang)));
    let suggestions: io::Result<Vec<Artifact>> =
        spoken.map(|words| output::suggestions(Localized { site, words })).collect();
    suggestions.map_err(|error| SystemError {
        doing: "writing the suggestions of the search box".to_owned(),
        reason: error.to_string(),
    })
}

fn put_all(
    mut artifacts: impl Iterator<Item = Artifact>,
    sink: &dyn Sink,
) -> Result<(), SystemError> {
    artifacts.try_for_each(|artifact| sink.put(artifact)).map_err(|error| unkept(&error))
}

fn unindexed(error: &search_index::BuildError) -> SystemError {
    SystemError { doing: "writing the search index".to_owned(), reason: error.to_string() }
}

fn copy(
    asset: &Asset,
    limits: &Limits,
    sink: &dyn Sink,
    report: &mut Report,
) -> Result<(), SystemError> {
    match output::copied(asset, limits) {
        Ok(artifact) => sink.put(artifact).map_err(|error| unkept(&error)),
        Err(found) => {
            report.diagnostics.push(*found);
            Ok(())
        }
    }
}

fn unkept(error: &io::Error) -> SystemError {
    SystemError { doing: "writing the site".to_owned(), reason: error.to_string() }
}

/// How many errors and warnings a report holds.
#[must_use]
pub fn counted(report: &Report) -> diagnostic::Count {
    count(&report.diagnostics)
}
