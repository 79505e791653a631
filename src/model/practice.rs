//! A practice: what a city did, or proposes to do.

use super::choice::choice;
use super::kinded::kinded;
use super::record::record;
use super::{Allowance, At, Date, Direction, Evidence, Outcome, Source, Sphere};

/// Maximum characters of a summary, so that lists and search results can show all of it.
const LONGEST_SUMMARY: usize = 300;

choice! {
    /// What kind of record it is. A proposal must never look like a proven practice.
    RecordType, "a record type" {
        /// A practice that was carried out.
        Practice = "practice",
        /// An entry in a competition, not known to have been carried out.
        ChallengeEntry = "challenge-entry",
        /// An adaptation of another city's practice.
        Adaptation = "adaptation",
    }
}

choice! {
    /// Its current stage.
    Stage, "a stage" {
        /// Only an idea.
        Proposed = "proposed",
        /// Being tried out.
        Pilot = "pilot",
        /// In regular use.
        Operating = "operating",
        /// In use at its full intended scale, or in several places.
        Scaled = "scaled",
        /// Suspended, and expected to resume.
        Paused = "paused",
        /// No longer in use.
        Ended = "ended",
        /// Replaced by something else.
        Replaced = "replaced",
        /// Not known.
        Unknown = "unknown",
    }
}

choice! {
    /// The kind of a precondition.
    PreconditionKind, "a kind of precondition" {
        /// A law, a regulation or a legal power.
        Legal = "legal",
        /// Data, or the right to use it.
        Data = "data",
        /// People with time and skills.
        Staff = "staff",
        /// Money.
        Money = "money",
        /// Political support.
        Political = "political",
        /// Technical systems and equipment.
        Technical = "technical",
        /// A partner outside city hall.
        Partner = "partner",
    }
}

choice! {
    /// How a practice relates to the one it was adopted from.
    Relation, "a relation" {
        /// Changed to suit the city.
        Adapts = "adapts",
        /// Copied without changes.
        Replicates = "replicates",
        /// Based on the idea only.
        InspiredBy = "inspired-by",
    }
}

choice! {
    /// How far an entry got in its competition.
    ChallengeRole, "a role in a challenge" {
        /// Entered.
        Entry = "entry",
        /// Reached the final.
        Finalist = "finalist",
        /// Was funded to try it out (the 2018 and 2021 rounds).
        Champion = "champion",
        /// Won.
        Winner = "winner",
        /// Won the grand prize.
        GrandWinner = "grand-winner",
    }
}

record! {
    /// Something that has to be in place first.
    Precondition, "a precondition" {
        /// The kind of precondition.
        kind: PreconditionKind => required, "legal";
        /// What exactly is needed.
        text: String as Paragraph => required, "A law that lets the city share the data.";
    }
}

record! {
    /// What it costs.
    Cost, "`cost`" {
        /// One-off cost.
        one_off: Option<f64> as Amount => optional, "8600000";
        /// Cost per year.
        annual: Option<f64> as Amount => optional, "1200000";
        /// Currency of the sums (ISO 4217).
        currency: Option<String> as Currency => optional, "USD";
        /// Year whose prices the sums are in.
        price_year: Option<u16> as Whole(1000, 9999) => optional, "2014";
        /// Rough size, from 1 (cheapest) to 5.
        band: Option<u8> as Whole(1, 5) => optional, "3";
        /// Staff, in full-time equivalents.
        fte: Option<f64> as Measure => optional, "2.5";
        /// Who paid.
        funders: Vec<String> => optional, "Bloomberg Philanthropies";
    }
}

record! {
    /// How many people it reached.
    Reached, "`reached`" {
        /// Number of people.
        people: f64 as Amount => required, "1300";
        /// When this was counted.
        as_of: Option<Date> => optional, "2016";
    }
}

record! {
    /// A step in its history.
    Event, "a step of the timeline" {
        /// When it happened.
        date: Date => required, "2014-02";
        /// What happened.
        event: String as Paragraph => required, "The first families take part.";
    }
}

record! {
    /// Another city's use of it. Stated here only: the other side is computed.
    Adaptation, "an adaptation" {
        /// City that adopted it.
        city: At<String> as Reference("city") => required, "louisville";
        /// That city's own record of it.
        practice: Option<At<String>> as Reference("practice") => optional, "louisville-talks";
        /// Year in which it was adopted.
        year: Option<u16> as Whole(1000, 9999) => optional, "2018";
        /// How it relates to the original.
        relation: Relation => default "adapts", "adapts";
        /// What that city changed.
        what_changed: Option<String> as Paragraph => optional, "Groups in place of home visits.";
        /// What the result was.
        result: Option<String> as Paragraph => optional, "Children heard more words.";
        /// Id of the source.
        source: Option<At<String>> as Citation => optional, "evaluation-2017";
    }
}

record! {
    /// Its part in a competition.
    Participation, "`challenge`" {
        /// The round of the competition.
        edition: At<String> as Reference("challenge") => required, "mayors-challenge-2013";
        /// How far it got.
        role: ChallengeRole => default "entry", "grand-winner";
        /// Prize money.
        award: Option<f64> as Amount => optional, "5000000";
        /// Currency of the prize money (ISO 4217).
        currency: Option<String> as Currency => optional, "USD";
    }
}

record! {
    /// Whom to ask: an office, never a private address.
    Contact, "a contact" {
        /// Office or function.
        role: String => required, "Director of early learning";
        /// Organisation.
        org: Option<String> => optional, "City of Providence";
        /// Web page of the office.
        url: Option<String> as WebAddress => optional, "https://example.org/contact";
        /// Mail address of the office.
        mailbox: Option<At<String>> as Mailbox => optional, "office@example.org";
    }
}

record! {
    /// What a city did, or proposes to do.
    Practice, "a practice" {
        /// Name of the practice.
        title: At<String> => required, "Providence Talks";
        /// What it is, in plain text.
        summary: At<String> as Short(LONGEST_SUMMARY) => required, "Coaches help parents to speak more with their children.";
        /// What kind of record this is.
        record_type: At<RecordType> => default "practice", "practice";
        /// Its current stage.
        stage: At<Stage> => required, "operating";
        /// Cities that carry it out.
        cities: Vec<At<String>> as Reference("city") => required, "providence";
        /// Spheres of municipal innovation it belongs to.
        spheres: Vec<At<Sphere>> => required, "operations";
        /// What it is about, as terms of the vocabulary.
        topics: Vec<At<String>> as Reference("topic") => required, "early-childhood";
        /// The methods it uses, as terms of the vocabulary.
        mechanisms: Vec<At<String>> as Reference("mechanism") => optional, "coaching";
        /// When work began.
        started: Option<At<Date>> => optional, "2013";
        /// When the public could first use it.
        launched: Option<At<Date>> => optional, "2014-02";
        /// When it ended.
        ended: Option<At<Date>> => optional, "2020-12-31";
        /// The existing process that it changes, or `new`.
        plugs_into: Option<String> as Paragraph => optional, "Home visits by nurses";
        /// What makes it work and must not be changed.
        core: Vec<String> as Paragraph => optional, "Feedback after each recording.";
        /// What can be adapted.
        adaptable: Vec<String> as Paragraph => optional, "Who visits the families.";
        /// What has to be in place first.
        preconditions: Vec<Precondition> => optional;
        /// What was measured, and which goals were set.
        outcomes: Vec<At<Outcome>> => optional;
        /// How well the effect is known. If left out, the level is 0, not rated.
        evidence: Option<Evidence> => optional;
        /// What it costs.
        cost: Option<At<Cost>> => optional;
        /// How many people it reached.
        reached: Option<Reached> => optional;
        /// Its history, step by step.
        timeline: Vec<Event> => optional;
        /// What was learned. Shown unless the text has a heading for it.
        lessons: Vec<String> as Paragraph => optional, "Families trust a visitor whom they know.";
        /// What failed. Shown unless the text has a heading for it.
        did_not_work: Vec<String> as Paragraph => optional, "Recordings alone changed nothing.";
        /// What the people behind it advise other cities to do. Shown unless the text has a heading for it.
        advice: Vec<String> as Paragraph => optional, "Train the visitors first.";
        /// Other cities' uses of it. Stated here only: the other side is computed.
        adaptations: Vec<Adaptation> => optional;
        /// Its part in a competition.
        challenge: Option<At<Participation>> => optional;
        /// Organisations that took part. Write `(independent evaluator)` after one that evaluated the practice.
        partners: Vec<String> => optional [single], "Brown University (independent evaluator)";
        /// Networks it belongs to.
        networks: Vec<At<String>> as Reference("network") => optional, "what-works-cities";
        /// Whom to ask: offices, never private addresses.
        contacts: Vec<Contact> => optional;
        /// Where the claims come from.
        sources: Vec<Source> => required;
        /// Old slugs, or old paths that begin with `/`, which redirect here.
        aliases: Vec<At<String>> => optional, "providence-talks-pilot";
        /// Who wrote the record.
        authors: Vec<String> => optional, "Ada Example";
        /// Who reviewed the record.
        reviewers: Vec<String> => optional, "Grace Example";
        /// People who helped with this record and have agreed to be named on its page.
        contributors: Vec<At<String>> => optional, "Ada Example";
        /// When it was last checked against its sources.
        verified: Option<Date> => optional, "2026-01-15";
        /// When it should be checked again.
        review_due: Option<Date> => optional, "2027-01";
        /// SPDX id of the licence, if it differs from the site's.
        license: Option<String> => optional, "CC-BY-4.0";
        /// Language of the record (BCP 47), if it differs from the site's.
        lang: Option<At<String>> => optional, "en";
        /// Whether it is a draft, which is not published.
        draft: bool => default "false", "true";
        /// Checks whose findings are accepted in this record, each with the reason. Checks that protect people and the meaning of evidence cannot be named.
        allow: Vec<Allowance> => optional;
    }
}

impl Practice {
    /// The evidence level, 0 if there is no rating.
    #[must_use]
    pub fn evidence_level(&self) -> u8 {
        self.evidence.as_ref().map_or(0, |evidence| evidence.level.value)
    }

    /// The direction of the evidence, unknown if there is no rating.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.evidence.as_ref().map_or(Direction::Unknown, Evidence::direction)
    }

    /// What it cost once, if that is stated in US dollars. Other currencies are not converted, and a
    /// cost per year cannot be compared with one.
    #[must_use]
    pub fn dollars(&self) -> Option<f64> {
        let cost = self.cost.as_ref()?;
        cost.one_off.filter(|_| cost.currency.as_deref() == Some("USD"))
    }

    /// Months from the start of the work until the public could first use it, as exactly as the
    /// dates tell.
    #[must_use]
    pub fn months_to_launch(&self) -> Option<u32> {
        let (from, to) = (self.started.as_ref()?.value, self.launched.as_ref()?.value);
        let exact = from.month.zip(to.month).unwrap_or((1, 1));
        let months = |year: u16, month: u8| u32::from(year) * 12 + u32::from(month);
        months(to.year, exact.1).checked_sub(months(from.year, exact.0))
    }
}

kinded!(Practice: summary, sources, spheres, topics, aliases; practice => {
    // When it was launched, or else started.
    practice.launched.as_ref().or(practice.started.as_ref()).map(|date| date.year)
});
