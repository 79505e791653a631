//! CSL-JSON, the format of Zotero, Pandoc and the processors of the Citation Style Language.

use serde_json::{Value, json};

use super::Citation;

/// A list with the citation as its only item.
#[must_use]
pub fn csl_json(citation: &Citation) -> String {
    let mut item = json!({
        "id": citation.key,
        "type": "webpage",
        "title": citation.title,
        "author": [{ "literal": citation.author }],
        "version": citation.version,
        "URL": citation.url,
        "language": citation.lang,
        "abstract": citation.summary,
    });
    if let Some(address) = &citation.version_url {
        item["note"] = json!(format!("This version: {address}"));
    }
    if let Some(date) = citation.date {
        let parts = [Some(date.year), date.month.map(u16::from), date.day.map(u16::from)];
        let parts: Vec<u16> = parts.into_iter().flatten().collect();
        item["issued"] = json!({ "date-parts": [parts] });
    }
    format!("{:#}\n", Value::Array(vec![item]))
}
