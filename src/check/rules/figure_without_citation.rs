//! Figures in the body say where they come from.

use std::collections::BTreeSet;

use crate::check::prose::{Block, blocks};
use crate::check::rule::Finding;
use crate::check::words::words;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;
use crate::source::Record;

pub(in crate::check) const RULE: Rule = Rule {
    code: "figure-without-citation",
    severity: Severity::Advice,
    what: "A paragraph of a practice with a sum, a share or a large number cites a source.",
    why: "Somebody who wants to repeat a figure in a council meeting has to know where it comes from. Years, dates and small numbers need no citation.",
    example: "sources: [{id: report, title: The first year}]\n---\n\nThe bins saved $2 million.",
    optional: true,
    withheld_by_build: false,
    find,
};

/// Numbers below this that have no unit are not figures that somebody would quote.
const LARGE: u64 = 100;

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let Record::Practice(_) = &subject.entry.record else { return Vec::new() };
    let (cited, uncited): (Vec<Block>, Vec<Block>) =
        blocks(subject).into_iter().partition(|block| block.is_cited);
    // A figure that has its citation where it is first given may be spoken of again.
    let known: BTreeSet<&str> =
        cited.iter().flat_map(|block| words(&block.text)).map(|(_, word)| word).collect();
    let said = |block: &Block| {
        let (at, figure) = figures(&block.text).find(|(_, figure)| !known.contains(figure))?;
        let message = format!("`{figure}` has no citation in its paragraph");
        let finding = Finding::new(block.span(at..at + figure.len()), message);
        Some(finding.help("put `[^id]` after it, with the id of the source that says so"))
    };
    uncited.iter().filter_map(said).collect()
}

/// The figures of a text that somebody might quote, and where they are.
fn figures(text: &str) -> impl Iterator<Item = (usize, &str)> {
    words(text).filter(|(at, word)| {
        let before = text[..*at].chars().next_back();
        let after = text[at + word.len()..].chars().find(|c| !c.is_whitespace());
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        let is_sum = before.is_some_and(|c| matches!(c, '$' | '€' | '£' | '¥' | '₹'));
        let is_share = after == Some('%');
        is_number && (is_sum || is_share || is_large(word))
    })
}

/// Whether a number without a unit is large, and no year.
fn is_large(word: &str) -> bool {
    let plain = word.replace([',', '.', ' ', '\u{a0}', '\u{202f}'], "");
    let has_separator = plain.len() < word.len();
    let Ok(number) = plain.parse::<u64>() else { return false };
    let is_year = !has_separator && (1000..2200).contains(&number);
    number >= LARGE && !is_year
}

#[cfg(test)]
mod tests {
    use super::figures;

    #[test]
    fn sums_shares_and_large_numbers_are_figures_and_years_are_not() {
        let found = |text| figures(text).map(|(_, figure)| figure).next();
        assert_eq!(found("It cost $2 million in 2014."), Some("2"));
        assert_eq!(found("Some 12 % of 3 bins."), Some("12"));
        assert_eq!(found("It reached 1,340 children."), Some("1,340"));
        assert_eq!(found("In 2014 the 3 bins of Route 66 were emptied on 15 May 2015."), None);
        assert_eq!(found("the 1990s, a 311 line"), Some("311"));
    }
}
