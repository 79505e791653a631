//! What a page of the site must say so that the search interface finds its parts.
//!
//! The site is published with the client's files under names of its choice (named by content, so
//! that they can be cached for ever) beside the package. Each page carries one element
//!
//! ```html
//! <script type="application/json" data-search-config>{"root": "/", "base": "search-index/", …}</script>
//! ```
//!
//! with a [`ClientConfig`], and loads the interface as a module. The addresses of a configuration
//! are relative to `root`, the address of the site's front page, so that a site under a path such
//! as `/crosstown/` differs in that one value.

use std::collections::BTreeMap;
#[cfg(not(target_arch = "wasm32"))]
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The configuration in a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClientConfig {
    /// The address of the site's front page, from the root of the host: `/` or `/crosstown/`.
    pub root: String,
    /// The folder of the package, relative to `root`: `search-index/`.
    pub base: String,
    /// The script of the search page, relative to `base`.
    pub page: String,
    /// The script that makes its hits and facets, relative to `base`.
    pub view: String,
    /// The script of suggestions under a box, relative to `base`.
    pub suggest: String,
    /// The script that marks words on the page of a hit, relative to `base`.
    pub marks: String,
    /// The worker's script, relative to `base`.
    pub worker: String,
    /// The engine's glue, relative to `base`.
    pub glue: String,
    /// The engine, relative to `base`.
    pub engine: String,
    /// Words of the interface in the page's language; those left out are English.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub strings: BTreeMap<String, String>,
}

/// The client's files in this crate's folder: where each lies, and what names it in
/// [`ClientConfig`]. `search.js` is what pages load.
pub const FILES: [(&str, &str); 8] = [
    ("search", "web/search.js"),
    ("page", "web/page.js"),
    ("view", "web/view.js"),
    ("suggest", "web/suggest.js"),
    ("marks", "web/marks.js"),
    ("worker", "web/worker.js"),
    ("glue", "dist/engine.js"),
    ("engine", "dist/engine.wasm.gz"),
];

/// What `dist/client.json` says of the built client.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Built {
    /// The format of packages it reads.
    pub format: String,
    /// [`sources_digest`] of what it was built from.
    pub sources: String,
    /// The tantivy in it.
    pub tantivy: String,
    /// The tools that built it, by name, with their versions.
    pub tools: BTreeMap<String, String>,
    /// The files in `dist/`, with the digest of each.
    pub files: BTreeMap<String, String>,
}

/// The digest of a file, as [`Built::files`] has it.
#[must_use]
pub fn file_digest(content: &[u8]) -> String {
    crate::format::Digest::of(content).to_string()
}

/// Sources that are no part of the client.
#[cfg(not(target_arch = "wasm32"))]
const NATIVE_ONLY: [&str; 6] = [
    "src/write",
    "src/native.rs",
    "src/fuzzing.rs",
    "src/format/gzip.rs",
    "src/text/line.rs",
    "src/text/telling.rs",
];

/// Packages whose versions the client's answers depend on.
#[cfg(not(target_arch = "wasm32"))]
const COMPILED_IN: [&str; 7] = [
    "frostem",
    "libm",
    "tantivy",
    "tantivy-columnar",
    "tantivy-common",
    "tantivy-sstable",
    "wasm-bindgen",
];

/// The digest of everything the built client is made from: this crate's sources in `folder`, its
/// `Cargo.toml`, and the versions in the workspace's `lock` file of what is compiled in.
///
/// # Errors
/// When a file cannot be read.
#[cfg(not(target_arch = "wasm32"))]
pub fn sources_digest(folder: &Path, lock: &Path) -> std::io::Result<String> {
    let mut files = vec![PathBuf::from("Cargo.toml")];
    let mut folders = vec![PathBuf::from("src")];
    while let Some(inside) = folders.pop() {
        for entry in std::fs::read_dir(folder.join(&inside))? {
            let entry = entry?;
            let path = inside.join(entry.file_name());
            if NATIVE_ONLY.iter().any(|native| path == Path::new(native)) {
                continue;
            }
            if entry.file_type()?.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort_unstable();
    let mut summary = String::new();
    for path in files {
        // A checkout with other line ends is the same source.
        let content = std::fs::read_to_string(folder.join(&path))?.replace("\r\n", "\n");
        let name = path.to_string_lossy().replace('\\', "/");
        summary.push_str(&format!("{name} {}\n", file_digest(content.as_bytes())));
    }
    let lock = std::fs::read_to_string(lock)?;
    let mut lines = lock.lines();
    while let Some(line) = lines.next() {
        let name = line.strip_prefix("name = ").map(|name| name.trim_matches('"'));
        if let Some(name) = name.filter(|name| COMPILED_IN.contains(name)) {
            summary.push_str(&format!("{name} {}\n", lines.next().unwrap_or_default()));
        }
    }
    Ok(file_digest(summary.as_bytes()))
}
