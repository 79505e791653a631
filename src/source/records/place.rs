//! Reads cities, networks, challenges and free pages.

use super::common::{address, sources};
use crate::model::{At, Challenge, City, Network, Page, Population, country_code, is_country};
use crate::source::fields::Fields;
use crate::source::meant::Nature;

/// Reads the fields of a city.
pub(in crate::source) fn city(fields: &Fields<'_>) -> City {
    City {
        title: fields.needed_text("title"),
        local_names: fields.texts("local_names"),
        country: country(fields),
        region: fields.words("region"),
        lat: degrees(fields, "lat", 90.0),
        lon: degrees(fields, "lon", 180.0),
        population: fields.map("population", "`population`", |fields| {
            let year = fields.integer("year", 1000..=9999).map(|year| year.value);
            let source = fields.words("source");
            Some(Population { value: fields.number("value", Nature::Whole)?, year, source })
        }),
        wikidata: wikidata(fields),
        geonames: fields.integer("geonames", 1..=999_999_999).map(|id| id.value),
        sources: sources(fields),
    }
}

/// The id of a city's item, from which pages make an address.
fn wikidata(fields: &Fields<'_>) -> Option<String> {
    let id = fields.text("wikidata")?;
    let digits = id.strip_prefix('Q').unwrap_or_default();
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(id.value);
    }
    let message = format!("`{}` is not an id of Wikidata", id.value);
    let found = fields.reader.error("bad-wikidata", id.span, message);
    fields.reader.note(found.label("expected `Q` and a number, like `Q16554`"));
    None
}

fn country(fields: &Fields<'_>) -> At<String> {
    let code = fields.needed_code("country");
    if !is_country(&code) && !code.is_empty() {
        let message = format!("no country has the code `{}`", code.value);
        let found = fields.reader.error("bad-country", code.span, message);
        let found = found.label("expected two capitals, like `US` or `GB` (ISO 3166-1)");
        fields.reader.note(match country_code(&code) {
            Some(meant) => found.help(format!("write `country: {meant}`")),
            None => found,
        });
    }
    code
}

fn degrees(fields: &Fields<'_>, name: &'static str, most: f64) -> Option<f64> {
    let number = fields.reader.number(fields.node(name)?, name, Nature::Degrees(most))?;
    if number.value.abs() <= most {
        return Some(number.value);
    }
    let found =
        fields.reader.error("out-of-range", number.span, format!("`{name}` is {}", number.value));
    fields.reader.note(found.label(format!("expected degrees from -{most} to {most}")));
    None
}

/// Reads the fields of a network.
pub(in crate::source) fn network(fields: &Fields<'_>) -> Network {
    Network {
        title: fields.needed_text("title"),
        kind: fields.choice("kind").map(|kind| kind.value),
        founded: fields.integer("founded", 1000..=9999).map(|year| year.value),
        url: address(fields, "url"),
        members: fields.references("members"),
        summary: fields.needed_text("summary"),
        sources: sources(fields),
    }
}

/// Reads the fields of a challenge.
pub(in crate::source) fn challenge(fields: &Fields<'_>) -> Challenge {
    Challenge {
        title: fields.needed_text("title"),
        series: fields.words("series"),
        year: fields.needed_integer("year", 1000..=9999).map_or(1000, |year| year.value),
        region: fields.words("region"),
        host: fields.reference("host"),
        entries: fields.integer("entries", 0..=1_000_000).map(|entries| entries.value),
        summary: fields.needed_text("summary"),
        sources: sources(fields),
    }
}

/// Reads the fields of a free page.
pub(in crate::source) fn page(fields: &Fields<'_>) -> Page {
    Page { title: fields.needed_text("title"), summary: fields.text("summary") }
}
