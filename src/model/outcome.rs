//! Result rows of a practice. Their kind keeps a goal or a sum of money from ever being read as
//! an effect.

use super::choice::choice;
use super::record::record;
use super::{At, Date, Scalar};

choice! {
    /// The kind of a result.
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

record! {
    /// One result.
    Outcome, "an outcome" {
        /// What was measured.
        metric: String => required, "Adult words heard in a day";
        /// The value that was found: a number in digits, or words if the finding is not a number.
        value: Option<Scalar> => optional, "45";
        /// The value before.
        baseline: Option<Scalar> => optional, "30";
        /// Unit of `value` and `baseline`.
        unit: Option<String> => optional, "percent";
        /// When it was measured.
        as_of: Option<Date> => optional, "2016";
        /// The kind of result.
        kind: OutcomeKind => default "outcome", "outcome";
        /// What it was compared with.
        comparator: Option<String> => optional, "the same families before";
        /// Who or what was measured, and how many.
        sample: Option<String> => optional, "173 families";
        /// Id of the source.
        source: Option<At<String>> as Citation => optional, "evaluation-2017";
    }
}
