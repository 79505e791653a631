//! Takes out of a session what its attribution withholds.
//!
//! Under the Chatham House Rule what was said may be used, but neither the identity nor the
//! affiliation of those who said it may be revealed. This runs while records become a site, so
//! everything behind it sees only what is left. (Quotations and raw HTML of the body were left
//! out when it was parsed.)

use serde_json::Value;

use crate::markdown::redacted_markdown;
use crate::model::{Attribution, Session};
use crate::source::Entry;

/// Removes chair, speakers, who undertook what, and names of authors.
pub(super) fn strip(session: &mut Session) {
    if session.attribution.value != Attribution::ChathamHouse {
        return;
    }
    session.chair = None;
    session.speakers.clear();
    for action in &mut session.actions {
        action.who = None;
    }
    for source in &mut session.sources {
        source.authors.clear();
    }
}

/// The Markdown of a stripped session: its front matter written anew from what is left, and its
/// body from what may be seen of it. Nothing is cut from the original text, since what a reader
/// never sees, such as a comment, could hold a name.
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
