//! What is wrong with a text that is not YAML, in the words of somebody who has never heard of a
//! scalar, and at the place that has to be changed, which is often not where the parser gave up.

use std::ops::Range;

/// A fault of the syntax.
pub(super) struct Fault {
    pub(super) code: &'static str,
    /// Bytes of the YAML.
    pub(super) at: Range<usize>,
    pub(super) message: String,
    pub(super) help: Option<&'static str>,
}

/// Explains what the parser said (`message`) of the byte `at`.
pub(super) fn explain(message: &str, yaml: &str, at: usize) -> Fault {
    let said = |at: usize, message: &str, help| Fault {
        code: "yaml-syntax",
        at: at..at + 1,
        message: format!("this is not valid YAML: {message}"),
        help,
    };
    if let Some(key) = message.strip_prefix("duplicate mapping key: ") {
        return Fault {
            code: "duplicate-field",
            at: at..at + key.len(),
            message: format!("the field `{key}` is given twice"),
            help: Some("keep one of them"),
        };
    }
    if let Some(tab) = tab_near(yaml, at).filter(|_| message.contains("tab")) {
        return said(tab, "there is a tab", Some("use spaces in place of tabs"));
    }
    if message.starts_with("mapping values are not allowed") {
        let line = &yaml[line_start(yaml, at)..at];
        return if line.contains(": ") {
            let help = "put a text that holds a colon in quotes: `title: \"One bin: for all\"`";
            said(at, "a text without quotes holds a colon", Some(help))
        } else {
            let help = "begin it in the same column as the fields above that it belongs with";
            let indent = line.len() - line.trim_start().len();
            said(line_start(yaml, at) + indent, "this line is indented wrongly", Some(help))
        };
    }
    // A parser misses a bracket only when the next field makes no sense in its list.
    if let Some(open) = unclosed_bracket(&yaml[..at]) {
        return said(open, "this bracket is not closed", Some("close the bracket that opens here"));
    }
    said(at, message, hint(message))
}

fn hint(message: &str) -> Option<&'static str> {
    if message.contains("unclosed quote") {
        Some("close the quotation mark that opens here")
    } else if message.contains("unclosed bracket") {
        Some("close the bracket that opens here")
    } else if message.contains("alias") {
        Some("put a text that begins with `*` or `&` in quotes")
    } else if message.starts_with("unexpected character") {
        Some("put a text that begins with this character in quotes")
    } else {
        None
    }
}

fn line_start(yaml: &str, at: usize) -> usize {
    yaml[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// The first tab in the line of `at` or the one after it.
fn tab_near(yaml: &str, at: usize) -> Option<usize> {
    let start = line_start(yaml, at);
    let two: usize = yaml[start..].split_inclusive('\n').take(2).map(str::len).sum();
    yaml[start..start + two].find('\t').map(|tab| start + tab)
}

/// The bracket that opens a list or map in `yaml` and is not closed in it.
fn unclosed_bracket(yaml: &str) -> Option<usize> {
    let mut open = Vec::new();
    let mut quote = None;
    let mut before = ' ';
    for (at, character) in yaml.char_indices() {
        // A quotation mark or bracket within a plain word is part of it.
        let begins = before.is_whitespace() || "[{,".contains(before);
        match (quote, character) {
            (Some(mark), _) if mark == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if begins => quote = Some(character),
            (None, '[' | '{') if begins => open.push(at),
            (None, ']' | '}') => {
                open.pop();
            }
            _ => {}
        }
        before = character;
    }
    open.last().copied()
}
