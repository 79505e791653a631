//! Result rows of a practice. Their kind keeps a goal or a sum of money from ever being read as
//! an effect.

use serde::{Serialize, Serializer};

use super::choice::choice;
use super::record::record;
use super::{At, Date};

choice! {
    /// What a result row says.
    OutcomeKind, "a kind of outcome" {
        /// A measured effect.
        Outcome = "outcome",
        /// Activity or reach.
        Output = "output",
        /// A baseline, a comparison, or the size of the problem.
        Context = "context",
        /// A goal or forecast.
        Target = "target",
        /// Cost, funding or terms of a loan.
        Money = "money",
    }
}

/// A number or a text, as written.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    /// A number; its text is kept, so that `1.10` stays `1.10`.
    Number(f64, String),
    /// Words, where a finding is no number.
    Text(String),
}

impl Serialize for Scalar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            #[expect(clippy::cast_possible_truncation, reason = "whole and far below 2^53")]
            Scalar::Number(value, _) if value.fract() == 0.0 && value.abs() < 9e15 => {
                serializer.serialize_i64(*value as i64)
            }
            Scalar::Number(value, _) => serializer.serialize_f64(*value),
            Scalar::Text(text) => serializer.serialize_str(text),
        }
    }
}

record! {
    /// A row of results.
    Outcome, "an outcome" {
        /// What was measured.
        metric: String => required, "Adult words heard in a day";
        /// What was found: a number in digits, or words where the finding is no number.
        value: Option<Scalar> => optional, "45";
        /// What it was before.
        baseline: Option<Scalar> => optional, "30";
        /// Unit of value and baseline.
        unit: Option<String> => optional, "percent";
        /// When it was found.
        as_of: Option<Date> => optional, "2016";
        /// What the row says.
        kind: OutcomeKind => default "outcome", "outcome";
        /// What it was compared with.
        comparator: Option<String> => optional, "the same families before";
        /// Who or what was measured, and how many.
        sample: Option<String> => optional, "173 families";
        /// Id of the source.
        source: Option<At<String>> as Citation => optional, "evaluation-2017";
    }
}
