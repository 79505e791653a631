//! The pages of a convening and of a session.

use serde::Serialize;

use super::body::body_html;
use super::common::{
    Card, Choice, Crumb, OutlineView, card, cards, city_link, link, network_links, outline,
    practice_link, sphere_links, topics,
};
use super::feeds::{self, FeedView};
use super::linked_data::{self, Thing};
use super::links::LinkView;
use super::localized::{DateView, Localized};
use super::record::{PageContext, Shown};
use super::social_card::SocialCard;
use super::sources::{SourceView, sources};
use crate::model::{At, Attribution, Convening, Session};
use crate::site::{Body, Meta};
use crate::theme::words::Words;

/// A convening, as `record`.
#[derive(Debug, Clone, Serialize)]
pub struct ConveningView {
    /// Its name.
    pub title: String,
    /// A summary of it.
    pub summary: String,
    /// The series it belongs to.
    pub series: Option<String>,
    /// Its number or name in the series.
    pub edition: Option<String>,
    /// The first day.
    pub start: DateView,
    /// The last day, if it lasts longer than one.
    pub end: Option<DateView>,
    /// The city where it is held.
    pub city: Option<LinkView>,
    /// Whether it is held online.
    pub online: bool,
    /// The building or room.
    pub venue: Option<String>,
    /// Its hosts.
    pub hosts: Vec<LinkView>,
    /// Its spheres.
    pub spheres: Vec<LinkView>,
    /// Its topics.
    pub topics: Vec<LinkView>,
    /// Cities that were present.
    pub cities_present: Vec<LinkView>,
    /// Its status: planned, held or final.
    pub status: Option<Choice>,
    /// URL of the report.
    pub report: Option<String>,
    /// Its sessions in chronological order.
    pub sessions: Vec<SessionLine>,
    /// Takeaways of all sessions.
    pub takeaways: Vec<Takeaway>,
    /// Questions that cities asked in all sessions.
    pub questions: Vec<QuestionLine>,
    /// Practices that were mentioned.
    pub practices: Vec<Card>,
    /// Its sources.
    pub sources: Vec<SourceView>,
    /// The body as HTML.
    pub body: String,
    /// Headings of the body.
    pub outline: Vec<OutlineView>,
}

/// A session in a list.
#[derive(Debug, Clone, Serialize)]
pub struct SessionLine {
    /// The session.
    pub link: LinkView,
    /// A summary of it.
    pub summary: String,
    /// The day.
    pub date: DateView,
    /// Start and end, local time: `14:00 to 15:30`.
    pub time: Option<String>,
    /// Its format.
    pub format: Option<Choice>,
    /// Which attribution rule applies.
    pub attribution: Choice,
}

/// A takeaway and the session it comes from.
#[derive(Debug, Clone, Serialize)]
pub struct Takeaway {
    /// Its text.
    pub text: String,
    /// The session.
    pub session: LinkView,
}

/// A question that cities asked.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionLine {
    /// Its text.
    pub text: String,
    /// Practices that answer it.
    pub answered_by: Vec<LinkView>,
}

/// A session, as `record`.
#[derive(Debug, Clone, Serialize)]
pub struct SessionView {
    /// Its name.
    pub title: String,
    /// A summary of it.
    pub summary: String,
    /// Its convening.
    pub convening: Option<LinkView>,
    /// The day.
    pub date: DateView,
    /// Start and end, local time.
    pub time: Option<String>,
    /// IANA name of the time zone.
    pub timezone: Option<String>,
    /// Its format.
    pub format: Option<Choice>,
    /// Which attribution rule applies.
    pub attribution: Choice,
    /// What that rule means for readers, if something is withheld.
    pub attribution_note: Option<String>,
    /// The chair.
    pub chair: Option<String>,
    /// Its speakers.
    pub speakers: Vec<SpeakerLine>,
    /// Its spheres.
    pub spheres: Vec<LinkView>,
    /// Its topics.
    pub topics: Vec<LinkView>,
    /// Its takeaways.
    pub takeaways: Vec<String>,
    /// Practices that were mentioned.
    pub practices: Vec<MentionLine>,
    /// Its decisions.
    pub decisions: Vec<String>,
    /// Its action items.
    pub actions: Vec<ActionLine>,
    /// Questions that cities asked.
    pub questions: Vec<QuestionLine>,
    /// Slides and recordings.
    pub materials: Vec<MaterialLine>,
    /// Its sources.
    pub sources: Vec<SourceView>,
    /// The previous session of the same convening.
    pub previous: Option<LinkView>,
    /// The next session of the same convening.
    pub next: Option<LinkView>,
    /// The body as HTML.
    pub body: String,
    /// Headings of the body.
    pub outline: Vec<OutlineView>,
}

/// Slides, a recording or a handout.
#[derive(Debug, Clone, Serialize)]
pub struct MaterialLine {
    /// Its title.
    pub title: String,
    /// Its URL.
    pub url: Option<String>,
}

/// A speaker.
#[derive(Debug, Clone, Serialize)]
pub struct SpeakerLine {
    /// The speaker's name, if it may be published.
    pub name: Option<String>,
    /// The speaker's office and organisation, in one text.
    pub role: String,
    /// The speaker's city.
    pub city: Option<LinkView>,
}

/// A practice mentioned in a session.
#[derive(Debug, Clone, Serialize)]
pub struct MentionLine {
    /// The practice.
    pub card: Card,
    /// How it was mentioned.
    pub relation: Choice,
}

/// An action item.
#[derive(Debug, Clone, Serialize)]
pub struct ActionLine {
    /// Who is responsible.
    pub who: Option<String>,
    /// What is to be done.
    pub what: String,
    /// The due date.
    pub due: Option<DateView>,
    /// Whether it is done.
    pub done: bool,
}

impl Shown for Convening {
    type View = ConveningView;

    fn thing(&self, site: Localized<'_>, at: usize) -> Thing {
        linked_data::convening(site, at, self)
    }

    fn feeds(&self, site: Localized<'_>, at: usize) -> Vec<FeedView> {
        feeds::of_convening(site, at, self)
    }

    fn social_card(&self, site: Localized<'_>, meta: &Meta, _: usize) -> SocialCard {
        let city = self.city.as_ref().and_then(|slug| city_at(site, slug));
        let facts = [site.words.date(self.start.value)].into_iter();
        let facts = facts.chain(city.map(|city| city.title)).collect();
        SocialCard { facts, ..SocialCard::of(site, meta, self) }
    }

    fn view(&self, PageContext { site, at, body, .. }: PageContext<'_>) -> ConveningView {
        let sessions: &[usize] = &site.graph.convening_sessions[at];
        let mut practices: Vec<usize> =
            sessions.iter().flat_map(|at| discussed(site, *at)).collect();
        practices.sort_unstable();
        practices.dedup();
        let takeaways = sessions.iter().flat_map(|at| {
            let item = &site.sessions[*at];
            let session = link(site, item);
            item.record
                .takeaways
                .iter()
                .map(move |text| Takeaway { text: text.value.clone(), session: session.clone() })
        });
        ConveningView {
            title: self.title.value.clone(),
            summary: self.summary.value.clone(),
            series: self.series.clone(),
            edition: self.edition.clone(),
            start: site.date(self.start.value),
            end: self
                .end
                .as_ref()
                .filter(|end| end.value != self.start.value)
                .map(|end| site.date(end.value)),
            city: self.city.as_ref().and_then(|slug| city_at(site, slug)),
            online: self.online,
            venue: self.venue.clone(),
            hosts: network_links(site, &self.hosts),
            spheres: sphere_links(site, &self.spheres),
            topics: topics(site, &self.topics),
            cities_present: self
                .cities_present
                .iter()
                .filter_map(|slug| city_at(site, slug))
                .collect(),
            status: self.status.map(|value| Choice::of(site, value)),
            report: self.report.clone(),
            sessions: sessions.iter().map(|at| session_line(site, *at)).collect(),
            takeaways: takeaways.collect(),
            questions: sessions
                .iter()
                .flat_map(|at| questions(site, &site.sessions[*at].record))
                .collect(),
            practices: cards(site, &practices),
            sources: sources(site, &self.sources, &body.citations),
            body: body_html(site.words, body),
            outline: outline(&body.outline),
        }
    }
}

/// The view of the convening at a position, for lists.
pub(super) fn convening_item(site: Localized<'_>, at: usize) -> ConveningView {
    let body = &Body::default();
    site.convenings[at].record.view(PageContext { site, at, body, related: Vec::new() })
}

fn city_at(site: Localized<'_>, slug: &At<String>) -> Option<LinkView> {
    let at = site.cities.with_slug(slug)?;
    Some(city_link(site, at))
}

fn practice_at(site: Localized<'_>, slug: &At<String>) -> Option<usize> {
    site.practices.with_slug(slug)
}

fn discussed(site: Localized<'_>, session: usize) -> impl Iterator<Item = usize> {
    site.site.sessions[session]
        .record
        .practices
        .iter()
        .filter_map(move |mention| practice_at(site, &mention.practice))
}

fn questions(site: Localized<'_>, session: &Session) -> Vec<QuestionLine> {
    let line = |question: &crate::model::SessionQuestion| QuestionLine {
        text: question.text.clone(),
        answered_by: question
            .answered_by
            .iter()
            .filter_map(|slug| practice_at(site, slug))
            .map(|at| practice_link(site, at))
            .collect(),
    };
    session.questions.iter().map(line).collect()
}

fn session_line(site: Localized<'_>, at: usize) -> SessionLine {
    let item = &site.sessions[at];
    SessionLine {
        link: link(site, item),
        summary: item.record.summary.value.clone(),
        date: site.date(item.record.date.value),
        time: time(site.words, &item.record),
        format: item.record.format.map(|value| Choice::of(site, value)),
        attribution: Choice::of(site, item.record.attribution.value),
    }
}

fn time(words: &Words, session: &Session) -> Option<String> {
    match (&session.start, &session.end) {
        (Some(start), Some(end)) => Some(words.fill("date.times", &[("from", start), ("to", end)])),
        (Some(start), None) => Some(start.clone()),
        _ => None,
    }
}

impl Shown for Session {
    type View = SessionView;

    fn thing(&self, site: Localized<'_>, at: usize) -> Thing {
        linked_data::session(site, at, self)
    }

    fn social_card(&self, site: Localized<'_>, meta: &Meta, at: usize) -> SocialCard {
        let convening = site.graph.session_convening[at].map(|at| &site.convenings[at]);
        let facts = [site.words.date(self.date.value)].into_iter();
        let facts = facts.chain(convening.map(|item| link(site, item).title)).collect();
        SocialCard { facts, ..SocialCard::of(site, meta, self) }
    }

    fn view(&self, PageContext { site, at, body, .. }: PageContext<'_>) -> SessionView {
        let convening = site.graph.session_convening[at];
        let siblings: &[usize] =
            convening.map_or(&[], |convening| &site.graph.convening_sessions[convening]);
        let own = siblings.iter().position(|sibling| *sibling == at);
        let sibling = |step: Option<usize>| {
            let item = &site.sessions[*siblings.get(step?)?];
            Some(link(site, item))
        };
        SessionView {
            title: self.title.value.clone(),
            summary: self.summary.value.clone(),
            convening: convening.map(|at| link(site, &site.convenings[at])),
            date: site.date(self.date.value),
            time: time(site.words, self),
            timezone: self.timezone.clone(),
            format: self.format.map(|value| Choice::of(site, value)),
            attribution: Choice::of(site, self.attribution.value),
            attribution_note: attribution_note(site.words, self.attribution.value),
            chair: self.chair.as_ref().map(|chair| chair.value.clone()),
            speakers: self.speakers.iter().map(|speaker| speaker_line(site, speaker)).collect(),
            spheres: sphere_links(site, &self.spheres),
            topics: topics(site, &self.topics),
            takeaways: self.takeaways.iter().map(|text| text.value.clone()).collect(),
            practices: self
                .practices
                .iter()
                .filter_map(|mention| {
                    Some(MentionLine {
                        card: card(site, practice_at(site, &mention.practice)?),
                        relation: Choice::of(site, mention.relation),
                    })
                })
                .collect(),
            decisions: self.decisions.iter().map(|text| text.value.clone()).collect(),
            actions: self
                .actions
                .iter()
                .map(|action| ActionLine {
                    who: action.who.as_ref().map(|who| who.value.clone()),
                    what: action.what.clone(),
                    due: action.due.map(|date| site.date(date)),
                    done: action.done,
                })
                .collect(),
            questions: questions(site, self),
            materials: self.materials.iter().map(material).collect(),
            sources: sources(site, &self.sources, &body.citations),
            previous: sibling(own.and_then(|own| own.checked_sub(1))),
            next: sibling(own.map(|own| own + 1)),
            body: body_html(site.words, body),
            outline: outline(&body.outline),
        }
    }

    fn parent(view: &SessionView) -> Option<Crumb> {
        view.convening.clone()
    }
}

fn attribution_note(words: &Words, attribution: Attribution) -> Option<String> {
    match attribution {
        Attribution::Public => None,
        Attribution::ChathamHouse => Some(words.translate("session.chatham-house")),
        Attribution::CitiesOnly => Some(words.translate("session.cities-only")),
    }
}

fn speaker_line(site: Localized<'_>, speaker: &crate::model::Speaker) -> SpeakerLine {
    let role: Vec<&str> =
        speaker.role.iter().chain(&speaker.org).map(|text| text.as_str()).collect();
    SpeakerLine {
        name: speaker.name.as_ref().map(|name| name.value.clone()),
        role: role.join(", "),
        city: speaker.city.as_ref().and_then(|slug| city_at(site, slug)),
    }
}

fn material(material: &crate::model::Material) -> MaterialLine {
    let url = material.url.as_ref().map(|url| url.value.clone());
    MaterialLine { title: material.title.clone(), url }
}
