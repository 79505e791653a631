//! Acronyms are explained where they are first used.

use std::collections::BTreeSet;

use crate::check::prose::{Block, blocks};
use crate::check::rule::Finding;
use crate::check::words::words;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;

pub(in crate::check) const RULE: Rule = Rule {
    code: "unexplained-acronym",
    severity: Severity::Advice,
    what: "An acronym is written out at its first use, as in “randomised controlled trial (RCT)”.",
    why: "Readers come from other cities and other countries, where nobody knows the name of an office or a programme by its initials.",
    example: "The DSNY empties the bins. The DSNY also counts them.",
    optional: true,
    withheld_by_build: false,
    find,
};

/// Acronyms that are better known than what they stand for.
const KNOWN: [&str; 50] = [
    "AIDS", "API", "BBC", "CCTV", "CEO", "COVID", "CSV", "DNA", "DVD", "FAQ", "GDP", "GIS", "GPS",
    "HIV", "HTML", "HTTP", "IBM", "JSON", "LED", "MIT", "NASA", "NATO", "NGO", "OCDE", "OECD",
    "ONG", "ONU", "PDF", "PIB", "PIN", "RSS", "SIG", "SIM", "SMS", "SQL", "SUV", "UNESCO",
    "UNICEF", "URL", "USA", "USB", "USD", "VAT", "VIH", "VIP", "WIFI", "XML", "YAML", "YMCA",
    "ZIP",
];

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let blocks = blocks(subject);
    let all: String = blocks.iter().flat_map(|block| [block.text.as_str(), "\n"]).collect();
    let record = &subject.entry.record;
    let known = format!("{} {}", record.title(), record.summary());
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for block in &blocks {
        for (at, word) in words(&block.text).filter(|(_, word)| is_acronym(word)) {
            let is_new = told.insert(word.to_owned());
            if is_new && !is_explained(word, &all) && !is_explained(word, &known) {
                found.push(said(block, at, word));
            }
        }
    }
    found
}

fn said(block: &Block, at: usize, word: &str) -> Finding {
    let message = format!("`{word}` is not explained");
    Finding::new(block.span(at..at + word.len()), message)
        .help(format!("write it out at its first use, with `({word})` after it"))
}

/// Three to six capitals, perhaps with digits, which not everybody knows.
fn is_acronym(word: &str) -> bool {
    let capitals = word.chars().filter(char::is_ascii_uppercase).count();
    let fits = word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    // A numeral, such as XXI.
    let is_roman = word.bytes().all(|byte| b"IVXLC".contains(&byte));
    fits && (3..=6).contains(&capitals) && word.len() <= 6 && !KNOWN.contains(&word) && !is_roman
}

/// Whether the text has the acronym in brackets, what it stands for in brackets after it, or words
/// with its initials.
fn is_explained(acronym: &str, text: &str) -> bool {
    let in_brackets =
        text.contains(&format!("({acronym})")) || text.contains(&format!("{acronym} ("));
    let initials: String = words(text)
        .filter(|(_, word)| word.chars().count() > 3 || word.starts_with(char::is_uppercase))
        .filter_map(|(_, word)| word.chars().next())
        .flat_map(char::to_uppercase)
        .collect();
    in_brackets || initials.contains(acronym)
}
