//! The page that compares practices. A script fills it in from the JSON of the records, so the view
//! has only the words that the script needs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::localized::Localized;
use crate::escape;

/// The page that compares practices, as `compare`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CompareView {
    /// The words that its script needs, as JSON: insert it unchanged into a script element.
    pub words: String,
}

/// The beginnings of the keys that the script uses.
const KEYS: &[&str] = &[
    "compare.",
    "stage.",
    "evidence.level-",
    "evidence.of",
    "evidence.reported",
    "direction.",
    "precondition.",
    "relation.",
    "cost.",
    "label.stage",
    "label.evidence",
    "label.cost",
    "label.reached",
    "label.before",
    "label.not-known",
    "adoptions.no-result",
    "practice.compared",
    "unit.",
    "number.percent",
];

/// The view of the page.
#[must_use]
pub fn compare(site: Localized<'_>) -> CompareView {
    let mut words = BTreeMap::new();
    for (key, message) in site.words.beginning_with(KEYS) {
        for (form, text) in message.written() {
            let name = if form.is_empty() { key.to_owned() } else { format!("{key}.{form}") };
            words.insert(name, text);
        }
    }
    let words = escape::json_in_html(&serde_json::to_string(&words).unwrap_or_default());
    CompareView { words }
}
