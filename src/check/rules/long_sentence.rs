//! Sentences are short enough to be read once.

use crate::check::prose::{blocks, language};
use crate::check::rule::Finding;
use crate::check::words::words;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;

pub(in crate::check) const RULE: Rule = Rule {
    code: "long-sentence",
    severity: Severity::Advice,
    what: "No sentence of a body has more than 35 words in English, or 40 in Spanish, French or Portuguese.",
    why: "Guides to plain language recommend 15 to 20 words on average and 25 to 30 at most. Only sentences far beyond that are reported, since most readers have to read these twice, and many read in a language that is not their own.",
    example: "The bin, which the city, after a trial in two districts that the council had asked for in the spring, gave to every household that had not yet had one, was emptied twice a week by a crew that had been trained for it over the winter.",
    optional: true,
    withheld_by_build: false,
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let most = match language(subject) {
        "en" => 35,
        "es" | "fr" | "pt" => 40,
        // Words of other languages may be much shorter or longer.
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    for block in blocks(subject) {
        for sentence in block.sentences() {
            let count = words(&block.text[sentence.clone()]).count();
            if count > most {
                let message = format!("this sentence has {count} words");
                found.push(
                    Finding::new(block.span(sentence), message)
                        .help("make two or three sentences of it, each with one thought"),
                );
            }
        }
    }
    found
}
