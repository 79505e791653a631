//! Words for values: what a reader sees where a contributor wrote a keyword.

use crate::model::{
    Attribution, ChallengeRole, ConveningStatus, Direction, Format, MentionRelation, NetworkKind,
    OutcomeKind, PreconditionKind, Rater, RecordType, Relation, Stage,
};
use crate::theme::words::Words;

/// A keyword and the words for it.
pub(super) trait Label: Sized + Copy {
    /// The section of the theme's words in which its values are keys.
    const SECTION: &'static str;

    /// The keyword, for class names and filters.
    fn word(self) -> &'static str;

    /// The words, sentence case.
    fn label(self, words: &Words) -> String {
        words.say(&format!("{}.{}", Self::SECTION, self.word()))
    }
}

macro_rules! labels {
    ($($name:ident in $section:literal),+ $(,)?) => {
        $(impl Label for $name {
            const SECTION: &'static str = $section;

            fn word(self) -> &'static str {
                self.as_str()
            }
        })+
    };
}

labels! {
    RecordType in "record-type",
    Stage in "stage",
    Direction in "direction",
    Rater in "rater",
    OutcomeKind in "outcome",
    PreconditionKind in "precondition",
    Relation in "relation",
    ChallengeRole in "role",
    MentionRelation in "mention",
    Format in "format",
    Attribution in "attribution",
    ConveningStatus in "status",
    NetworkKind in "network-kind",
}

/// What an evidence level means, in a few words (Nesta's Standards of Evidence, reworded).
#[must_use]
pub fn evidence_name(words: &Words, level: u8) -> String {
    words.say(&format!("evidence.level-{}", level.min(5)))
}

/// What an evidence level means, in a sentence.
pub(super) fn evidence_meaning(words: &Words, level: u8) -> String {
    words.say(&format!("evidence.meaning-{}", level.min(5)))
}

/// How far entries came, as the heading of a list of so many.
pub(super) fn role_title(words: &Words, role: ChallengeRole, count: usize) -> String {
    words.count(&format!("role-title.{}", role.as_str()), count)
}

/// What a stage is called.
#[must_use]
pub fn stage_label(words: &Words, stage: Stage) -> String {
    stage.label(words)
}
