//! A finding of a result row: mostly a number, sometimes words.

use serde::{Serialize, Serializer};

/// A number or a text, as written.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    /// A number; its text is kept, so that `1.10` stays `1.10`.
    Number(f64, String),
    /// Words, where a finding is no number.
    Text(String),
}

impl Serialize for Scalar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            #[expect(clippy::cast_possible_truncation, reason = "whole and far below 2^53")]
            Scalar::Number(value, _) if value.fract() == 0.0 && value.abs() < 9e15 => {
                serializer.serialize_i64(*value as i64)
            }
            Scalar::Number(value, _) => serializer.serialize_f64(*value),
            Scalar::Text(text) => serializer.serialize_str(text),
        }
    }
}
