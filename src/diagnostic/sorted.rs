//! Sorts findings and limits their number.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use super::{Diagnostic, Place, Severity};

/// Maximum number of findings of one kind listed for a file; the rest are counted.
pub const KEPT: usize = 20;

/// Codes of findings about a place that cannot be read as it was meant.
const UNREADABLE: [&str; 2] = ["yaml-syntax", "cut-at-comma"];

/// Number of findings collected before they are reduced.
const GATHERED: usize = 1024;

/// Adds a finding to those of a file, which may be millions.
pub fn keep(found: &mut Vec<Diagnostic>, new: Diagnostic) {
    found.push(new);
    if found.len().is_multiple_of(GATHERED) {
        sort(found);
    }
}

/// Whether another finding of this kind in this file would be listed. Only then is it worth
/// searching for what was meant, which compares with every name.
#[must_use]
pub fn is_listed(found: &[Diagnostic], code: &str) -> bool {
    found.iter().filter(|found| found.code == code).nth(KEPT).is_none()
}

/// Sorts findings by file, line and column and removes exact duplicates, so that the same content
/// gives the same report whatever the number of threads. Beyond [`KEPT`] of one kind in a file, the
/// rest become one finding with their number, at the place of the first of them.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    drop_consequences(diagnostics);
    diagnostics.sort_by(|a, b| order(a).cmp(&order(b)));
    diagnostics.dedup_by(|next, one| next == one && one.more == 0);
    let mut file = None;
    let mut seen: BTreeMap<(Cow<'static, str>, Severity), (usize, Option<usize>)> = BTreeMap::new();
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len().min(GATHERED));
    for found in mem::take(diagnostics) {
        let its_file = found.place.as_ref().map(|place| &place.file);
        if file.as_ref() != its_file {
            file = its_file.cloned();
            seen.clear();
        }
        let kind = (found.code.clone(), found.severity);
        let (listed, rest) = seen.entry(kind).or_default();
        match *rest {
            Some(at) => kept[at].more += found.more.max(1),
            None if found.more == 0 && *listed < KEPT => {
                *listed += 1;
                kept.push(found);
            }
            None => {
                *rest = Some(kept.len());
                kept.push(Diagnostic { more: found.more.max(1), ..found });
            }
        }
    }
    kept.iter_mut().filter(|found| found.more > 0).for_each(tell);
    *diagnostics = kept;
}

/// At most `most` findings, in order. If not all fit, errors come before the others.
#[must_use]
pub fn foremost(diagnostics: &[Diagnostic], most: usize) -> Vec<&Diagnostic> {
    let errors = diagnostics.iter().filter(|found| found.is_error()).count();
    let (mut errors, mut warnings) = (errors.min(most), most.saturating_sub(errors));
    let takes = |found: &&Diagnostic| {
        let left = if found.is_error() { &mut errors } else { &mut warnings };
        let one = *left > 0;
        *left = left.saturating_sub(1);
        one
    };
    diagnostics.iter().filter(takes).collect()
}

/// Removes other findings about a text that cannot be read as it was meant: once that is corrected,
/// they may no longer apply.
fn drop_consequences(diagnostics: &mut Vec<Diagnostic>) {
    let is_unreadable = |found: &Diagnostic| UNREADABLE.contains(&found.code.as_ref());
    let places = diagnostics.iter().filter(|found| is_unreadable(found));
    let places = places.filter_map(|found| found.place.as_ref());
    let spots: BTreeSet<(String, usize, usize)> =
        places.map(|place| (place.file.clone(), place.line, place.column)).collect();
    if spots.is_empty() {
        return;
    }
    let marks_one = |place: &Place| {
        let spot = |column| (place.file.clone(), place.line, column);
        spots.range(spot(place.column)..spot(place.column + place.length)).next().is_some()
    };
    diagnostics
        .retain(|found| is_unreadable(found) || !found.place.as_ref().is_some_and(marks_one));
}

fn order(found: &Diagnostic) -> impl Ord + '_ {
    let place = found.place.as_ref().map(|place| (place.file.as_str(), place.line, place.column));
    (place, found.severity, found.code.as_ref(), found.more, found.message.as_str())
}

/// Turns a finding into one that counts the rest of its kind.
fn tell(found: &mut Diagnostic) {
    let place = if found.place.is_some() { " in this file" } else { "" };
    found.message = match found.more {
        1 => format!("there is one more finding of this kind{place}"),
        more => format!("there are {more} more findings of this kind{place}"),
    };
    found.label = (found.more > 1).then(|| "the first of them".to_owned());
    found.help = None;
    found.note = None;
    found.replacement = None;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::count;

    fn at(file: &str, line: usize, code: &'static str) -> Diagnostic {
        let place = Place { line, ..Place::file(file) };
        Diagnostic::error(code, place, format!("in line {line}"))
    }

    #[test]
    fn beyond_the_first_ones_findings_of_a_kind_are_counted() {
        let mut found: Vec<Diagnostic> =
            (1..=100).rev().map(|line| at("a.md", line, "one")).collect();
        found.extend([at("a.md", 50, "two"), at("b.md", 3, "one"), at("b.md", 3, "one")]);
        sort(&mut found);
        assert_eq!(found.len(), KEPT + 3);
        assert_eq!(found[KEPT].more, 80);
        assert_eq!(found[KEPT].place.as_ref().map(|place| place.line), Some(21));
        assert_eq!(count(&found).errors, 102, "of those that are the same only one counts");
        let again = found.clone();
        sort(&mut found);
        assert_eq!(found, again);
    }

    #[test]
    fn where_not_all_are_shown_errors_come_first() {
        let warning = |line| Diagnostic { severity: Severity::Warning, ..at("a.md", line, "one") };
        let all = [warning(1), at("a.md", 2, "one"), warning(3), at("a.md", 4, "one")];
        let lines = |most| -> Vec<usize> {
            let shown = foremost(&all, most).into_iter();
            shown.filter_map(|found| Some(found.place.as_ref()?.line)).collect()
        };
        assert_eq!([lines(1), lines(3), lines(9)], [vec![2], vec![1, 2, 4], vec![1, 2, 3, 4]]);
    }

    #[test]
    fn it_makes_no_difference_when_they_are_counted() {
        let all = || (1..=5000).map(|line| at("a.md", line * 7919 % 5003, "one"));
        let (mut one_by_one, mut at_once) = (Vec::new(), all().collect());
        for new in all() {
            keep(&mut one_by_one, new);
        }
        assert!(one_by_one.len() < 2 * GATHERED);
        assert!(!is_listed(&one_by_one, "one") && is_listed(&one_by_one, "two"));
        sort(&mut one_by_one);
        sort(&mut at_once);
        assert_eq!(one_by_one, at_once);
    }
}
