//! The search index for Quickwit, the distributed search engine built on tantivy: for a knowledge
//! base too large to search in the browser. The search interface asks such a server if `site.yaml`
//! says so (`search-index/web/quickwit.js`), in the fields that are described here.

use std::collections::BTreeSet;
use std::io;

use search_index::{Record, Term};
use serde_json::{Map, Value, json};

use crate::letters;
use crate::output::{Artifact, QUICKWIT_INDEX as INDEX};

/// Most bytes of a file of records: a server takes 10 MB at a time unless it is told otherwise.
const MOST: usize = 8_000_000;

/// The facets: a field with the keywords, to filter by, and one with keyword and label, to count.
const FACETS: [&str; 8] =
    ["kind", "topic", "sphere", "city", "country", "stage", "result", "method"];
/// Fields of numbers.
const NUMBERS: [&str; 5] = ["evidence", "year", "population", "cost", "months"];

/// The files for a server: its index, the records, and what to do with both. `languages` are those
/// of the site, its own first.
///
/// # Errors
/// Never: it is in memory, and all keys are strings.
pub fn files(records: &[Record], languages: &[String]) -> io::Result<Vec<Artifact>> {
    let mut files = vec![Artifact::new("index.json", pretty(&index())?)];
    let translated: BTreeSet<(&str, &str)> = records
        .iter()
        .filter_map(|record| Some((record.original.as_deref()?, record.lang.as_str())))
        .collect();
    let mut part = Vec::new();
    let mut parts = Vec::new();
    for record in records {
        let readers = match &record.original {
            Some(_) => vec![record.lang.as_str()],
            None => languages
                .iter()
                .map(String::as_str)
                .filter(|lang| !translated.contains(&(record.id.as_str(), lang)))
                .collect(),
        };
        let mut line = serde_json::to_vec(&document(record, &readers))?;
        line.push(b'\n');
        if !part.is_empty() && part.len() + line.len() > MOST {
            parts.push(std::mem::take(&mut part));
        }
        part.append(&mut line);
    }
    parts.push(part);
    let named = parts.into_iter().enumerate();
    files.extend(
        named.map(|(at, part)| Artifact::new(format!("records-{:04}.ndjson", at + 1), part)),
    );
    files.push(Artifact::new("README.md", README.replace("{index}", INDEX).into_bytes()));
    Ok(files)
}

fn pretty(value: &Value) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The description of the index. An unknown field of a document is refused, so that a mistake is
/// noticed when records are sent.
fn index() -> Value {
    let keyword =
        |name: &str| json!({"name": name, "type": "text", "tokenizer": "raw", "fast": true});
    let keywords =
        |name: &str| json!({"name": name, "type": "array<text>", "tokenizer": "raw", "fast": true});
    let text = |name: &str, tokenizer: &str, stored: bool| json!({"name": name, "type": "text", "tokenizer": tokenizer, "record": "position", "fieldnorms": true, "stored": stored});
    let kept = |name: &str| json!({"name": name, "type": "text", "indexed": false});
    let mut fields = vec![
        keyword("id"),
        // The languages whose readers are shown this version of the record.
        keywords("lang"),
        text("title", "default", true),
        text("summary", "default", true),
        text("body", "default", false),
        text("body_terms", "spaced", false),
        kept("sections"),
    ];
    fields.extend(FACETS.iter().map(|name| keywords(name)));
    fields.extend(FACETS.iter().map(|name| keywords(&labelled(name))));
    fields.extend(NUMBERS.iter().map(|name| match *name {
        // A record may be about several cities.
        "population" => json!({"name": name, "type": "array<u64>", "fast": true}),
        _ => json!({"name": name, "type": "u64", "fast": true}),
    }));
    json!({
        "version": "0.8",
        "index_id": INDEX,
        "doc_mapping": {
            "mode": "strict",
            "tokenizers": [{"name": "spaced", "type": "regex", "pattern": "[^ ]+", "filters": []}],
            "field_mappings": fields,
        },
        "search_settings": {"default_search_fields": ["title", "summary", "body"]},
        "indexing_settings": {"commit_timeout_secs": 5},
    })
}

/// The field with keyword and label.
fn labelled(facet: &str) -> String {
    format!("{facet}_label")
}

/// The keywords of a record for a facet, with their labels.
fn terms<'a>(record: &'a Record, facet: &str) -> Vec<(&'a str, &'a str)> {
    let all = |terms: &'a [Term]| terms.iter().map(|term| (&*term.slug, &*term.label)).collect();
    let one = |term: &'a Option<Term>| all(term.as_slice());
    match facet {
        "topic" => all(&record.topics),
        "sphere" => all(&record.spheres),
        "city" => all(&record.cities),
        "country" => all(&record.countries),
        "method" => all(&record.methods),
        "stage" => one(&record.stage),
        "result" => one(&record.result),
        _ => vec![(&record.kind, &record.kind)],
    }
}

/// A record as a document. What it does not have is left out.
fn document(record: &Record, readers: &[&str]) -> Value {
    let mut document = Map::new();
    let mut put = |name: &str, value: Value| _ = document.insert(name.to_owned(), value);
    put("id", json!(record.id));
    put("lang", json!(readers));
    put("title", json!(record.title));
    put("summary", json!(record.summary));
    for facet in FACETS {
        let terms = terms(record, facet);
        if !terms.is_empty() {
            put(facet, terms.iter().map(|(slug, _)| *slug).collect());
            put(
                &labelled(facet),
                terms.iter().map(|(slug, label)| format!("{slug}:{label}")).collect(),
            );
        }
    }
    let numbers = [
        ("evidence", record.evidence.map(u64::from)),
        ("year", record.year.map(u64::from)),
        ("cost", record.cost),
        ("months", record.months),
    ];
    for (name, number) in numbers {
        if let Some(number) = number {
            put(name, json!(number));
        }
    }
    let populations: Vec<u64> = record.cities.iter().filter_map(|city| city.population).collect();
    if !populations.is_empty() {
        put("population", json!(populations));
    }
    put("body", json!(body(record)));
    put("body_terms", json!(folded(record)));
    // As text, because only excerpts need them.
    let sections: Vec<Value> = record
        .sections
        .iter()
        .map(|part| json!([part.anchor, part.heading, &*part.text]))
        .collect();
    put("sections", json!(Value::from(sections).to_string()));
    Value::Object(document)
}

/// Headings and texts.
fn body(record: &Record) -> String {
    let parts = record.sections.iter().flat_map(|part| {
        let heading = Some(part.heading.as_str()).filter(|_| !part.is_label);
        [heading, Some(&*part.text)].into_iter().flatten()
    });
    parts.collect::<Vec<_>>().join(" ")
}

/// All words without accents, separated by spaces, including the labels of filters and the
/// synonyms.
fn folded(record: &Record) -> String {
    let lists =
        [&record.topics, &record.spheres, &record.cities, &record.countries, &record.methods];
    let names = lists
        .into_iter()
        .flatten()
        .flat_map(|term| [&term.label].into_iter().chain(&term.synonyms).chain(&term.translations));
    let texts = [&record.title, &record.summary].into_iter().chain(names);
    let texts: Vec<&str> = texts.map(String::as_str).collect();
    let whole = format!("{} {}", texts.join(" "), body(record));
    let mut words = String::with_capacity(whole.len());
    let plain = whole.chars().flat_map(letters::plain).flat_map(char::to_lowercase);
    // After decomposition, accents are combining characters of their own.
    for letter in plain.filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)) {
        if letter.is_alphanumeric() {
            words.push(letter);
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words.trim().to_owned()
}

const README: &str = "# Search with Quickwit

These files are for a [Quickwit](https://quickwit.io/) server, version 0.9 or later. With its address in `QUICKWIT`, such as `http://127.0.0.1:7280`, run three commands in this folder:

```
curl -f -H 'content-type: application/json' --data-binary @index.json \"$QUICKWIT/api/v1/indexes\"
for part in records-*.ndjson; do curl -f -H 'content-type: application/x-ndjson' --data-binary @\"$part\" \"$QUICKWIT/api/v1/{index}/ingest?commit=force\"; done
curl -f \"$QUICKWIT/api/v1/indexes/{index}/describe\"
```

The last one says how many records the index has. Ingesting answers how many were taken and how many rejected; none should be.

- To replace the records by newer ones, delete the index first: `curl -f -X DELETE \"$QUICKWIT/api/v1/indexes/{index}\"`. For some seconds after it is made anew, ingesting may answer 503: try again.
- Browsers may ask the server only if it allows the address of the site. In its configuration: `rest: {cors_allow_origins: [\"https://example.org\"]}`.
- Anybody who can reach the server can change the index. Let the web reach nothing but `POST /api/v1/_elastic/{index}/_search`, through a proxy.

Then tell the site, in `content/site.yaml`, and build it again:

```yaml
search:
  engine: quickwit
  url: https://search.example.org/
```

If the server does not answer, readers search in the index that the site carries.
";

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: &str, lang: &str, original: Option<&str>) -> Record {
        let term = |slug: &str, label: &str| Term {
            slug: slug.to_owned(),
            label: label.to_owned(),
            ..Term::default()
        };
        Record {
            id: id.to_owned(),
            kind: "practice".to_owned(),
            lang: lang.to_owned(),
            original: original.map(str::to_owned),
            title: "Café Pedestrians".to_owned(),
            cities: vec![Term { population: Some(5000), ..term("bogota", "Bogotá") }],
            stage: Some(term("pilot", "Pilot")),
            evidence: Some(2),
            ..Record::default()
        }
    }

    fn lines(records: &[Record]) -> Vec<Value> {
        let languages = ["en", "es"].map(str::to_owned);
        let files = files(records, &languages).unwrap();
        let text = String::from_utf8(files[1].bytes.to_vec()).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn each_reader_is_shown_one_version() {
        let both =
            [record("a", "en", None), record("es/a", "es", Some("a")), record("b", "en", None)];
        let lines = lines(&both);
        let readers: Vec<&Value> = lines.iter().map(|line| &line["lang"]).collect();
        assert_eq!(readers, [&json!(["en"]), &json!(["es"]), &json!(["en", "es"])]);
    }

    #[test]
    fn a_document_has_only_fields_that_the_index_knows() {
        let line = &lines(&[record("a", "en", None)])[0];
        let index = index();
        let known: Vec<&str> = index["doc_mapping"]["field_mappings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|field| field["name"].as_str().unwrap())
            .collect();
        for field in line.as_object().unwrap().keys() {
            assert!(known.contains(&field.as_str()), "{field}");
        }
        assert_eq!(line["city_label"], json!(["bogota:Bogotá"]));
        assert_eq!(line["population"], json!([5000]));
        assert_eq!(line["body_terms"], "cafe pedestrians bogota");
        assert!(line.get("year").is_none());
    }

    #[test]
    fn many_records_are_several_files() {
        let mut long = record("a", "en", None);
        long.summary = "x".repeat(MOST / 4);
        let files = files(&vec![long; 5], &["en".to_owned()]).unwrap();
        let names: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert!(names.contains(&"records-0002.ndjson"), "{names:?}");
        assert!(files.iter().all(|file| file.bytes.len() <= MOST));
    }
}
