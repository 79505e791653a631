//! How well a practice's effect is known.
//!
//! Levels follow Nesta's Standards of Evidence 1 to 5, with 0 for what is only proposed or not
//! rated; `design` is the Maryland Scientific Methods Scale of the best study.

use super::choice::choice;
use super::record::record;
use super::{At, Date};

choice! {
    /// The direction of the evidence.
    Direction, "a direction" {
        /// The practice achieved its aim.
        Positive = "positive",
        /// Some results are in its favour, some against.
        Mixed = "mixed",
        /// No effect was found.
        None = "none",
        /// It did harm, or less good than doing nothing.
        Negative = "negative",
        /// Not known.
        Unknown = "unknown",
    }
}

choice! {
    /// Who gave the rating.
    Rater, "a rater" {
        /// The city or its partners; level 2 at most.
        Self_ = "self",
        /// An editor of this knowledge base.
        Editor = "editor",
        /// An outside party.
        External = "external",
    }
}

record! {
    /// A rating of how well a practice's effect is known.
    Evidence, "`evidence`" {
        /// Level from 0 (not rated) to 5 (confirmed elsewhere).
        level: At<u8> as Whole(0, 5) => required, "2";
        /// The direction of the evidence; unknown if left out.
        direction: Option<Direction> => optional, "positive";
        /// Design of the best study, from 1 to 5 on the Maryland Scientific Methods Scale.
        design: Option<At<u8>> as Whole(1, 5) => optional, "3";
        /// Who gave the rating.
        rated_by: Option<At<Rater>> => optional, "editor";
        /// When it was rated.
        rated_on: Option<Date> => optional, "2026-01-15";
        /// The reasons for this level, a sentence each.
        reasons: Vec<String> as Paragraph => optional, "Measured before and after, without a comparison.";
    }
}

/// The first level that rests on a test. Below it, the direction is only what the city itself
/// reports.
pub const TESTED: u8 = 3;

impl Evidence {
    /// The direction, unknown if it is not given.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.direction.unwrap_or(Direction::Unknown)
    }
}
