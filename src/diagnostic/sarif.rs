//! The report as SARIF 2.1.0, which code hosts and editors read.
//!
//! The format: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::visible::visible_json;
use super::{Diagnostic, Place, Severity};
use crate::address::encode_path;

/// What a report says about a rule.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// Its code.
    pub code: &'static str,
    /// The level of its findings unless a site has another.
    pub severity: Severity,
    /// What it looks for.
    pub what: &'static str,
    /// Why.
    pub why: &'static str,
}

/// Renders all findings as a SARIF log with one run. `rules` says more about some of their codes.
#[must_use]
pub fn sarif(diagnostics: &[Diagnostic], rules: &[About]) -> String {
    let codes: BTreeSet<&str> = diagnostics.iter().map(|found| &*found.code).collect();
    let described = rules.iter().map(descriptor);
    let others = codes.iter().filter(|code| !rules.iter().any(|rule| rule.code == **code));
    let descriptors: Vec<Value> =
        described.chain(others.map(|code| json!({ "id": code }))).collect();
    let index: BTreeMap<&str, usize> = descriptors
        .iter()
        .enumerate()
        .filter_map(|(at, rule)| Some((rule["id"].as_str()?, at)))
        .collect();
    let mut seen = BTreeMap::new();
    let results: Vec<Value> =
        diagnostics.iter().map(|found| result(found, &index, &mut seen)).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": descriptors,
            } },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {
                "SRCROOT": { "description": { "text": "The folder that holds content/ and themes/." } },
            },
            "results": results,
        }],
    });
    visible_json(format!("{log:#}"))
}

fn descriptor(rule: &About) -> Value {
    json!({
        "id": rule.code,
        "shortDescription": { "text": rule.what },
        "fullDescription": { "text": rule.why },
        "help": { "text": format!("{}\n\n{}", rule.what, rule.why) },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

/// One finding. `seen` counts the fingerprints so far.
fn result<'a>(
    found: &'a Diagnostic,
    index: &BTreeMap<&str, usize>,
    seen: &mut BTreeMap<(&'a str, &'a str, &'a str), usize>,
) -> Value {
    let texts = [&found.label, &found.help, &found.note].into_iter().flatten().map(String::as_str);
    let said: Vec<&str> = std::iter::once(found.message.as_str()).chain(texts).collect();
    let mut result = json!({
        "ruleId": found.code,
        "level": level(found.severity),
        "message": { "text": said.join("\n") },
    });
    if let Some(at) = index.get(&*found.code) {
        result["ruleIndex"] = json!(at);
    }
    let Some(place) = &found.place else { return result };
    result["locations"] = json!([{ "physicalLocation": location(place) }]);
    // A finding stays the same one while lines are added above it.
    let key = (&*found.code, place.file.as_str(), place.text.as_str());
    let nth = seen.entry(key).and_modify(|nth| *nth += 1).or_insert(1);
    let mut hasher = blake3::Hasher::new();
    for part in [key.0, key.1, key.2, &nth.to_string()] {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    let print = &hasher.finalize().to_hex()[..32];
    result["partialFingerprints"] = json!({ "codeFileLine/v1": print });
    if let Some(text) = &found.replacement
        && let Some(region) = region(place)
    {
        let change = json!({
            "artifactLocation": artifact(place),
            "replacements": [{ "deletedRegion": region, "insertedContent": { "text": text } }],
        });
        result["fixes"] = json!([{ "artifactChanges": [change] }]);
    }
    result
}

fn artifact(place: &Place) -> Value {
    json!({ "uri": encode_path(&place.file), "uriBaseId": "SRCROOT" })
}

fn location(place: &Place) -> Value {
    let mut location = json!({ "artifactLocation": artifact(place) });
    if let Some(mut region) = region(place) {
        region["snippet"] = json!({ "text": &place.text[place.marked()] });
        location["region"] = region;
    }
    location
}

/// The marked characters; none for a file as a whole.
fn region(place: &Place) -> Option<Value> {
    (!place.text.is_empty()).then(|| {
        json!({
            "startLine": place.line,
            "startColumn": place.column,
            "endColumn": place.column + place.length,
        })
    })
}
