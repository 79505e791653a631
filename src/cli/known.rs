//! Whether an index knows what a search is restricted to. In the query itself a field that nobody
//! bears is taken for words; a filter is meant, so that a misspelt one is a mistake.

use std::fs;
use std::path::Path;

use crosstown::diagnostic::nearest;
use search_index::{Count, Filters, Index, MANIFEST, Request, SearchError};

/// So many values are listed where none is near.
const LISTED: usize = 12;

/// What is wrong with the first filter that no record of the index bears.
///
/// # Errors
/// When the index cannot be searched.
pub(super) fn unknown_filter(
    index: &Index,
    filters: &Filters,
) -> Result<Option<String>, SearchError> {
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

/// The value that is meant: the one that is called or spelt much like it, or any of a few.
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

/// What is wrong with a language in which the index has no record. What the manifest does not say
/// is left for the engine to judge.
pub(super) fn unknown_language(folder: &Path, asked: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Manifest {
        languages: Vec<String>,
    }
    let manifest = fs::read(folder.join(MANIFEST)).ok()?;
    let Manifest { languages } = serde_json::from_slice(&manifest).ok()?;
    let known = languages.iter().any(|language| language == asked);
    let others = || listed(languages.iter().map(String::as_str));
    (!known).then(|| format!("no record is in the language `{asked}`{}", others()))
}
