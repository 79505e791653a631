//! The tree that YAML is read into.

use crate::diagnostic::Span;

/// A node and its position in the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) span: Span,
}

/// The value of a node.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    /// An unquoted number or boolean; its text is kept, so that `1.10` keeps its zero.
    Plain(Plain, String),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Field>),
}

/// The value of an unquoted scalar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Plain {
    Flag(bool),
    Number(f64),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Field {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) value: Node,
}

impl Node {
    /// The word for this type of value, for messages.
    pub(crate) fn type_name(&self) -> &'static str {
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
    pub(crate) fn relocate(&mut self, moved: &impl Fn(Span) -> Span) {
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
