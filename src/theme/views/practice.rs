//! The page of a practice.

use serde::Serialize;

use super::body::{BodyPart, at_results, body_html};
use super::cite::{CitationView, citation, cited};
use super::common::{
    Card, Choice, EvidenceView, OutlineView, city_link, evidence, link, network_links, outline,
    place, question_links, sphere_links, stage, topics,
};
use super::exchange::{AdaptationView, MentionedAt, adaptation, origin, sessions};
use super::figures::{OutcomeView, in_words, outcome};
use super::linked_data::{self, Thing};
use super::links::{LinkView, Urls};
use super::localized::{DateView, Localized};
use super::record::{PageContext, Shown};
use super::social_card::{CardSign, CardToken, SocialCard};
use super::sources::{SourceView, sources as numbered};
use super::timeline::{EventLine, timeline};
use crate::model::{Cost, Evidence, Extra, OutcomeKind, Practice};
use crate::site::{Meta, Related};
use crate::spill::Text;
use crate::theme::words::Words;

/// A practice, as `record`.
#[derive(Debug, Clone, Serialize)]
pub struct PracticeView {
    /// Its name.
    pub title: String,
    /// A summary of it.
    pub summary: String,
    /// Whether it is a practice, an entry or an adaptation.
    pub record_type: Choice,
    /// Whether it is only a proposal, which the page must say at its top.
    pub is_proposal: bool,
    /// Whether its text is so short that it is marked as a short entry.
    pub is_short: bool,
    /// Its stage.
    pub stage: Choice,
    /// The rating of its evidence.
    pub evidence: EvidenceView,
    /// Whether somebody looked for results in order to rate it, and found none.
    pub is_unpublished: bool,
    /// Names of its cities with their countries, in one text.
    pub place: String,
    /// Its cities.
    pub cities: Vec<CityLine>,
    /// Its spheres.
    pub spheres: Vec<LinkView>,
    /// Its topics.
    pub topics: Vec<LinkView>,
    /// Its mechanisms.
    pub mechanisms: Vec<LinkView>,
    /// When work began.
    pub started: Option<DateView>,
    /// When the public could first use it.
    pub launched: Option<DateView>,
    /// When it ended.
    pub ended: Option<DateView>,
    /// The existing process that it changes.
    pub plugs_into: Option<String>,
    /// Its core elements, which make it work.
    pub core: Vec<String>,
    /// Elements that other cities can adapt.
    pub adaptable: Vec<String>,
    /// Its preconditions.
    pub preconditions: Vec<PreconditionLine>,
    /// Measured effects and activity.
    pub results: Vec<OutcomeView>,
    /// Baselines and the size of the problem.
    pub context: Vec<OutcomeView>,
    /// Goals and forecasts.
    pub targets: Vec<OutcomeView>,
    /// Figures about cost, funding and terms.
    pub money: Vec<OutcomeView>,
    /// Its costs and who pays, one line each: `$8.6 million, one-off`.
    pub cost: Vec<String>,
    /// How many people it reached, or else its first figure of activity or reach.
    pub reached: Option<String>,
    /// The events of its history.
    pub timeline: Vec<EventLine>,
    /// Lessons learned, if the body has no heading for them.
    pub lessons: Vec<String>,
    /// What did not work, if the body has no heading for it.
    pub did_not_work: Vec<String>,
    /// Advice to other cities, if the body has no heading for it.
    pub advice: Vec<String>,
    /// Its adaptations by other cities.
    pub adaptations: Vec<AdaptationView>,
    /// Practices that it was adapted from.
    pub origins: Vec<AdaptationView>,
    /// Its entry in a challenge.
    pub challenge: Option<ChallengeLine>,
    /// Its partners.
    pub partners: Vec<String>,
    /// Networks it belongs to.
    pub networks: Vec<LinkView>,
    /// Its contacts.
    pub contacts: Vec<ContactLine>,
    /// Sessions in which it was mentioned.
    pub sessions: Vec<MentionedAt>,
    /// Questions that it answers.
    pub questions: Vec<LinkView>,
    /// Records whose texts link to it.
    pub mentioned_by: Vec<LinkView>,
    /// Related practices with the reason for each, as HTML rendered by `card-line.html`.
    pub related: Vec<String>,
    /// Whether it has a kit, at `kit/` below its page.
    pub has_kit: bool,
    /// Whether it has a brief, `brief.pdf` beside its page.
    pub has_brief: bool,
    /// Its sources.
    pub sources: Vec<SourceView>,
    /// The body as HTML.
    pub body: String,
    /// Headings of the body.
    pub outline: Vec<OutlineView>,
    /// The body up to the end of its results, after which the figures follow; all of it if no
    /// heading is called Results.
    pub until_results: BodyPart,
    /// The rest of the body.
    pub after_results: BodyPart,
    /// Who wrote the record.
    pub authors: Vec<String>,
    /// Who reviewed it.
    pub reviewers: Vec<String>,
    /// When it was last checked against its sources.
    pub verified: Option<DateView>,
    /// When it is to be checked next.
    pub review_due: Option<DateView>,
}

/// A city of the practice.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CityLine {
    /// The city.
    pub city: LinkView,
    /// Its country.
    pub country: String,
    /// Address of the country's page.
    pub country_url: String,
    /// Its population as text.
    pub population: Option<String>,
}

/// A precondition.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PreconditionLine {
    /// Its kind.
    pub kind: Choice,
    /// Its description.
    pub text: String,
}

/// Its entry in a challenge.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChallengeLine {
    /// The round of the challenge.
    pub challenge: LinkView,
    /// How far it got.
    pub role: Choice,
    /// The prize money as text.
    pub award: Option<String>,
}

/// A contact, which is a role and never a person.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContactLine {
    /// The office or function.
    pub role: String,
    /// The organisation.
    pub org: Option<String>,
    /// Its web page.
    pub url: Option<String>,
    /// The email address of the office.
    pub mailbox: Option<String>,
}

/// A practice related to another one.
#[derive(Debug, Clone, Serialize)]
pub struct CardLine<'a> {
    /// The practice.
    pub card: Card,
    /// The reason why it is related, inserted after the line is rendered: show it unchanged.
    pub note: &'a str,
}

/// Stage, evidence and its direction, as on the page.
fn card_tokens(site: Localized<'_>, practice: &Practice) -> Vec<CardToken> {
    let evidence = evidence(site, practice.evidence.as_ref());
    let name = evidence.label.to_lowercase();
    let known = format!("{} {name}", site.words.translate("label.evidence-is"));
    let sign = CardSign::Stage(practice.stage.value);
    let mut tokens = vec![
        CardToken { label: stage(site, practice).label, sign },
        CardToken { label: known, sign: CardSign::Evidence(evidence.level) },
    ];
    let sign = CardSign::Direction(practice.direction());
    tokens.extend(evidence.direction.map(|one| CardToken { label: one.label, sign }));
    tokens
}

impl Shown for Practice {
    type View = PracticeView;

    fn thing(&self, site: Localized<'_>, at: usize) -> Thing {
        linked_data::practice(site, at, self)
    }

    /// Stage and evidence stand in place of the summary.
    fn social_card(&self, site: Localized<'_>, meta: &Meta, at: usize) -> SocialCard {
        SocialCard {
            kind: Choice::of(site, self.record_type.value).label,
            text: String::new(),
            facts: vec![place(site, at)],
            tokens: card_tokens(site, self),
            ..SocialCard::of(site, meta, self)
        }
    }

    fn view(&self, PageContext { site, at, body, related }: PageContext<'_>) -> PracticeView {
        let sources = numbered(site, &self.sources, &body.citations);
        let rows = |kinds: &[OutcomeKind]| -> Vec<OutcomeView> {
            self.outcomes
                .iter()
                .filter(|row| kinds.contains(&row.kind))
                .map(|row| outcome(site, row, &sources))
                .collect()
        };
        let words = site.words;
        let unless = |key: &str, list: &[String]| {
            let said = body.outline.iter().any(|heading| words.is_heading(key, &heading.text));
            if said { Vec::new() } else { list.to_vec() }
        };
        let (until_results, after_results) = at_results(words, body);
        PracticeView {
            title: self.title.value.clone(),
            summary: self.summary.value.clone(),
            record_type: Choice::of(site, self.record_type.value),
            is_proposal: self.stage.value == crate::model::Stage::Proposed,
            is_short: site.practices[at].body.is_short,
            stage: stage(site, self),
            is_unpublished: is_unpublished(self),
            evidence: evidence(site, self.evidence.as_ref()),
            place: place(site, at),
            cities: cities(site, at),
            spheres: sphere_links(site, &self.spheres),
            topics: topics(site, &self.topics),
            mechanisms: mechanisms(site, self),
            started: self.started.as_ref().map(|date| site.date(date.value)),
            launched: self.launched.as_ref().map(|date| site.date(date.value)),
            ended: self.ended.as_ref().map(|date| site.date(date.value)),
            plugs_into: self.plugs_into.clone(),
            core: self.core.clone(),
            adaptable: self.adaptable.clone(),
            preconditions: preconditions(site, self),
            results: rows(&[OutcomeKind::Outcome, OutcomeKind::Output]),
            context: rows(&[OutcomeKind::Context]),
            targets: rows(&[OutcomeKind::Target]),
            money: rows(&[OutcomeKind::Money]),
            cost: self.cost.as_ref().map(|one| cost(words, one)).unwrap_or_default(),
            reached: reached(site, self),
            timeline: timeline(site, &self.timeline),
            lessons: unless("heading.lessons", &self.lessons),
            did_not_work: unless("heading.did-not-work", &self.did_not_work),
            advice: unless("heading.advice", &self.advice),
            adaptations: site.graph.practice_adaptations[at]
                .iter()
                .map(|edge| adaptation(site, *edge, &sources))
                .collect(),
            origins: site.graph.practice_origins[at]
                .iter()
                .map(|edge| origin(site, *edge))
                .collect(),
            challenge: challenge(site, self),
            partners: self.partners.clone(),
            networks: network_links(site, &self.networks),
            contacts: self.contacts.iter().map(contact).collect(),
            sessions: sessions(site, at),
            questions: question_links(site, &site.graph.practice_questions[at]),
            mentioned_by: mentioned_by(site, at),
            related,
            has_kit: site.config.makes(Extra::Kits),
            has_brief: site.config.makes(Extra::Briefs),
            sources,
            body: body_html(site.words, body),
            outline: outline(&body.outline),
            until_results,
            after_results,
            authors: self.authors.clone(),
            reviewers: self.reviewers.clone(),
            verified: self.verified.map(|date| site.date(date)),
            review_due: self.review_due.map(|date| site.date(date)),
        }
    }

    fn citation(&self, site: Localized<'_>, meta: &Meta, markdown: &Text) -> Option<CitationView> {
        Some(citation(site, meta, &cited(site, meta, self, markdown)))
    }
}

fn is_unpublished(practice: &Practice) -> bool {
    let was_rated = |one: &Evidence| one.rated_by.is_some() || one.rated_on.is_some();
    let is_result = |kind| matches!(kind, OutcomeKind::Outcome | OutcomeKind::Output);
    practice.evidence_level() == 0
        && practice.evidence.as_ref().is_some_and(was_rated)
        && !practice.outcomes.iter().any(|row| is_result(row.value.kind))
}

fn mechanisms(site: Localized<'_>, practice: &Practice) -> Vec<LinkView> {
    let terms = practice.mechanisms.iter().filter_map(|slug| site.site.vocabulary.mechanism(slug));
    terms.map(|term| site.term_link("mechanisms", term)).collect()
}

fn preconditions(site: Localized<'_>, practice: &Practice) -> Vec<PreconditionLine> {
    let line = |one: &crate::model::Precondition| PreconditionLine {
        kind: Choice::of(site, one.kind),
        text: one.text.clone(),
    };
    practice.preconditions.iter().map(line).collect()
}

fn cities(site: Localized<'_>, at: usize) -> Vec<CityLine> {
    let urls = Urls::of(site);
    let line = |city: &usize| {
        let record = &site.cities[*city].record;
        CityLine {
            city: city_link(site, *city),
            country: site.country(&record.country),
            country_url: urls.page(&format!("countries/{}", record.country.to_lowercase())),
            population: record.population.as_ref().map(|population| {
                let year = population.year.map(|year| format!(" ({year})")).unwrap_or_default();
                site.words.people(population.value) + &year
            }),
        }
    };
    site.graph.practice_cities[at].iter().map(line).collect()
}

fn reached(site: Localized<'_>, practice: &Practice) -> Option<String> {
    if let Some(reached) = &practice.reached {
        let when = reached.as_of.map(|date| format!(" ({})", site.words.date(date)));
        return Some(site.words.people(reached.people) + &when.unwrap_or_default());
    }
    let outputs = practice.outcomes.iter().filter(|row| row.value.kind == OutcomeKind::Output);
    outputs.map(|row| in_words(site, &row.value)).find_map(|row| row)
}

fn cost(words: &Words, cost: &Cost) -> Vec<String> {
    let sum = |key, sum| {
        let sum = words.money(sum, cost.currency.as_deref());
        let line = words.fill(key, &[("sum", &sum)]);
        match cost.price_year {
            Some(year) => {
                words.fill("cost.prices", &[("cost", &line), ("year", &year.to_string())])
            }
            None => line,
        }
    };
    let band = |band: u8| words.fill("cost.band", &[("band", &band.to_string())]);
    let funders = Some(cost.funders.join(", ")).filter(|funders| !funders.is_empty());
    let lines = [
        cost.one_off.map(|value| sum("cost.once", value)),
        cost.annual.map(|value| sum("cost.yearly", value)),
        cost.band.map(band),
        cost.fte.map(|fte| words.many("number.fte", fte)),
        funders.map(|funders| words.fill("cost.funders", &[("funders", &funders)])),
    ];
    lines.into_iter().flatten().collect()
}

fn challenge(site: Localized<'_>, practice: &Practice) -> Option<ChallengeLine> {
    let part = practice.challenge.as_ref()?;
    let item = site.challenges.iter().find(|item| item.meta.slug == part.edition.value)?;
    Some(ChallengeLine {
        challenge: link(site, item),
        role: Choice::of(site, part.role),
        award: part.award.map(|sum| site.words.money(sum, part.currency.as_deref())),
    })
}

fn contact(contact: &crate::model::Contact) -> ContactLine {
    ContactLine {
        role: contact.role.clone(),
        org: contact.org.clone(),
        url: contact.url.clone(),
        mailbox: contact.mailbox.as_ref().map(|mailbox| mailbox.value.clone()),
    }
}

/// Pages that link to it, except those of its own cities, which its page names at the top.
fn mentioned_by(site: Localized<'_>, at: usize) -> Vec<LinkView> {
    let urls = Urls::of(site);
    let own = |id: &str| {
        site.graph.practice_cities[at].iter().any(|city| site.cities[*city].meta.id == id)
    };
    let backlinks = site.graph.practice_backlinks[at].iter().filter(|(id, _)| !own(id));
    let lang = site.other(site.config.default_language());
    let link = |(id, title): &(String, String)| LinkView {
        lang: lang.clone(),
        ..LinkView::new(title, urls.page(id))
    };
    backlinks.map(link).collect()
}

/// The reason why a practice is related to another one, as text.
#[must_use]
pub fn reason(site: Localized<'_>, related: &Related) -> String {
    let topics = related
        .topics
        .iter()
        .filter_map(|slug| site.vocabulary.topic(slug))
        .map(|term| site.label(term).0.to_lowercase());
    let mechanisms = related
        .mechanisms
        .iter()
        .filter_map(|slug| site.vocabulary.mechanism(slug))
        .map(|term| site.label(term).0.to_lowercase());
    let say = |key: &str, what: &str| site.words.fill(key, &[("what", what)]);
    // A mechanism may repeat a word of a topic: "behavioural" after "behavioural insight".
    let mut words: Vec<String> = Vec::new();
    for word in topics.chain(mechanisms) {
        if !words.iter().any(|said| said.contains(&word)) {
            words.push(word);
        }
    }
    words.truncate(3);
    let mut reasons = Vec::new();
    if !words.is_empty() {
        reasons.push(say("related.common", &words.join(", ")));
    }
    let spoken = related.words.iter().filter(|word| !words.iter().any(|said| said.contains(*word)));
    let quoted: Vec<String> = spoken.map(|word| say("related.quoted", word)).collect();
    if !quoted.is_empty() {
        let joined = quoted.join(&site.words.translate("related.and"));
        reasons.push(say("related.words", &joined));
    }
    if related.like_size {
        reasons.push(site.words.translate("related.size"));
    }
    if reasons.is_empty() {
        reasons.push(site.words.translate("related.told"));
    }
    let reason = reasons.join("; ");
    match reason.chars().next() {
        Some(first) => first.to_uppercase().chain(reason.chars().skip(1)).collect(),
        None => reason,
    }
}
