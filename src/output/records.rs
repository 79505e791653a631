//! The pages of records, and the driver that renders everything in parallel.

use std::io;
use std::sync::Arc;

use blake3::Hash;
use rayon::prelude::*;
use serde::Serialize;

use super::cards::Cards;
use super::memory::{Lists, Made, PageMemory};
use super::{Artifact, Sink, fixed, json, languages, lists, map, redirects};
use crate::model::{Challenge, City, Convening, Kind, Network, Page, Practice, Session};
use crate::site::{Body, Changes, Item, Meta, Related, RelatedRows, Site, Translation, watch};
use crate::source::Record;
use crate::spill::Text;
use crate::theme::views::{self, LanguagePages, Localized, PageView};
use crate::theme::{Engine, RenderFailure};

/// What pages are made from.
#[derive(Debug, Clone, Copy)]
pub struct Pages<'a> {
    /// The site.
    pub site: &'a Site,
    /// Templates.
    pub engine: &'a Engine,
    /// Practices like each practice, by position.
    pub related: &'a RelatedRows,
    /// The languages and what each of them has.
    pub spoken: LanguagePages<'a>,
    /// Cards of practices for lists.
    pub cards: &'a Cards,
}

impl<'a> Pages<'a> {
    /// The site in its own language.
    pub(super) fn own(&self) -> Localized<'a> {
        Localized { site: self.site, words: self.spoken.words().own() }
    }

    /// The site in a language.
    pub(super) fn of(&self, lang: &str) -> Localized<'a> {
        Localized { site: self.site, words: self.spoken.words().get(lang) }
    }

    /// The card of a practice in lists.
    pub(super) fn card(&self, site: Localized<'_>, at: usize) -> Html {
        self.cards.card(self.engine, site, at)
    }

    /// The practices like the one at a position, with the reasons.
    fn neighbours(
        &self,
        site: Localized<'_>,
        at: usize,
    ) -> Result<Vec<String>, Box<RenderFailure>> {
        let line = |one: &Related| {
            self.cards.line(self.engine, site, one.practice, &views::reason(site, one))
        };
        self.related[at].iter().map(line).collect()
    }

    /// Renders a page in the language of `site`.
    pub(super) fn render<T: Serialize>(
        &self,
        site: Localized<'_>,
        template: &str,
        page: &PageView,
        value: (&'static str, &T),
        of: &str,
    ) -> Html {
        self.engine.render(site.lang(), template, page, value, of)
    }
}

/// Files, or the template that failed.
pub(super) type Produced = Result<Vec<Artifact>, Box<RenderFailure>>;

/// One unit of rendering.
pub(super) enum Job<'a> {
    Record(Kind, usize),
    Translation(usize),
    List(&'a lists::ListPage),
    Home,
    Map,
    Search(String),
    NotFound,
    Language(String),
}

/// The files of a record, within the folder of its address.
pub(super) const RECORD_FILES: [&str; 3] = ["index.html", "index.json", "index.md"];

/// So many pages are rendered by one thread before another may take what is left. Were it more, one
/// would still be at work on its own long after the others.
const AT_ONCE: usize = 8;

/// Renders all pages into `sink` and returns the templates that failed.
///
/// # Errors
/// When the sink cannot keep a file.
pub fn render(pages: Pages<'_>, lists: &Lists, sink: &dyn Sink) -> io::Result<Vec<RenderFailure>> {
    let failed: Vec<RenderFailure> = jobs(pages.site, pages.own(), pages.spoken, &lists.pages)
        .into_par_iter()
        .with_max_len(AT_ONCE)
        .filter_map(|job| match run(&pages, job) {
            Ok(artifacts) => {
                artifacts.into_iter().try_for_each(|artifact| sink.put(artifact)).err().map(Err)
            }
            Err(failure) => Some(Ok(*failure)),
        })
        .collect::<io::Result<_>>()?;
    redirects::redirects(&pages).into_iter().try_for_each(|artifact| sink.put(artifact))?;
    Ok(failed)
}

/// Like [`render`], and has the sink keep the pages of the build `before` that read nothing of
/// what has changed since. Without changes nothing is known, and all is rendered.
///
/// # Errors
/// When the sink cannot keep a file.
pub fn render_again(
    pages: Pages<'_>,
    lists: &Lists,
    sink: &dyn Sink,
    before: &PageMemory,
    changes: Option<&Changes>,
) -> io::Result<(Vec<RenderFailure>, PageMemory)> {
    let jobs = jobs(pages.site, pages.own(), pages.spoken, &lists.pages);
    let named: Vec<_> = jobs.par_iter().map(|job| (job.name(), job.mark())).collect();
    let kept = before.kept(&named, changes, sink);
    let made: Vec<Result<(String, Arc<Made>), RenderFailure>> = jobs
        .into_par_iter()
        .zip(named)
        .zip(kept)
        .with_max_len(AT_ONCE)
        .map(|((job, (name, mark)), kept)| {
            if let Some(made) = kept {
                return Ok(Ok((name, made)));
            }
            let (produced, reads) = watch(|| run(&pages, job));
            let artifacts = match produced {
                Ok(artifacts) => artifacts,
                Err(failure) => return Ok(Err(*failure)),
            };
            let paths = artifacts.iter().map(|artifact| artifact.path.as_str().into()).collect();
            artifacts.into_iter().try_for_each(|artifact| sink.put(artifact))?;
            Ok(Ok((name, Arc::new(Made { mark, reads, paths }))))
        })
        .collect::<io::Result<_>>()?;
    redirects::redirects(&pages).into_iter().try_for_each(|artifact| sink.put(artifact))?;
    let mut failed = Vec::new();
    let good = made.into_iter().filter_map(|made| made.map_err(|one| failed.push(one)).ok());
    let memory = good.collect::<PageMemory>().with_lists(lists.clone());
    Ok((failed, memory))
}

impl Job<'_> {
    /// Tells it from all others of a build, and finds it in the next.
    fn name(&self) -> String {
        match self {
            Job::Record(kind, at) => format!("{} {at}", kind.as_str()),
            Job::Translation(at) => format!("translation {at}"),
            Job::List(list) => format!("list {}", list.path()),
            Job::Home => "home".to_owned(),
            Job::Map => "map".to_owned(),
            Job::Search(lang) => format!("search {lang}"),
            Job::Language(lang) => format!("language {lang}"),
            Job::NotFound => "404".to_owned(),
        }
    }

    /// The path of the file of a page that belongs to no record.
    pub(super) fn path(&self, site: &Site, spoken: LanguagePages<'_>) -> String {
        match self {
            Job::Home => "index.html".to_owned(),
            Job::Map => "map/index.html".to_owned(),
            Job::Search(lang) => {
                let site = Localized { site, words: spoken.words().get(lang) };
                format!("{}/index.html", site.own("search"))
            }
            Job::Language(lang) => format!("{lang}/index.html"),
            Job::NotFound => "404.html".to_owned(),
            Job::List(list) => format!("{}/index.html", list.path()),
            Job::Record(..) | Job::Translation(_) => {
                self.record(site).map_or_else(String::new, |(meta, _)| format!("{}/", meta.id))
            }
        }
    }

    /// The record that it is the page of.
    pub(super) fn record<'s>(&self, site: &'s Site) -> Option<(&'s Meta, &'s Body)> {
        fn of<T>(item: &Item<T>) -> (&Meta, &Body) {
            (&item.meta, &item.body)
        }
        Some(match *self {
            Job::Record(Kind::Practice, at) => of(&site.practices[at]),
            Job::Record(Kind::Convening, at) => of(&site.convenings[at]),
            Job::Record(Kind::Session, at) => of(&site.sessions[at]),
            Job::Record(Kind::City, at) => of(&site.cities[at]),
            Job::Record(Kind::Network, at) => of(&site.networks[at]),
            Job::Record(Kind::Challenge, at) => of(&site.challenges[at]),
            Job::Record(Kind::Page, at) => of(&site.pages[at]),
            Job::Translation(at) => of(&site.translations[at].item),
            _ => return None,
        })
    }

    /// A mark of what it was given beside the site, where that is known.
    fn mark(&self) -> Option<Hash> {
        match self {
            Job::List(list) => list.mark(),
            _ => Some(blake3::hash(b"")),
        }
    }
}

pub(super) fn jobs<'a>(
    site: &Site,
    own: Localized<'_>,
    spoken: LanguagePages<'_>,
    lists: &'a [lists::ListPage],
) -> Vec<Job<'a>> {
    let mut jobs = vec![Job::Home, Job::Map, Job::Search(own.lang().to_owned()), Job::NotFound];
    for (lang, _) in spoken.others() {
        jobs.extend([Job::Language(lang.to_owned()), Job::Search(lang.to_owned())]);
    }
    for (kind, count) in [
        (Kind::Practice, site.practices.len()),
        (Kind::Convening, site.convenings.len()),
        (Kind::Session, site.sessions.len()),
        (Kind::City, site.cities.len()),
        (Kind::Network, site.networks.len()),
        (Kind::Challenge, site.challenges.len()),
        (Kind::Page, site.pages.len()),
    ] {
        jobs.extend((0..count).map(|at| Job::Record(kind, at)));
    }
    jobs.extend((0..site.translations.len()).map(Job::Translation));
    jobs.extend(lists.iter().map(Job::List));
    jobs
}

fn run(pages: &Pages<'_>, job: Job<'_>) -> Produced {
    let site = pages.site;
    let path = job.path(site, pages.spoken);
    let page = |html: Html| Ok(vec![Artifact::new(path, html?)]);
    match job {
        Job::Home => page(fixed::home_page(pages)),
        Job::Map => page(map::map_page(pages)),
        Job::Search(lang) => page(fixed::search_page(pages, &lang)),
        Job::Language(lang) => page(languages::home_page(pages, &lang)),
        Job::NotFound => page(fixed::not_found(pages)),
        Job::List(list) => page(lists::render(pages, list)),
        Job::Translation(at) => translation(pages, &site.translations[at]),
        Job::Record(Kind::Practice, at) => item(pages, at, &site.practices[at]),
        Job::Record(Kind::Convening, at) => item(pages, at, &site.convenings[at]),
        Job::Record(Kind::Session, at) => item(pages, at, &site.sessions[at]),
        Job::Record(Kind::City, at) => item(pages, at, &site.cities[at]),
        Job::Record(Kind::Network, at) => item(pages, at, &site.networks[at]),
        Job::Record(Kind::Challenge, at) => item(pages, at, &site.challenges[at]),
        Job::Record(Kind::Page, at) => item(pages, at, &site.pages[at]),
    }
}

/// What is rendered: everything about a record but its fields.
struct Subject<'a> {
    pages: &'a Pages<'a>,
    /// The site in the language of the page's words.
    site: Localized<'a>,
    /// Position of the record, or of the original of a translation.
    at: usize,
    meta: &'a Meta,
    body: &'a Body,
    markdown: &'a Text,
}

pub(super) type Html = Result<String, Box<RenderFailure>>;

/// A kind of record that has a page.
trait Shown: Serialize {
    /// Its page.
    fn html(&self, subject: &Subject<'_>) -> Html;
}

fn item<T: Shown>(pages: &Pages<'_>, at: usize, item: &Item<T>) -> Produced {
    let Item { meta, record, body, markdown, .. } = item;
    files(&Subject { pages, site: pages.own(), at, meta, body, markdown }, record)
}

fn translation(pages: &Pages<'_>, translation: &Translation) -> Produced {
    let Item { meta, record, body, markdown, .. } = &*translation.item;
    let site = pages.of(&meta.lang);
    let subject = Subject { pages, site, at: translation.original, meta, body, markdown };
    match record {
        Record::Practice(record) => files(&subject, &**record),
        Record::Convening(record) => files(&subject, &**record),
        Record::Session(record) => files(&subject, &**record),
        Record::City(record) => files(&subject, &**record),
        Record::Network(record) => files(&subject, &**record),
        Record::Challenge(record) => files(&subject, &**record),
        Record::Page(record) => files(&subject, &**record),
    }
}

/// The three files of a record: page, JSON, Markdown.
fn files<T: Shown>(subject: &Subject<'_>, record: &T) -> Produced {
    let Subject { pages, at, meta, body, markdown, .. } = *subject;
    let html = record.html(subject)?;
    let json = json::record(pages.site, at, meta, record, body);
    let markdown = markdown.read().as_bytes().to_vec();
    let files = RECORD_FILES.into_iter().zip([html.into_bytes(), json, markdown]);
    Ok(files.map(|(name, bytes)| Artifact::new(format!("{}/{name}", meta.id), bytes)).collect())
}

impl Subject<'_> {
    /// What the page has besides its record. Its trail leads from the home page to its collection.
    fn page(&self, title: &str, description: &str) -> PageView {
        let Subject { pages, site, meta, .. } = *self;
        let folder = meta.kind.folder();
        let collection = site.words.say(&format!("section.{folder}"));
        let has_list = !site.words.is_default() && pages.spoken.has(site.lang(), folder);
        let list = if has_list { site.own(folder) } else { folder.to_owned() };
        let trail = vec![views::crumb(site, &collection, &list)];
        let mut page = views::page(site, meta, title, description, trail);
        page.alternates = pages.spoken.named(site, views::versions(site.site, meta));
        page
    }

    fn render<V: Serialize>(&self, template: &str, page: &PageView, view: &V) -> Html {
        self.pages.render(self.site, template, page, ("record", view), &self.meta.path)
    }
}

impl Shown for Practice {
    fn html(&self, subject: &Subject<'_>) -> Html {
        let page = subject.page(&self.title, &self.summary);
        let Subject { pages, site, at, body, .. } = *subject;
        let view = views::practice(site, at, self, body, pages.neighbours(site, at)?);
        subject.render("practice.html", &page, &view)
    }
}

impl Shown for Convening {
    fn html(&self, subject: &Subject<'_>) -> Html {
        let page = subject.page(&self.title, &self.summary);
        let view = views::convening(subject.site, subject.at, self, subject.body);
        subject.render("convening.html", &page, &view)
    }
}

impl Shown for Session {
    fn html(&self, subject: &Subject<'_>) -> Html {
        let mut page = subject.page(&self.title, &self.summary);
        let view = views::session(subject.site, subject.at, self, subject.body);
        page.breadcrumbs.extend(view.convening.clone());
        subject.render("session.html", &page, &view)
    }
}

impl Shown for City {
    fn html(&self, subject: &Subject<'_>) -> Html {
        let title = &self.title.value;
        let description = subject.site.words.fill("city.description", &[("city", title)]);
        let page = subject.page(title, &description);
        let view = views::city(subject.site, subject.at, self, subject.body);
        subject.render("city.html", &page, &view)
    }
}

impl Shown for Network {
    fn html(&self, subject: &Subject<'_>) -> Html {
        let page = subject.page(&self.title, &self.summary);
        let view = views::network(subject.site, subject.at, self, subject.body);
        subject.render("network.html", &page, &view)
    }
}

impl Shown for Challenge {
    fn html(&self, subject: &Subject<'_>) -> Html {
        let page = subject.page(&self.title, &self.summary);
        let view = views::challenge(subject.site, subject.at, self, subject.body);
        subject.render("challenge.html", &page, &view)
    }
}

impl Shown for Page {
    fn html(&self, subject: &Subject<'_>) -> Html {
        let description = match &self.summary {
            Some(summary) => &summary.value,
            None => &subject.site.site.config.description,
        };
        let mut page = subject.page(&self.title, description);
        page.section = format!("/{}/", subject.meta.id);
        subject.render("page.html", &page, &views::free_page(subject.site, self, subject.body))
    }
}
