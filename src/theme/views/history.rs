//! What has changed in a record, in words.

use serde::Serialize;

use super::labels;
use super::localized::{DateView, Localized};
use crate::address::encode_path;
use crate::history::{Change, Fact, How, Part, RecordHistory, Version};
use crate::site::Meta;
use crate::theme::words::Words;

/// Digits of a commit's id that readers see: enough to tell all commits of a repository apart.
const DIGITS: usize = 10;

/// What has changed in a record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HistoryView {
    /// The day of its last change.
    pub last: DateView,
    /// Its versions, the latest first; none if only that day may be published.
    pub versions: Vec<VersionView>,
    /// Whether there were others before them.
    pub has_more: bool,
    /// The day up to which nothing is known, in words, if the site was built from a shallow clone.
    pub since: Option<String>,
}

/// A version of a record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VersionView {
    /// The beginning of the id of its commit.
    pub commit: String,
    /// The permanent address of its text, if the repository has one.
    pub url: Option<String>,
    /// The day in UTC on which it was made.
    pub date: DateView,
    /// How it differs from the version before, a line each.
    pub changes: Vec<String>,
}

/// The history of the record in a file.
#[must_use]
pub fn history(site: Localized<'_>, meta: &Meta) -> Option<HistoryView> {
    let RecordHistory { last, versions, has_more } = site.history.of(&meta.path)?;
    let since = site.history.since.filter(|_| *has_more && !versions.is_empty());
    Some(HistoryView {
        last: site.date(*last),
        versions: versions.iter().map(|version| shown(site, version)).collect(),
        has_more: *has_more,
        since: since.map(|date| site.words.date(date)),
    })
}

/// The latest version of the file at `meta`, if it has the text whose Git id begins with `text`.
#[must_use]
pub(super) fn version(site: Localized<'_>, meta: &Meta, text: &str) -> Option<VersionView> {
    let latest = site.history.of(&meta.path)?.versions.first()?;
    latest.text.starts_with(text).then(|| shown(site, latest))
}

fn shown(site: Localized<'_>, version: &Version) -> VersionView {
    let address = |repository: &str| {
        let (repository, path) = (repository.trim_end_matches('/'), encode_path(&version.path));
        format!("{repository}/blob/{}/{path}", version.commit)
    };
    VersionView {
        commit: version.commit.chars().take(DIGITS).collect(),
        url: site.config.repository.as_ref().map(|repository| address(&repository.url)),
        date: site.date(version.date),
        changes: lines(site.words, &version.changes),
    }
}

/// How a version differs from the one before, a line each.
#[must_use]
pub fn change_lines(site: Localized<'_>, version: &Version) -> Vec<String> {
    lines(site.words, &version.changes)
}

/// The changes, a line each; parts of the text with the same change share one.
fn lines(words: &Words, changes: &[Change]) -> Vec<String> {
    let mut lines: Vec<(String, String)> = Vec::new();
    for change in changes {
        let (of, what) = in_words(words, change);
        let is_text = matches!(
            change,
            Change::Field(_, How::Revised | How::Rewritten)
                | Change::Section(_, How::Revised | How::Rewritten)
        );
        match lines.iter_mut().find(|(_, other)| is_text && *other == what) {
            Some((names, _)) => names.push_str(&format!(", {of}")),
            None => lines.push((of, what)),
        }
    }
    let line = |(of, what): (String, String)| match of.as_str() {
        "" => what,
        of => words.fill("changed.line", &[("of", of), ("what", &what)]),
    };
    lines.into_iter().map(line).collect()
}

/// What has changed, and how. If there is no field or section to name, the first text is empty.
fn in_words(words: &Words, change: &Change) -> (String, String) {
    let whole = |text: String| (String::new(), text);
    match change {
        Change::Added => whole(words.translate("changed.new")),
        Change::Moved => whole(words.translate("changed.moved")),
        Change::Form => whole(words.translate("changed.form")),
        Change::Translated(lang) => {
            let key = format!("tongue.{lang}");
            let name = words.get(&key).map(|_| words.translate(&key));
            let name = name.as_deref().unwrap_or(lang);
            whole(words.fill("changed.translated", &[("language", name)]))
        }
        Change::Field(path, how) => {
            let is_level = path == &["evidence", "level"];
            let shown = |fact: &Fact| match fact {
                #[expect(clippy::cast_possible_truncation, reason = "0 to 5")]
                #[expect(clippy::cast_sign_loss, reason = "0 to 5")]
                Fact::Number(level) if is_level => {
                    labels::evidence_name(words, *level as u8).to_lowercase()
                }
                other => value(words, other),
            };
            (field(words, path), how_in_words(words, how, shown))
        }
        Change::Section(part, how) => {
            let name = match part {
                Part::Opening => words.translate("changed.opening"),
                Part::Named(heading) => heading.clone(),
                Part::Gone => words.translate("changed.other"),
            };
            (name, how_in_words(words, how, |fact| value(words, fact)))
        }
    }
}

/// The name of a field; as it is written, if the theme's words have none.
fn field(words: &Words, path: &[&str]) -> String {
    let key = format!("field.{}", path.join("-").replace('_', "-"));
    match words.get(&key) {
        Some(_) => words.translate(&key),
        None => path.join(", "),
    }
}

fn value(words: &Words, fact: &Fact) -> String {
    match fact {
        Fact::Word(set, word) => labels::of_fixed(words, set, word).to_lowercase(),
        Fact::Number(number) => words.figure(*number),
        Fact::Year(year) => year.to_string(),
        Fact::Date(date) => words.date(*date),
    }
}

fn how_in_words(words: &Words, how: &How, value: impl Fn(&Fact) -> String) -> String {
    match how {
        How::Added => words.translate("changed.added"),
        How::Removed => words.translate("changed.removed"),
        How::Changed => words.translate("changed.changed"),
        How::Revised => words.translate("changed.revised"),
        How::Rewritten => words.translate("changed.rewritten"),
        How::Values(old, new) => {
            words.fill("changed.from-to", &[("old", &value(old)), ("new", &value(new))])
        }
        How::Items { added, removed, changed } => {
            let counts = [("added", added), ("removed", removed), ("changed", changed)];
            let counts = counts.into_iter().filter(|(_, count)| **count > 0);
            let said =
                counts.map(|(what, count)| words.count(&format!("changed.items-{what}"), *count));
            said.collect::<Vec<_>>().join(", ")
        }
    }
}
