//! How well a practice's effect is known.
//!
//! Levels follow Nesta's Standards of Evidence 1 to 5, with 0 for what is only proposed or not
//! rated; `design` is the Maryland Scientific Methods Scale of the best study.

use serde::Serialize;

use super::choice::choice;
use super::{At, Date};

choice! {
    /// Which way the evidence points.
    Direction, "a direction" {
        /// It did what it set out to do.
        Positive = "positive",
        /// Some results for it, some against.
        Mixed = "mixed",
        /// No effect was found.
        None = "none",
        /// It did harm, or less than doing nothing.
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
        /// Somebody outside both.
        External = "external",
    }
}

/// An evidence rating.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// 0 to 5.
    pub level: At<u8>,
    /// Which way it points.
    pub direction: Option<Direction>,
    /// Maryland scale of the best study, 1 to 5.
    pub design: Option<At<u8>>,
    /// Who rated.
    pub rated_by: Option<At<Rater>>,
    /// When.
    pub rated_on: Option<Date>,
    /// Why, a line each.
    pub reasons: Vec<String>,
}

/// The first level that rests on a test. Below it, which way the evidence points is what the city
/// itself reports.
pub const TESTED: u8 = 3;

impl Evidence {
    /// Which way it points, unknown where nobody says.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.direction.unwrap_or(Direction::Unknown)
    }
}
