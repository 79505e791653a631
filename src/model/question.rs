//! A question that cities ask each other, whether or not a practice answers it.

use super::kinded::kinded;
use super::record::record;
use super::{Allowance, At, Date, Source};

record! {
    /// One occasion on which a question was asked.
    Asking, "an occasion" {
        /// Cities that asked.
        cities: Vec<At<String>> as Reference("city") => optional, "providence";
        /// Others who asked, or the office of a city that did; never a person.
        by: Vec<String> => optional, "Public Works";
        /// When it was asked.
        date: Option<Date> => optional, "2019-06";
        /// The call, survey or report in which it was asked.
        occasion: Option<String> => optional, "Call for Innovations";
        /// Id of the source.
        source: Option<At<String>> as Citation => optional, "evaluation-2017";
    }
}

record! {
    /// A question that cities ask. Questions of a session are in its notes.
    Question, "a question" {
        /// The question.
        title: At<String> => required, "How can a city reduce bicycle theft?";
        /// What it is about, as terms of the vocabulary.
        topics: Vec<At<String>> as Reference("topic") => required, "mobility";
        /// The occasions on which it was asked.
        asked: Vec<Asking> => required;
        /// Practices that were carried out and bear directly on it.
        answered_by: Vec<At<String>> as Reference("practice") => optional, "providence-talks";
        /// Where the claims come from.
        sources: Vec<Source> => required;
        /// People who helped with this record and have agreed to be named on its page.
        contributors: Vec<At<String>> => optional, "Ada Example";
        /// When it was last checked against its sources.
        verified: Option<Date> => optional, "2026-01-15";
        /// When it should be checked again.
        review_due: Option<Date> => optional, "2027-01";
        /// Old slugs, or old paths that begin with `/`, which redirect here.
        aliases: Vec<At<String>> => optional, "bicycle-theft";
        /// Checks whose findings are accepted in this record, each with the reason. Checks that protect people and the meaning of evidence cannot be named.
        allow: Vec<Allowance> => optional;
    }
}

impl Question {
    /// The year in which it was last asked.
    #[must_use]
    pub fn last_asked(&self) -> Option<u16> {
        self.asked.iter().filter_map(|asking| asking.date).map(|date| date.year).max()
    }
}

kinded!(Question: sources, topics, aliases; question => question.last_asked());
