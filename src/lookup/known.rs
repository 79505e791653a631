//! Checks that an index contains the values of a search's filters. In a query, an unknown field
//! counts as words; a filter is explicit, so a misspelt one is an error.

use search_index::{Count, Filters, Index, Request, SearchError};

use crate::diagnostic::nearest;

/// Maximum number of values listed if none is similar.
const LISTED: usize = 12;

/// The error for the first filter that no record of the index matches.
///
/// # Errors
/// When the index cannot be searched.
pub fn unknown_filter(index: &Index, filters: &Filters) -> Result<Option<String>, SearchError> {
    if *filters == Filters::default() {
        return Ok(None);
    }
    let all = index.search(&Request { limit: 0, ..Request::default() })?.facets;
    let fields = [
        ("topic", &filters.topic, &all.topic),
        ("city", &filters.city, &all.city),
        ("country", &filters.country, &all.country),
    ];
    Ok(fields.iter().find_map(|(field, asked, known)| {
        let unknown = asked.iter().find(|asked| known.iter().all(|one| one.value != **asked))?;
        Some(format!("no record has the {field} `{unknown}`{}", instead(unknown, known)))
    }))
}

/// Suggests the value that was probably meant: one with a similar name or spelling, or else all
/// values if there are only a few.
fn instead(asked: &str, known: &[Count]) -> String {
    let called = |one: &&Count| one.label.to_lowercase() == asked.to_lowercase();
    let spelt = || {
        let near = nearest(asked, known.iter().flat_map(|one| [&*one.value, &*one.label]))?;
        known.iter().find(|one| one.value == near || one.label == near)
    };
    match known.iter().find(called).or_else(spelt) {
        Some(one) => format!("; did you mean `{}`?", one.value),
        None if known.len() <= LISTED => listed(known.iter().map(|one| one.value.as_str())),
        None => String::new(),
    }
}

fn listed<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let values: Vec<String> = values.map(|value| format!("`{value}`")).collect();
    match values.as_slice() {
        [] => String::new(),
        [one] => format!("; there is only {one}"),
        [first @ .., last] => format!("; there are {} and {last}", first.join(", ")),
    }
}

/// The error for a language in which an index has no record, by its manifest. If that lists no
/// languages, the engine decides.
#[must_use]
pub fn unknown_language(manifest: &[u8], asked: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Manifest {
        languages: Vec<String>,
    }
    let Manifest { languages } = serde_json::from_slice(manifest).ok()?;
    let known = languages.iter().any(|language| language == asked);
    let others = || listed(languages.iter().map(String::as_str));
    (!known).then(|| format!("no record is in the language `{asked}`{}", others()))
}
