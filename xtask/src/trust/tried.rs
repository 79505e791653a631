//! The number of cases that a suite has run.

/// The number of cases or tests that a suite has run.
pub(super) struct Tried {
    pub(super) number: u64,
    /// `cases`, or `tests` if the suite does not count cases.
    pub(super) unit: &'static str,
}

impl Tried {
    pub(super) fn in_words(&self) -> String {
        let digits = self.number.to_string();
        let from = |at: usize| at > 0 && (digits.len() - at).is_multiple_of(3);
        let grouped: String = digits
            .char_indices()
            .flat_map(|(at, digit)| from(at).then_some(',').into_iter().chain([digit]))
            .collect();
        let unit = if self.number == 1 { self.unit.trim_end_matches('s') } else { self.unit };
        format!("{grouped} {unit}")
    }
}
