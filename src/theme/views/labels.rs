//! Words for values: what a reader sees where a contributor wrote a keyword.

use crate::model::{
    Attribution, ChallengeRole, ConveningStatus, Direction, Format, MentionRelation, NetworkKind,
    OutcomeKind, PreconditionKind, Rater, RecordType, Relation, Sphere, Stage,
};

/// A keyword and the words for it.
pub(super) trait Label {
    /// The words, sentence case.
    fn label(self) -> &'static str;
    /// The keyword, for class names and filters.
    fn word(self) -> &'static str;
}

macro_rules! labels {
    ($($name:ident { $($variant:ident => $label:literal),+ $(,)? })+) => {
        $(impl Label for $name {
            fn label(self) -> &'static str {
                match self { $($name::$variant => $label),+ }
            }

            fn word(self) -> &'static str {
                self.as_str()
            }
        })+
    };
}

labels! {
    RecordType {
        Practice => "Practice",
        ChallengeEntry => "Challenge entry",
        Adaptation => "Adaptation",
    }
    Stage {
        Proposed => "Proposed only",
        Pilot => "Pilot",
        Operating => "Operating",
        Scaled => "Scaled",
        Paused => "Paused",
        Ended => "Ended",
        Replaced => "Replaced",
        Unknown => "Present state unknown",
    }
    Direction {
        Positive => "Positive results",
        Mixed => "Mixed results",
        None => "No effect found",
        Negative => "Negative results",
        Unknown => "Effect unclear",
    }
    Rater {
        Self_ => "The city or its partners",
        Editor => "An editor of this site",
        External => "An outside rater",
    }
    OutcomeKind {
        Outcome => "Outcome",
        Output => "Output",
        Context => "Context",
        Target => "Target",
        Money => "Money",
    }
    PreconditionKind {
        Legal => "Legal",
        Data => "Data",
        Staff => "Staff",
        Money => "Money",
        Political => "Political",
        Technical => "Technical",
        Partner => "Partners",
    }
    Relation {
        Adapts => "Adapts it",
        Replicates => "Replicates it",
        InspiredBy => "Inspired by it",
    }
    ChallengeRole {
        Entry => "Entry",
        Finalist => "Finalist",
        Champion => "Champion city",
        Winner => "Winner",
        GrandWinner => "Grand prize winner",
    }
    MentionRelation {
        Presented => "Presented",
        Compared => "Compared with others",
        Criticised => "Criticised",
        AskedFor => "Asked for",
    }
    Format {
        Panel => "Panel",
        Workshop => "Workshop",
        Clinic => "Clinic",
        SiteVisit => "Site visit",
        Plenary => "Plenary",
        Webinar => "Webinar",
    }
    Attribution {
        Public => "Public",
        ChathamHouse => "Chatham House Rule",
        CitiesOnly => "For cities only",
    }
    ConveningStatus {
        Planned => "Planned",
        Held => "Held",
        Final => "Final record",
    }
    NetworkKind {
        Peer => "Peer network",
        Philanthropy => "Philanthropy",
        Intergovernmental => "Intergovernmental body",
        Research => "Research centre",
        Association => "Association",
        NonProfit => "Non-profit",
        Government => "Government body",
    }
    Sphere {
        Operations => "Operations",
        Capital => "Capital",
        CollectiveImpact => "Collective impact",
    }
}

/// What an evidence level means, in a few words (Nesta's Standards of Evidence, reworded).
pub(super) fn evidence_label(level: u8) -> &'static str {
    match level {
        0 => "Not rated",
        1 => "Described",
        2 => "Measured change",
        3 => "Shown to cause change",
        4 => "Confirmed independently",
        _ => "Confirmed in several places",
    }
}

/// What an evidence level means, in a sentence.
pub(super) fn evidence_meaning(level: u8) -> &'static str {
    match level {
        0 => "Only proposed, or nobody has rated the evidence yet.",
        1 => "There is an account of what it is meant to change and why it should.",
        2 => "Figures show a change, but not that the practice caused it.",
        3 => "A study with a comparison shows that the practice caused the change.",
        4 => "An independent study has confirmed it.",
        _ => "It has been confirmed, and other places have had results with it.",
    }
}

/// How far entries came, as the heading of a list of so many.
pub(super) fn role_title(role: ChallengeRole, count: usize) -> &'static str {
    match (role, count) {
        (_, 1) => role.label(),
        (ChallengeRole::Entry, _) => "Entries",
        (ChallengeRole::Finalist, _) => "Finalists",
        (ChallengeRole::Champion, _) => "Champion cities",
        (ChallengeRole::Winner, _) => "Winners",
        (ChallengeRole::GrandWinner, _) => "Grand prize winners",
    }
}

/// What a stage is called.
#[must_use]
pub fn stage_label(stage: Stage) -> &'static str {
    stage.label()
}

/// What an evidence level is called.
#[must_use]
pub fn evidence_name(level: u8) -> &'static str {
    evidence_label(level)
}
