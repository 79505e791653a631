//! The built client under version control is the one these sources make.
#![allow(missing_docs, clippy::unwrap_used)]

use std::path::Path;

use search_index::client::{Built, FILES, file_digest, sources_digest};

fn built() -> Built {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let json = std::fs::read(folder.join("dist/client.json")).unwrap();
    serde_json::from_slice(&json).unwrap()
}

#[test]
fn the_client_is_built_from_these_sources() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = sources_digest(folder, &folder.join("../Cargo.lock")).unwrap();
    assert_eq!(built().sources, sources, "run `cargo xtask wasm` and commit search-index/dist");
}

#[test]
fn the_client_reads_what_this_crate_writes() {
    let built = built();
    assert_eq!(built.format, search_index::FORMAT);
    assert_eq!(built.tantivy, search_index::tantivy_version());
}

#[test]
fn the_files_are_those_that_were_built() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, digest) in built().files {
        let content = std::fs::read(folder.join("dist").join(&name)).unwrap();
        assert_eq!(file_digest(&content), digest, "{name}");
    }
    for (_, path) in FILES {
        assert!(folder.join(path).is_file(), "{path}");
    }
}
