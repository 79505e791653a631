//! A convening: a meeting of people from cities, with sessions.

use super::choice::choice;
use super::kinded::kinded;
use super::record::record;
use super::{Allowance, At, Date, Source, Sphere};

choice! {
    /// The status of a convening. After `final`, its page no longer changes.
    ConveningStatus, "a status of a convening" {
        /// Announced.
        Planned = "planned",
        /// Over; notes are still being added.
        Held = "held",
        /// Complete.
        Final = "final",
    }
}

record! {
    /// A meeting of people from cities, with sessions.
    Convening, "a convening" {
        /// Name of the meeting.
        title: At<String> => required, "Innovation Teams Convening";
        /// The series it belongs to.
        series: Option<String> => optional, "Innovation Teams Convening";
        /// Its number or name in the series.
        edition: Option<String> => optional, "Third";
        /// First day.
        start: At<Date> => required, "2015-05-11";
        /// Last day.
        end: Option<At<Date>> => optional, "2015-05-13";
        /// City where it is held.
        city: Option<At<String>> as Reference("city") => optional, "providence";
        /// Whether it is held online.
        online: bool => default "false", "true";
        /// Building or room.
        venue: Option<String> => optional, "City Hall";
        /// Networks that host it.
        hosts: Vec<At<String>> as Reference("network") => optional, "what-works-cities";
        /// What it is about.
        summary: At<String> as Paragraph => required, "Innovation teams compare what has worked.";
        /// Spheres of municipal innovation it belongs to.
        spheres: Vec<At<Sphere>> => optional, "operations";
        /// What it is about, as terms of the vocabulary.
        topics: Vec<At<String>> as Reference("topic") => optional, "early-childhood";
        /// Cities that are present.
        cities_present: Vec<At<String>> as Reference("city") => optional, "denver";
        /// Its status.
        status: Option<ConveningStatus> => optional, "held";
        /// Address of the report.
        report: Option<String> as WebAddress => optional, "https://example.org/report.pdf";
        /// Where the claims come from.
        sources: Vec<Source> => optional;
        /// People who helped with this record and have agreed to be named on its page.
        contributors: Vec<At<String>> => optional, "Ada Example";
        /// When it was last checked against its sources.
        verified: Option<Date> => optional, "2026-01-15";
        /// When it should be checked again.
        review_due: Option<Date> => optional, "2027-01";
        /// Old slugs, or old paths that begin with `/`, which redirect here. A session that became
        /// part of this page is a path: `/convenings/innovation-teams-2015/opening/`.
        aliases: Vec<At<String>> => optional, "innovation-teams-2015";
        /// Checks whose findings are accepted in this record, each with the reason. Checks that protect people and the meaning of evidence cannot be named.
        allow: Vec<Allowance> => optional;
    }
}

kinded!(Convening: summary, sources, spheres, topics, aliases; convening => {
    Some(convening.start.year)
});
