//! What to ask about a practice before adapting it: what its record does not say, what it says was
//! learned, and what other cities have asked.

use serde::Serialize;

use super::common::question_links;
use super::localized::Localized;
use crate::model::{At, Cost, OutcomeKind, Practice, Stage, TESTED};
use crate::site::Body;

/// Questions of one kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KitGroup {
    /// `unknown`, `lessons`, `did-not-work`, `advice` or `asked`.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// The questions, or the sentences to ask about.
    pub lines: Vec<KitLine>,
}

/// A question, or a sentence to ask about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KitLine {
    /// Its text.
    pub text: String,
    /// The language of the text, if it is not the page's.
    pub lang: Option<String>,
}

/// The questions about the practice at a position. Groups without questions are left out.
pub(super) fn kit_questions(
    site: Localized<'_>,
    at: usize,
    practice: &Practice,
    body: &Body,
) -> Vec<KitGroup> {
    let own = |text: &String| KitLine { text: text.clone(), lang: None };
    let all = |list: &[String]| list.iter().map(own).collect();
    let unknown = unknown(site, at, practice, body);
    let groups: [(&str, Vec<KitLine>); 5] = [
        ("unknown", all(&unknown)),
        ("lessons", all(&practice.lessons)),
        ("did-not-work", all(&practice.did_not_work)),
        ("advice", all(&practice.advice)),
        ("asked", asked(site, at)),
    ];
    let groups = groups.into_iter().filter(|(_, lines)| !lines.is_empty());
    let group = |(id, lines)| KitGroup {
        id,
        title: site.words.translate(&format!("kit.group-{id}")),
        lines,
    };
    groups.map(group).collect()
}

/// What the record does not say, as questions.
fn unknown(site: Localized<'_>, at: usize, practice: &Practice, body: &Body) -> Vec<String> {
    let costs = |part: fn(&Cost) -> bool| practice.cost.as_ref().is_some_and(|cost| part(cost));
    let has_sum = costs(|cost| cost.one_off.is_some() || cost.annual.is_some());
    let measured: Vec<_> = practice
        .outcomes
        .iter()
        .filter(|row| matches!(row.kind, OutcomeKind::Outcome | OutcomeKind::Output))
        .collect();
    let stage = practice.stage.value;
    let is_over = matches!(stage, Stage::Ended | Stage::Paused | Stage::Replaced);
    let says_failures = !practice.did_not_work.is_empty()
        || body.outline.iter().any(|one| site.words.is_heading("heading.did-not-work", &one.text));
    let said = [
        ("status", !matches!(stage, Stage::Proposed | Stage::Unknown)),
        ("ended", !is_over || says_failures),
        ("results", !measured.is_empty()),
        ("baseline", measured.is_empty() || measured.iter().any(|row| row.baseline.is_some())),
        ("comparison", practice.evidence_level() >= TESTED),
        ("cost", has_sum),
        ("one-off", !has_sum || costs(|cost| cost.one_off.is_some())),
        ("annual", !has_sum || costs(|cost| cost.annual.is_some())),
        ("currency", !has_sum || costs(|cost| cost.currency.is_some())),
        ("prices", !has_sum || costs(|cost| cost.price_year.is_some())),
        ("staff", costs(|cost| cost.fte.is_some())),
        ("funders", costs(|cost| !cost.funders.is_empty())),
        ("reached", practice.reached.is_some()),
        ("needs", !practice.preconditions.is_empty()),
        ("core", !practice.core.is_empty()),
        ("adaptable", !practice.adaptable.is_empty()),
        ("failures", says_failures),
    ];
    let asks = said.into_iter().filter(|(_, said)| !said);
    let mut asks: Vec<String> =
        asks.map(|(key, _)| site.words.translate(&format!("kit.ask-{key}"))).collect();
    for edge in &site.graph.practice_adaptations[at] {
        let edge = &site.graph.adaptations[*edge];
        if site.site.practices[edge.origin].record.adaptations[edge.at].result.is_none() {
            let city = site.link_to_place(
                &site.cities[edge.city].meta,
                &site.site.cities[edge.city].record.title,
            );
            asks.push(site.words.fill("kit.ask-adoption", &[("city", &city.title)]));
        }
    }
    asks
}

/// Questions of cities that this practice answers, and those that were left open where it was
/// discussed.
fn asked(site: Localized<'_>, at: usize) -> Vec<KitLine> {
    let slug = &site.practices[at].meta.slug;
    let answers = |slugs: &[At<String>]| slugs.iter().any(|one| one.value == *slug);
    let recorded = question_links(site, &site.graph.practice_questions[at]).into_iter();
    let mut lines: Vec<KitLine> =
        recorded.map(|link| KitLine { text: link.title, lang: link.lang }).collect();
    let mentions = &site.graph.practice_sessions[at];
    for (session, item) in site.sessions.iter().enumerate() {
        let is_here = mentions.iter().any(|mention| mention.session == session);
        for question in &item.record.questions {
            let is_asked =
                answers(&question.answered_by) || is_here && question.answered_by.is_empty();
            let line = KitLine { text: question.text.clone(), lang: site.other(&item.meta.lang) };
            if is_asked && !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines
}
