//! Why a brief was not set.

/// Why a brief was not set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// The reason, as the end of a sentence.
    pub(super) why: String,
    /// Whether the program is at fault, and not the brief.
    pub(super) is_of_program: bool,
}

impl Fault {
    /// A fault of the program.
    pub(super) fn of_program(why: &str) -> Fault {
        Fault { why: why.to_owned(), is_of_program: true }
    }

    /// A fault of the brief.
    pub(super) fn of_brief(why: &str) -> Fault {
        Fault { why: why.to_owned(), is_of_program: false }
    }
}
