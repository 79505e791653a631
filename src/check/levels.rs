//! The level of each check on a site, and the findings that a record accepts.

use std::collections::BTreeMap;

use super::{RULES, Rule};
use crate::diagnostic::{Diagnostic, Severity, nearest};
use crate::model::{At, CheckSettings, SourceFile};
use crate::source::{Content, Entry};

/// The rules that are applied, each at the level that it has on this site.
pub(super) fn active(settings: &CheckSettings, with_advice: bool) -> Vec<Rule> {
    let set: BTreeMap<&str, Option<Severity>> = lists(settings)
        .flat_map(|(level, codes)| codes.iter().map(move |code| (code.as_str(), level)))
        .collect();
    let level = |rule: &Rule| match set.get(rule.code) {
        Some(level) if rule.optional => *level,
        _ => Some(rule.severity),
    };
    let leveled = RULES.iter().filter_map(|rule| Some(Rule { severity: level(rule)?, ..*rule }));
    leveled.filter(|rule| with_advice || rule.severity != Severity::Advice).collect()
}

/// The lists of `checks`, each with the level of what it lists.
fn lists(settings: &CheckSettings) -> impl Iterator<Item = (Option<Severity>, &[At<String>])> {
    let CheckSettings { error, warning, advice, off } = settings;
    [
        (Some(Severity::Error), error.as_slice()),
        (Some(Severity::Warning), warning),
        (Some(Severity::Advice), advice),
        (None, off),
    ]
    .into_iter()
}

/// Findings about the names of checks in `site.yaml`.
pub(super) fn misnamed(content: &Content) -> Vec<Diagnostic> {
    let Some(file) = &content.config_file else { return Vec::new() };
    let mut seen = BTreeMap::new();
    let mut found = Vec::new();
    for (level, code) in lists(&content.config.checks)
        .flat_map(|(level, codes)| codes.iter().map(move |code| (level, code)))
    {
        found.extend(unfit(file, code, "have another level"));
        if seen.insert(code.as_str(), level).is_some() {
            let message = format!("the check `{}` is listed twice", code.value);
            let twice = Diagnostic::error("check-twice", file.place(code.span), message);
            found.push(twice.help("list it once, under the level that it is to have"));
        }
    }
    found
}

/// A finding if this is not the name of a check that may be `changed`.
fn unfit(file: &SourceFile, code: &At<String>, changed: &str) -> Option<Diagnostic> {
    let error =
        |message: String| Diagnostic::error("unknown-check", file.place(code.span), message);
    match RULES.iter().find(|rule| rule.code == code.value) {
        None => {
            let found = error(format!("there is no check `{}`", code.value));
            Some(match nearest(code, RULES.iter().map(|rule| rule.code)) {
                Some(near) => found.did_you_mean(Some(near)).replaced_by(near),
                None => found.help("`docs/checks.md` lists them"),
            })
        }
        Some(rule) if !rule.optional => {
            let found = error(format!("the check `{}` cannot {changed}", code.value));
            Some(found.help("it protects people, or what levels of evidence mean, on every site"))
        }
        Some(_) => None,
    }
}

/// Removes the findings that a record accepts. With `judged`, an exception that accepts nothing is
/// a finding, too.
pub(super) fn accepted(entry: &Entry, found: Vec<Diagnostic>, judged: bool) -> Vec<Diagnostic> {
    let allowances = entry.record.allowances();
    if allowances.is_empty() {
        return found;
    }
    let is_optional = |code: &str| RULES.iter().any(|rule| rule.code == code && rule.optional);
    let allows = |found: &Diagnostic| {
        is_optional(&found.code) && allowances.iter().any(|one| one.check.value == found.code)
    };
    let (gone, mut kept): (Vec<_>, Vec<_>) = found.into_iter().partition(allows);
    for allowance in allowances {
        let code = &allowance.check;
        if let Some(unfit) = unfit(&entry.file, code, "be accepted in a record") {
            kept.push(unfit);
        } else if judged && !gone.iter().any(|found| found.code == code.value) {
            let message = format!("there is no finding of `{}` to accept any more", code.value);
            let place = entry.file.place(code.span);
            let needless = Diagnostic::warning("needless-allowance", place, message);
            kept.push(Diagnostic {
                severity: Severity::Advice,
                ..needless.help("remove this entry of `allow`")
            });
        }
    }
    kept
}
