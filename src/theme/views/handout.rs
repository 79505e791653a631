//! What is handed out at a convening: agenda, reading list and cards of the practices to be discussed.

use serde::Serialize;

use super::common::{Card, card};
use super::links::Urls;
use super::localized::Localized;
use super::meeting::{ConveningView, SessionView};
use super::record::{PageContext, Shown};
use crate::model::Extra;
use crate::site::Body;

/// One of the things that are handed out at a convening, as `handout`. Its pages are opened as
/// files, so every address is absolute.
#[derive(Debug, Clone, Serialize)]
pub struct HandoutView {
    /// Which of them: `agenda`, `reading` or `cards`.
    pub part: &'static str,
    /// The language of the page.
    pub lang: String,
    /// The convening.
    pub record: ConveningView,
    /// Its address on the site.
    pub url: String,
    /// Its sessions in chronological order. Under the Chatham House Rule nobody is named in them.
    pub sessions: Vec<SessionView>,
    /// The practices to be discussed, in the order of the sessions.
    pub practices: Vec<HandoutPractice>,
}

/// A practice to be discussed.
#[derive(Debug, Clone, Serialize)]
pub struct HandoutPractice {
    /// The practice.
    pub card: Card,
    /// Its address on the site.
    pub url: String,
    /// The address of its brief, if the site has briefs.
    pub brief: Option<String>,
    /// Titles of the sessions that discuss it.
    pub sessions: Vec<String>,
}

/// A part of what is handed out at the convening at a position.
#[must_use]
pub fn handout(site: Localized<'_>, at: usize, part: &'static str) -> HandoutView {
    let item = &site.convenings[at];
    let body = &Body::default();
    let context = |at| PageContext { site, at, body, related: Vec::new() };
    let own: &[usize] = &site.graph.convening_sessions[at];
    let sessions = own.iter().map(|at| site.sessions[*at].record.view(context(*at)));
    HandoutView {
        part,
        lang: site.lang().to_owned(),
        record: item.record.view(context(at)),
        url: Urls::of(site).absolute(&item.meta.id),
        sessions: sessions.collect(),
        practices: practices(site, own),
    }
}

/// The practices that sessions discuss, each once.
fn practices(site: Localized<'_>, sessions: &[usize]) -> Vec<HandoutPractice> {
    let mut found: Vec<(usize, HandoutPractice)> = Vec::new();
    for session in sessions {
        let session = &site.sessions[*session].record;
        for mention in &session.practices {
            let Some(at) = site.practices.with_slug(&mention.practice) else { continue };
            let title = session.title.value.clone();
            match found.iter_mut().find(|(known, _)| *known == at) {
                Some((_, practice)) => practice.sessions.push(title),
                None => found.push((at, practice(site, at, title))),
            }
        }
    }
    let practices = found.into_iter().map(|(_, mut practice)| {
        practice.sessions.dedup();
        practice
    });
    practices.collect()
}

fn practice(site: Localized<'_>, at: usize, session: String) -> HandoutPractice {
    let card = card(site, at);
    // The card leads to the translation, if there is one.
    let path = card.url.strip_prefix(Urls::of(site).base_path).unwrap_or(&card.url);
    let url = format!("{}{path}", Urls::of(site).base_url);
    let brief = site.config.makes(Extra::Briefs).then(|| format!("{url}brief.pdf"));
    HandoutPractice { card, url, brief, sessions: vec![session] }
}
