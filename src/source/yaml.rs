//! YAML as a tree in which every node knows its bytes.
//!
//! serde stops at the first field it dislikes. Read into a tree first, a file can be judged
//! field by field and all of its faults reported at once.

mod plain;

use std::fmt;
use std::ops::Range;

use super::fault;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned;

use crate::diagnostic::{Diagnostic, Span};
use crate::model::SourceFile;

/// A node and where it stands in its file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) span: Span,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    /// A number or truth value written plainly; its own text is kept, so that `NO` stays the
    /// country it was meant to be and `1.10` keeps its nought.
    Plain(Plain, String),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Field>),
}

/// What a plain scalar reads as.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Plain {
    Flag(bool),
    Number(f64),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    pub(super) key: String,
    pub(super) key_span: Span,
    pub(super) value: Node,
}

impl Node {
    /// The word for what this is, for messages.
    pub(super) fn type_name(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Plain(Plain::Flag(_), _) => "true or false",
            Value::Plain(Plain::Number(_), _) => "a number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a set of fields",
        }
    }
}

/// Parses the YAML in `range` of a file.
pub(super) fn parse(file: &SourceFile, range: Range<usize>) -> Result<Node, Box<Diagnostic>> {
    let text = file.text.read();
    let (yaml, base) = (&text[range.clone()], range.start);
    match plain::parse(yaml, base) {
        Some(node) => Ok(node),
        None => whole(yaml, base).map_err(|error| Box::new(syntax(file, base, yaml, &error))),
    }
}

/// Parses all that YAML knows.
fn whole(yaml: &str, base: usize) -> Result<Node, serde_yaml::Error> {
    let tree: Option<Spanned<Tree>> = serde_yaml::from_str(yaml)?;
    Ok(match tree {
        Some(tree) => tree_to_node(tree, yaml, base),
        None => Node { value: Value::Null, span: Span::new(base..base) },
    })
}

fn syntax(file: &SourceFile, base: usize, yaml: &str, error: &serde_yaml::Error) -> Diagnostic {
    let message = error.without_snippet().to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    let message = message.split(", set DuplicateKeyPolicy").next().unwrap_or(message);
    let at = error.location().map_or(0, |location| {
        let start = location.span().byte_offset().and_then(|at| usize::try_from(at).ok());
        start.unwrap_or_else(|| offset_of(yaml, location.line(), location.column()))
    });
    let fault = fault::explain(message, yaml, floor_boundary(yaml, at));
    let span = Span::new(base + fault.at.start..base + fault.at.end);
    let diagnostic = Diagnostic::error(fault.code, file.place(span), fault.message);
    match fault.help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn offset_of(yaml: &str, line: u64, column: u64) -> usize {
    let line = usize::try_from(line).unwrap_or(1).saturating_sub(1);
    let column = usize::try_from(column).unwrap_or(1).saturating_sub(1);
    let start: usize = yaml.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = &yaml[start.min(yaml.len())..];
    start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}

enum Tree {
    Null,
    Flag(bool),
    Number(f64),
    Text(String),
    List(Vec<Spanned<Tree>>),
    Map(Vec<(Spanned<String>, Spanned<Tree>)>),
}

fn tree_to_node(tree: Spanned<Tree>, yaml: &str, base: usize) -> Node {
    let range = bytes(&tree.referenced, yaml.len());
    let raw = || yaml.get(range.clone()).unwrap_or_default().to_owned();
    let value = match tree.value {
        Tree::Null => Value::Null,
        Tree::Flag(flag) => Value::Plain(Plain::Flag(flag), raw()),
        Tree::Number(number) => Value::Plain(Plain::Number(number), raw()),
        Tree::Text(text) => Value::Text(text),
        Tree::List(items) => {
            Value::List(items.into_iter().map(|item| tree_to_node(item, yaml, base)).collect())
        }
        Tree::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, value)| Field {
                    key_span: shifted(bytes(&key.referenced, yaml.len()), base),
                    key: key.value,
                    value: tree_to_node(value, yaml, base),
                })
                .collect(),
        ),
    };
    node(value, range, yaml, base)
}

/// A node that begins where `range` does. Where a list or map has items, these say where it ends.
fn node(value: Value, range: Range<usize>, yaml: &str, base: usize) -> Node {
    let span = match extent(&value) {
        // Where a list or map ends is not told: its last item ends it, or the bracket behind.
        Some(inner) => {
            let end = inner.end as usize;
            let closing = yaml.get(end - base..).and_then(|rest| {
                let bracket = rest.trim_start_matches([' ', '\n', '\r', ',']);
                let opened = yaml.as_bytes().get(range.start);
                let closes = matches!(
                    (opened, bracket.bytes().next()),
                    (Some(b'['), Some(b']')) | (Some(b'{'), Some(b'}'))
                );
                closes.then(|| yaml.len() - bracket.len() + 1)
            });
            Span::new(range.start + base..closing.map_or(end, |at| at + base))
        }
        None => shifted(range, base),
    };
    Node { value, span }
}

/// The bytes from the first to the last item of a list or map that has any.
fn extent(value: &Value) -> Option<Span> {
    let (first, last) = match value {
        Value::List(items) => (items.first()?.span, items.last()?.span),
        Value::Map(fields) => {
            let last = fields.last()?;
            (
                fields.first()?.key_span,
                if last.value.span.end > last.key_span.end {
                    last.value.span
                } else {
                    last.key_span
                },
            )
        }
        _ => return None,
    };
    Some(Span { start: first.start, end: last.end })
}

fn bytes(location: &serde_yaml::Location, limit: usize) -> Range<usize> {
    let span = location.span();
    let number = |at: Option<u64>| at.and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
    let start = number(span.byte_offset()).min(limit);
    start..(start + number(span.byte_len())).min(limit)
}

fn shifted(range: Range<usize>, base: usize) -> Span {
    Span::new(range.start + base..range.end + base)
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Flag(value))
    }

    #[expect(clippy::cast_precision_loss, reason = "figures of case studies are far below 2^53")]
    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Number(value as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "figures of case studies are far below 2^53")]
    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Tree, E> {
        Ok(Tree::Text(value))
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_none<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Tree, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Tree, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Tree::Map(entries))
    }
}
