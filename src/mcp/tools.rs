//! The tools: what each is for, and how it answers.

use std::sync::Arc;

use rmcp::handler::server::tool::schema_for_type;
use rmcp::model::{CallToolResult, ContentBlock, JsonObject, Tool, ToolAnnotations};
use rmcp::schemars::JsonSchema;
use search_index::Request;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::arguments::{
    CompareArguments, Format, MOST_FILTERS, MOST_HITS, MOST_LETTERS, RecordArguments,
    SearchArguments, ValuesArguments,
};
use super::built_site::BuiltSite;
use super::fault::Fault;
use super::{compare, records};
use crate::diagnostic::nearest;
use crate::lookup::{FIELDS, filters, unknown_filter, unknown_language};

/// The descriptions of all tools.
pub(super) fn descriptions() -> Vec<Tool> {
    vec![
        described::<SearchArguments>(
            "search",
            "Search the records",
            "Full-text search of practices, sessions, convenings, cities, networks, challenges and questions of cities. The answer has hits with id, title, summary, best sentence, stage and evidence (0 to 5), and how many records have each value.",
        ),
        described::<RecordArguments>(
            "record",
            "Read a record",
            "One record in full: all fields with sources, its text, and the ids of linked records.",
        ),
        described::<CompareArguments>(
            "compare",
            "Compare practices",
            "Two to four practices side by side: stage, evidence and its reasons, results, cost, cost per person, time, prerequisites, adoptions, and size of city. What a record does not say is null.",
        ),
        described::<ValuesArguments>(
            "list_values",
            "List values to filter by",
            "The values of a field that records have, with labels and numbers of records; of a field of numbers, the least and the greatest.",
        ),
    ]
}

fn described<A: JsonSchema + 'static>(
    name: &'static str,
    title: &'static str,
    about: &'static str,
) -> Tool {
    let mut schema = JsonObject::clone(&schema_for_type::<A>());
    // The type's own name and comment are for readers of this code.
    schema.remove("title");
    schema.remove("description");
    let hints = ToolAnnotations::with_title(title)
        .read_only(true)
        .destructive(false)
        .idempotent(true)
        .open_world(false);
    Tool::new(name, about, Arc::new(schema)).with_title(title).annotate(hints)
}

/// Calls a tool. `None` if there is no such tool; an error in the request is an answer that says
/// what is expected.
pub(super) fn call(site: &BuiltSite, name: &str, given: JsonObject) -> Option<CallToolResult> {
    let answered = match name {
        "search" => read(given).and_then(|arguments| search(site, arguments)),
        "record" => read(given).and_then(|arguments| record(site, &arguments)),
        "compare" => read(given).and_then(|arguments: CompareArguments| {
            compare::compare(site, &arguments.practices).map(CallToolResult::structured)
        }),
        "list_values" => read(given).and_then(|arguments| list_values(site, &arguments)),
        _ => return None,
    };
    Some(
        answered.unwrap_or_else(|fault| {
            CallToolResult::error(vec![ContentBlock::text(fault.sentence())])
        }),
    )
}

/// Reads the arguments of a tool.
fn read<A: DeserializeOwned>(given: JsonObject) -> Result<A, Fault> {
    serde_json::from_value(Value::Object(given)).map_err(|error| Fault::Wrong(error.to_string()))
}

fn search(site: &BuiltSite, arguments: SearchArguments) -> Result<CallToolResult, Fault> {
    let SearchArguments { query, filters: given, limit, sort, lang, exact } = arguments;
    if limit > MOST_HITS {
        return Err(Fault::Wrong(format!("`limit` is at most {MOST_HITS}")));
    }
    if query.chars().nth(MOST_LETTERS).is_some() {
        return Err(Fault::Wrong(format!("`query` has at most {MOST_LETTERS} letters")));
    }
    if given.len() > MOST_FILTERS {
        return Err(Fault::Wrong(format!("`filters` has at most {MOST_FILTERS} values")));
    }
    let filters = filters(&given).map_err(Fault::Wrong)?;
    let index = site.index()?;
    if let Some(message) = unknown_filter(&index, &filters)? {
        return Err(Fault::Wrong(message));
    }
    if let Some(lang) = &lang
        && let Ok(manifest) = site.manifest()
        && let Some(message) = unknown_language(&manifest, lang)
    {
        return Err(Fault::Wrong(message));
    }
    let sort = sort.into();
    let request = Request { query, filters, limit, sort, lang, exact, ..Request::default() };
    Ok(structured(&index.search(&request)?))
}

fn record(site: &BuiltSite, arguments: &RecordArguments) -> Result<CallToolResult, Fault> {
    let id = records::id(&arguments.id);
    match arguments.format {
        Format::Json => records::data(site, id).map(CallToolResult::structured),
        Format::Markdown => {
            let text = records::text(site, id, Format::Markdown)?;
            Ok(CallToolResult::success(vec![ContentBlock::text(text)]))
        }
    }
}

fn list_values(site: &BuiltSite, arguments: &ValuesArguments) -> Result<CallToolResult, Fault> {
    let field = arguments.field.as_str();
    if !FIELDS.contains(&field) {
        let near = nearest(field, FIELDS).map(|field| format!("; did you mean `{field}`?"));
        let near = near.unwrap_or_else(|| format!(": expected one of {}", FIELDS.join(", ")));
        return Err(Fault::Wrong(format!("`field` is no field to filter by{near}")));
    }
    let facets = site.index()?.search(&Request { limit: 0, ..Request::default() })?.facets;
    let facets = serde_json::to_value(facets).unwrap_or_default();
    Ok(structured(&json!({"field": field, "values": facets[field]})))
}

fn structured(answer: &impl serde::Serialize) -> CallToolResult {
    // Answers are in memory and have only text as keys, so this cannot fail.
    CallToolResult::structured(serde_json::to_value(answer).unwrap_or_default())
}
