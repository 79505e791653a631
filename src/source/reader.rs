//! Reads values of a YAML tree according to their fields, and reports every mistake.

use std::cell::RefCell;
use std::ops::Range;

use super::fault::quoted;
use super::meant;
use super::yaml::{Node, Plain, Value};
use crate::diagnostic::{Diagnostic, Severity, Span, keep, nearest};
use crate::markdown::{first_forbidden, forbidden_character, without_forbidden};
use crate::model::{At, Date, SourceFile, Words};

/// The state while one file is read: its findings.
pub(super) struct Reader<'a> {
    pub(super) file: &'a SourceFile,
    pub(super) found: RefCell<Vec<Diagnostic>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(file: &'a SourceFile) -> Reader<'a> {
        Reader { file, found: RefCell::default() }
    }

    pub(super) fn error(
        &self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::error(code, self.file.place(span), message)
    }

    pub(super) fn note(&self, diagnostic: Diagnostic) {
        keep(&mut self.found.borrow_mut(), diagnostic);
    }

    pub(super) fn wrong_type(&self, node: &Node, name: &str, expected: &str) -> Diagnostic {
        let message = format!("`{name}` is {}", node.type_name());
        self.error("wrong-type", node.span, message).label(format!("expected {expected}"))
    }

    /// A plain word or words: a keyword, a slug, a date.
    pub(super) fn text(&self, node: &Node, name: &str) -> Option<At<String>> {
        let text = match &node.value {
            Value::Text(text) => text.trim().to_owned(),
            Value::Plain(_, raw) => raw.clone(),
            Value::Null => {
                self.note(self.empty_item(node, name));
                return None;
            }
            Value::List(_) | Value::Map(_) => {
                self.note(self.no_text(node, name));
                return None;
            }
        };
        if let Some(found) = self.item_within(node, name) {
            self.note(found);
            return None;
        }
        if text.is_empty() {
            self.note(
                self.error("empty-value", node.span, format!("`{name}` is empty"))
                    .label("expected text"),
            );
            return None;
        }
        Some(At::new(text, node.span))
    }

    /// A finding about an item without a value.
    fn empty_item(&self, node: &Node, name: &str) -> Diagnostic {
        let source = self.file.text.read();
        let end = node.span.range().end.min(source.len());
        let line = source[..end].rfind('\n').map_or(0, |at| at + 1);
        let rest = source[line..].split('\n').next().unwrap_or_default().trim_end();
        // `- #1 first` is an item that is lost entirely.
        if rest.trim_start_matches([' ', '-']).starts_with('#')
            && let Some(at) = rest.find('#')
        {
            let comment = line + at..line + rest.len();
            return self.comment(name, source.get(comment.clone()), &source, comment);
        }
        let message = format!("an item of `{name}` is empty");
        self.error("empty-value", node.span, message).label("expected text")
    }

    /// A finding about a list or map where a text is needed.
    fn no_text(&self, node: &Node, name: &str) -> Diagnostic {
        let found = self.wrong_type(node, name, "text");
        let source = self.file.text.read();
        let raw = source.get(node.span.range()).unwrap_or_default().trim_end();
        let only = match &node.value {
            Value::List(items) => match items.as_slice() {
                [Node { value: Value::Text(text) | Value::Plain(_, text), .. }] => Some(text),
                _ => None,
            },
            _ => None,
        };
        let in_brackets = raw.starts_with(['{', '[']) && !raw.contains('\n');
        match (only, &node.value) {
            (Some(text), _) if in_brackets => found.help(format!(
                "write `{text}` without brackets, or `{}` if they belong to the text",
                quoted(raw)
            )),
            (Some(text), _) => found.help(format!("write `{text}` without its hyphen")),
            _ if in_brackets => {
                found.help(format!("write `{}` if the brackets belong to the text", quoted(raw)))
            }
            // YAML reads `- Ask first: then plant` as a field.
            (None, Value::Map(fields)) if fields.len() == 1 && !raw.contains('\n') => found.help(
                format!("put text that contains a colon in quotation marks: {}", quoted(raw)),
            ),
            _ => found,
        }
    }

    /// An item that is indented more than the one above and so becomes part of it.
    fn item_within(&self, node: &Node, name: &str) -> Option<Diagnostic> {
        let source = self.file.text.read();
        let raw = source.get(node.span.range())?;
        if raw.starts_with(['"', '\'', '|', '>']) {
            return None;
        }
        let at = raw.match_indices('\n').find_map(|(at, _)| {
            let line = &raw[at + 1..];
            let item = line.trim_start_matches(' ');
            item.starts_with("- ").then_some(at + 1 + line.len() - item.len())
        })?;
        let line = raw[at..].split('\n').next().unwrap_or_default().trim_end();
        let start = node.span.range().start + at;
        let message = format!("this line continues the text of `{name}` above it");
        let found = self.error("item-in-text", Span::new(start..start + line.len()), message);
        Some(found.label("it is indented further than the other items, so it is not one of them").help(
            "begin it in the column of the items above, or put the whole text in quotation marks",
        ))
    }

    /// A text that is shown to readers and must not lose anything.
    pub(super) fn prose(&self, node: &Node, name: &str) -> Option<At<String>> {
        let mut text = self.text(node, name)?;
        self.judge_comment(node, name);
        self.judge_marks(node, name, &text);
        // A YAML escape can produce any character.
        if let Some((_, character)) = first_forbidden(&text) {
            self.note(forbidden_character(self.file, node.span, character));
            text.value = without_forbidden(&text).into_owned();
        }
        Some(text)
    }

    /// Reports typographic quotation marks around a whole text, which YAML treats as part of it.
    fn judge_marks(&self, node: &Node, name: &str, text: &str) {
        let source = self.file.text.read();
        let plain = source.get(node.span.range()).is_some_and(|written| written.starts_with(text));
        let inner =
            [('“', '”'), ('„', '“'), ('‘', '’'), ('«', '»')].iter().find_map(|(open, close)| {
                let inner = text.strip_prefix(*open)?.strip_suffix(*close)?;
                (!inner.contains([*open, *close])).then(|| inner.trim())
            });
        let Some(inner) = inner.filter(|inner| plain && !inner.is_empty()) else { return };
        let message = format!("these quotation marks are part of `{name}`");
        let found = self.error("typographic-quotes", node.span, message);
        let found = found.label("readers will see them").help(format!(
            "write `{}` if they only mark where the text begins and ends",
            quoted(inner)
        ));
        self.note(Diagnostic { severity: Severity::Warning, ..found });
    }

    /// Reports a comment after an unquoted text, because it probably belongs to the text.
    fn judge_comment(&self, node: &Node, name: &str) {
        let source = self.file.text.read();
        let range = node.span.range();
        let Some(rest) = source.get(range.end..) else { return };
        let rest = rest.split('\n').next().unwrap_or_default().trim_end();
        let comment = rest.trim_start();
        let plain =
            !source.get(range.clone()).unwrap_or_default().starts_with(['"', '\'', '|', '>']);
        if !plain || comment.len() == rest.len() || !comment.starts_with('#') {
            return;
        }
        let end = range.end + rest.len();
        let comment = end - comment.len()..end;
        let text = source.get(range.start..end).filter(|text| !text.contains('\n'));
        self.note(self.comment(name, text, &source, comment));
    }

    /// A finding about a comment next to a text; `text` is both together.
    pub(super) fn comment(
        &self,
        name: &str,
        text: Option<&str>,
        source: &str,
        comment: Range<usize>,
    ) -> Diagnostic {
        // `#1` is hardly ever meant as a comment, `# as of May` may be.
        let spaced = source[comment.clone()].trim_start_matches('#').starts_with(' ');
        let message = format!("`#` begins a comment, so this is not part of `{name}`");
        let found = self.error("comment-in-text", Span::new(comment.clone()), message);
        let write = match text {
            Some(text) if source[..comment.end - text.len()].trim_end().ends_with(':') => {
                format!("write `{name}: {}`", quoted(text))
            }
            Some(text) => format!("write `{}`", quoted(text)),
            None => "put the text in quotation marks".to_owned(),
        };
        if spaced {
            let help = format!("{write}, or give the comment a line of its own");
            Diagnostic { severity: Severity::Warning, ..found.help(help) }
        } else {
            found.help(write)
        }
    }

    /// One of a set of words.
    pub(super) fn choice(&self, node: &Node, name: &str, of: &Words) -> Option<String> {
        let text = self.text(node, name)?;
        let words: Vec<&str> = of.words.iter().map(|word| word.word).collect();
        if words.contains(&text.as_str()) {
            return Some(text.value);
        }
        let message = format!("`{}` is not {}", text.value, of.name);
        let found = self.error("unknown-value", node.span, message);
        let found = found.label(format!("expected {}", one_of(&words)));
        let bare = text.trim_matches(['“', '”', '‘', '’', '"', '.', ',', ';']);
        let near = nearest(bare, words.iter().copied());
        let found = found.did_you_mean(near);
        self.note(near.into_iter().fold(found, Diagnostic::replaced_by));
        None
    }

    pub(super) fn date(&self, node: &Node, name: &str) -> Option<Date> {
        let text = self.text(node, name)?;
        let date = Date::parse(&text);
        if date.is_none() {
            let found =
                self.error("bad-date", node.span, format!("`{}` is not a date", text.value));
            // If the form is right and only the day is wrong, the message must not be about the
            // form.
            let found = match text.rsplit_once('-') {
                Some((month, day)) if day.len() == 2 && Date::parse(month).is_some() => {
                    let part = if month.contains('-') { "day" } else { "month" };
                    found.label(format!("{month} has no {part} {day}"))
                }
                _ => found.label("expected YYYY, YYYY-MM or YYYY-MM-DD"),
            };
            let dates: Vec<String> = meant::dates(&text).iter().map(ToString::to_string).collect();
            let found = match dates.as_slice() {
                [only] => found.replaced_by(only.as_str()),
                _ => found,
            };
            self.note(match meant::choose(name, &dates) {
                Some(help) => found.help(help),
                None => found,
            });
        }
        date
    }

    pub(super) fn flag(&self, node: &Node, name: &str) -> Option<bool> {
        let word = match &node.value {
            Value::Plain(Plain::Flag(flag), _) => return Some(*flag),
            Value::Text(text) | Value::Plain(_, text) => text.trim().to_lowercase(),
            _ => String::new(),
        };
        let meant = match word.as_str() {
            "true" | "yes" | "y" | "on" | "1" | "sí" | "si" | "oui" | "sim" => Some("true"),
            "false" | "no" | "n" | "off" | "0" | "non" | "não" => Some("false"),
            _ => None,
        };
        let found = self.wrong_type(node, name, "`true` or `false`");
        self.note(match meant {
            Some(meant) => found.help(format!("write `{name}: {meant}`, without quotation marks")),
            None => found,
        });
        None
    }
}

fn one_of(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => format!("`{only}`"),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(|word| format!("`{word}`")).collect();
            format!("{} or `{last}`", first.join(", "))
        }
    }
}
