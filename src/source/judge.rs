//! Validates one value before it is written to a file, for callers that ask for values one by one.

use super::fault;
use super::reader::Reader;
use super::yaml::{Node, Value};
use crate::diagnostic::Diagnostic;
use crate::model::{Field, SourceFile};

/// What would be wrong with a value of a field, or of one item of its list, if it were written in
/// YAML as `yaml`. References are not looked up.
#[must_use]
pub fn judge_value(field: &Field, yaml: &str) -> Vec<Diagnostic> {
    let file = SourceFile::without_record("", format!("{}: {yaml}\n", field.name));
    let (node, mut found) = fault::parse(&file, 0..file.text.len());
    if let Some(Node { value: Value::Map(entries), .. }) = &node {
        let reader = Reader::new(&file);
        for entry in entries {
            reader.value(field.of, &entry.value, field.name);
        }
        found.extend(reader.found.into_inner());
    }
    found
}
