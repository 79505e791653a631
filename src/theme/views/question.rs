//! The page of a question, and the board of all that cities ask.

use std::cmp::Reverse;

use serde::Serialize;

use super::body::body_html;
use super::common::{Card, OutlineView, cards, city_link, link, outline, practice_link, topics};
use super::links::{LinkView, Urls};
use super::localized::{DateView, Localized};
use super::record::{PageContext, Shown};
use super::social_card::SocialCard;
use super::sources::{CitedSource, SourceView, number_of, sources};
use crate::model::{Asking, At, Question, Session};
use crate::site::{Item, Meta};

/// A question, as `record`.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionView {
    /// The question.
    pub title: String,
    /// Its topics.
    pub topics: Vec<LinkView>,
    /// The occasions on which it was asked.
    pub asked: Vec<AskingView>,
    /// Practices that answer it.
    pub answers: Vec<Card>,
    /// Its sources.
    pub sources: Vec<SourceView>,
    /// The body as HTML.
    pub body: String,
    /// Headings of the body.
    pub outline: Vec<OutlineView>,
}

/// An occasion on which a question was asked.
#[derive(Debug, Clone, Serialize)]
pub struct AskingView {
    /// Cities that asked.
    pub cities: Vec<LinkView>,
    /// Others who asked, or offices of these cities.
    pub by: Vec<String>,
    /// When it was asked.
    pub date: Option<DateView>,
    /// The call, survey or report in which it was asked.
    pub occasion: Option<String>,
    /// Its source.
    pub source: Option<CitedSource>,
}

impl Shown for Question {
    type View = QuestionView;

    /// Who asked, because a question has no summary.
    fn description(&self, site: Localized<'_>) -> String {
        let who = askers(site, self).join(", ");
        site.words.fill("question.asked-by", &[("who", &who)])
    }

    /// Who asked, because a question has no summary.
    fn social_card(&self, site: Localized<'_>, meta: &Meta, _: usize) -> SocialCard {
        SocialCard { text: self.description(site), ..SocialCard::of(site, meta, self) }
    }

    fn view(&self, PageContext { site, body, .. }: PageContext<'_>) -> QuestionView {
        let sources = sources(site, &self.sources, &body.citations);
        let asking = |one: &Asking| AskingView {
            cities: cities(site, one).map(|at| city_link(site, at)).collect(),
            by: one.by.clone(),
            date: one.date.map(|date| site.date(date)),
            occasion: one.occasion.clone(),
            source: number_of(&sources, one.source.as_ref().map(|id| id.as_str())),
        };
        QuestionView {
            title: self.title.value.clone(),
            topics: topics(site, &self.topics),
            asked: self.asked.iter().map(asking).collect(),
            answers: cards(site, &answers(site, &self.answered_by)),
            body: body_html(site.words, body),
            outline: outline(&body.outline),
            sources,
        }
    }
}

/// A question on the board: a record, or a question in the notes of a session.
#[derive(Debug, Clone)]
pub struct AskedQuestion {
    /// The question, with a link to its page or to the notes.
    pub link: LinkView,
    /// Slugs of its topics.
    pub topics: Vec<String>,
    /// On how many occasions it was asked.
    pub times: usize,
    /// Names of those who asked, or of the convening.
    pub who: Vec<String>,
    /// The year in which it was last asked.
    pub year: Option<u16>,
    /// Practices that answer it.
    pub answers: Vec<LinkView>,
}

/// All questions, the most asked first, then those without an answer, then the latest.
#[must_use]
pub fn asked_questions(site: Localized<'_>) -> Vec<AskedQuestion> {
    let records = site.site.questions.iter().map(|item| of_record(site, item));
    let sessions = site.site.sessions.iter().enumerate();
    let noted = sessions.flat_map(|(at, item)| of_session(site, at, item));
    let mut all: Vec<AskedQuestion> = records.chain(noted).collect();
    all.sort_by_key(|one| (Reverse(one.times), !one.answers.is_empty(), Reverse(one.year)));
    all
}

fn of_record(site: Localized<'_>, item: &Item<Question>) -> AskedQuestion {
    let question = &item.record;
    AskedQuestion {
        link: link(site, item),
        topics: values(&question.topics),
        times: question.asked.len(),
        who: askers(site, question),
        year: question.last_asked(),
        answers: links(site, &question.answered_by),
    }
}

fn of_session<'a>(
    site: Localized<'a>,
    at: usize,
    item: &'a Item<Session>,
) -> impl Iterator<Item = AskedQuestion> {
    let session = &item.record;
    let convening = site.graph.session_convening[at].map(|at| &site.site.convenings[at]);
    session.questions.iter().map(move |question| AskedQuestion {
        link: LinkView {
            lang: site.other(&item.meta.lang),
            url: format!("{}#section-questions", Urls::of(site).page(&item.meta.id)),
            title: question.text.clone(),
        },
        topics: values(&session.topics),
        times: 1,
        who: convening.map(|item| link(site, item).title).into_iter().collect(),
        year: Some(session.date.year),
        answers: links(site, &question.answered_by),
    })
}

fn values(slugs: &[At<String>]) -> Vec<String> {
    slugs.iter().map(|slug| slug.value.clone()).collect()
}

fn answers(site: Localized<'_>, slugs: &[At<String>]) -> Vec<usize> {
    slugs.iter().filter_map(|slug| site.practices.with_slug(slug)).collect()
}

fn links(site: Localized<'_>, slugs: &[At<String>]) -> Vec<LinkView> {
    answers(site, slugs).into_iter().map(|at| practice_link(site, at)).collect()
}

fn cities<'a>(site: Localized<'a>, asking: &'a Asking) -> impl Iterator<Item = usize> {
    asking.cities.iter().filter_map(move |slug| site.site.cities.with_slug(slug))
}

/// Names of all who asked, each once.
#[must_use]
pub fn askers(site: Localized<'_>, question: &Question) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for asking in &question.asked {
        let cities = cities(site, asking).map(|at| city_link(site, at).title);
        for name in cities.chain(asking.by.iter().cloned()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}
