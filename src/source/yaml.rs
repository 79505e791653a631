//! YAML as a tree in which every node has its byte range.
//!
//! serde stops at the first error. With a tree, a file can be checked field by field, and all its
//! mistakes are reported at once.

mod node;
mod read;
mod scalar;

use std::ops::Range;

pub(super) use node::{Field, Node, Plain, Value};
pub(super) use read::{Refusal, Refused, is_odd_space, read};
pub(super) use scalar::number;

use super::fault;
use crate::diagnostic::Diagnostic;
use crate::model::SourceFile;

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
