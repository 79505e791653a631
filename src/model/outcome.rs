//! Result rows of a practice. Their kind keeps a goal or a sum of money from ever being read as
//! an effect.

use serde::{Serialize, Serializer};

use super::choice::choice;
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

/// One row of results.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// What was measured.
    pub metric: String,
    /// What was found.
    pub value: Option<Scalar>,
    /// What it was before.
    pub baseline: Option<Scalar>,
    /// Unit of value and baseline.
    pub unit: Option<String>,
    /// When it was found.
    pub as_of: Option<Date>,
    /// What the row says; an outcome unless said otherwise.
    pub kind: OutcomeKind,
    /// What it was compared with.
    pub comparator: Option<String>,
    /// Who or what was measured, and how many.
    pub sample: Option<String>,
    /// Id of the source.
    pub source: Option<At<String>>,
    /// Where the row stands.
    #[serde(skip)]
    pub span: crate::diagnostic::Span,
}
