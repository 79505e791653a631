//! Descriptions of the whole site for machines: `catalog.jsonld`, a catalogue of its data in the
//! vocabulary of DCAT 3, and `llms.txt`, a guide for language models.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::data::parts;
use super::renderer::Renderer;
use super::unit::{Contents, Output, Reads, Units};
use crate::model::Date;
use crate::theme::views::{DATA_FOLDER, Localized, Urls, data_file, data_formats, without_nothing};

/// Both files.
pub(super) const OUTPUT: Output = Output {
    name: "catalog",
    reads: Reads::Fields,
    uses_templates: false,
    units: |_| Box::new(Catalog),
};

/// Makes one of the files.
type Maker = fn(Localized<'_>) -> String;

const FILES: [(&str, Maker); 2] = [("catalog.jsonld", catalog), ("llms.txt", llms)];

struct Catalog;

impl<'a> Units<'a> for Catalog {
    fn count(&self) -> usize {
        FILES.len()
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        vec![FILES[unit].0.to_owned()]
    }

    fn contents(&self, renderer: &Renderer<'_>, unit: usize) -> Contents {
        Ok(vec![FILES[unit].1(renderer.own()).into_bytes().into()])
    }
}

/// The catalogue, with one data set: all records.
fn catalog(site: Localized<'_>) -> String {
    let (config, urls) = (&site.config, Urls::of(site));
    let base = urls.base_url;
    let license = config.license_address();
    let license = license.map(|id| json!({ "@id": id }));
    let publisher = json!({ "@type": "foaf:Agent", "foaf:name": config.title });
    let topics: Vec<&str> = site.vocabulary.topics.iter().map(|term| term.label.as_str()).collect();
    let format = |(end, media_type, parts): &(&str, &str, usize)| -> Vec<Value> {
        let file = |part| {
            let name = data_file(part, end);
            // Only registered types have an address.
            let is_registered = !media_type.contains("/x-");
            let address = format!("https://www.iana.org/assignments/media-types/{media_type}");
            json!({
                "@type": "dcat:Distribution",
                "dct:title": name,
                "dcat:accessURL": { "@id": format!("{base}{DATA_FOLDER}/") },
                "dcat:downloadURL": { "@id": format!("{base}{DATA_FOLDER}/{name}") },
                "dcat:mediaType": is_registered.then(|| json!({ "@id": address })),
                "dct:format": (!is_registered).then_some(media_type),
                "dct:license": license,
            })
        };
        (0..*parts).map(file).collect()
    };
    let formats = data_formats(parts(site.site));
    let mut dataset = json!({
        "@id": format!("{base}{DATA_FOLDER}/"),
        "@type": "dcat:Dataset",
        "dct:title": config.title,
        "dct:description": config.description,
        "dct:publisher": publisher,
        "dct:language": config.languages,
        "dct:license": license,
        "dcat:keyword": topics,
        "dcat:landingPage": { "@id": format!("{base}{DATA_FOLDER}/") },
        "dcat:distribution": formats.iter().flat_map(format).collect::<Vec<_>>(),
    });
    if let Some(date) = last_checked(site) {
        let types = ["gYear", "gYearMonth", "date"];
        let precision = usize::from(date.month.is_some()) + usize::from(date.day.is_some());
        dataset["dct:modified"] = json!({
            "@type": format!("http://www.w3.org/2001/XMLSchema#{}", types[precision]),
            "@value": date.to_string(),
        });
    }
    let whole = json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
        },
        "@id": format!("{base}catalog.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": config.title,
        "dct:description": config.description,
        "dct:publisher": publisher,
        "foaf:homepage": { "@id": base },
        "dcat:dataset": [dataset],
    });
    format!("{:#}\n", without_nothing(whole))
}

/// When a practice was last checked against its sources: no clock takes part in a build.
fn last_checked(site: Localized<'_>) -> Option<Date> {
    site.practices.iter().filter_map(|item| item.record.verified).max()
}

/// The guide: what the site is, where its data are, and its topics.
fn llms(site: Localized<'_>) -> String {
    let (config, base) = (&site.config, Urls::of(site).base_url);
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let all = format!(
        "- [All records, one on each line]({base}{DATA_FOLDER}/{}): whole, with their texts\n",
        data_file(0, "ndjson"),
    );
    let all = if parts(site.site) > 0 { all } else { String::new() };
    let mut text = format!("# {}\n\n> {}\n\n", line(&config.title), line(&config.description));
    // Writing to a `String` cannot fail.
    _ = write!(
        text,
        "Each record is at an address of its own, such as `{base}practices/<slug>/`. Beside the page \
         (`index.html`) are its source (`index.md`) and its data (`index.json`). A practice says what \
         kind of record it is, its stage and its level of evidence from 0 to 5: a proposal is not a \
         practice that was carried out, and a goal is not a result. Every figure cites its source.\n\n\
         ## Data\n\n\
         - [All practices as a table]({base}practices/index.csv): one row each, one column for each field\n\
         {all}\
         - [About the data]({base}{DATA_FOLDER}/): all files, columns and examples\n\
         - [Catalogue]({base}catalog.jsonld): DCAT 3\n\n\
         ## Topics\n\n",
    );
    for term in &site.vocabulary.topics {
        let (label, slug) = (line(&term.label), &term.id.value);
        let label = label.replace(['[', ']'], "");
        let about = line(&term.definition);
        _ = writeln!(text, "- [{label}]({base}topics/{slug}/index.csv): {about}");
    }
    text
}
