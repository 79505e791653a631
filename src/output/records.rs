//! The pages of records, and the driver that renders everything in parallel.

use std::io;

use rayon::prelude::*;
use serde::Serialize;

use super::{Artifact, Sink, fixed, json, lists, redirects};
use crate::model::Kind;
use crate::site::{Body, Item, Meta, Related, Site};
use crate::source::Record;
use crate::theme::views::{self, Crumb, PageView};
use crate::theme::{Engine, RenderFailure};

/// What pages are made from.
#[derive(Debug, Clone, Copy)]
pub struct Pages<'a> {
    /// The site.
    pub site: &'a Site,
    /// Templates.
    pub engine: &'a Engine,
    /// Practices like each practice, by position.
    pub related: &'a [Vec<Related>],
}

/// Files, or the template that failed.
pub(super) type Produced = Result<Vec<Artifact>, Box<RenderFailure>>;

/// One unit of rendering.
enum Job {
    Record(Kind, usize),
    Translation(usize),
    List(Box<lists::ListPage>),
    Home,
    Search,
    NotFound,
}

/// Renders all pages into `sink` and returns the templates that failed.
///
/// # Errors
/// When the sink cannot keep a file.
pub fn render(pages: Pages<'_>, sink: &dyn Sink) -> io::Result<Vec<RenderFailure>> {
    let failed: Vec<Option<RenderFailure>> = jobs(pages.site)
        .into_par_iter()
        .map(|job| match run(&pages, job) {
            Ok(artifacts) => {
                artifacts.into_iter().try_for_each(|artifact| sink.put(artifact)).map(|()| None)
            }
            Err(failure) => Ok(Some(*failure)),
        })
        .collect::<io::Result<_>>()?;
    redirects::redirects(pages.site).into_iter().try_for_each(|artifact| sink.put(artifact))?;
    Ok(failed.into_iter().flatten().collect())
}

fn jobs(site: &Site) -> Vec<Job> {
    let mut jobs = vec![Job::Home, Job::Search, Job::NotFound];
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
    jobs.extend(lists::all(site).into_iter().map(|list| Job::List(Box::new(list))));
    jobs
}

fn run(pages: &Pages<'_>, job: Job) -> Produced {
    let site = pages.site;
    match job {
        Job::Home => fixed::home_page(pages),
        Job::Search => fixed::search_page(pages),
        Job::NotFound => fixed::not_found(pages),
        Job::List(list) => lists::render(pages, *list),
        Job::Translation(at) => {
            let translation = &site.translations[at];
            let item = &translation.item;
            record(
                pages,
                translation.original,
                &item.meta,
                &item.record,
                &item.body,
                &item.markdown,
            )
        }
        Job::Record(Kind::Practice, at) => one(pages, at, &site.practices[at], &practice),
        Job::Record(Kind::Convening, at) => one(pages, at, &site.convenings[at], &convening),
        Job::Record(Kind::Session, at) => one(pages, at, &site.sessions[at], &session),
        Job::Record(Kind::City, at) => one(pages, at, &site.cities[at], &city),
        Job::Record(Kind::Network, at) => one(pages, at, &site.networks[at], &network),
        Job::Record(Kind::Challenge, at) => one(pages, at, &site.challenges[at], &challenge),
        Job::Record(Kind::Page, at) => one(pages, at, &site.pages[at], &page),
    }
}

type Html<T> = dyn Fn(&Pages<'_>, usize, &Meta, &T, &Body) -> Result<String, Box<RenderFailure>>;

/// The three files of a record: page, JSON, Markdown.
fn one<T: Serialize>(pages: &Pages<'_>, at: usize, item: &Item<T>, html: &Html<T>) -> Produced {
    let Item { meta, record, body, markdown, .. } = item;
    let page = html(pages, at, meta, record, body)?;
    Ok(files(pages, meta, page, json::record(pages.site, at, meta, record, body), markdown))
}

fn files(
    _pages: &Pages<'_>,
    meta: &Meta,
    html: String,
    json: Vec<u8>,
    markdown: &str,
) -> Vec<Artifact> {
    vec![
        Artifact::new(format!("{}/index.html", meta.id), html),
        Artifact::new(format!("{}/index.json", meta.id), json),
        Artifact::new(format!("{}/index.md", meta.id), markdown),
    ]
}

fn record(
    pages: &Pages<'_>,
    at: usize,
    meta: &Meta,
    record: &Record,
    body: &Body,
    markdown: &str,
) -> Produced {
    let (html, json) = match record {
        Record::Practice(one) => {
            (practice(pages, at, meta, one, body)?, json::record(pages.site, at, meta, one, body))
        }
        Record::Convening(one) => {
            (convening(pages, at, meta, one, body)?, json::record(pages.site, at, meta, one, body))
        }
        Record::Session(one) => {
            (session(pages, at, meta, one, body)?, json::record(pages.site, at, meta, one, body))
        }
        Record::City(one) => {
            (city(pages, at, meta, one, body)?, json::record(pages.site, at, meta, one, body))
        }
        Record::Network(one) => {
            (network(pages, at, meta, one, body)?, json::record(pages.site, at, meta, one, body))
        }
        Record::Challenge(one) => {
            (challenge(pages, at, meta, one, body)?, json::record(pages.site, at, meta, one, body))
        }
        Record::Page(one) => {
            (page(pages, at, meta, one, body)?, json::record(pages.site, at, meta, one, body))
        }
    };
    Ok(files(pages, meta, html, json, markdown))
}

/// The way from the home page to a record: its collection.
fn trail(pages: &Pages<'_>, kind: Kind) -> Vec<Crumb> {
    let title = match kind {
        Kind::Practice => "Practices",
        Kind::Convening | Kind::Session => "Convenings",
        Kind::City => "Cities",
        Kind::Network => "Networks",
        Kind::Challenge => "Challenges",
        Kind::Page => "About this site",
    };
    vec![views::crumb(pages.site, title, kind.folder())]
}

fn about(pages: &Pages<'_>, meta: &Meta, title: &str, description: &str) -> PageView {
    views::page(pages.site, meta, title, description, trail(pages, meta.kind))
}

fn practice(
    pages: &Pages<'_>,
    at: usize,
    meta: &Meta,
    record: &crate::model::Practice,
    body: &Body,
) -> Result<String, Box<RenderFailure>> {
    let page = about(pages, meta, &record.title, &record.summary);
    let view = views::practice(pages.site, at, record, body, &pages.related[at]);
    pages.engine.render("practice.html", &page, "record", &view, &meta.path)
}

fn convening(
    pages: &Pages<'_>,
    at: usize,
    meta: &Meta,
    record: &crate::model::Convening,
    body: &Body,
) -> Result<String, Box<RenderFailure>> {
    let page = about(pages, meta, &record.title, &record.summary);
    let view = views::convening(pages.site, at, record, body);
    pages.engine.render("convening.html", &page, "record", &view, &meta.path)
}

fn session(
    pages: &Pages<'_>,
    at: usize,
    meta: &Meta,
    record: &crate::model::Session,
    body: &Body,
) -> Result<String, Box<RenderFailure>> {
    let mut page = about(pages, meta, &record.title, &record.summary);
    let view = views::session(pages.site, at, record, body);
    page.breadcrumbs.extend(view.convening.clone());
    pages.engine.render("session.html", &page, "record", &view, &meta.path)
}

fn city(
    pages: &Pages<'_>,
    at: usize,
    meta: &Meta,
    record: &crate::model::City,
    body: &Body,
) -> Result<String, Box<RenderFailure>> {
    let view = views::city(pages.site, at, record, body);
    let description =
        format!("What {} has tried, taken up from others and brought to convenings.", view.title);
    let page = about(pages, meta, &record.title, &description);
    pages.engine.render("city.html", &page, "record", &view, &meta.path)
}

fn network(
    pages: &Pages<'_>,
    at: usize,
    meta: &Meta,
    record: &crate::model::Network,
    body: &Body,
) -> Result<String, Box<RenderFailure>> {
    let page = about(pages, meta, &record.title, &record.summary);
    let view = views::network(pages.site, at, record, body);
    pages.engine.render("network.html", &page, "record", &view, &meta.path)
}

fn challenge(
    pages: &Pages<'_>,
    at: usize,
    meta: &Meta,
    record: &crate::model::Challenge,
    body: &Body,
) -> Result<String, Box<RenderFailure>> {
    let page = about(pages, meta, &record.title, &record.summary);
    let view = views::challenge(pages.site, at, record, body);
    pages.engine.render("challenge.html", &page, "record", &view, &meta.path)
}

/// A free page, as `record`.
#[derive(Debug, Serialize)]
struct FreePage<'a> {
    title: &'a str,
    summary: Option<&'a str>,
    body: &'a str,
    outline: Vec<views::OutlineView>,
}

fn page(
    pages: &Pages<'_>,
    _at: usize,
    meta: &Meta,
    record: &crate::model::Page,
    body: &Body,
) -> Result<String, Box<RenderFailure>> {
    let summary = record.summary.as_ref().map(|summary| summary.as_str());
    let view = FreePage {
        title: &record.title,
        summary,
        body: &body.html,
        outline: views::outline(&body.outline),
    };
    let mut page =
        about(pages, meta, &record.title, summary.unwrap_or(&pages.site.config.description));
    page.section = format!("/{}/", meta.id);
    pages.engine.render("page.html", &page, "record", &view, &meta.path)
}
