//! The report for people at a terminal, in the style of rustc.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::visible::{visible, visible_in_line};
use super::{Diagnostic, Place, Severity};

/// The style of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// With colours, for a terminal.
    Coloured,
    /// Without colours, for a file, a pipe or a browser.
    Plain,
}

/// Renders one finding as several lines, without a trailing line end.
#[must_use]
pub fn human(diagnostic: &Diagnostic, style: Style) -> String {
    let renderer = match style {
        Style::Coloured => Renderer::styled(),
        Style::Plain => Renderer::plain(),
    }
    .decor_style(DecorStyle::Ascii);
    let text = renderer.render(&[group(diagnostic)]);
    match &diagnostic.place {
        // Without a place there is no source line for the bar.
        None => text.replacen("\n |\n", "\n", 1),
        Some(place) => with_origin(&text, place),
    }
}

/// A placeholder for the place, because the renderer would compute the column from the shown part
/// of the line. No shown text can contain it.
const ORIGIN: &str = "\u{1}";

fn with_origin(text: &str, place: &Place) -> String {
    let Some((before, after)) = text.split_once(ORIGIN) else { return text.to_owned() };
    let after = after.trim_start_matches(|letter: char| letter == ':' || letter.is_ascii_digit());
    let file = visible_in_line(&place.file);
    format!("{before}{file}:{}:{}{after}", place.line, place.column)
}

fn group(diagnostic: &Diagnostic) -> Group<'_> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::INFO.with_name("advice"),
    };
    let title = level.primary_title(visible(&diagnostic.message)).id(diagnostic.code.as_ref());
    let mut group = match &diagnostic.place {
        None => Group::with_title(title),
        Some(place) if place.text.is_empty() => title.element(Origin::path(ORIGIN)),
        Some(place) => title.element(snippet(diagnostic, place)),
    };
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    if let Some(note) = &diagnostic.note {
        group = group.element(Level::NOTE.message(visible(note)));
    }
    group
}

/// The line with its mark. Omitted parts and invisible characters change positions compared with
/// the file.
fn snippet<'a>(diagnostic: &'a Diagnostic, place: &'a Place) -> Snippet<'a, Annotation<'a>> {
    let marked = place.marked();
    let mut line = if place.from > 1 { "…".to_owned() } else { String::new() };
    line.push_str(&visible(&place.text[..marked.start]));
    let start = line.len();
    line.push_str(&visible(&place.text[marked.clone()]));
    let end = line.len();
    line.push_str(&visible(&place.text[marked.end..]));
    if place.goes_on {
        line.push('…');
    }
    let label = diagnostic.label.as_deref().map(visible);
    Snippet::source(line)
        .path(ORIGIN)
        .line_start(place.line)
        .annotation(AnnotationKind::Primary.span(start..end).label(label))
}
