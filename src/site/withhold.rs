//! Removes what the attribution of a session withholds.
//!
//! Under the Chatham House Rule, participants may use what was said, but may not reveal the identity
//! or affiliation of anybody who said it. Removal happens while records become a site, so no later
//! stage sees more than what remains. (Quotations, raw HTML and titles of links were removed from the
//! body when it was parsed.)

use serde_json::Value;

use crate::markdown::redacted_markdown;
use crate::model::{Attribution, Session};
use crate::source::Entry;

/// Removes chair, speakers, the people responsible for actions, contributors, and the authors of
/// sources.
pub(super) fn strip(session: &mut Session) {
    if session.attribution.value != Attribution::ChathamHouse {
        return;
    }
    session.chair = None;
    session.speakers.clear();
    session.contributors.clear();
    for action in &mut session.actions {
        action.who = None;
    }
    for source in &mut session.sources {
        source.authors.clear();
    }
}

/// The Markdown of a stripped session, with its front matter written anew from the remaining fields
/// and its body from the parts that may be published. Nothing is cut from the original text, because
/// something that readers never see, such as a comment, could contain a name.
pub(super) fn markdown(entry: &Entry, session: &Session) -> String {
    let fields = serde_json::to_value(session).map(pruned).unwrap_or(Value::Null);
    let mut text = String::from("---\n");
    if let Value::Object(fields) = &fields {
        for (name, value) in fields {
            // JSON is YAML, and needs no second writer.
            text.push_str(&format!("{name}: {value}\n"));
        }
    }
    text.push_str("---\n");
    let source = entry.file.text.read();
    let body = source.get(entry.front.end as usize..).unwrap_or_default();
    text.push_str(&redacted_markdown(body, &session.sources));
    text
}

/// The value without nulls and empty lists.
fn pruned(value: Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(name, value)| (name, pruned(value)))
                .filter(|(_, value)| {
                    !matches!(value, Value::Null) && *value != Value::Array(Vec::new())
                })
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(pruned).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::pruned;

    #[test]
    fn fields_without_a_value_are_not_written() {
        let value = json!({
            "chair": null,
            "speakers": [],
            "title": "Bins",
            "actions": [{ "who": null, "what": "Count lids" }]
        });
        assert_eq!(
            pruned(value),
            json!({ "title": "Bins", "actions": [{ "what": "Count lids" }] })
        );
    }
}
