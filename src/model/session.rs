//! The notes of one session of a convening.

use serde::Serialize;

use super::choice::choice;
use super::{At, Date, Source, Sphere};

choice! {
    /// What may be said about who said it. A build rule, not a label.
    Attribution, "an attribution" {
        /// Everything may be published.
        Public = "public",
        /// What was said may be used, not who said it nor for whom
        /// (the Chatham House Rule).
        ChathamHouse = "chatham-house",
        /// Built only for an audience of cities.
        CitiesOnly = "cities-only",
    }
}

choice! {
    /// How the session was held.
    Format, "a session format" {
        /// Several speakers and a chair.
        Panel = "panel",
        /// Work in groups.
        Workshop = "workshop",
        /// A city brings a problem, others advise.
        Clinic = "clinic",
        /// On the spot.
        SiteVisit = "site-visit",
        /// Everybody together.
        Plenary = "plenary",
        /// Online.
        Webinar = "webinar",
    }
}

choice! {
    /// How a session dealt with a practice.
    MentionRelation, "a relation to a practice" {
        /// Its makers told of it.
        Presented = "presented",
        /// It was set beside others.
        Compared = "compared",
        /// It was questioned.
        Criticised = "criticised",
        /// Somebody looked for one like it.
        AskedFor = "asked-for",
    }
}

choice! {
    /// Whether the notes have been approved.
    SessionStatus, "a status of session notes" {
        /// Not yet; left out of the site.
        Draft = "draft",
        /// Approved for publication.
        Approved = "approved",
    }
}

/// Who spoke. Under `chatham-house` nothing of this reaches the site.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Speaker {
    /// Name.
    pub name: Option<At<String>>,
    /// Office or function.
    pub role: Option<String>,
    /// Organisation.
    pub org: Option<String>,
    /// City slug.
    pub city: Option<At<String>>,
}

/// A practice that came up.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mention {
    /// Practice slug.
    pub practice: At<String>,
    /// How it came up; `presented` unless said otherwise.
    pub relation: MentionRelation,
}

/// Something that somebody undertook.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Action {
    /// Who; withheld under `chatham-house`.
    pub who: Option<At<String>>,
    /// What.
    pub what: String,
    /// By when.
    pub due: Option<Date>,
    /// Whether it is done.
    pub done: bool,
}

/// An open ask of cities.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Question {
    /// The question.
    pub text: String,
    /// Practices that answer it.
    pub answered_by: Vec<At<String>>,
}

/// Slides, a recording, a transcript.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Material {
    /// Title.
    pub title: String,
    /// Address, or a file beside the notes.
    pub url: Option<At<String>>,
}

/// The record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Session {
    /// Name.
    pub title: At<String>,
    /// Day.
    pub date: At<Date>,
    /// Local time of its start, `HH:MM`.
    pub start: Option<String>,
    /// Local time of its end, `HH:MM`.
    pub end: Option<String>,
    /// IANA name of the time zone.
    pub timezone: Option<String>,
    /// How it was held.
    pub format: Option<Format>,
    /// In which spheres of municipal innovation.
    pub spheres: Vec<At<Sphere>>,
    /// About what.
    pub topics: Vec<At<String>>,
    /// Who led it.
    pub chair: Option<At<String>>,
    /// Who spoke.
    pub speakers: Vec<Speaker>,
    /// What may be published.
    pub attribution: At<Attribution>,
    /// What it was about.
    pub summary: At<String>,
    /// What to take away.
    pub takeaways: Vec<At<String>>,
    /// Practices that came up.
    pub practices: Vec<Mention>,
    /// What was decided.
    pub decisions: Vec<At<String>>,
    /// What was undertaken.
    pub actions: Vec<Action>,
    /// What cities asked.
    pub questions: Vec<Question>,
    /// Slides and recordings.
    pub materials: Vec<Material>,
    /// Whether the notes are approved.
    pub status: Option<SessionStatus>,
    /// Where the claims come from.
    pub sources: Vec<Source>,
    /// Every value that the Chatham House Rule does not withhold, as it reads, and where it stands.
    #[serde(skip)]
    pub texts: Vec<At<String>>,
}
