//! Lines with wrong spacing for YAML: missing spaces, too few, or too many.

use super::cause::{Cause, Edit};
use super::lines::{Line, Page};

/// Maximum distance in lines from the parser's stop to a line whose layout is examined.
const NEAR: usize = 2;

/// `-denver`: an item without a space after its hyphen.
pub(super) fn space_after_hyphen(page: &Page<'_>, line: usize) -> Option<Cause> {
    let lacks = |line: &Line| {
        let mut characters = page.content(line).chars();
        (characters.next() == Some('-')
            && characters.next().is_some_and(|next| next != '-' && !next.is_whitespace()))
        .then_some(line.all.start + line.indent)
    };
    let first = lacks(&page.lines[line])?;
    let indent = page.lines[line].indent;
    let same = page.lines[line..].iter().take_while(|line| line.indent >= indent);
    // The other fields of an item move with the first.
    let edit = |line: &Line| match lacks(line) {
        Some(hyphen) => Some(Edit::new(hyphen + 1..hyphen + 1, " ")),
        None if line.indent == indent + 1 => Some(Edit::new(line.all.start..line.all.start, " ")),
        None => None,
    };
    let items = same.clone().filter(|line| lacks(line).is_some()).count();
    let edits: Vec<Edit> = same.filter_map(edit).collect();
    let item = &page.content(&page.lines[line])[1..].trim_end();
    let more = match items {
        1 => String::new(),
        _ => ", and the same in the items below".to_owned(),
    };
    let cause = Cause::new(first..first + 1, "there is no space after the hyphen of an item");
    Some(cause.help(format!("write `- {item}`{more}")).mend(edits))
}

/// `stage:operating`: a field without a space after its colon.
pub(super) fn space_after_colon(page: &Page<'_>, line: usize) -> Option<Cause> {
    if page.distance(line) > NEAR {
        return None;
    }
    let line = &page.lines[line];
    let content = &page.text[line.body..line.all.end];
    let colon = content.find(':')?;
    let name = &content[..colon];
    let rest = &content[colon + 1..];
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if name.is_empty() || !is_name || rest.is_empty() || rest.starts_with([' ', '\t', '/', ':']) {
        return None;
    }
    let at = line.body + colon + 1;
    let cause = Cause::new(at - 1..at, "there is no space after the colon of a field");
    let help = format!("write `{name}: {}`", rest.trim_end());
    Some(cause.help(help).mend(vec![Edit::new(at..at, " ")]))
}

/// The column of the first field of a line.
fn column(line: &Line) -> usize {
    line.body - line.all.start
}

/// A line that begins in a different column from its siblings.
pub(super) fn indentation(page: &Page<'_>, at: usize) -> Option<Cause> {
    let line = &page.lines[at];
    if page.distance(at) > NEAR || line.key.is_none() && !line.is_item() {
        return None;
    }
    let mut columns: Vec<(usize, usize)> = Vec::new();
    let mut above = at;
    while let Some(before) = page.before(above) {
        above = before;
        let other = &page.lines[before];
        let candidates = [column(other), other.indent];
        let free =
            |wanted: &usize| *wanted != line.indent && !columns.iter().any(|(c, _)| c == wanted);
        let new: Vec<usize> = candidates.into_iter().filter(free).collect();
        columns.extend(new.into_iter().map(|column| (column, before)));
        if other.indent == 0 || columns.len() > 6 {
            break;
        }
    }
    columns.sort_by_key(|(column, _)| column.abs_diff(line.indent));
    // Other lines of the block move with it: those in the same column, or deeper ones too.
    let block = |least: usize, most: usize| {
        let lines = page.lines[at..].iter();
        lines
            .take_while(|other| (least..=most).contains(&other.indent))
            .filter(|other| !other.is_blank(page.text))
            .collect::<Vec<&Line>>()
    };
    let blocks = [block(line.indent, line.indent), block(line.indent, usize::MAX)];
    let tries = columns.iter().flat_map(|column| blocks.iter().map(move |block| (column, block)));
    tries
        .map(|((column, with), block)| {
            let moved = |other: &&Line| {
                let spaces = (other.indent + column).saturating_sub(line.indent);
                Edit::new(other.all.start..other.all.start + other.indent, " ".repeat(spaces))
            };
            misplaced(page, line, &page.lines[*with]).mend(block.iter().map(moved).collect())
        })
        .find(|cause| cause.reads(page.text))
}

fn misplaced(page: &Page<'_>, line: &Line, with: &Line) -> Cause {
    let start = line.all.start + line.indent;
    let end = line.key.as_ref().map_or(start + 1, |key| key.end);
    let spaces = match line.indent {
        0 => "not indented".to_owned(),
        1 => "indented by one space".to_owned(),
        count => format!("indented by {count} spaces"),
    };
    let name = page.of(with.key.as_ref().unwrap_or(&with.value));
    let message = format!("this line is {spaces}, which matches no line above it");
    let help = format!(
        "begin it in the same column as `{name}`, or put the text above in quotation marks if this is a part of it"
    );
    Cause::new(start..end, message).help(help)
}

/// `stage operating`: a field without its colon.
pub(super) fn missing_colon(page: &Page<'_>, at: usize) -> Option<Cause> {
    let line = &page.lines[at];
    if page.distance(at) > NEAR || line.key.is_some() {
        return None;
    }
    let content = page.of(&line.value);
    let (name, rest) = content.split_once(' ').unwrap_or((content, ""));
    let is_name = name.len() > 1
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    // A line of prose continues the text above. A field's value is short or in brackets, or the
    // line is where only a field can be.
    let after_field = page.before(at).is_none_or(|before| {
        let before = &page.lines[before];
        !before.value.is_empty()
            && before.key.is_some()
            && page.of(&before.value).starts_with(['[', '{', '"', '\''])
    });
    let short = rest.split(' ').count() == 1 || rest.starts_with(['[', '{', '"']);
    let followed = line.is_item()
        && page
            .lines
            .get(at + 1)
            .is_some_and(|next| next.key.is_some() && next.indent == column(line));
    let meant = if line.is_item() { followed && !rest.is_empty() } else { short || after_field };
    if !is_name || !meant {
        return None;
    }
    let end = line.body + name.len();
    let cause = Cause::new(line.body..end, format!("there is no colon after `{name}`"));
    let help = if rest.is_empty() {
        format!("write `{name}: …`")
    } else {
        format!("write `{name}: {rest}`")
    };
    Some(cause.help(help).mend(vec![Edit::new(end..end, ":")]))
}

/// The lines of a text below `name: |` or `name: >` that are not indented.
pub(super) fn block_text(page: &Page<'_>, at: usize) -> Option<Cause> {
    // `One: two.` is a sentence; names of fields are in lower case.
    let is_field = |line: &Line| {
        let is_part = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
        line.key.as_ref().is_some_and(|key| page.of(key).bytes().all(is_part))
    };
    let header = (0..=at).rev().find(|above| is_field(&page.lines[*above]))?;
    let field = &page.lines[header];
    let is_block = ["|", ">", "|-", ">-", "|+", ">+"].contains(&page.of(&field.value));
    let column = column(field);
    let text: Vec<&Line> = page.lines[header + 1..]
        .iter()
        .take_while(|line| !is_field(line))
        .filter(|line| !line.is_blank(page.text))
        .collect();
    let first = text.first().filter(|first| is_block && first.indent <= column)?;
    let key = page.of(field.key.as_ref()?);
    let spaces = " ".repeat(column + 2);
    let at = first.all.start + first.indent..first.value.end;
    let cause = Cause::new(at, format!("the text of `{key}` is not indented"));
    let help = format!("begin each of its lines with {} spaces", column + 2);
    let edit = |line: &&Line| Edit::new(line.all.start..line.all.start, spaces.clone());
    Some(cause.help(help).mend(text.iter().map(edit).collect()))
}

/// A text that continues on the next line without indentation.
pub(super) fn continuation(page: &Page<'_>, at: usize) -> Option<Cause> {
    let line = &page.lines[at];
    let before = &page.lines[page.before(at)?];
    if page.distance(at) > NEAR || line.key.is_some() || line.is_item() {
        return None;
    }
    let wanted = column(before) + 2;
    let edit =
        |line: &Line| Edit::new(line.all.start..line.all.start + line.indent, " ".repeat(wanted));
    let more = page.lines[at..]
        .iter()
        .take_while(|line| line.key.is_none() && !line.is_item() && !line.is_blank(page.text));
    let cause = Cause::new(line.value.clone(), "this line belongs to no field");
    let key = before
        .key
        .clone()
        .map_or("the text above".to_owned(), |key| format!("`{}`", page.of(&key)));
    let cause = cause.label("only indented lines continue the text of a field");
    let help = format!(
        "begin the line with {wanted} spaces if it belongs to {key}, or write a field as `name: value`"
    );
    Some(cause.help(help).mend(more.map(edit).collect()))
}

/// Text of the body, because the line that closes the fields is missing.
pub(super) fn end_of_fields(page: &Page<'_>, at: usize) -> Option<Cause> {
    let line = &page.lines[at];
    let blank = page.lines.get(at.checked_sub(1)?)?.is_blank(page.text);
    let heading = page.before(at).is_some_and(|before| {
        page.lines[before + 1..at].iter().any(|line| page.of(&line.all).starts_with('#'))
    });
    if line.indent > 0 || line.key.is_some() || !(blank || heading) {
        return None;
    }
    let cause = Cause::new(line.value.clone(), "this is no field, and the fields are not closed");
    Some(cause.help("put a line with only `---` between the fields and the text"))
}
