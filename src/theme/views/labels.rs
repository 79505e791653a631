//! Labels of keywords, which readers see in place of what contributors wrote.

use crate::model::Words as Fixed;
use crate::model::{
    Attribution, ChallengeRole, Choice, ConveningStatus, Direction, Format, MentionRelation,
    NetworkKind, OutcomeKind, PreconditionKind, Rater, RecordType, Relation, SessionStatus, Stage,
    TESTED,
};
use crate::theme::words::Words;

/// A keyword with a label.
pub(super) trait Keyword: Sized + Copy {
    /// The section of the theme's words that has its values as keys.
    const SECTION: &'static str;

    /// The keyword, for class names and filters.
    fn keyword(self) -> &'static str;

    /// The label, in sentence case.
    fn label(self, words: &Words) -> String {
        words.translate(&format!("{}.{}", Self::SECTION, self.keyword()))
    }
}

macro_rules! labels {
    ($($name:ident in $section:literal),+ $(,)?) => {
        $(impl Keyword for $name {
            const SECTION: &'static str = $section;

            fn keyword(self) -> &'static str {
                self.as_str()
            }
        })+

        /// The sections of the theme's words with labels for fixed sets of words.
        const SECTIONS: &[(&Fixed, &str)] = &[$((<$name as Choice>::WORDS, $section)),+];
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
    SessionStatus in "session-status",
    NetworkKind in "network-kind",
}

/// The label of one of a fixed set of words; the word itself if the set has no labels.
pub(super) fn of_fixed(words: &Words, set: &Fixed, word: &str) -> String {
    let section = SECTIONS.iter().find(|(known, _)| *known == set);
    section.map_or_else(|| word.to_owned(), |(_, name)| words.translate(&format!("{name}.{word}")))
}

/// What an evidence level means, in a few words (Nesta's Standards of Evidence, reworded).
pub(super) fn evidence_name(words: &Words, level: u8) -> String {
    words.translate(&format!("evidence.level-{}", level.min(5)))
}

/// Which way the evidence points, shown beside the level: a level says how well an effect is known,
/// and never that there was one. `None` if it is not rated.
pub(super) fn evidence_direction(words: &Words, level: u8, direction: Direction) -> Option<String> {
    let label = direction.label(words);
    match (level, direction) {
        (0, Direction::Unknown) => None,
        (_, Direction::Unknown) | (TESTED.., _) => Some(label),
        _ => Some(words.fill("evidence.reported", &[("direction", &label)])),
    }
}

/// What an evidence level means and what was found, in a sentence each.
pub(super) fn evidence_meaning(words: &Words, level: u8, direction: Direction) -> String {
    let meaning = words.translate(&format!("evidence.meaning-{}", level.min(5)));
    let found = match (level, direction) {
        (0, Direction::Unknown) => return meaning,
        (TESTED.., _) => "found",
        _ => "said",
    };
    let found = words.translate(&format!("evidence.{found}-{}", direction.as_str()));
    format!("{meaning} {found}")
}

/// The level and the direction in one line: `3 of 5: tested against a comparison group · no effect`.
#[must_use]
pub fn evidence_line(words: &Words, level: u8, direction: Direction) -> String {
    let name = evidence_name(words, level);
    let level_words = match level {
        0 => name,
        _ => {
            let values = [("level", level.to_string()), ("label", name.to_lowercase())];
            words.fill("evidence.of", &values.each_ref().map(|(key, value)| (*key, value.as_str())))
        }
    };
    match evidence_direction(words, level, direction) {
        Some(direction) => format!("{level_words} · {}", direction.to_lowercase()),
        None => level_words,
    }
}

/// The label of a direction.
#[must_use]
pub fn direction_label(words: &Words, direction: Direction) -> String {
    direction.label(words)
}

/// How far entries got, as the heading of a list of `count` entries.
pub(super) fn role_title(words: &Words, role: ChallengeRole, count: usize) -> String {
    words.count(&format!("role-title.{}", role.as_str()), count)
}

/// The label of a stage.
#[must_use]
pub fn stage_label(words: &Words, stage: Stage) -> String {
    stage.label(words)
}
