//! Every field is described once: exactly the described fields are read, and the JSON Schema
//! accepts what the reader accepts.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::common::{base, repository, write};
use crosstown::diagnostic::{Diagnostic, Severity};
use crosstown::model::{Choice, Field, FileKind, Kind, Many, Schema, Type, json_schema};
use crosstown::site::{Audience, LinkOptions, link};
use crosstown::source::{Content, load, parse, walk};
use serde_json::{Map, Value, json};

/// The content below a folder, and the findings of its files on their own.
fn read(root: &Path) -> (Content, Vec<Diagnostic>) {
    parse(load(walk(root).unwrap(), None), None)
}

/// The file that a finding is about.
fn of(found: &Diagnostic) -> &str {
    found.place.as_ref().map_or("", |place| place.file.as_str())
}

/// A map of all fields of a schema, with the values of their examples.
fn maximal(schema: &Schema) -> Value {
    let one = |field: &Field| match field.of {
        Type::Map(inner) => maximal(inner),
        Type::Amount | Type::Measure | Type::Degrees(_) | Type::Whole(..) | Type::Figure => {
            serde_json::from_str(field.example).unwrap_or_else(|_| json!(field.example))
        }
        Type::Flag => json!(field.example == "true"),
        _ => json!(field.example),
    };
    let value = |field: &Field| match field.many {
        Many::One => one(field),
        Many::List | Many::OneOrList => json!([one(field)]),
    };
    let fields = schema.fields.iter().map(|field| (field.name.to_owned(), value(field)));
    Value::Object(fields.collect::<Map<_, _>>())
}

/// Asserts that a value has all fields of its description and no others.
fn assert_whole(schema: &Schema, read: &Value, within: &str) {
    let read = read.as_object().unwrap_or_else(|| panic!("{within} is {read}"));
    let described: BTreeSet<&str> = schema.names().collect();
    let names: BTreeSet<&str> = read.keys().map(String::as_str).collect();
    assert_eq!(names, described, "{within} is read as other fields than are described");
    for field in schema.fields {
        let within = format!("{within}.{}", field.name);
        let value = match &read[field.name] {
            Value::Array(items) => items.first().unwrap_or(&Value::Null),
            one => one,
        };
        assert!(!value.is_null() && value != "", "{within} is described and not read");
        if let Type::Map(inner) = field.of {
            assert_whole(inner, value, &within);
        }
    }
}

/// A valid path for a record of a kind.
fn path(kind: Kind) -> String {
    match kind {
        Kind::Convening => "content/convenings/example/index.md".to_owned(),
        Kind::Session => "content/convenings/example/notes.md".to_owned(),
        kind => format!("content/{}/example.md", kind.folder()),
    }
}

#[test]
fn what_is_described_is_what_is_read() {
    let root = base();
    for (kind, _) in Kind::ALL {
        let mut text = String::from("---\n");
        for (name, value) in maximal(kind.schema()).as_object().unwrap() {
            // JSON is YAML.
            text.push_str(&format!("{name}: {value}\n"));
        }
        write(root.path(), &path(*kind), format!("{text}---\n\nText[^evaluation-2017].\n"));
    }
    let schema = |name| FileKind::all().into_iter().find(|kind| kind.name == name).unwrap().schema;
    let site = maximal(schema("site")).as_object().unwrap().clone();
    let site = Map::from_iter(site.into_iter().map(|(name, value)| match name.as_str() {
        "languages" => (name, json!(["en", "es"])),
        _ => (name, value),
    }));
    write(root.path(), "content/site.yaml", Value::Object(site).to_string());
    let wider = json!({ "id": "education", "label": "Education", "definition": "Learning." });
    let terms = json!([maximal(schema("vocabulary")), wider]);
    write(root.path(), "content/vocabulary/topics.yaml", terms.to_string());
    let words = json!([maximal(schema("vocabulary-translation"))]);
    write(root.path(), "content/vocabulary/topics.es.yaml", words.to_string());

    let (content, mut found) = read(root.path());
    let examples = ["example", "site.yaml", "topics"];
    found.retain(|one| examples.iter().any(|name| of(one).contains(name)));
    // A page has no sources to cite.
    found.retain(|one| one.code != "unknown-citation");
    assert!(found.is_empty(), "an example is not accepted: {found:#?}");
    for (kind, name) in Kind::ALL {
        let entry = content.entries.iter().find(|entry| entry.file.path == path(*kind)).unwrap();
        assert_whole(kind.schema(), &serde_json::to_value(&entry.record).unwrap(), name);
    }
    assert_whole(schema("site"), &serde_json::to_value(&content.config).unwrap(), "site");
    let term = &content.vocabulary.topics[0];
    assert_whole(schema("vocabulary"), &serde_json::to_value(term).unwrap(), "term");
    let words = &term.translations["es"];
    let translated = schema("vocabulary-translation");
    assert_whole(translated, &serde_json::to_value(words).unwrap(), "words");
}

#[test]
fn descriptions_read_well() {
    fn judge(schema: &Schema, within: &str) {
        for field in schema.fields {
            let name = format!("{within}.{}", field.name);
            let about = field.about;
            assert!(about.ends_with('.') && about.len() > 8, "{name} has no sentence: {about}");
            assert!(about.starts_with(char::is_uppercase), "{name}: {about}");
            match field.of {
                Type::Map(inner) => judge(inner, &name),
                _ => assert!(!field.example.is_empty(), "{name} has no example"),
            }
            let Type::Choice(words) = field.of else { continue };
            assert!(words.words.iter().all(|word| word.about.ends_with('.')), "{name}");
        }
    }
    FileKind::all().iter().for_each(|kind| judge(kind.schema, kind.name));
}

/// Codes of findings about a single value or map, which the JSON Schema must reject as well.
const SEEN: [&str; 8] = [
    "unknown-field",
    "missing-field",
    "unknown-value",
    "out-of-range",
    "bad-time",
    "bad-wikidata",
    "bad-mailbox",
    "summary-too-long",
];

/// The front matter of a file as JSON, if it can be parsed without our own reader.
fn front_matter(text: &str) -> Option<Value> {
    let rest = text.strip_prefix("---\n")?;
    // YAML 1.2 has two booleans; `NO` is a country.
    let options = serde_yaml::options! { strict_booleans: true };
    serde_yaml::from_str_with_options(rest.split_once("\n---")?.0, options).ok()
}

#[test]
fn the_schema_accepts_what_the_reader_accepts() {
    let schemas: Vec<_> = Kind::ALL
        .iter()
        .map(|(kind, name)| {
            let schema = json_schema(name, kind.schema(), false);
            jsonschema::meta::validate(&schema).unwrap();
            (*kind, jsonschema::draft202012::new(&schema).unwrap())
        })
        .collect();
    let cases = fs::read_dir(repository("tests/sites")).unwrap();
    let roots = cases.map(|case| case.unwrap().path()).chain([repository("")]);
    let (mut accepted, mut refused, mut wrong) = (0, 0, Vec::new());
    for root in roots.filter(|root| root.join("content").is_dir()) {
        // Whether a slug has a record is known only after linking.
        let options = LinkOptions { audience: Audience::Cities, drafts: true };
        let (_, unlinked) = link(read(&root).0, options, None);
        let (content, mut found) = read(&root);
        found.extend(unlinked);
        for entry in &content.entries {
            let found: Vec<_> = found.iter().filter(|found| of(found) == entry.file.path).collect();
            let Some(fields) = front_matter(&entry.file.text.read()) else { continue };
            let (_, schema) = schemas.iter().find(|(kind, _)| *kind == entry.file.kind).unwrap();
            let errors: Vec<String> = schema
                .iter_errors(&fields)
                .map(|one| format!("{one} at {}", one.instance_path()))
                .collect();
            let at = root.join(&entry.file.path);
            if found.iter().all(|found| found.severity != Severity::Error) {
                wrong.extend(errors.into_iter().map(|error| format!("{}: {error}", at.display())));
                accepted += 1;
            } else if found.iter().any(|found| SEEN.contains(&&*found.code)) {
                if errors.is_empty() {
                    wrong.push(format!("{} is accepted in spite of {found:#?}", at.display()));
                }
                refused += 1;
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(accepted > 200 && refused > 20, "{accepted} accepted, {refused} refused");
}
