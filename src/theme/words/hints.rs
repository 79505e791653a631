//! The English hints of fields, which the forms show: the sentences with which the fields are
//! described (`src/model/`). In English they are written only there; the files of other languages
//! translate them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::message::Message;
use crate::model::{Kind, Schema, Type};

/// The kinds whose fields have hints.
const KINDS: [Kind; 2] = [Kind::Practice, Kind::Session];

/// Fields that no form asks for: they are for editors, or are filled in from elsewhere.
pub(crate) const OF_EDITORS: [&str; 10] = [
    "aliases",
    "allow",
    "authors",
    "contributors",
    "draft",
    "lang",
    "license",
    "review_due",
    "reviewers",
    "verified",
];

/// The hints by their keys: `hint.practice-stage`, `hint.cost-one-off`.
pub(super) static HINTS: LazyLock<BTreeMap<String, Message>> = LazyLock::new(|| {
    let mut all = BTreeMap::new();
    for kind in KINDS {
        of(kind.schema(), kind.as_str(), &mut all);
    }
    all
});

fn of(schema: &Schema, section: &str, all: &mut BTreeMap<String, Message>) {
    let is_set = KINDS.iter().all(|kind| kind.as_str() != section);
    for field in schema.fields.iter().filter(|field| is_set || !OF_EDITORS.contains(&field.name)) {
        let name = field.name.replace('_', "-");
        all.insert(format!("hint.{section}-{name}"), Message::plain(field.about));
        if let Type::Map(inner) = field.of {
            of(inner, &name, all);
        }
    }
}
