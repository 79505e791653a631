//! YAML as a tree in which every node has its byte range.
//!
//! serde stops at the first error. With a tree, a file can be checked field by field, and all its
//! mistakes are reported at once.

mod node;
mod read;
mod scalar;

pub(super) use node::Plain;
pub(crate) use node::{Field, Node, Value};
pub(super) use read::{Refusal, Refused, is_odd_space, read};
pub(super) use scalar::number;
