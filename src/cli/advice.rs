//! Prints advice in a condensed form: a site of a few hundred records easily gets a thousand
//! pieces.

use std::collections::{BTreeMap, BTreeSet};

use crosstown::check::RULES;
use crosstown::diagnostic::{Diagnostic, visible_in_line};

use super::report::plural;

/// How useful advice is to the author of a record: the position of its check in the list of rules.
fn rank(code: &str) -> usize {
    RULES.iter().position(|rule| rule.code == code).unwrap_or(RULES.len())
}

/// All advice, file by file, the most useful first. For each check, a file shows the first piece in
/// full and only the lines of the others.
pub(super) fn listed(given: &[&Diagnostic]) -> String {
    let mut files: BTreeMap<&str, BTreeMap<(usize, &str), Vec<&Diagnostic>>> = BTreeMap::new();
    for found in given {
        let file = found.place.as_ref().map_or("", |place| place.file.as_str());
        let checks = files.entry(file).or_default();
        checks.entry((rank(&found.code), &found.code)).or_default().push(found);
    }
    let mut text = String::new();
    for (file, checks) in files {
        text.push_str(&format!("advice on {}\n", visible_in_line(file)));
        for ((_, code), found) in checks {
            let Some((first, others)) = found.split_first() else { continue };
            let place = first.place.as_ref().filter(|place| !place.text.is_empty());
            let line = place.map_or_else(String::new, |place| format!("line {}: ", place.line));
            text.push_str(&format!("  {line}{} [{code}]\n", visible_in_line(&first.message)));
            if let Some(help) = &first.help {
                text.push_str(&format!("    = help: {}\n", visible_in_line(help)));
            }
            let lines: Vec<String> = others
                .iter()
                .filter_map(|found| Some(found.place.as_ref()?.line.to_string()))
                .collect();
            match lines.as_slice() {
                [] => {}
                [line] => text.push_str(&format!("    = also in line {line}\n")),
                lines => text.push_str(&format!("    = also in lines {}\n", lines.join(", "))),
            }
        }
        text.push('\n');
    }
    text
}

/// The number of files that each check has advice on, and how to list it.
pub(super) fn summed_up(given: &[&Diagnostic]) -> String {
    if given.is_empty() {
        return String::new();
    }
    let mut checks: BTreeMap<(usize, &str), BTreeSet<&str>> = BTreeMap::new();
    for found in given {
        let file = found.place.as_ref().map_or("", |place| place.file.as_str());
        checks.entry((rank(&found.code), &found.code)).or_default().insert(file);
    }
    let widest = checks.keys().map(|(_, code)| code.len()).max().unwrap_or_default();
    let lines: String = checks
        .iter()
        .map(|((_, code), files)| format!("  {code:<widest$}  {}\n", plural(files.len(), "file")))
        .collect();
    format!("Advice, which `crosstown check --advice` lists record by record:\n{lines}")
}
