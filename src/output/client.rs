//! The search client's files, under names made of their content.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use search_index::client::{ClientConfig, FILES};

use super::Artifact;
use crate::escape;
use crate::model::{Choice as _, Sphere, Term};
use crate::theme::Words;
use crate::theme::views::{Localized, SearchView, sphere_title};

/// The built engine, see `cargo xtask wasm`.
const DIST: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/client_dist.rs"));

/// Worker and interface.
const WEB: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/client_web.rs"));

/// Folder of the index and its client within the site.
pub(super) const FOLDER: &str = "search-index/";

/// The client's files, and what pages must say to find them.
#[derive(Debug, Clone, Default)]
pub struct Client {
    /// The files.
    pub artifacts: Vec<Artifact>,
    /// Address of the script and what it must know; absent when the program was built without the
    /// client.
    found: Option<(String, ClientConfig)>,
}

/// The client for a site.
#[must_use]
pub fn client(site: Localized<'_>) -> Client {
    let base_path = site.config.base_path();
    let mut client = Client::default();
    let mut config = ClientConfig {
        root: base_path.to_owned(),
        base: FOLDER.to_owned(),
        ..ClientConfig::default()
    };
    let mut script = None;
    for (role, path) in FILES {
        let Some(bytes) = find(path) else { return Client::default() };
        let name = hashed_name(path.rsplit('/').next().unwrap_or(path), bytes);
        match role {
            "search" => script = Some(format!("{base_path}{FOLDER}{name}")),
            "page" => config.page.clone_from(&name),
            "view" => config.view.clone_from(&name),
            "suggest" => config.suggest.clone_from(&name),
            "marks" => config.marks.clone_from(&name),
            "worker" => config.worker.clone_from(&name),
            "glue" => config.glue.clone_from(&name),
            _ => config.engine.clone_from(&name),
        }
        client.artifacts.push(Artifact::carried(format!("{FOLDER}{name}"), bytes));
    }
    client.found = script.map(|script| (script, config));
    client
}

impl Client {
    /// What the pages of a language must say; `english` are the words that the scripts have.
    #[must_use]
    pub fn view(&self, site: Localized<'_>, english: &Words) -> Option<SearchView> {
        let (script, config) = self.found.as_ref()?;
        let config = ClientConfig { strings: strings(site, english), ..config.clone() };
        let config = escape::json_in_html(&serde_json::to_string(&config).unwrap_or_default());
        Some(SearchView { script: script.clone(), config })
    }
}

/// Most topics whose names in another language every page of it brings; others are called what
/// the site's own language calls them. A site of 5,000 would have 150 kB of names on each page.
const MOST_TOPICS: usize = 300;

/// The words that the scripts do not have themselves: those of the theme that are not the built-in
/// English, and in another language what values are called.
fn strings(site: Localized<'_>, english: &Words) -> BTreeMap<String, String> {
    let mut strings = BTreeMap::new();
    for (key, message) in site.words.all() {
        let Some((section, name)) = key.split_once('.') else { continue };
        let name = match section {
            "search" => name.to_owned(),
            "kind" | "stage" => key.to_owned(),
            "direction" => format!("result.{name}"),
            _ => continue,
        };
        if english.get(key) == Some(message) {
            continue;
        }
        for (form, text) in message.written() {
            let name = if form.is_empty() { name.clone() } else { format!("{name}.{form}") };
            strings.insert(name, text);
        }
    }
    if site.words.is_default() {
        return strings;
    }
    strings.insert("suggestions.file".to_owned(), format!("suggestions.{}.json.gz", site.lang()));
    let mut topics: Vec<&Term> = site.site.vocabulary.topics.iter().collect();
    let practices = |term: &&Term| site.facets.topics.get(&term.id.value).map_or(0, Vec::len);
    topics.sort_by_key(|term| Reverse(practices(term)));
    for term in topics.into_iter().take(MOST_TOPICS) {
        if let Some(words) = term.translations.get(site.lang()) {
            strings.insert(format!("topic.{}", term.id.value), words.label.clone());
        }
    }
    for (sphere, word) in Sphere::ALL {
        strings.insert(format!("sphere.{word}"), sphere_title(site, *sphere));
    }
    let codes = site.site.facets.countries.keys();
    strings
        .extend(codes.map(|code| (format!("country.{}", code.to_lowercase()), site.country(code))));
    strings
}

fn find(path: &str) -> Option<&'static [u8]> {
    let (folder, name) = path.split_once('/')?;
    let files = if folder == "dist" { DIST } else { WEB };
    files.iter().find(|(file, _)| *file == name).map(|(_, bytes)| *bytes)
}

/// `search.js` with a mark of its content before the first dot: `search.1f3a9c0b77d2e6a4.js`.
pub(super) fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
    format!("{stem}.{}.{ending}", &hash[..16])
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::theme::words;

    #[test]
    fn the_scripts_have_the_english_of_the_themes() {
        let files =
            ["web/search.js", "web/page.js", "web/view.js", "web/suggest.js", "web/marks.js"];
        let scripts: String =
            files.iter().map(|file| String::from_utf8_lossy(find(file).unwrap())).collect();
        for (key, message) in words::built_in().all() {
            let Some(name) = key.strip_prefix("search.") else { continue };
            for (form, text) in message.written() {
                let name = if form.is_empty() { name.to_owned() } else { format!("{name}.{form}") };
                let text = serde_json::to_string(&text).unwrap().replace("\\\"", "\"");
                let bare = |c: char| c.is_ascii_alphanumeric();
                let name = if name.chars().all(bare) { name } else { format!("\"{name}\"") };
                let inner = text.trim_matches('"');
                let there = [format!("  {name}: \"{inner}\","), format!("  {name}: '{inner}',")];
                assert!(
                    there.iter().any(|line| scripts.contains(line)),
                    "no script has the line {}",
                    there[0]
                );
            }
        }
    }

    #[test]
    fn every_word_of_the_scripts_is_in_the_themes() {
        for file in
            ["web/search.js", "web/page.js", "web/view.js", "web/suggest.js", "web/marks.js"]
        {
            let script = String::from_utf8_lossy(find(file).unwrap()).into_owned();
            let block =
                script.split_once("const STRINGS = {").unwrap().1.split_once("};").unwrap().0;
            for line in block.lines().filter(|line| line.contains(": ")) {
                let name = line.split_once(": ").unwrap().0.trim().trim_matches('"');
                let bare = name.strip_suffix(".one").or_else(|| name.strip_suffix(".other"));
                let has = |name: &str| words::built_in().get(&format!("search.{name}")).is_some();
                let known = has(name) || bare.is_some_and(has);
                assert!(known, "en.yaml lacks `{name}` of {file} under `search`");
            }
        }
    }
}
