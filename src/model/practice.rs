//! A practice: what a city did, or proposes to do.

use serde::Serialize;

use crate::diagnostic::Span;

use super::choice::choice;
use super::{At, Date, Direction, Evidence, Outcome, Source, Sphere};

choice! {
    /// What kind of record it is. A proposal must never look like a proven practice.
    RecordType, "a record type" {
        /// A practice that was carried out.
        Practice = "practice",
        /// An entry to a competition, not known to have been carried out.
        ChallengeEntry = "challenge-entry",
        /// Another city's practice, carried over.
        Adaptation = "adaptation",
    }
}

choice! {
    /// How far it has come.
    Stage, "a stage" {
        /// Only an idea.
        Proposed = "proposed",
        /// Being tried.
        Pilot = "pilot",
        /// In regular use.
        Operating = "operating",
        /// In use at its full intended size or in several places.
        Scaled = "scaled",
        /// Interrupted.
        Paused = "paused",
        /// Over.
        Ended = "ended",
        /// Succeeded by something else.
        Replaced = "replaced",
        /// Not known.
        Unknown = "unknown",
    }
}

choice! {
    /// What has to be there first.
    PreconditionKind, "a kind of precondition" {
        /// A law, a rule, a power.
        Legal = "legal",
        /// Data, or the right to use it.
        Data = "data",
        /// People with time and skills.
        Staff = "staff",
        /// Money.
        Money = "money",
        /// Backing.
        Political = "political",
        /// Systems and equipment.
        Technical = "technical",
        /// Somebody outside city hall.
        Partner = "partner",
    }
}

choice! {
    /// How one practice comes from another.
    Relation, "a relation" {
        /// Changed to fit.
        Adapts = "adapts",
        /// Carried over as it is.
        Replicates = "replicates",
        /// An idea taken up.
        InspiredBy = "inspired-by",
    }
}

choice! {
    /// How far an entry came in its competition.
    ChallengeRole, "a role in a challenge" {
        /// Entered.
        Entry = "entry",
        /// Reached the final.
        Finalist = "finalist",
        /// Was funded to try it out (the 2018 and 2021 rounds).
        Champion = "champion",
        /// Won.
        Winner = "winner",
        /// Won the first prize.
        GrandWinner = "grand-winner",
    }
}

/// Something that has to be there first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Precondition {
    /// What sort of thing.
    pub kind: PreconditionKind,
    /// What exactly.
    pub text: String,
}

/// What it costs.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Cost {
    /// Once, in `currency`.
    pub one_off: Option<f64>,
    /// Each year, in `currency`.
    pub annual: Option<f64>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// Year whose prices these are.
    pub price_year: Option<u16>,
    /// From 1 (cheapest) to 5.
    pub band: Option<u8>,
    /// Staff in full-time equivalents.
    pub fte: Option<f64>,
    /// Who paid.
    pub funders: Vec<String>,
    /// Where it stands.
    #[serde(skip)]
    pub span: Span,
}

/// How many people it reached.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reached {
    /// People.
    pub people: f64,
    /// When this was counted.
    pub as_of: Option<Date>,
}

/// A step of its history.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event {
    /// When.
    pub date: Date,
    /// What happened.
    pub event: String,
}

/// Another city's use of it, written on one side; the other side is computed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Adaptation {
    /// City that took it up.
    pub city: At<String>,
    /// That city's own record of it.
    pub practice: Option<At<String>>,
    /// When.
    pub year: Option<u16>,
    /// How it relates; `adapts` unless said otherwise.
    pub relation: Relation,
    /// What that city changed.
    pub what_changed: Option<String>,
    /// What came of it.
    pub result: Option<String>,
    /// Id of the source.
    pub source: Option<At<String>>,
}

/// Its part in a competition.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Participation {
    /// The round.
    pub edition: At<String>,
    /// How far it came.
    pub role: ChallengeRole,
    /// Prize money in `currency`.
    pub award: Option<f64>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// Where it stands.
    #[serde(skip)]
    pub span: Span,
}

/// Whom to ask: a role, never a private address.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contact {
    /// Office or function.
    pub role: String,
    /// Organisation.
    pub org: Option<String>,
    /// Web page.
    pub url: Option<String>,
    /// Mailbox of the office.
    pub mailbox: Option<At<String>>,
}

/// The record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Practice {
    /// Name.
    pub title: At<String>,
    /// What it is, in 300 characters at most.
    pub summary: At<String>,
    /// Practice, entry or adaptation.
    pub record_type: At<RecordType>,
    /// How far it has come.
    pub stage: At<Stage>,
    /// Where.
    pub cities: Vec<At<String>>,
    /// In which spheres of municipal innovation.
    pub spheres: Vec<At<Sphere>>,
    /// About what.
    pub topics: Vec<At<String>>,
    /// By what means.
    pub mechanisms: Vec<At<String>>,
    /// Work began.
    pub started: Option<At<Date>>,
    /// The public could use it.
    pub launched: Option<At<Date>>,
    /// It ended.
    pub ended: Option<At<Date>>,
    /// The existing process that it changes, or `new`.
    pub plugs_into: Option<String>,
    /// What makes it work.
    pub core: Vec<String>,
    /// What may change.
    pub adaptable: Vec<String>,
    /// What has to be there first.
    pub preconditions: Vec<Precondition>,
    /// Result rows.
    pub outcomes: Vec<Outcome>,
    /// Rating; absent means level 0, not rated.
    pub evidence: Option<Evidence>,
    /// What it costs.
    pub cost: Option<Cost>,
    /// How many people it reached.
    pub reached: Option<Reached>,
    /// Its history.
    pub timeline: Vec<Event>,
    /// What was learned.
    pub lessons: Vec<String>,
    /// What failed.
    pub did_not_work: Vec<String>,
    /// What its makers tell others.
    pub advice: Vec<String>,
    /// Other cities' uses of it.
    pub adaptations: Vec<Adaptation>,
    /// Its part in a competition.
    pub challenge: Option<Participation>,
    /// Who took part.
    pub partners: Vec<String>,
    /// Networks it belongs to.
    pub networks: Vec<At<String>>,
    /// Whom to ask.
    pub contacts: Vec<Contact>,
    /// Where the claims come from.
    pub sources: Vec<Source>,
    /// Old slugs or paths, which redirect.
    pub aliases: Vec<At<String>>,
    /// Who wrote the record.
    pub authors: Vec<String>,
    /// Who reviewed it.
    pub reviewers: Vec<String>,
    /// Last checked against its sources.
    pub verified: Option<Date>,
    /// Next check.
    pub review_due: Option<Date>,
    /// SPDX id, where it is not the site's.
    pub license: Option<String>,
    /// Language of the record (BCP 47).
    pub lang: Option<At<String>>,
    /// Not to be published yet.
    pub draft: bool,
}

impl Practice {
    /// The evidence level, 0 where there is no rating.
    #[must_use]
    pub fn evidence_level(&self) -> u8 {
        self.evidence.as_ref().map_or(0, |evidence| evidence.level.value)
    }

    /// Which way the evidence points, unknown where nobody says.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.evidence.as_ref().map_or(Direction::Unknown, Evidence::direction)
    }

    /// The year readers know it by: launched, else started.
    #[must_use]
    pub fn year(&self) -> Option<u16> {
        self.launched.as_ref().or(self.started.as_ref()).map(|date| date.year)
    }
}
