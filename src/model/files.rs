//! The files that content is made of, each with the description of its fields.

use super::json_schema::json_schema;
use super::{Choice, Config, Described, Kind, Schema, Term, TermWords};

/// A kind of file.
#[derive(Debug, Clone, Copy)]
pub struct FileKind {
    /// The name by which it is asked for.
    pub name: &'static str,
    /// What is in it.
    pub about: &'static str,
    /// Its fields.
    pub schema: &'static Schema,
    /// Whether it is a list of such sets of fields, and not one.
    pub list: bool,
}

impl FileKind {
    /// All kinds of files: records first.
    #[must_use]
    pub fn all() -> Vec<FileKind> {
        let records = Kind::ALL.iter().map(|(kind, name)| {
            let schema = kind.schema();
            FileKind { name, about: schema.about, schema, list: false }
        });
        let file = |name, about, schema, list| FileKind { name, about, schema, list };
        let others = [
            file("site", "What holds for the whole site (`site.yaml`).", Config::SCHEMA, false),
            file("vocabulary", "The terms of a vocabulary.", Term::SCHEMA, true),
            file(
                "vocabulary-translation",
                "What the terms of a vocabulary are called in another language.",
                TermWords::SCHEMA,
                true,
            ),
        ];
        records.chain(others).collect()
    }

    /// Its JSON Schema, indented.
    #[must_use]
    pub fn json_schema(&self) -> String {
        format!("{:#}\n", json_schema(self.name, self.schema, self.list))
    }
}
