//! Embeds what the program carries with it: the built-in themes, the files of a new site, the
//! browser's search client, and the rules for the site's forms.
//!
//! It also computes a digest of the program's sources: another version of the program may build a
//! different site, so a site built by another version is built again.
//!
//! It finds files and builds nothing: what the browser runs is built by `cargo xtask wasm` and kept under
//! version control, so a fresh machine needs no WebAssembly tools. Scripts lose their comments and
//! their indentation.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for (folder, code) in [
        ("themes", "themes.rs"),
        ("src/scaffold/site", "new_site.rs"),
        ("search-index/dist", "client_dist.rs"),
        ("form/dist", "form_dist.rs"),
    ] {
        // Cargo looks at all files below it.
        println!("cargo::rerun-if-changed={}", root.join(folder).display());
        embed(&root.join(folder), &out.join(code))?;
    }
    // Each run writes these anew, so they are not watched: otherwise every build would compile
    // everything again.
    let scripts = out.join("web");
    strip_comments(&root.join("search-index/web"), &scripts)?;
    embed(&scripts, &out.join("client_web.rs"))?;
    println!("cargo::rustc-env=CROSSTOWN_SOURCES={:016x}", sources(&root)?);
    Ok(())
}

/// A digest of all sources of the program except the command line, which does not affect sites.
fn sources(root: &Path) -> io::Result<u64> {
    let mut files = Vec::new();
    for folder in [
        "src",
        "fonts",
        "themes",
        "form/dist",
        "search-index/src",
        "search-index/dist",
        "search-index/web",
    ] {
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
    let mut files = Vec::new();
    list(folder, &mut files)?;
    files.sort();
    let mut code = String::from("&[\n");
    for file in &files {
        let name = file.strip_prefix(folder).unwrap_or(file).to_string_lossy().replace('\\', "/");
        let _ = writeln!(code, "    ({name:?}, include_bytes!({:?})),", file.display().to_string());
    }
    code.push_str("]\n");
    fs::write(to, code)
}

/// Copies the scripts of a folder without comments and indentation, which are for readers of the
/// sources and for `tsc`, and would be a third of what every page loads.
fn strip_comments(from: &Path, to: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", from.display());
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let Some(name) = path.file_name().filter(|_| path.extension().is_some_and(|is| is == "js"))
        else {
            continue;
        };
        let script = fs::read_to_string(&path)?;
        if script.lines().any(|line| line.matches('`').count() % 2 == 1) {
            let what = format!("{}: a text in backticks goes over several lines", path.display());
            return Err(io::Error::other(what));
        }
        fs::write(to.join(name), without_comments(&script))?;
    }
    Ok(())
}

/// A script without indentation and without the lines that are nothing but a comment: `// …`, or
/// `/** … */` over one line or several. Texts over several lines have been refused, since their
/// indentation would be removed, too.
fn without_comments(script: &str) -> String {
    let mut kept = String::new();
    let mut lines = script.lines();
    while let Some(line) = lines.next() {
        let start = line.trim_start();
        let mut block = line.to_owned();
        if start.starts_with("/**") {
            while !block.contains("*/") {
                let Some(next) = lines.next() else { break };
                block.push('\n');
                block.push_str(next);
            }
        }
        let is_comment =
            start.starts_with("//") || start.starts_with("/**") && block.trim_end().ends_with("*/");
        if !is_comment {
            kept.push_str(block.trim_start());
            kept.push('\n');
        }
    }
    kept
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
