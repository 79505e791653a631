//! Template errors as diagnostics: template, line, column, and the record being rendered.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use tera::{Error, ErrorKind, ReportError, Tera};

use super::files::Theme;
use super::unresolved;
use crate::diagnostic::{Diagnostic, LineIndex, Place, Span, nearest};

/// A template that failed for one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderFailure {
    diagnostic: Diagnostic,
    of: String,
}

impl RenderFailure {
    pub(super) fn new(theme: &Theme, template: &str, error: &Error, of: &str) -> RenderFailure {
        RenderFailure { diagnostic: diagnostic(theme, template, error), of: of.to_owned() }
    }
}

/// One finding for each fault, with its first place, the first page it occurs on, and the number of
/// other places and pages: an unknown name in a template is one fault, however many templates and
/// pages use it.
#[must_use]
pub fn summarize(failures: Vec<RenderFailure>) -> Vec<Diagnostic> {
    let mut pages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut found = Vec::new();
    for RenderFailure { diagnostic, of } in failures {
        pages.entry(diagnostic.message.clone()).or_default().insert(of);
        found.push(diagnostic);
    }
    let said = |found: Diagnostic| {
        let pages = &pages[&found.message];
        let first = pages.first().map(String::as_str).unwrap_or_default();
        let while_rendering = match pages.len() {
            0 | 1 => format!("while rendering {first}"),
            2 => format!("while rendering {first} and one other page"),
            many => format!("while rendering {first} and {} other pages", many - 1),
        };
        let note = match &found.note {
            Some(places) => format!("{while_rendering}; {places}"),
            None => while_rendering,
        };
        found.note(note)
    };
    unresolved::once_each(found).into_iter().map(said).collect()
}

/// All templates that do not parse. Tera stops at the first, so if parsing fails, each is tried
/// separately.
pub(super) fn all_syntax_errors(
    theme: &Theme,
    texts: &[(&str, Cow<'_, str>)],
    bare: &Tera,
    first: &Error,
) -> Vec<Diagnostic> {
    let alone = texts.iter().filter_map(|(name, text)| {
        let mut alone = Tera::new();
        alone.register_from(bare);
        let error = alone.add_raw_template(name, text).err()?;
        matches!(error.kind(), ErrorKind::SyntaxError(_)).then(|| diagnostic(theme, name, &error))
    });
    let found: Vec<Diagnostic> = alone.collect();
    if !found.is_empty() {
        return found;
    }
    match first.kind() {
        ErrorKind::Msg(text) => {
            let found = unresolved::findings(theme, text);
            if found.is_empty() { vec![told(theme, text)] } else { found }
        }
        _ => vec![diagnostic(theme, "", first)],
    }
}

/// A fault that concerns several templates, such as a component defined twice. Tera reports it only
/// as text, which names the files.
fn told(theme: &Theme, text: &str) -> Diagnostic {
    let named: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    let own = |name: &&&str| theme.templates.get(**name).is_some_and(|file| !file.is_built_in());
    let file = named.iter().find(own).or_else(|| named.last()).copied().unwrap_or_default();
    let place = unresolved::place_of_tag(theme, file, "component", named.first().unwrap_or(&""));
    Diagnostic::error("template-error", place, unresolved::lower(text))
}

fn diagnostic(theme: &Theme, template: &str, error: &Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) => at(theme, report, "template-syntax"),
        ErrorKind::RenderingError(report) => at(theme, report, "template-error"),
        ErrorKind::MissingParent { current, parent } => {
            let message =
                format!("template `{current}` extends `{parent}`, which the theme does not have");
            missing(theme, current, parent, message)
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain: chain } => {
            let chain: Vec<&String> = std::iter::once(tpl).chain(chain).collect();
            circle(theme, "extends", &chain)
        }
        ErrorKind::CircularInclude { include_chain, .. } => {
            circle(theme, "includes", &include_chain.iter().collect::<Vec<_>>())
        }
        ErrorKind::TemplateNotFound(name) => {
            let found = Diagnostic::global(
                "template-missing",
                format!("the theme has no template `{name}`"),
            );
            found.help("add it under the theme's `templates/`, or name a parent theme that has it")
        }
        other => Diagnostic::error(
            "template-error",
            Place::file(theme.template_path(template)),
            other.to_string(),
        ),
    }
}

/// A finding at the place where a template refers to another one.
fn missing(theme: &Theme, template: &str, named: &str, message: String) -> Diagnostic {
    let place = unresolved::place_of_name(theme, template, named)
        .unwrap_or_else(|| Place::file(theme.template_path(template)));
    let others = theme.templates.keys().map(String::as_str).filter(|name| *name != template);
    let near = if theme.templates.contains_key(named) { None } else { nearest(named, others) };
    Diagnostic::error("template-missing", place, message).did_you_mean(near)
}

/// A cycle of templates, reported at the template that closes it.
fn circle(theme: &Theme, verb: &str, chain: &[&String]) -> Diagnostic {
    let [before @ .., named] = chain else {
        return Diagnostic::global("template-missing", format!("a template {verb} itself"));
    };
    let from = before.iter().position(|name| name == named).unwrap_or_default();
    let (closing, way) = (before.last().unwrap_or(named), before.get(from + 1..).unwrap_or(&[]));
    let way: Vec<String> = way.iter().map(|name| format!("`{name}`")).collect();
    let way =
        if way.is_empty() { String::new() } else { format!(", by way of {}", way.join(" and ")) };
    missing(theme, closing, named, format!("template `{named}` {verb} itself{way}"))
}

fn at(theme: &Theme, report: &ReportError, code: &'static str) -> Diagnostic {
    let text =
        theme.templates.get(report.filename()).map(|file| String::from_utf8_lossy(&file.bytes));
    let place = match &text {
        Some(text) => LineIndex::new(text)
            .place(&theme.template_path(report.filename()), Span::new(report.span().range.clone())),
        None => Place::file(theme.template_path(report.filename())),
    };
    Diagnostic::error(code, place, unresolved::lower(report.message()))
}
