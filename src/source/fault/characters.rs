//! Lines and characters that do not belong in a file: merge markers, characters that look like
//! spaces, tabs, ends of documents.

use super::cause::{Cause, Edit};
use super::lines::Page;
use crate::source::yaml::is_odd_space;

/// A merge marker. Complete conflicts are reported before parsing; this is a marker that was
/// forgotten when a conflict was resolved.
pub(super) fn merge_mark(page: &Page<'_>, line: usize) -> Option<Cause> {
    const MARKS: [&str; 4] = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];
    let at = page.lines[line].all.clone();
    let text = page.of(&at);
    MARKS.iter().find(|mark| text.starts_with(**mark))?;
    let cause = Cause::new(at.clone(), "a merge of two versions left a mark here");
    Some(cause.help("delete this line").mend(vec![Edit::new(at, "")]))
}

/// The parts of a line in which YAML requires ordinary spaces: the indentation, and after hyphens
/// and the key's colon.
fn layout(text: &str) -> usize {
    let is_space = |c: char| c == '-' || c.is_whitespace() || is_odd_space(c);
    let content = text.find(|c: char| !is_space(c)).unwrap_or(text.len());
    match text[content..].find(':').filter(|at| !text[content..content + at].contains(' ')) {
        Some(colon) => {
            let after = content + colon + 1;
            let rest = &text[after..];
            after + rest.find(|c: char| !is_space(c)).unwrap_or(rest.len())
        }
        None => content,
    }
}

/// A character that looks like a space or is invisible, where an ordinary space is needed.
pub(super) fn odd_space(page: &Page<'_>, line: usize) -> Option<Cause> {
    let mut edits = Vec::new();
    let mut lines = 0;
    for other in &page.lines[line..] {
        let text = page.of(&other.all);
        let found =
            text[..layout(text)].char_indices().filter(|(_, c)| is_odd_space(*c) && *c != '\t');
        let before = edits.len();
        edits.extend(found.map(|(at, character)| {
            let start = other.all.start + at;
            // The ideographic space is as wide as two.
            let by = match character {
                '\u{3000}' => "  ",
                _ if character.is_whitespace() => " ",
                _ => "",
            };
            Edit::new(start..start + character.len_utf8(), by)
        }));
        // Only in this line is it certainly what stopped the parser.
        if edits.is_empty() {
            return None;
        }
        lines += usize::from(edits.len() > before);
    }
    let first = edits.first()?.at.clone();
    let character = page.of(&first).chars().next()?;
    let name = match character {
        '\u{a0}' | '\u{202f}' => "a no-break space".to_owned(),
        '\u{feff}' => "a byte-order mark".to_owned(),
        '\u{200b}' => "a space without width".to_owned(),
        '\u{3000}' => "a wide space".to_owned(),
        '\u{ad}' => "a soft hyphen".to_owned(),
        other => format!("the invisible character U+{:04X}", u32::from(other)),
    };
    let verb = if character.is_whitespace() { "put an ordinary space here" } else { "delete it" };
    let more = match lines {
        1 => String::new(),
        2 => "; one more line has the same fault".to_owned(),
        lines => format!("; {} more lines have the same fault", lines - 1),
    };
    let cause =
        Cause::new(first, format!("{name} is in a place where only ordinary spaces are allowed"));
    let label = format!("this is U+{:04X}, not a space", u32::from(character));
    Some(cause.label(label).help(format!("{verb}{more}")).mend(edits))
}

/// A tab where YAML allows spaces only.
pub(super) fn tab(page: &Page<'_>, line: usize) -> Option<Cause> {
    let at = |line: usize| {
        let line = &page.lines[line];
        let text = page.of(&line.all);
        let layout = &text[..layout(text)];
        let tab = layout.find('\t')?;
        let tabs = layout[tab..].bytes().take_while(|byte| *byte == b'\t').count();
        Some(line.all.start + tab..line.all.start + tab + tabs)
    };
    let first = at(line)?;
    // The intended width of a tab follows from what can be parsed.
    let widths = [2, 4, 8, 1, 3];
    let cause = |width: &usize| {
        let edits = (line..page.lines.len()).filter_map(|line| {
            let at = at(line)?;
            let column = at.start - page.lines[line].all.start;
            let spaces = at.len() * width - column % width;
            Some(Edit::new(at, " ".repeat(spaces)))
        });
        let cause = Cause::new(first.clone(), "there is a tab where the layout allows spaces only");
        cause.help("use spaces in place of tabs").mend(edits.collect())
    };
    widths
        .iter()
        .map(cause)
        .find(|cause| cause.reads(page.text))
        .or_else(|| Some(cause(&widths[0])))
}

/// A control character, usually from copied text.
pub(super) fn control(page: &Page<'_>, line: usize) -> Option<Cause> {
    let line = &page.lines[line];
    let text = page.of(&line.all);
    let is_stray = |c: char| c.is_control() && c != '\t';
    let first = text.find(is_stray)?;
    let edits = text.char_indices().filter(|(_, c)| is_stray(*c)).map(|(at, c)| {
        let at = line.all.start + at;
        Edit::new(at..at + c.len_utf8(), "")
    });
    let at = line.all.start + first;
    let character = text[first..].chars().next()?;
    let message =
        format!("the fields contain the control character U+{:04X}", u32::from(character));
    let cause = Cause::new(at..at + character.len_utf8(), message);
    let help = "delete it; it often comes along when a text is copied from another program";
    Some(cause.help(help).mend(edits.collect()))
}

/// A line `...`, or one that begins with `---`, within the fields.
pub(super) fn document_mark(page: &Page<'_>, line: usize) -> Option<Cause> {
    let at = page.lines[line].all.clone();
    let text = page.of(&at);
    let mark = ["...", "---"].into_iter().find(|mark| {
        text.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })?;
    let cause =
        Cause::new(at.clone(), format!("`{mark}` ends the fields for YAML, and more follow"));
    Some(cause.help("delete this line").mend(vec![Edit::new(at, "")]))
}
