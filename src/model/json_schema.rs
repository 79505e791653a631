//! The JSON Schema (draft 2020-12) of a kind of file, for editors and other tools.
//!
//! A schema accepts whatever the reader accepts: a field that may be left out may be empty, a
//! number may be in quotation marks, and a text may look like a number.

use serde_json::{Map, Value, json};

use super::schema::{Field, Many, Need, Schema, Type};

/// The JSON Schema of a set of fields; of a list of such sets where `list` says so.
#[must_use]
pub fn json_schema(title: &str, schema: &Schema, list: bool) -> Value {
    let mut whole = match list {
        true => json!({ "type": "array", "items": map(schema) }),
        false => map(schema),
    };
    whole["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    whole["title"] = json!(title);
    whole
}

fn map(schema: &Schema) -> Value {
    let properties: Map<String, Value> =
        schema.fields.iter().map(|field| (field.name.to_owned(), property(field))).collect();
    let required: Vec<&str> =
        schema.fields.iter().filter(|field| field.is_required()).map(|field| field.name).collect();
    let map = json!({
        "type": "object",
        "description": schema.about,
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    match schema.shorthand {
        Some(_) => json!({ "anyOf": [text(), map] }),
        None => map,
    }
}

fn property(field: &Field) -> Value {
    let one = value(field.of);
    let list = || {
        let least = usize::from(field.is_required());
        json!({ "type": "array", "items": value(field.of), "minItems": least })
    };
    let mut property = match field.many {
        Many::One => one,
        Many::List => list(),
        Many::OneOrList => json!({ "anyOf": [one, list()] }),
    };
    if !field.is_required() {
        property = or_nothing(property);
    }
    property["description"] = json!(field.about);
    if let Need::Default(default) = field.need {
        property["default"] = written(field.of, default);
    }
    if !field.example.is_empty() {
        let example = written(field.of, field.example);
        let is_list = field.many == Many::List;
        property["examples"] = if is_list { json!([[example]]) } else { json!([example]) };
    }
    property
}

/// A value as written in the description.
fn written(of: Type, text: &str) -> Value {
    let is_plain = matches!(
        of,
        Type::Flag
            | Type::Amount
            | Type::Measure
            | Type::Degrees(_)
            | Type::Whole(..)
            | Type::Figure
    );
    let plain = is_plain.then(|| serde_json::from_str(text).ok()).flatten();
    plain.unwrap_or_else(|| json!(text))
}

/// Also accepts null.
fn or_nothing(mut schema: Value) -> Value {
    let null = json!({ "type": "null" });
    if let Some(choices) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        choices.push(null);
        return schema;
    }
    match schema.get_mut("type") {
        Some(Value::Array(types)) => types.push(json!("null")),
        Some(one) => *one = json!([one.take(), "null"]),
        None => return json!({ "anyOf": [schema, { "type": "null" }] }),
    }
    schema
}

fn text() -> Value {
    json!({ "type": ["string", "number", "boolean"], "minLength": 1 })
}

fn pattern(pattern: &str) -> Value {
    json!({ "type": ["string", "number"], "pattern": pattern })
}

/// A number, or the digits of one in quotation marks.
fn number(kind: &str) -> Value {
    json!({ "type": [kind, "string"], "pattern": r"^\s*[-+]?[0-9]+(\.[0-9]+)?\s*$" })
}

fn value(of: Type) -> Value {
    let within = |mut schema: Value, low: Value, high: Value| {
        schema["minimum"] = low;
        schema["maximum"] = high;
        schema
    };
    match of {
        Type::Map(schema) => map(schema),
        Type::Line | Type::Paragraph | Type::Link | Type::Destination | Type::Figure => text(),
        Type::Short(most) => {
            let mut short = text();
            short["maxLength"] = json!(most);
            short
        }
        Type::Slug | Type::Reference(_) => pattern("^[a-z0-9]+(-[a-z0-9]+)*$"),
        Type::SourceId | Type::Citation => pattern("^[A-Za-z0-9._-]+$"),
        Type::Choice(words) => {
            let word =
                |word: &super::Word| json!({ "const": word.word, "description": word.about });
            json!({ "oneOf": words.words.iter().map(word).collect::<Vec<_>>() })
        }
        Type::Date => {
            let date = pattern("^[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$");
            within(date, json!(1000), json!(9999))
        }
        Type::Time => pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$"),
        Type::Flag => json!({ "type": "boolean" }),
        Type::Amount | Type::Measure => number("number"),
        Type::Degrees(most) => within(number("number"), json!(-most), json!(most)),
        Type::Whole(low, high) => within(number("integer"), json!(low), json!(high)),
        Type::Currency => pattern("^[A-Z]{3}$"),
        Type::Country => pattern("^[A-Z]{2}$"),
        Type::TimeZone => pattern("^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$"),
        Type::WebAddress | Type::BaseUrl => pattern("^[Hh][Tt][Tt][Pp][Ss]?:"),
        Type::Mailbox => pattern("^[^@\\s]+@[^@\\s]+$"),
        Type::Wikidata => pattern("^Q[0-9]+$"),
        Type::Language => pattern("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
    }
}
