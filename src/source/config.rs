//! Reads `content/site.yaml`.

use super::fault;
use super::reader::Reader;
use crate::diagnostic::{Diagnostic, Span, nearest};
use crate::model::{At, Config, Described, SearchEngine, SourceFile, Values};

/// The base URL of a site without a valid one, so that the rest can be checked.
const ANY_BASE_URL: &str = "https://example.org/";

/// Reads the configuration. `None` only if the file is not YAML at all.
pub(super) fn config(file: &SourceFile) -> (Option<Config>, Vec<Diagnostic>) {
    let (node, mut found) = fault::parse(file, 0..file.text.len());
    let Some(node) = node else { return (None, found) };
    let reader = Reader::new(file);
    let config = reader.map(&node, Config::SCHEMA, "").map(|values| {
        let config = completed(values);
        judge_translations(&config, &reader);
        judge_search(&config, &reader);
        config
    });
    found.extend(reader.found.into_inner().into_iter().map(perhaps_later));
    (config, found)
}

/// New versions add settings, so an unknown setting that is not a misspelling may belong to a later
/// version.
fn perhaps_later(found: Diagnostic) -> Diagnostic {
    let is_unknown = matches!(found.code.as_ref(), "unknown-field" | "unknown-value");
    if is_unknown && found.replacement.is_none() && found.note.is_none() {
        found.note("if this site was made for a later version of Crosstown, use that version")
    } else {
        found
    }
}

fn judge_translations(config: &Config, reader: &Reader<'_>) {
    let known = || config.languages.iter().map(String::as_str);
    for At { value: tag, span } in config.translations.iter().map(|words| &words.lang) {
        if known().all(|lang| lang != tag) {
            let message = format!("`{tag}` is not one of this site's languages");
            let found = reader.error("unknown-language", *span, message);
            reader.note(found.did_you_mean(nearest(tag, known())));
        }
    }
}

fn judge_search(config: &Config, reader: &Reader<'_>) {
    if config.search.engine == SearchEngine::Quickwit && config.search.url.is_none() {
        let message = "`search` names Quickwit, but no server";
        let found = reader.error("missing-field", Span::default(), message);
        reader.note(found.help("add its address: `url: https://search.example.org/`"));
    }
}

fn completed(values: Values) -> Config {
    let mut config = Config::from_values(values);
    if config.languages.is_empty() {
        config.languages.push("en".to_owned());
    }
    if config.base_url.is_empty() {
        config.base_url.value = ANY_BASE_URL.to_owned();
    }
    config
}

/// The configuration of a site whose `site.yaml` could not be read, so that everything else can
/// still be checked.
pub(super) fn fallback() -> Config {
    completed(Values::default())
}
