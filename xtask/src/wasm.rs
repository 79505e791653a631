//! `cargo xtask wasm`: builds what the browser runs of the program: the search engine into
//! `search-index/dist/`, and the rules for the site's forms into `form/dist/`.
//!
//! The result is under version control, so that a site can be built on a machine without the
//! WebAssembly target. The tools are behind the feature `wasm`, so that no other command has to
//! compile them; without the feature, the command runs itself again with it.

#[cfg(feature = "wasm")]
mod bundle;
#[cfg(feature = "wasm")]
#[cfg(feature = "wasm")]
mod toolchain;

#[cfg(feature = "wasm")]
pub(crate) use bundle::run;

/// Runs this command again with the feature.
#[cfg(not(feature = "wasm"))]
pub(crate) fn run(all: bool) -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = std::process::Command::new(cargo)
        .args(["run", "--quiet", "--release", "--package", "xtask", "--features", "wasm"])
        .args(["--", "wasm"])
        .args(all.then_some("--all"))
        .status()
        .map_err(|error| format!("cargo could not be run: {error}"))?;
    if status.success() { Ok(()) } else { Err("the client was not built".to_owned()) }
}
