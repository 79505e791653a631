//! Embeds what the program carries with it: the built-in themes and the browser's search client.
//!
//! It also marks the program by its sources: what another program has built may differ, and is
//! built again.
//!
//! It finds files and never guesses or builds: the client is built by `cargo xtask wasm` and kept
//! under version control, so a fresh machine needs no WebAssembly tools.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    embed(&root.join("themes"), &out.join("themes.rs"))?;
    embed(&root.join("search-index/dist"), &out.join("client_dist.rs"))?;
    embed(&root.join("search-index/web"), &out.join("client_web.rs"))?;
    println!("cargo::rustc-env=CROSSTOWN_SOURCES={:016x}", sources(&root)?);
    Ok(())
}

/// One number of all that the program is made of but the command line, which makes no sites.
fn sources(root: &Path) -> io::Result<u64> {
    let mut files = Vec::new();
    for folder in ["src", "themes", "search-index/src", "search-index/dist", "search-index/web"] {
        println!("cargo::rerun-if-changed={}", root.join(folder).display());
        list(&root.join(folder), &mut files)?;
    }
    files.retain(|path| !path.starts_with(root.join("src/cli")));
    files.sort();
    // Other versions of the libraries may write other bytes, too.
    files.extend(["Cargo.toml", "Cargo.lock"].map(|name| root.join(name)));
    let mut hasher = DefaultHasher::new();
    for path in files.iter().filter(|path| path.is_file()) {
        path.strip_prefix(root).unwrap_or(path).hash(&mut hasher);
        fs::read(path)?.hash(&mut hasher);
    }
    ["TARGET", "PROFILE"].map(|name| env::var(name).unwrap_or_default()).hash(&mut hasher);
    Ok(hasher.finish())
}

/// Writes a slice of `(path, bytes)` for all files below `folder`, in the order of their paths.
fn embed(folder: &Path, to: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    list(folder, &mut files)?;
    // Declarations of types are for `tsc` only.
    files.retain(|file| !file.to_string_lossy().ends_with(".d.ts"));
    files.sort();
    let mut code = String::from("&[\n");
    for file in &files {
        println!("cargo::rerun-if-changed={}", file.display());
        let name = file.strip_prefix(folder).unwrap_or(file).to_string_lossy().replace('\\', "/");
        let _ = writeln!(code, "    ({name:?}, include_bytes!({:?})),", file.display().to_string());
    }
    code.push_str("]\n");
    fs::write(to, code)
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() {
            list(&path, files)?;
        } else if !hidden {
            files.push(path);
        }
    }
    Ok(())
}
