//! The report for a person at a terminal, in the manner of rustc.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Severity};

/// How a report looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// With colours, for a terminal.
    Coloured,
    /// Without, for a file, a pipe or a browser.
    Plain,
}

/// Renders one finding over several lines, without a line end at the last.
#[must_use]
pub fn human(diagnostic: &Diagnostic, style: Style) -> String {
    let renderer = match style {
        Style::Coloured => Renderer::styled(),
        Style::Plain => Renderer::plain(),
    }
    .decor_style(DecorStyle::Ascii);
    let text = renderer.render(&[group(diagnostic)]);
    // Without a place there is nothing for the bar to stand beside.
    if diagnostic.place.is_none() { text.replacen("\n |\n", "\n", 1) } else { text }
}

fn group(diagnostic: &Diagnostic) -> Group<'_> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_ref());
    let mut group = match &diagnostic.place {
        None => Group::with_title(title),
        Some(place) if place.text.is_empty() => title
            .element(Origin::path(place.file.as_str()).line(place.line).char_column(place.column)),
        Some(place) => {
            let start = byte_of(&place.text, place.column - 1);
            let end = byte_of(&place.text, place.column - 1 + place.length);
            let mark = AnnotationKind::Primary.span(start..end).label(diagnostic.label.as_deref());
            let snippet = Snippet::source(place.text.as_str())
                .line_start(place.line)
                .path(place.file.as_str())
                .annotation(mark);
            title.element(snippet)
        }
    };
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    if let Some(note) = &diagnostic.note {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    group
}

fn byte_of(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(at, _)| at)
}
