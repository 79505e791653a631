//! Findings about bodies that a page shows differently from how they were written.

use crate::diagnostic::{Diagnostic, Span};
use crate::model::SourceFile;

/// A forbidden character.
pub(crate) fn forbidden_character(file: &SourceFile, span: Span, character: char) -> Diagnostic {
    let message = format!(
        "this text contains the character U+{:04X}, which no page can display",
        character as u32
    );
    Diagnostic::warning("forbidden-character", file.place(span), message)
        .label("shown as `\u{FFFD}`")
        .help("delete it; such characters often come with text copied from another program")
}

/// A picture without alternative text.
pub(super) fn picture_without_text(file: &SourceFile, span: Span) -> Diagnostic {
    Diagnostic::warning("picture-without-text", file.place(span), "this picture has no alternative text")
        .label("readers who cannot see it get nothing in its place")
        .help("describe it in the brackets: `![A bus lane beside the park](lane.jpg)`; if it is only decoration, write `<img src=\"lane.jpg\" alt=\"\">`")
}

/// A picture on another site.
pub(super) fn remote_picture(file: &SourceFile, span: Span, address: &str) -> Diagnostic {
    let message =
        "pictures on other sites are not shown, because pages load nothing from elsewhere";
    let name = address.split(['?', '#']).next().and_then(|path| path.rsplit('/').next());
    let name = name.filter(|name| name.contains('.')).unwrap_or("picture.jpg");
    Diagnostic::warning("remote-picture", file.place(span), message)
        .label("this picture is left out")
        .help(format!("if its licence allows it, save the picture beside this file, link to it as `{name}`, and credit its source"))
}

/// An element that is not on the allow-list; `written` is its name as the author wrote it.
pub(super) fn element_left_out(
    file: &SourceFile,
    span: Span,
    name: &str,
    written: &str,
) -> Diagnostic {
    let message = match name {
        "?" => format!("the instruction `<{written}` is left out of the page"),
        _ => format!("the HTML element `<{written}>` is left out of the page"),
    };
    let help = match name {
        "script" | "style" | "link" | "meta" | "base" | "template" => {
            "remove it; the theme decides how pages look and work".to_owned()
        }
        "iframe" | "object" | "embed" | "video" | "audio" | "canvas" | "svg" => {
            "link to it instead, and describe it in the link: `[Video of the opening](https://…)`"
                .to_owned()
        }
        "h1" => "write `## …`; the only first-level heading of a page is its title".to_owned(),
        "?" => "remove it; pages run no instructions".to_owned(),
        _ if name.contains(':') => {
            "it comes from a word processor; paste the text without its formatting".to_owned()
        }
        _ => format!(
            "remove the tag but keep its text; to show the tag itself, write `\\<{written}>`"
        ),
    };
    Diagnostic::warning("html-removed", file.place(span), message).help(help).note(
        "a body may contain HTML for text, tables and pictures, but no scripts, styles or frames",
    )
}

/// The name of the tag at the start of a text, if it has a namespace as word processors write it:
/// `o:p` for `<o:p>`.
pub(super) fn word_processor_tag(text: &str) -> Option<&str> {
    let (tag, _) = text.strip_prefix('<')?.split_once('>')?;
    let name = tag.split([' ', '\t', '/']).next()?;
    let (prefix, local) = name.split_once(':')?;
    let plain = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    (!tag.contains(['<', '\n']) && plain(prefix) && plain(local)).then_some(name)
}

/// A tag that is text to Markdown.
pub(super) fn tag_shown(file: &SourceFile, span: Span, name: &str) -> Diagnostic {
    let message = format!("`<{name}>` is not HTML, so the page shows it as it is written");
    Diagnostic::warning("foreign-tag", file.place(span), message)
        .help("it comes from a word processor; paste the text without its formatting")
}

/// A tag or a comment without an end.
pub(super) fn html_not_closed(file: &SourceFile, span: Span) -> Diagnostic {
    let message = "this HTML is never closed, so everything after it is left out of the page";
    Diagnostic::warning("html-removed", file.place(span), message)
        .label("the tag or comment begins here")
        .help("close it with `>` or `-->`; to show the sign itself, write `\\<`")
}

/// An attribute that is not on the allow-list.
pub(super) fn attribute_left_out(
    file: &SourceFile,
    span: Span,
    name: &str,
    tag: &str,
) -> Diagnostic {
    let message = format!("the HTML attribute `{name}` is left out of the page");
    let help = match name {
        "style" | "align" | "valign" | "bgcolor" | "color" | "border" | "cellpadding"
        | "cellspacing" | "face" | "size" => "remove it; the theme decides how pages look",
        "srcset" | "poster" | "background" => "show one picture, with `src`",
        _ if name.starts_with("on") => "remove it; a body cannot run scripts",
        _ => "remove it",
    };
    let note = format!(
        "`<{tag}>` keeps only attributes about its meaning, its target and how it is read aloud"
    );
    Diagnostic::warning("html-removed", file.place(span), message).help(help).note(note)
}

/// Markdown within HTML, where it is not read.
pub(super) fn markdown_in_html(file: &SourceFile, span: Span) -> Diagnostic {
    let message = "Markdown inside HTML is not formatted; the page shows it as it is written";
    Diagnostic::warning("markdown-in-html", file.place(span), message)
        .help("leave an empty line before and after the text, or write all of it in Markdown")
}

/// A row of a table with more cells than its header.
pub(super) fn row_too_long(file: &SourceFile, span: Span, columns: usize) -> Diagnostic {
    let message = "this row has more cells than its table has columns";
    Diagnostic::warning("table-row-too-long", file.place(span), message)
        .label(format!("everything after cell {columns} is left out of the page"))
        .help("add columns to the table's header; write a bar inside a cell as `\\|`")
}

/// Number of cells in the source of a row.
pub(super) fn cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = 1;
    let mut is_escaped = false;
    let mut rest = row.chars().peekable();
    while let Some(character) = rest.next() {
        // A bar at the end closes the last cell.
        cells += usize::from(character == '|' && !is_escaped && rest.peek().is_some());
        is_escaped = character == '\\' && !is_escaped;
    }
    cells
}

/// Headings of the first level, which is the page title's.
pub(super) fn first_level_headings(file: &SourceFile, spans: &[Span]) -> Option<Diagnostic> {
    let (first, others) = spans.split_first()?;
    let message = "this first-level heading is shown as a second-level one";
    let found = Diagnostic::warning("first-level-heading", file.place(*first), message)
        .label("the only first-level heading of a page is its title")
        .help("write `## …`, or delete the line if it repeats the title");
    Some(match others.len() {
        0 => found,
        1 => found.note("this body has another one"),
        more => found.note(format!("this body has {more} more")),
    })
}

/// A second front matter within the text.
pub(super) fn second_front_matter(file: &SourceFile, span: Span) -> Diagnostic {
    let message = "these fields are in the body, where they are not read";
    Diagnostic::warning("second-front-matter", file.place(span), message)
        .label("a second front matter begins here")
        .help("move its fields between the `---` lines at the top of the file, or delete it")
}

/// Whether a text begins with fields between two lines of `---`.
pub(super) fn begins_front_matter(text: &str) -> bool {
    const LINES: usize = 200;
    let mut lines = text.lines().map(str::trim_end);
    if lines.next() != Some("---") {
        return false;
    }
    let (mut keys, mut is_plain) = (0, false);
    for line in lines.take(LINES) {
        if line == "---" {
            return is_plain || keys > 1;
        }
        let is_inner = line.is_empty() || line.starts_with([' ', '#', '-']);
        let Some(key) = line.split_once(':').map(|(key, _)| key).filter(|_| !is_inner) else {
            if is_inner && (keys > 0 || line.is_empty()) {
                continue;
            }
            return false;
        };
        let is_word = |c: char| c.is_ascii_alphabetic() || c == '_' || c == '-';
        if key.is_empty() || !key.chars().all(is_word) {
            return false;
        }
        keys += 1;
        is_plain |= key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{begins_front_matter, cells};

    #[test]
    fn cells_are_counted_as_the_parser_does() {
        for (row, count) in [
            ("| a | b |", 2),
            ("a | b", 2),
            ("| a \\| b |", 1),
            ("| a | b | |\n", 3),
            ("a", 1),
            ("||", 1),
        ] {
            assert_eq!(cells(row), count, "{row}");
        }
    }

    #[test]
    fn fields_between_lines_are_told_from_headings() {
        for fields in [
            "---\ntitle: A\nstage: pilot\n---\n",
            "---\r\ntitle: A\r\n---\r\n",
            "---\ncities:\n  - denver\n- x\n# remark\n\nTitle: B\n---",
            "---\nTitle: A\nStage: pilot\n---\n",
        ] {
            assert!(begins_front_matter(fields), "{fields}");
        }
        for text in [
            "---\nNote: this is a heading\n---\n",
            "---\n\nA text: with a colon\n\n---\n",
            "---\ntitle: A\nand words\n---\n",
            "---\ntitle: A\n",
            "***\ntitle: A\n***\n",
            "---\n- a\n---\n",
            "---\n---\n",
        ] {
            assert!(!begins_front_matter(text), "{text}");
        }
    }
}
