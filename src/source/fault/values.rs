//! Texts that lack the quotation marks they need.

use super::cause::{Cause, Edit, quoted};
use super::lines::Page;
use super::quotes::{values, write};

/// A text that begins with a character that has a meaning in YAML.
pub(super) fn begins_with_sign(page: &Page<'_>, line: usize) -> Option<Cause> {
    let line = &page.lines[line];
    // A continuation of the line above is not the beginning of a text.
    if line.key.is_none() && !line.is_item() && page.of(&line.value).starts_with('#') {
        return None;
    }
    let whole = [line.value.clone()].into_iter();
    whole.chain(values(page, line)).find_map(|at| {
        let text = page.of(&at);
        let sign = text.chars().next().filter(|sign| "@`%*&!|>[]{},?#".contains(*sign))?;
        // A value that is enclosed in brackets is a list, whatever is wrong with it.
        let listed = text.starts_with('[') && text.ends_with(']')
            || text.starts_with('{') && text.ends_with('}') && !text.starts_with("{{");
        let open = "[{".contains(sign) && !text.contains([']', '}']);
        if listed || open {
            return None;
        }
        let message = format!("a text without quotation marks begins with `{sign}`");
        let value = quoted(text);
        let cause = Cause::new(at.start..at.start + sign.len_utf8(), message);
        let cause = cause.label("this character has a special meaning in YAML");
        Some(cause.help(write(page, line, &at, &value)).mend(vec![Edit::new(at, value)]))
    })
}

/// A text that contains a colon, which YAML takes for the end of a field name.
pub(super) fn holds_colon(page: &Page<'_>, line: usize) -> Option<Cause> {
    let line = &page.lines[line];
    values(page, line).into_iter().find_map(|at| {
        let text = page.of(&at);
        let inside = text.find(": ").or_else(|| text.ends_with(':').then(|| text.len() - 1))?;
        let plain = !text.starts_with(['"', '\'', '[', '{', '|', '>']);
        // Without a key before it, the part before the colon may be meant as one.
        if !plain || line.key.is_none() && at == line.value && !line.is_item() {
            return None;
        }
        let value = quoted(text);
        let colon = at.start + inside..at.start + inside + 1;
        let cause = Cause::new(colon, "a text without quotation marks holds a colon");
        let help = write(page, line, &at, &value);
        let word = text[..inside].rsplit(' ').next().unwrap_or_default();
        let is_in_braces = page.text[line.value.start..at.start]
            .rfind(['[', '{'])
            .is_some_and(|open| page.text[line.value.start + open..].starts_with('{'));
        let fieldlike = is_in_braces
            && word.len() < inside
            && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        let help = if fieldlike {
            format!("{help}, or put a comma before `{word}` if that is a field")
        } else {
            help
        };
        Some(cause.help(help).mend(vec![Edit::new(at, value)]))
    })
}

/// A number sign in brackets, which turns the rest of the line, including the closing bracket, into
/// a comment.
pub(super) fn comment_in_brackets(page: &Page<'_>, line: usize) -> Option<Cause> {
    let line = &page.lines[line];
    if !page.of(&line.value).starts_with(['[', '{']) {
        return None;
    }
    values(page, line).into_iter().find_map(|at| {
        let text = page.of(&at);
        let sign = at.start + text.find(" #").filter(|_| !text.starts_with(['"', '\'']))? + 1;
        let value = quoted(text);
        let message = "`#` begins a comment, so the rest of the line is lost";
        let cause = Cause::new(sign..sign + 1, message);
        Some(cause.help(write(page, line, &at, &value)).mend(vec![Edit::new(at, value)]))
    })
}
