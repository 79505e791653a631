//! The brief of a practice: what a council member needs on about two pages, as data for the program
//! that sets it. It says what the page of the practice says, and in the same order.

use serde::Serialize;
use url::Url;

use super::text::{BriefText, Fact};
use crate::markdown::{Block, Inline, TreeContext, plain, tree};
use crate::model::{Paper, Practice};
use crate::output::record_place::PracticeVersion;
use crate::site::{Body, Meta};
use crate::source::body_start;
use crate::theme::views::{Localized, PageContext, Shown, SourceView, Urls, label_text};

/// A brief. `crosstown-briefs` reads the same as JSON, see `briefs/src/brief.rs`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Brief {
    /// The path of the practice.
    pub(super) id: String,
    /// Its language (BCP 47).
    pub(super) lang: String,
    /// The size of its pages.
    pub(super) paper: Paper,
    /// The name of the practice.
    pub(super) title: String,
    /// The line above the title.
    pub(super) overline: String,
    /// The site.
    pub(super) publisher: String,
    /// A warning if it is only a proposal.
    pub(super) warning: Option<String>,
    /// A summary of it.
    pub(super) summary: String,
    /// Facts in a few words.
    pub(super) facts: Vec<Fact>,
    /// Everything else that is said.
    pub(super) blocks: Vec<Block>,
    /// The title of the list of sources.
    pub(super) sources_title: String,
    /// Its sources in the order of their numbers.
    pub(super) sources: Vec<Vec<Inline>>,
    /// Licence, address, and when it was checked.
    pub(super) colophon: Vec<Vec<Inline>>,
    /// `Page {page} of {pages}`.
    pub(super) page: String,
}

/// The path of the brief of a record within the site.
pub(super) fn brief_path(meta: &Meta) -> String {
    format!("{}/brief.pdf", meta.id)
}

/// The brief of a version of a practice, in its language.
pub(super) fn brief(site: Localized<'_>, version: &PracticeVersion<'_>) -> Brief {
    let PracticeVersion { at, meta, practice, body, markdown } = *version;
    let context = PageContext { site, at, body, related: Vec::new() };
    let record = practice.view(context);
    let address = Urls::of(site).absolute(&meta.id);
    let text = BriefText { words: site.words, record: &record };
    let mut blocks = body_blocks(site, practice, body, &record.sources, &markdown.read(), &address);
    let rest = blocks.split_off(end_of_results(site, &blocks));
    blocks.extend(text.figures());
    blocks.extend(text.evidence());
    blocks.extend(rest);
    blocks.extend(text.experience());
    blocks.extend(text.needs());
    blocks.extend(text.adoptions());
    blocks.extend(text.contacts());
    let license = site.config.license.as_deref();
    Brief {
        id: meta.id.clone(),
        lang: meta.lang.clone(),
        paper: site.config.briefs.paper,
        title: record.title.clone(),
        overline: site.words.fill("brief.of", &[("place", &record.place)]),
        publisher: site.title().to_owned(),
        warning: text.warning(),
        summary: record.summary.clone(),
        facts: text.facts(),
        blocks,
        sources_title: site.words.translate("section.sources"),
        sources: text.sources(),
        colophon: text.colophon(&address, license.zip(site.config.license_address())),
        page: site.words.fill("brief.page", &[("page", "{page}"), ("pages", "{pages}")]),
    }
}

impl Brief {
    /// All words of the brief as plain text, one line for each text, without line breaks or
    /// formatting within it.
    pub(super) fn words(&self) -> String {
        let single = [&self.title, &self.overline, &self.publisher, &self.summary];
        let mut lines: Vec<String> = single.into_iter().chain(&self.warning).cloned().collect();
        for fact in &self.facts {
            lines.push(fact.label.clone());
            lines.extend(fact.lines.iter().cloned());
        }
        self.blocks.iter().for_each(|block| block.lines(&mut lines));
        lines.extend(self.sources.iter().chain(&self.colophon).map(|line| plain(line)));
        lines.join("\n")
    }
}

/// The body as blocks.
fn body_blocks(
    site: Localized<'_>,
    practice: &Practice,
    body: &Body,
    sources: &[SourceView],
    file: &str,
    address: &str,
) -> Vec<Block> {
    let page = Url::parse(address).ok();
    let absolute = |link: &str| match &page {
        Some(page) if !link.is_empty() => page.join(link).map(String::from).unwrap_or_default(),
        _ => String::new(),
    };
    let link = |at: usize| {
        let links = body.links.iter();
        let mut here = links.filter(|link| usize::try_from(link.span.start) == Ok(at));
        here.next().map(|link| (absolute(&link.address), link.text.clone()))
    };
    let number = |id: &str| sources.iter().find(|source| source.id == id).map(|one| one.number);
    let context = TreeContext {
        sources: &practice.sources,
        number: &number,
        link: &link,
        label: &|label| label_text(site.words, label),
        picture: &|words| site.words.fill("brief.picture", &[("text", words)]),
    };
    tree(file, body_start(file)..file.len(), &context)
}

/// The position after the results, where the figures stand; the end if no heading says Results.
fn end_of_results(site: Localized<'_>, blocks: &[Block]) -> usize {
    let headings = blocks.iter().enumerate().filter_map(|(at, block)| match block {
        Block::Heading { level: 2, text } => Some((at, plain(text))),
        _ => None,
    });
    let is_results = |text: &str| site.words.is_heading("heading.results", text);
    let next = headings.skip_while(|(_, text)| !is_results(text)).nth(1);
    next.map_or(blocks.len(), |(at, _)| at)
}
