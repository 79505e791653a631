//! Turns the compiled engines into the files in `search-index/dist/` and `form/dist/`.
//!
//! `wasm-opt` is not used: it makes the engine 4 % smaller, but 3 % larger when compressed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use search_index::client::{Built, Sources, file_digest, sources_digest};

use wasm_bindgen_cli_support::Bindgen;

use super::toolchain::{TARGET, Toolchain};

/// A package that is compiled for the browser: its name is that of its folder.
pub(super) struct Engine {
    pub(super) package: &'static str,
    /// What it is built from.
    pub(super) sources: fn(&Path) -> Result<String, String>,
    /// Whether it is also compressed with Brotli: a tenth smaller, for what many readers load.
    brotli: bool,
    /// The fields of its description that are known before it is built.
    about: fn() -> Built,
}

pub(super) const ENGINES: [Engine; 2] = [
    Engine {
        package: "search-index",
        brotli: true,
        sources: |root| {
            digest(sources_digest(&root.join("search-index"), &root.join("Cargo.lock")))
        },
        about: || Built {
            format: search_index::FORMAT.to_owned(),
            tantivy: search_index::tantivy_version(),
            ..Built::default()
        },
    },
    Engine {
        package: "form",
        brotli: false,
        sources: |root| {
            let list = std::fs::read(root.join("form/sources.json"));
            let list = list.map_err(|error| format!("form/sources.json: {error}"))?;
            let sources: Sources =
                serde_json::from_slice(&list).map_err(|error| error.to_string())?;
            digest(sources.digest(root, &root.join("Cargo.lock")))
        },
        about: Built::default,
    },
];

fn digest(digest: std::io::Result<String>) -> Result<String, String> {
    digest.map_err(|error| format!("the sources cannot be read: {error}"))
}

/// Builds what has changed since it was built, or all.
pub(super) fn run(all: bool) -> Result<(), String> {
    let root = root()?;
    let target = targets(root).join("client");
    for engine in &ENGINES {
        let sources = (engine.sources)(root)?;
        if !all && built(root, engine).is_some_and(|built| built.sources == sources) {
            println!("{}/dist is up to date", engine.package);
            continue;
        }
        let dist = root.join(engine.package).join("dist");
        std::fs::create_dir_all(&dist).map_err(|error| error.to_string())?;
        for (name, content) in build(root, &target, engine, sources)? {
            println!("{}: {} bytes", dist.join(name).display(), content.len());
            std::fs::write(dist.join(name), content)
                .map_err(|error| format!("{name} cannot be written: {error}"))?;
        }
    }
    Ok(())
}

/// The repository.
pub(super) fn root() -> Result<&'static Path, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    root.ok_or_else(|| "the workspace has no root".to_owned())
}

/// The folder of what is compiled.
pub(super) fn targets(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}

/// The description of what was built before.
pub(super) fn built(root: &Path, engine: &Engine) -> Option<Built> {
    let json = std::fs::read(root.join(engine.package).join("dist/client.json")).ok()?;
    serde_json::from_slice(&json).ok()
}

/// A file of an engine: its name and its content.
pub(super) type File = (&'static str, Vec<u8>);

/// Compiles an engine into the folder `target`, and returns its files.
pub(super) fn build(
    root: &Path,
    target: &Path,
    engine: &Engine,
    sources: String,
) -> Result<Vec<File>, String> {
    let (toolchain, search) = Toolchain::find()?;
    println!("compiling {} with {}", engine.package, toolchain.version);
    let status = toolchain
        .command(root, target, &search, engine.package)
        .status()
        .map_err(|error| format!("cargo could not be run: {error}"))?;
    if !status.success() {
        return Err("the engine does not compile".to_owned());
    }
    let work = target.join("bundle").join(engine.package);
    let file = format!("{}.wasm", engine.package.replace('-', "_"));
    bind(&target.join(TARGET).join("release").join(file), &work)?;
    let tools = tools(root, &toolchain)?;
    pack(&work, engine.brotli, Built { sources, tools, ..(engine.about)() })
}

/// The versions of the tools that a file is made with.
pub(super) fn tools(
    root: &Path,
    toolchain: &Toolchain,
) -> Result<BTreeMap<String, String>, String> {
    Ok(BTreeMap::from([
        ("rustc".to_owned(), toolchain.version.clone()),
        ("wasm-bindgen".to_owned(), wasm_bindgen_version(root)?),
    ]))
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

/// The files of an engine, packed, and `client.json`, which describes them.
fn pack(work: &Path, with_brotli: bool, about: Built) -> Result<Vec<File>, String> {
    let read = |name: &str| {
        std::fs::read(work.join(name)).map_err(|error| format!("{name} cannot be read: {error}"))
    };
    let engine = read("engine_bg.wasm")?;
    let mut files = vec![("engine.js", read("engine.js")?), ("engine.wasm.gz", gzip(&engine)?)];
    if with_brotli {
        files.insert(1, ("engine.wasm.br", brotli(&engine)?));
    }
    let digests = files.iter().map(|(name, content)| ((*name).to_owned(), file_digest(content)));
    let built = Built { files: digests.collect(), ..about };
    let json = serde_json::to_string_pretty(&built).map_err(|error| error.to_string())? + "\n";
    files.push(("client.json", json.into_bytes()));
    Ok(files)
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
