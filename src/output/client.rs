//! The files of the search client, named by content.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use search_index::client::{ClientConfig, FILES};
use serde::Serialize;
use url::Url;

use super::Artifact;
use crate::escape;
use crate::model::{Choice as _, SearchEngine, Sphere, Term};
use crate::theme::views::{Localized, SearchView, sphere_title};
use crate::theme::{Message, Words};

/// The built engine, see `cargo xtask wasm`.
const DIST: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/client_dist.rs"));

/// Worker and interface.
const WEB: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/client_web.rs"));

/// The name of the index on a Quickwit server.
pub const QUICKWIT_INDEX: &str = "crosstown-records";

/// Folder of the index and its client within the site.
pub(super) const FOLDER: &str = "search-index/";

/// The client's files, and what pages need to refer to them.
#[derive(Debug, Clone, Default)]
pub struct Client {
    /// The files.
    pub artifacts: Vec<Artifact>,
    /// The script's address and parameters; absent if the program was built without the client.
    found: Option<(String, PageConfig)>,
    /// Keys of the words in the scripts.
    keys: BTreeSet<String>,
}

/// The configuration in a page.
#[derive(Debug, Clone, Serialize)]
struct PageConfig {
    #[serde(flatten)]
    client: ClientConfig,
    #[serde(skip_serializing_if = "Option::is_none")]
    quickwit: Option<Server>,
}

/// A server that answers searches.
#[derive(Debug, Clone, Serialize)]
struct Server {
    /// The script that asks it, relative to the folder of the client.
    script: String,
    /// The address of its search.
    search: String,
    #[serde(skip)]
    origin: String,
}

/// The server that `site.yaml` names, and the script that asks it.
fn server(site: Localized<'_>) -> Option<(Server, Artifact)> {
    let search = &site.config.search;
    let url = Url::parse(search.url.as_ref()?).ok()?;
    if search.engine != SearchEngine::Quickwit {
        return None;
    }
    let bytes = find("web/quickwit.js")?;
    let script = hashed_name("quickwit.js", bytes);
    let artifact = Artifact { path: format!("{FOLDER}{script}"), bytes: Cow::Borrowed(bytes) };
    let origin = url.origin().ascii_serialization();
    let search = url.join(&format!("api/v1/_elastic/{QUICKWIT_INDEX}/_search")).ok()?.into();
    Some((Server { script, search, origin }, artifact))
}

/// The client for a site, with the words of the site's own language in its scripts.
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
        let Some(bytes) = joined(path) else { return Client::default() };
        let bytes = match with_words(&bytes, site.words) {
            Some((script, keys)) => {
                client.keys.extend(keys);
                Cow::Owned(script.into_bytes())
            }
            None => bytes,
        };
        let name = hashed_name(path.rsplit('/').next().unwrap_or(path), &bytes);
        match role {
            "search" => script = Some(format!("{base_path}{FOLDER}{name}")),
            "page" => config.page.clone_from(&name),
            "suggest" => config.suggest.clone_from(&name),
            "marks" => config.marks.clone_from(&name),
            "worker" => config.worker.clone_from(&name),
            "glue" => config.glue.clone_from(&name),
            "engine" => config.engine.clone_from(&name),
            _ => config.brotli.clone_from(&name),
        }
        client.artifacts.push(Artifact { path: format!("{FOLDER}{name}"), bytes });
    }
    let (quickwit, script_file) = server(site).unzip();
    client.artifacts.extend(script_file);
    client.found = script.map(|script| (script, PageConfig { client: config, quickwit }));
    client
}

/// A file of the client. In a script, imports are replaced with the imported scripts, each once, which
/// saves requests.
fn joined(path: &str) -> Option<Cow<'static, [u8]>> {
    let bytes = find(path)?;
    match std::str::from_utf8(bytes) {
        Ok(script) if imported(script).next().is_some() => {
            Some(Cow::Owned(with_imported(script, &mut BTreeSet::new())?.into_bytes()))
        }
        _ => Some(Cow::Borrowed(bytes)),
    }
}

/// The lines of a script that import another one, with the name of that.
fn imported(script: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = script.lines().filter(|line| line.starts_with("import {"));
    lines.filter_map(|line| Some((line, line.strip_suffix("\";")?.split_once(" from \"./")?.1)))
}

/// A script with those that it imports, except those that are `there` already.
fn with_imported<'a>(script: &'a str, there: &mut BTreeSet<&'a str>) -> Option<String> {
    let mut whole = script.to_owned();
    for (line, name) in imported(script) {
        let mut other = String::new();
        if there.insert(name) {
            let found: &'static [u8] = find(&format!("web/{name}"))?;
            let text = with_imported(std::str::from_utf8(found).ok()?, there)?;
            let lines = text.lines().map(|line| line.strip_prefix("export ").unwrap_or(line));
            other = lines.collect::<Vec<_>>().join("\n");
        }
        whole = whole.replacen(line, &other, 1);
    }
    Some(whole)
}

/// A script with words in place of its lists of keys, comments in empty objects: `{ /* words:
/// search.retry search.error.* */ }`. Also returns the keys, with `*` expanded. `None` for a script
/// without a list.
fn with_words(script: &[u8], words: &Words) -> Option<(String, Vec<String>)> {
    let script = std::str::from_utf8(script).ok()?;
    let mut parts = script.split("/* words: ");
    let mut text = parts.next()?.to_owned();
    let mut keys = Vec::new();
    for part in parts {
        let (list, after) = part.split_once(" */")?;
        let mut strings = BTreeMap::new();
        for key in list.split_whitespace() {
            let expanded: Vec<String> = match key.strip_suffix('*') {
                Some(start) => {
                    words.beginning_with(&[start]).map(|(key, _)| key.to_owned()).collect()
                }
                None => vec![key.to_owned()],
            };
            for key in expanded {
                put(&mut strings, script_key(&key), words.get(&key)?);
                keys.push(key);
            }
        }
        let object = serde_json::to_string(&strings).unwrap_or_default();
        text.push_str(object.trim_start_matches('{').trim_end_matches('}'));
        text.push_str(after);
    }
    (!keys.is_empty()).then_some((text, keys))
}

/// The name of a key in the scripts: `retry` for `search.retry`, and `result.none` for
/// `direction.none`.
fn script_key(key: &str) -> String {
    match key.split_once('.') {
        Some(("search", name)) => name.to_owned(),
        Some(("direction", name)) => format!("result.{name}"),
        _ => key.to_owned(),
    }
}

/// Adds the forms of a message, as `total.one` and `total.other` if it has several.
fn put(strings: &mut BTreeMap<String, String>, name: String, message: &Message) {
    for (form, text) in message.written() {
        let name = if form.is_empty() { name.clone() } else { format!("{name}.{form}") };
        strings.insert(name, text);
    }
}

impl Client {
    /// The parameters on pages of a language; `own` are the words of the site's own language, which
    /// the scripts contain.
    #[must_use]
    pub fn view(&self, site: Localized<'_>, own: &Words) -> Option<SearchView> {
        let (script, config) = self.found.as_ref()?;
        let origin = config.quickwit.as_ref().map(|server| server.origin.clone());
        let mut config = config.clone();
        config.client.strings = self.strings(site, own);
        let config = escape::json_in_html(&serde_json::to_string(&config).unwrap_or_default());
        Some(SearchView { script: script.clone(), config, origin })
    }

    /// Words that differ from those in the scripts: in another language all words of the scripts
    /// and the names of values; in any language, names of kinds that a theme has changed.
    fn strings(&self, site: Localized<'_>, own: &Words) -> BTreeMap<String, String> {
        let mut strings = BTreeMap::new();
        for (key, message) in site.words.all() {
            let differs = match key.split_once('.') {
                // The scripts derive these from the kind's keyword.
                Some(("kind", kind)) => site.words.translate(key) != capital(kind),
                // The search index has these in the site's own language.
                Some(("stage" | "direction", _)) => own.get(key) != Some(message),
                _ => self.keys.contains(key) && own.get(key) != Some(message),
            };
            if differs {
                put(&mut strings, script_key(key), message);
            }
        }
        if !site.words.is_default() {
            values(site, &mut strings);
        }
        strings
    }
}

/// A keyword as the scripts show it: `Practice`.
fn capital(slug: &str) -> String {
    let mut letters = slug.chars().map(|letter| if letter == '-' { ' ' } else { letter });
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Maximum number of topics whose translated names are on every page of a language; others keep
/// their name in the site's own language. With 5,000 topics, each page would have 150 kB of names.
const MOST_TOPICS: usize = 300;

/// Names of topics, spheres and countries in another language, and its file of suggestions.
fn values(site: Localized<'_>, strings: &mut BTreeMap<String, String>) {
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
}

fn find(path: &str) -> Option<&'static [u8]> {
    let (folder, name) = path.split_once('/')?;
    let files = if folder == "dist" { DIST } else { WEB };
    files.iter().find(|(file, _)| *file == name).map(|(_, bytes)| *bytes)
}

/// `search.js` with a digest of its content before the first dot: `search.1f3a9c0b77d2e6a4.js`.
pub(super) fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
    format!("{stem}.{}.{ending}", &hash[..16])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{FILES, joined, with_words};
    use crate::theme::words;

    #[test]
    fn words_take_the_place_of_their_keys() {
        let script = b"const STRINGS = {\n  /* words: search.retry search.suggested */\n};\n";
        let (script, keys) = with_words(script, &words::built_in()).unwrap();
        let put = "const STRINGS = {\n  \"retry\":\"Try again\",\"suggested.one\":\"{count} suggestion\",\
            \"suggested.other\":\"{count} suggestions\"\n};\n";
        assert_eq!(script, put);
        assert_eq!(keys, ["search.retry", "search.suggested"]);
        assert_eq!(with_words(b"no words", &words::built_in()), None);
    }

    #[test]
    fn the_scripts_list_all_words_meant_for_them() {
        let english = words::built_in();
        let mut listed = BTreeSet::new();
        for (_, path) in FILES.iter().filter(|(_, path)| path.ends_with(".js")) {
            let script = joined(path).unwrap();
            let Some((script, keys)) = with_words(&script, &english) else {
                let script = String::from_utf8_lossy(&script);
                assert!(!script.contains("/* words:"), "{path} lists a key that has no words");
                continue;
            };
            assert!(!script.contains("import {"), "{path} imports another script");
            for key in keys {
                assert!(listed.insert(key.clone()), "two scripts list {key}");
            }
        }
        let all = english.all().map(|(key, _)| key).filter(|key| key.starts_with("search."));
        let unused: Vec<&str> = all.filter(|key| !listed.contains(*key)).collect();
        assert!(unused.is_empty(), "no script lists {unused:?}");
    }
}
