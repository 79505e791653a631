//! A round of a competition.

use super::kinded::kinded;
use super::record::record;
use super::{Allowance, At, Date, Source};

record! {
    /// A round of a competition.
    Challenge, "a challenge" {
        /// Name of the round.
        title: At<String> => required, "Mayors Challenge 2013";
        /// The series of rounds it belongs to.
        series: Option<String> => optional, "Mayors Challenge";
        /// Year in which the winners were chosen.
        year: u16 as Whole(1000, 9999) => required, "2013";
        /// Region whose cities could enter.
        region: Option<String> => optional, "United States";
        /// Network that ran it.
        host: Option<At<String>> as Reference("network") => optional, "bloomberg-philanthropies";
        /// Number of cities that entered.
        entries: Option<u64> as Whole(0, 1_000_000) => optional, "305";
        /// What the competition asked for.
        summary: At<String> as Paragraph => required, "Cities proposed bold ideas for problems they share.";
        /// Where the claims come from.
        sources: Vec<Source> => optional;
        /// People who helped with this record and have agreed to be named on its page.
        contributors: Vec<At<String>> => optional, "Ada Example";
        /// When it was last checked against its sources.
        verified: Option<Date> => optional, "2026-01-15";
        /// When it should be checked again.
        review_due: Option<Date> => optional, "2027-01";
        /// Old slugs, or old paths that begin with `/`, which redirect here.
        aliases: Vec<At<String>> => optional, "mayors-challenge-usa";
        /// Checks whose findings are accepted in this record, each with the reason. Checks that protect people and the meaning of evidence cannot be named.
        allow: Vec<Allowance> => optional;
    }
}

kinded!(Challenge: summary, sources, aliases; challenge => Some(challenge.year));
