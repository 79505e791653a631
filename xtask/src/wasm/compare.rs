//! Compares the engines under version control with new ones built from their sources.
//!
//! The same compiler produces the same bytes in any folder and with any recent linker; another
//! compiler does not. So a comparison is meaningful only with the compiler that is named in
//! `client.json`; with any other, the command stops before it compiles anything.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::bundle::{self, ENGINES, Engine};
use super::differences::differences;
use super::toolchain::Toolchain;

/// How to install that compiler if it is missing.
const DEBIAN: &str = "On Debian 12 it is installed with\n  \
                      apt-get install rustc-web cargo-web rust-web-src rust-web-llvm lld-22";

/// Builds all engines in a temporary folder and compares them.
pub(super) fn run() -> Result<(), String> {
    let root = bundle::root()?;
    for engine in &ENGINES {
        comparable(root, engine)?;
    }
    let target = bundle::targets(root).join("client-check");
    removed(&target)?;
    let mut wrong = Vec::new();
    for engine in &ENGINES {
        let files = bundle::build(root, &target, engine, (engine.sources)(root)?)?;
        let dist = format!("{}/dist", engine.package);
        match differences(&root.join(&dist), &files)? {
            none if none.is_empty() => println!("{dist} is what its sources make"),
            some => wrong.extend(some.into_iter().map(|what| format!("{dist}/{what}"))),
        }
    }
    removed(&target)?;
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "{}\nIf the sources are what you want, run `cargo xtask wasm --all` and commit \
             search-index/dist and form/dist. If nobody has changed them, find out who made these \
             files.",
            wrong.join("\n")
        )),
    }
}

/// Checks that a difference would be meaningful.
fn comparable(root: &Path, engine: &Engine) -> Result<(), String> {
    let dist = format!("{}/dist", engine.package);
    let built = bundle::built(root, engine)
        .ok_or_else(|| format!("{dist}/client.json cannot be read: run `cargo xtask wasm`"))?;
    if built.sources != (engine.sources)(root)? {
        return Err(format!(
            "{dist} was made from other sources: run `cargo xtask wasm` and commit it"
        ));
    }
    let (toolchain, _) = Toolchain::find().map_err(|why| {
        let made = built.tools.get("rustc").map_or("another", String::as_str);
        format!("{why}\n{dist} was made with {made}. {DEBIAN}")
    })?;
    let here = bundle::tools(root, &toolchain)?;
    let other = built.tools.iter().find(|(name, version)| here.get(*name) != Some(version));
    match other {
        None => Ok(()),
        Some((name, version)) => Err(format!(
            "{dist} was made with {name} `{version}`, but here is `{}`: they do not make the same \
             bytes. {DEBIAN}\nIf Debian has a later one, run `cargo xtask wasm --all` with it and commit \
             both folders.",
            here.get(name).map_or("none", String::as_str)
        )),
    }
}

/// Makes sure that a folder does not exist.
fn removed(folder: &Path) -> Result<(), String> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(format!("{} cannot be removed: {error}", folder.display()))
        }
        _ => Ok(()),
    }
}
