//! Reads one value of a YAML tree as what its field takes, and notes every fault.

use std::cell::RefCell;

use super::fields::Fields;
use super::yaml::{Node, Plain, Value};
use crate::diagnostic::{Diagnostic, Span, keep, nearest};
use crate::model::SourceFile;
use crate::model::{At, Choice, Date, Scalar, is_slug};

/// What is noted while one file is read.
pub(super) struct Reader<'a> {
    pub(super) file: &'a SourceFile,
    pub(super) found: RefCell<Vec<Diagnostic>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(file: &'a SourceFile) -> Reader<'a> {
        Reader { file, found: RefCell::new(Vec::new()) }
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

    pub(super) fn wrong_type(&self, node: &Node, name: &str, expected: &str) {
        let message = format!("`{name}` is {}", node.type_name());
        self.note(
            self.error("wrong-type", node.span, message).label(format!("expected {expected}")),
        );
    }

    pub(super) fn text(&self, node: &Node, name: &str) -> Option<At<String>> {
        let text = match &node.value {
            Value::Text(text) => text.trim().to_owned(),
            Value::Plain(_, raw) => raw.clone(),
            _ => {
                self.wrong_type(node, name, "text");
                return None;
            }
        };
        if text.is_empty() {
            self.note(
                self.error("empty-value", node.span, format!("`{name}` is empty"))
                    .label("expected text"),
            );
            return None;
        }
        Some(At::new(text, node.span))
    }

    pub(super) fn slug(&self, node: &Node, name: &str) -> Option<At<String>> {
        let text = self.text(node, name)?;
        if is_slug(&text) {
            return Some(text);
        }
        let slug = crate::model::slugify(&text);
        let found = self.error("bad-slug", node.span, format!("`{}` is not a slug", text.value));
        let found = found.label("expected lower-case letters, digits and hyphens");
        self.note(found.did_you_mean((!slug.is_empty()).then_some(slug.as_str())));
        None
    }

    pub(super) fn choice<C: Choice>(&self, node: &Node, name: &str) -> Option<At<C>> {
        let text = self.text(node, name)?;
        if let Some(value) = C::from_word(&text) {
            return Some(At::new(value, node.span));
        }
        let words: Vec<&str> = C::ALL.iter().map(|(_, word)| *word).collect();
        let found =
            self.error("unknown-value", node.span, format!("`{}` is not {}", text.value, C::NAME));
        let found = found.label(format!("expected {}", one_of(&words)));
        self.note(found.did_you_mean(nearest(&text, words.iter().copied())));
        None
    }

    pub(super) fn date(&self, node: &Node, name: &str) -> Option<At<Date>> {
        let text = self.text(node, name)?;
        let date = Date::parse(&text);
        if date.is_none() {
            let found =
                self.error("bad-date", node.span, format!("`{}` is not a date", text.value));
            // The form may be right and the day wrong; then the form is not what to speak of.
            self.note(match text.rsplit_once('-') {
                Some((month, day)) if day.len() == 2 && Date::parse(month).is_some() => {
                    let part = if month.contains('-') { "day" } else { "month" };
                    found.label(format!("{month} has no {part} {day}"))
                }
                _ => found.label("expected YYYY, YYYY-MM or YYYY-MM-DD"),
            });
        }
        date.map(|date| At::new(date, node.span))
    }

    pub(super) fn number(&self, node: &Node, name: &str) -> Option<At<f64>> {
        match &node.value {
            Value::Plain(Plain::Number(number), _) if number.is_finite() => {
                Some(At::new(*number, node.span))
            }
            // A number in quotes is still plain to everybody.
            Value::Text(text) if is_plain_number(text) => {
                text.parse().ok().map(|number| At::new(number, node.span))
            }
            _ => {
                let help = match &node.value {
                    Value::Text(text) => Some(match bare_number(text) {
                        Some(digits) => {
                            format!("write it as `{digits}`, without quotes, signs or commas")
                        }
                        None => "write it in full, in digits only, like `1200000`".to_owned(),
                    }),
                    _ => None,
                };
                let found = self.error(
                    "bad-number",
                    node.span,
                    format!("`{name}` is {}", node.type_name()),
                );
                let found = found.label("expected a number");
                self.note(match help {
                    Some(help) => found.help(help),
                    None => found,
                });
                None
            }
        }
    }

    pub(super) fn scalar(&self, node: &Node, name: &str) -> Option<Scalar> {
        match &node.value {
            Value::Plain(Plain::Number(number), raw) => Some(Scalar::Number(*number, raw.clone())),
            _ => self.text(node, name).map(|text| Scalar::Text(text.value)),
        }
    }

    pub(super) fn fields<'n>(&'n self, node: &'n Node, what: &'static str) -> Option<Fields<'n>> {
        match &node.value {
            Value::Map(entries) => Some(Fields::new(self, entries, what, node.span)),
            _ => {
                let message = format!("{what} is {}", node.type_name());
                let found = self.error("wrong-type", node.span, message);
                self.note(found.label("expected fields (`name: value`)"));
                None
            }
        }
    }
}

/// The number in `about 4,000` or `$500`. None in `1.2m` or `5%`, where what follows the digits
/// changes what they mean.
fn bare_number(text: &str) -> Option<String> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let digits = text[start..].replace(',', "");
    is_plain_number(&digits).then_some(digits)
}

fn is_plain_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && text.parse::<f64>().is_ok()
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
