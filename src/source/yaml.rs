//! YAML as a tree in which every node has its byte range.
//!
//! serde stops at the first error. With a tree, a file can be checked field by field, and all its
//! mistakes are reported at once.

mod read;
mod scalar;

use std::ops::Range;

pub(super) use read::{Refusal, Refused, is_odd_space, read};
pub(super) use scalar::number;

use super::fault;
use crate::diagnostic::{Diagnostic, Span};
use crate::model::SourceFile;

/// A node and its position in the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) span: Span,
}

/// The value of a node.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    /// An unquoted number or boolean; its text is kept, so that `1.10` keeps its zero.
    Plain(Plain, String),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Field>),
}

/// The value of an unquoted scalar.
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
    /// The word for this type of value, for messages.
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

    /// Maps the positions of this node and all its descendants with `moved`.
    pub(super) fn relocate(&mut self, moved: &impl Fn(Span) -> Span) {
        self.span = moved(self.span);
        match &mut self.value {
            Value::List(items) => items.iter_mut().for_each(|item| item.relocate(moved)),
            Value::Map(fields) => {
                for field in fields {
                    field.key_span = moved(field.key_span);
                    field.value.relocate(moved);
                }
            }
            Value::Null | Value::Plain(..) | Value::Text(_) => {}
        }
    }
}

/// Parses the YAML in `range` of a file. Even with syntax errors there may be a tree of what the
/// author plainly meant, so that all other mistakes can be reported too.
pub(super) fn parse(file: &SourceFile, range: Range<usize>) -> (Option<Node>, Vec<Diagnostic>) {
    let text = file.text.read();
    let (yaml, base) = (&text[range.clone()], range.start);
    match read(yaml, base) {
        Ok((node, refused)) if refused.is_empty() => (Some(node), Vec::new()),
        _ => fault::explain(file, yaml, base),
    }
}
