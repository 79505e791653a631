//! Unknown names in templates: filters, tests, functions, components, blocks, templates.
//!
//! Tera finds all of them at once and reports them in one text, one after the other:
//!
//! ```text
//! error: Unknown filter `uper`
//!  --> city.html:2:7
//!   |
//! 2 | <p>{{ record.title | uper }}</p>
//!   |       ^^^^
//! ```

use super::files::Theme;
use crate::diagnostic::{Diagnostic, LineIndex, Place, Span, nearest};

/// The findings in such a text, one for each unknown name; none if it is not such a text.
pub(super) fn findings(theme: &Theme, text: &str) -> Vec<Diagnostic> {
    let reports = text.split("error: ").skip(1);
    let found = reports.filter_map(|report| finding(theme, report)).collect();
    once_each(found).into_iter().map(|found| advised(theme, found)).collect()
}

/// One finding for each message, at its first place, with the number of the others.
pub(super) fn once_each(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.sort_by(|a, b| (&a.message, &a.place).cmp(&(&b.message, &b.place)));
    found.dedup_by(|next, one| next.message == one.message && next.place == one.place);
    let same = found.chunk_by(|a, b| a.message == b.message);
    same.filter_map(|same| {
        let (first, others) = same.split_first()?;
        let second = others.first().and_then(|found| found.place.as_ref());
        let at = second.map(|place| format!("{}:{}:{}", place.file, place.line, place.column));
        Some(match (at, others.len()) {
            (Some(at), 1) => first.clone().note(format!("the same in one more place: {at}")),
            (Some(at), more) => {
                first.clone().note(format!("the same in {more} more places; the next is {at}"))
            }
            (None, _) => first.clone(),
        })
    })
    .collect()
}

fn finding(theme: &Theme, report: &str) -> Option<Diagnostic> {
    let mut lines = report.lines();
    let message = lines.next()?;
    let at = lines.next()?.trim_start().strip_prefix("--> ")?;
    let mut parts = at.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let underlined = lines.nth(2).unwrap_or_default().matches('^').count();
    let place = in_line(theme, name, line, column, underlined);
    Some(Diagnostic::error("template-unknown", place, lower(message)))
}

/// The finding with the name that was probably meant.
fn advised(theme: &Theme, found: Diagnostic) -> Diagnostic {
    let wanted = found.message.split('`').nth(1).unwrap_or_default().to_owned();
    let mut known = known(theme, &found.message);
    known.retain(|name| *name != wanted);
    found.did_you_mean(nearest(&wanted, known.iter().map(String::as_str)))
}

/// The place of `length` characters of a template. Line and column count from 1, columns in
/// characters.
fn in_line(theme: &Theme, name: &str, line: usize, column: usize, length: usize) -> Place {
    let file = theme.template_path(name);
    let Some(template) = theme.templates.get(name) else { return Place::file(file) };
    let text = String::from_utf8_lossy(&template.bytes);
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let end = |count: usize| {
        text[start..].char_indices().nth(count).map_or(text.len(), |(at, _)| start + at)
    };
    let (from, to) = (end(column - 1), end(column - 1 + length.max(1)));
    LineIndex::new(&text).place(&file, Span::new(from..to))
}

/// The names of the kind that a message is about, of which one may have been meant.
fn known(theme: &Theme, message: &str) -> Vec<String> {
    match message.split(" `").next() {
        Some("unknown filter") => ["translate", "time", "link"].map(str::to_owned).into(),
        Some("unknown component") => all_declared(theme, "component "),
        Some("unknown template") => theme.templates.keys().cloned().collect(),
        Some("block") => all_declared(theme, "block "),
        _ => Vec::new(),
    }
}

/// The names declared by tags that begin with `word`, in all templates.
fn all_declared(theme: &Theme, word: &str) -> Vec<String> {
    let texts = theme.templates.values().map(|file| String::from_utf8_lossy(&file.bytes));
    texts.flat_map(|text| declared(&text, word)).collect()
}

/// The names declared by tags that begin with `word` in a text: `card` in
/// `{% component card(item) %}`, if `word` is `component `.
pub(super) fn declared(text: &str, word: &str) -> Vec<String> {
    let tags = text.split("{%").skip(1).map(|tag| tag.trim_start_matches(['-', ' ']));
    let named = tags.filter_map(|tag| {
        let name = tag.strip_prefix(word)?.trim_start();
        let end = name.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(name.len());
        Some(name[..end].to_owned())
    });
    named.collect()
}

/// The place where a template first names another one, as in `{% extends "base.html" %}`.
pub(super) fn place_of_name(theme: &Theme, template: &str, named: &str) -> Option<Place> {
    let text = String::from_utf8_lossy(&theme.templates.get(template)?.bytes).into_owned();
    let quoted = [format!("\"{named}\""), format!("'{named}'")];
    let at = quoted.iter().filter_map(|quoted| text.find(quoted.as_str())).min()?;
    let span = Span::new(at + 1..at + 1 + named.len());
    Some(LineIndex::new(&text).place(&theme.template_path(template), span))
}

/// The place of the name in a template's tag: of `card` in `{% component card`.
pub(super) fn place_of_tag(theme: &Theme, template: &str, word: &str, name: &str) -> Place {
    let file = theme.template_path(template);
    let Some(found) = theme.templates.get(template) else { return Place::file(file) };
    let text = String::from_utf8_lossy(&found.bytes);
    let Some(at) = text.find(&format!("{word} {name}")) else { return Place::file(file) };
    let start = at + word.len() + 1;
    LineIndex::new(&text).place(&file, Span::new(start..start + name.len()))
}

/// One of Tera's messages in the style of ours: in lower case at its start, without a full stop.
pub(super) fn lower(message: &str) -> String {
    let mut letters = message.trim_end_matches('.').chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
