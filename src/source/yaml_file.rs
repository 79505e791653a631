//! YAML files of a theme. They are read like front matter, so that mistakes in them are explained in
//! the same words.

use super::fault;
use super::reader::Reader;
use super::yaml::Node;
use crate::diagnostic::Diagnostic;
use crate::model::{Described, SourceFile};

/// The tree of a YAML file.
///
/// # Errors
/// Every syntax error.
pub(crate) fn yaml_tree(file: &SourceFile) -> Result<Node, Vec<Diagnostic>> {
    let (node, found) = fault::parse(file, 0..file.text.len());
    node.filter(|_| found.is_empty()).ok_or(found)
}

/// The fields of a YAML file.
///
/// # Errors
/// Every syntax error and every mistake in the fields.
pub(crate) fn yaml_fields<T: Described>(file: &SourceFile) -> Result<T, Vec<Diagnostic>> {
    let (node, mut found) = fault::parse(file, 0..file.text.len());
    let reader = Reader::new(file);
    let values = node.and_then(|node| reader.map(&node, T::SCHEMA, ""));
    found.extend(reader.found.into_inner());
    values.filter(|_| found.is_empty()).map(T::from_values).ok_or(found)
}
