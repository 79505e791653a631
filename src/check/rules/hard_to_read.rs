//! Texts are no harder to read than they need to be.

use crate::check::prose::{blocks, language};
use crate::check::reading::lix;
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;

pub(in crate::check) const RULE: Rule = Rule {
    code: "hard-to-read",
    severity: Severity::Advice,
    what: "A body has a LIX of at most 55 in English, or 60 in Spanish, French or Portuguese.",
    why: "LIX, Björnsson's readability index, is the mean number of words in a sentence plus the share in percent of words with more than six letters. It works in any language with an alphabet and needs no list of words. Newspapers have some 45, laws more than 60. It says nothing about what a text means: a text that is hard for a reason can be an exception.",
    example: "Interdepartmental coordination mechanisms notwithstanding, implementation responsibilities regarding infrastructure maintenance remained insufficiently operationalised.",
    optional: true,
    withheld_by_build: false,
    find,
};

/// Texts with fewer words are too short to be judged.
const SHORTEST: usize = 100;

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let most = match language(subject) {
        "en" => 55.0,
        "es" | "fr" | "pt" => 60.0,
        _ => return Vec::new(),
    };
    let blocks = blocks(subject);
    let sentences = blocks.iter().flat_map(|block| block.sentences().map(|part| &block.text[part]));
    let Some((lix, words)) = lix(sentences) else { return Vec::new() };
    if words < SHORTEST || lix <= most {
        return Vec::new();
    }
    let message =
        format!("the body is hard to read: its LIX is {lix:.0}, where newspapers have 45");
    vec![
        Finding::new(subject.entry.front, message)
            .help("write shorter sentences and plainer words"),
    ]
}
