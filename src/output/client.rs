//! The search client's files, under names made of their content.

use search_index::client::{ClientConfig, FILES};

use super::Artifact;
use crate::theme::views::SearchView;

/// The built engine, see `cargo xtask wasm`.
const DIST: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/client_dist.rs"));

/// Worker and interface.
const WEB: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/client_web.rs"));

/// Folder of the index and its client within the site.
const FOLDER: &str = "search-index/";

/// The client's files, and what pages must say to find them.
#[derive(Debug, Clone, Default)]
pub struct Client {
    /// The files.
    pub artifacts: Vec<Artifact>,
    /// What pages must say; absent when the program was built without the client.
    pub view: Option<SearchView>,
}

/// The client for a site below `base_path`.
#[must_use]
pub fn client(base_path: &str) -> Client {
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
        client.artifacts.push(Artifact::new(format!("{FOLDER}{name}"), bytes));
    }
    let config = serde_json::to_string(&config).unwrap_or_default().replace("</", "<\\/");
    client.view = script.map(|script| SearchView { script, config });
    client
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
    use crate::theme::views::evidence_name;

    #[test]
    fn hits_call_the_levels_of_evidence_what_pages_call_them() {
        let script = String::from_utf8_lossy(find("web/view.js").unwrap());
        for level in 1..=5 {
            let line = format!("\"level.{level}\": \"{}\",", evidence_name(level).to_lowercase());
            assert!(script.contains(&line), "view.js lacks {line}");
        }
        assert!(script.contains(&format!("\"level.0\": \"{}\",", evidence_name(0))));
    }
}
