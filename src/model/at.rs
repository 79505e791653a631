//! A value that remembers where it was written, so that a rule which runs long after parsing can
//! still point at it.

use std::ops::Deref;

use serde::{Serialize, Serializer};

use crate::diagnostic::Span;

/// A value and the bytes of its file that it was read from. Serialised as the value alone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its place in the file of its record.
    pub span: Span,
}

impl<T> At<T> {
    /// Joins a value with its place.
    pub fn new(value: T, span: Span) -> At<T> {
        At { value, span }
    }
}

impl<T> Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Serialize> Serialize for At<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}
