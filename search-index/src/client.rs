//! The files of the browser's client, and its configuration in a page.
//!
//! The client's files are published beside the package under names that the site chooses (derived
//! from their content, so that they can be cached forever). Each page has one element
//!
//! ```html
//! <script type="application/json" data-search-config>{"root": "/", "base": "search-index/", …}</script>
//! ```
//!
//! with a [`ClientConfig`], and loads the interface as a module. All addresses in it are relative
//! to `root`, the address of the front page, so that a site under a path such as `/crosstown/`
//! differs only in that value.

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
    /// The script of the search page, with what renders hits and facets, relative to `base`.
    pub page: String,
    /// The script that suggests while the reader types, relative to `base`.
    pub suggest: String,
    /// The script that highlights the search words on the page of a hit, relative to `base`.
    pub marks: String,
    /// The worker's script, relative to `base`.
    pub worker: String,
    /// The engine's JavaScript glue, relative to `base`.
    pub glue: String,
    /// The engine, compressed with gzip, relative to `base`.
    pub engine: String,
    /// The engine, compressed with Brotli, for browsers that can decompress it, relative to `base`.
    pub brotli: String,
    /// Interface texts in the page's language. Those left out are English.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub strings: BTreeMap<String, String>,
}

/// The client's files: the name of each in [`ClientConfig`] and its path in this crate's folder.
/// Pages load `search.js`. A script is published together with those that it imports.
pub const FILES: [(&str, &str); 8] = [
    ("search", "web/search.js"),
    ("page", "web/page.js"),
    ("suggest", "web/suggest.js"),
    ("marks", "web/marks.js"),
    ("worker", "web/worker.js"),
    ("glue", "dist/engine.js"),
    ("engine", "dist/engine.wasm.gz"),
    ("brotli", "dist/engine.wasm.br"),
];

/// Describes the built client: the content of `dist/client.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Built {
    /// The package format that it reads.
    pub format: String,
    /// The [`sources_digest`] that it was built from.
    pub sources: String,
    /// The version of tantivy in it.
    pub tantivy: String,
    /// The versions of the tools that built it, by name.
    pub tools: BTreeMap<String, String>,
    /// The digest of each file in `dist/`, by name.
    pub files: BTreeMap<String, String>,
}

/// The digest of a file, as in [`Built::files`].
#[must_use]
pub fn file_digest(content: &[u8]) -> String {
    crate::format::Digest::of(content).to_string()
}

/// Sources that are not compiled into the client.
#[cfg(not(target_arch = "wasm32"))]
const NATIVE_ONLY: [&str; 6] = [
    "src/write",
    "src/native.rs",
    "src/fuzzing.rs",
    "src/format/gzip.rs",
    "src/text/analyzer.rs",
    "src/text/keywords.rs",
];

/// Packages whose versions change what the client answers.
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

/// The digest of everything that the client is built from: this crate's sources and `Cargo.toml` in
/// `folder`, and the versions of what is compiled in, from the workspace's `lock` file.
///
/// # Errors
/// When a file cannot be read.
#[cfg(not(target_arch = "wasm32"))]
pub fn sources_digest(folder: &Path, lock: &Path) -> std::io::Result<String> {
    let sources = Sources {
        paths: ["Cargo.toml", "src"].map(str::to_owned).into(),
        without: NATIVE_ONLY.map(str::to_owned).into(),
        packages: COMPILED_IN.map(str::to_owned).into(),
    };
    sources.digest(folder, lock)
}

/// What a file for the browser is built from: its sources, and what else is compiled in.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug, Deserialize)]
pub struct Sources {
    /// Files and folders, relative to the folder they are looked for in.
    pub paths: Vec<String>,
    /// Files and folders within these that are not compiled in.
    pub without: Vec<String>,
    /// Packages whose versions change what it answers.
    pub packages: Vec<String>,
}

#[cfg(not(target_arch = "wasm32"))]
impl Sources {
    /// The digest of the sources in `folder` and of the versions of the packages, from the
    /// workspace's `lock` file.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn digest(&self, folder: &Path, lock: &Path) -> std::io::Result<String> {
        let mut files = Vec::new();
        let mut open: Vec<PathBuf> = self.paths.iter().map(PathBuf::from).collect();
        while let Some(path) = open.pop() {
            if self.without.iter().any(|other| path == Path::new(other)) {
                continue;
            }
            let whole = folder.join(&path);
            if whole.is_dir() {
                for entry in std::fs::read_dir(whole)? {
                    open.push(path.join(entry?.file_name()));
                }
            } else {
                files.push(path);
            }
        }
        files.sort_unstable();
        let mut summary = String::new();
        for path in files {
            // A checkout with other line endings is the same source.
            let content = std::fs::read_to_string(folder.join(&path))?.replace("\r\n", "\n");
            let name = path.to_string_lossy().replace('\\', "/");
            summary.push_str(&format!("{name} {}\n", file_digest(content.as_bytes())));
        }
        let lock = std::fs::read_to_string(lock)?;
        let mut lines = lock.lines();
        while let Some(line) = lines.next() {
            let name = line.strip_prefix("name = ").map(|name| name.trim_matches('"'));
            if let Some(name) = name.filter(|name| self.packages.iter().any(|one| one == name)) {
                summary.push_str(&format!("{name} {}\n", lines.next().unwrap_or_default()));
            }
        }
        Ok(file_digest(summary.as_bytes()))
    }
}
