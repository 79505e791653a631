//! Exceptions from checks, which a record states with a reason.

use super::At;
use super::record::record;

record! {
    /// A check whose findings are accepted in this record.
    Allowance, "an exception from a check" {
        /// Name of the check, as its findings show it.
        check: At<String> => required, "heading-order";
        /// Why it does not apply here.
        reason: String as Paragraph => required, "The annex keeps the headings of the law.";
    }
}
