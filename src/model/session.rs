//! The notes of one session of a convening.

use super::choice::choice;
use super::kinded::kinded;
use super::record::record;
use super::{Allowance, At, Date, Source, Sphere};

choice! {
    /// What may be published about who said what. The build enforces it.
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
        /// A city presents a problem, and others advise.
        Clinic = "clinic",
        /// A visit to a site.
        SiteVisit = "site-visit",
        /// All participants together.
        Plenary = "plenary",
        /// Online.
        Webinar = "webinar",
    }
}

choice! {
    /// How a session discussed a practice.
    MentionRelation, "a relation to a practice" {
        /// The people behind it presented it.
        Presented = "presented",
        /// It was compared with others.
        Compared = "compared",
        /// It was criticised.
        Criticised = "criticised",
        /// Somebody asked for one like it.
        AskedFor = "asked-for",
    }
}

choice! {
    /// Whether the notes have been approved.
    SessionStatus, "a status of session notes" {
        /// Not approved yet; not part of the site.
        Draft = "draft",
        /// Approved for publication.
        Approved = "approved",
    }
}

record! {
    /// A speaker. Withheld under `chatham-house`.
    Speaker, "a speaker" {
        /// Name of the person.
        name: Option<At<String>> => optional, "Ada Example";
        /// Office or function.
        role: Option<At<String>> => optional, "Budget director";
        /// Organisation.
        org: Option<At<String>> => optional, "City of Denver";
        /// City the person speaks for.
        city: Option<At<String>> as Reference("city") => optional, "denver";
    }
}

record! {
    /// A practice that was discussed.
    Mention, "a mention of a practice" {
        /// The practice.
        practice: At<String> as Reference("practice") => required, "providence-talks";
        /// How it was discussed.
        relation: MentionRelation => default "presented", "presented";
    }
}

record! {
    /// Something that somebody agreed to do.
    Action, "an action" {
        /// Who agreed to do it; withheld under `chatham-house`.
        who: Option<At<String>> => optional [withheld], "Ada Example";
        /// What will be done.
        what: String as Paragraph => required, "Share the contract with the other cities.";
        /// When it is due.
        due: Option<Date> => optional, "2015-09";
        /// Whether it is done.
        done: bool => default "false", "false";
    }
}

record! {
    /// An open question to other cities.
    SessionQuestion, "a question" or "text" {
        /// The question.
        text: String as Paragraph => required, "Who has done this without a grant?";
        /// Practices that answer it.
        answered_by: Vec<At<String>> as Reference("practice") => optional, "providence-talks";
    }
}

record! {
    /// Slides, a recording or a transcript.
    Material, "a material" {
        /// Title of the material.
        title: String => required, "Slides";
        /// Address, or a file beside the notes.
        url: Option<At<String>> as Link => optional, "slides.pdf";
    }
}

record! {
    /// The notes of one session of a convening.
    Session, "a session" {
        /// Name of the session.
        title: At<String> => required, "Paying for what works";
        /// Day on which it was held.
        date: At<Date> => required, "2015-05-12";
        /// Local time of its start.
        start: Option<String> as Time => optional, "09:30";
        /// Local time of its end.
        end: Option<String> as Time => optional, "11:00";
        /// IANA name of the time zone.
        timezone: Option<String> as TimeZone => optional, "America/New_York";
        /// How it was held.
        format: Option<Format> => optional, "panel";
        /// Spheres of municipal innovation it belongs to.
        spheres: Vec<At<Sphere>> => optional, "capital";
        /// What it was about, as terms of the vocabulary.
        topics: Vec<At<String>> as Reference("topic") => optional, "early-childhood";
        /// Who chaired it; withheld under `chatham-house`.
        chair: Option<At<String>> => optional [withheld], "Ada Example";
        /// Who spoke; withheld under `chatham-house`.
        speakers: Vec<Speaker> => optional [withheld];
        /// What may be published about who said what.
        attribution: At<Attribution> => required, "public";
        /// What it was about.
        summary: At<String> as Paragraph => required, "How cities pay for results.";
        /// The takeaways, a sentence or two each.
        takeaways: Vec<At<String>> as Paragraph => optional, "Start with the data that the city already has.";
        /// Practices that were discussed.
        practices: Vec<Mention> => optional;
        /// What was decided.
        decisions: Vec<At<String>> as Paragraph => optional, "The group meets again in autumn.";
        /// What was agreed to be done.
        actions: Vec<Action> => optional;
        /// Open questions to other cities; each may also be a plain text.
        questions: Vec<SessionQuestion> => optional;
        /// Slides and recordings.
        materials: Vec<Material> => optional;
        /// Whether the notes are approved for publication.
        status: Option<SessionStatus> => optional, "approved";
        /// Where the claims come from.
        sources: Vec<Source> => optional;
        /// People who helped with these notes and have agreed to be named on their page; withheld under `chatham-house`.
        contributors: Vec<At<String>> => optional [withheld], "Ada Example";
        /// When it was last checked against its sources.
        verified: Option<Date> => optional, "2026-01-15";
        /// When it should be checked again.
        review_due: Option<Date> => optional, "2027-01";
        /// Old slugs, or old paths that begin with `/`, which redirect here.
        aliases: Vec<At<String>> => optional, "paying-for-results";
        /// Checks whose findings are accepted in this record, each with the reason. Checks that protect people and the meaning of evidence cannot be named.
        allow: Vec<Allowance> => optional;
    }
    with {
        /// Every value that the Chatham House Rule does not withhold, as written.
        #[serde(skip)]
        texts: Vec<At<String>>,
    }
}

kinded!(Session: summary, sources, spheres, topics, aliases; session => Some(session.date.year));
