//! Template errors as diagnostics: template, line, column, and the record being rendered.

use std::borrow::Cow;
use std::collections::BTreeMap;

use tera::{Error, ErrorKind, ReportError, Tera};

use super::Theme;
use crate::diagnostic::{Diagnostic, LineIndex, Place, Span};

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

/// One diagnostic for each fault, naming the first page that met it and how many others did: a
/// fault in a template is one fault, however many pages use it.
#[must_use]
pub fn summarize(failures: Vec<RenderFailure>) -> Vec<Diagnostic> {
    let mut faults: BTreeMap<(Option<Place>, String), (Diagnostic, Vec<String>)> = BTreeMap::new();
    for failure in failures {
        let key = (failure.diagnostic.place.clone(), failure.diagnostic.message.clone());
        faults.entry(key).or_insert_with(|| (failure.diagnostic, Vec::new())).1.push(failure.of);
    }
    let said = |(diagnostic, mut pages): (Diagnostic, Vec<String>)| {
        pages.sort();
        let first = pages.first().cloned().unwrap_or_default();
        diagnostic.note(match pages.len() {
            0 | 1 => format!("while rendering {first}"),
            2 => format!("while rendering {first} and one other page"),
            many => format!("while rendering {first} and {} other pages", many - 1),
        })
    };
    faults.into_values().map(said).collect()
}

/// All templates that do not parse. Tera stops at the first; each is therefore tried alone when
/// the whole fails.
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
    if found.is_empty() { vec![diagnostic(theme, "", first)] } else { found }
}

fn diagnostic(theme: &Theme, template: &str, error: &Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) => at(theme, report, "template-syntax"),
        ErrorKind::RenderingError(report) => at(theme, report, "template-error"),
        ErrorKind::MissingParent { current, parent } => {
            let message =
                format!("template `{current}` extends `{parent}`, which the theme does not have");
            Diagnostic::error("template-missing", Place::file(path(theme, current)), message)
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
            Place::file(path(theme, template)),
            other.to_string(),
        ),
    }
}

fn path(theme: &Theme, template: &str) -> String {
    theme
        .templates
        .get(template)
        .map_or_else(|| format!("templates/{template}"), |file| file.path.clone())
}

fn at(theme: &Theme, report: &ReportError, code: &'static str) -> Diagnostic {
    let text =
        theme.templates.get(report.filename()).map(|file| String::from_utf8_lossy(&file.bytes));
    let place = match &text {
        Some(text) => LineIndex::new(text)
            .place(&path(theme, report.filename()), Span::new(report.span().range.clone())),
        None => Place::file(path(theme, report.filename())),
    };
    Diagnostic::error(code, place, lower(report.message()))
}

fn lower(message: &str) -> String {
    let mut letters = message.trim_end_matches('.').chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
