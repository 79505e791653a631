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

use serde::{Deserialize, Serialize};

/// The configuration in a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClientConfig {
    /// The address of the site's front page, from the root of the host: `/` or `/crosstown/`.
    pub root: String,
    /// The folder of the package, relative to `root`: `search-index/`.
    pub base: String,
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
pub const FILES: [(&str, &str); 4] = [
    ("search", "web/search.js"),
    ("worker", "web/worker.js"),
    ("glue", "dist/engine.js"),
    ("engine", "dist/engine.wasm.gz"),
];
