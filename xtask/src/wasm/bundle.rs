//! Turns the compiled engine into the files in `search-index/dist/`.
//!
//! `wasm-opt` is not used: it makes the engine 4 % smaller, but 3 % larger when compressed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use search_index::client::{Built, file_digest, sources_digest};
use wasm_bindgen_cli_support::Bindgen;

use super::toolchain::{TARGET, Toolchain};

/// Builds the client.
pub(crate) fn run() -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("the workspace has no root")?;
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root.join("target"), PathBuf::from)
        .join("client");
    let (toolchain, search) = Toolchain::find()?;
    println!("compiling with {}", toolchain.version);
    let status = toolchain
        .command(root, &target, &search)
        .status()
        .map_err(|error| format!("cargo could not be run: {error}"))?;
    if !status.success() {
        return Err("the engine does not compile".to_owned());
    }
    let work = target.join("bundle");
    let compiled = target.join(TARGET).join("release/search_index.wasm");
    bind(&compiled, &work)?;
    let tools = BTreeMap::from([
        ("rustc".to_owned(), toolchain.version.clone()),
        ("wasm-bindgen".to_owned(), wasm_bindgen_version(root)?),
    ]);
    publish(root, &work, tools)
}

/// Generates the JavaScript bindings of the engine.
fn bind(compiled: &Path, work: &Path) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled)
        .web(true)
        .map_err(|error| error.to_string())?
        .out_name("engine")
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(work)
        .map_err(|error| format!("the glue could not be made: {error:#}"))
}

/// Writes the files and `client.json`, which describes them.
fn publish(root: &Path, work: &Path, tools: BTreeMap<String, String>) -> Result<(), String> {
    let folder = root.join("search-index");
    let read = |name: &str| {
        std::fs::read(work.join(name)).map_err(|error| format!("{name} cannot be read: {error}"))
    };
    let engine = read("engine_bg.wasm")?;
    let contents = [
        ("engine.js", read("engine.js")?),
        ("engine.wasm.br", brotli(&engine)?),
        ("engine.wasm.gz", gzip(&engine)?),
    ];
    let sources = sources_digest(&folder, &root.join("Cargo.lock"))
        .map_err(|error| format!("the sources cannot be read: {error}"))?;
    let built = Built {
        format: search_index::FORMAT.to_owned(),
        sources,
        tantivy: search_index::tantivy_version(),
        tools,
        files: contents
            .iter()
            .map(|(name, content)| ((*name).to_owned(), file_digest(content)))
            .collect(),
    };
    let json = serde_json::to_string_pretty(&built).map_err(|error| error.to_string())? + "\n";
    let dist = folder.join("dist");
    std::fs::create_dir_all(&dist).map_err(|error| error.to_string())?;
    let description = [("client.json", json.into_bytes())];
    for (name, content) in contents.iter().chain(&description) {
        println!("search-index/dist/{name}: {} bytes", content.len());
        std::fs::write(dist.join(name), content)
            .map_err(|error| format!("{name} cannot be written: {error}"))?;
    }
    Ok(())
}

/// Compresses as tightly as gzip allows, because this is the largest file of a first search.
fn gzip(content: &[u8]) -> Result<Vec<u8>, String> {
    let mut packed = Vec::new();
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Gzip, content, &mut packed)
        .map_err(uncompressed)?;
    Ok(packed)
}

/// Compresses as tightly as Brotli allows, for browsers that can decompress it.
fn brotli(content: &[u8]) -> Result<Vec<u8>, String> {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        size_hint: content.len(),
        ..brotli::enc::BrotliEncoderParams::default()
    };
    brotli::BrotliCompress(&mut &*content, &mut packed, &parameters).map_err(uncompressed)?;
    Ok(packed)
}

fn uncompressed(error: std::io::Error) -> String {
    format!("the engine could not be compressed: {error}")
}

fn wasm_bindgen_version(root: &Path) -> Result<String, String> {
    let lock =
        std::fs::read_to_string(root.join("Cargo.lock")).map_err(|error| error.to_string())?;
    let after = lock.split("name = \"wasm-bindgen\"\nversion = \"").nth(1);
    let version = after.and_then(|rest| rest.split('"').next());
    version.map(str::to_owned).ok_or_else(|| "the lock file names no wasm-bindgen".to_owned())
}
