//! `cargo xtask wasm`: builds what the browser runs of the program: the search engine into
//! `search-index/dist/`, and the rules for the site's forms into `form/dist/`.
//!
//! The result is under version control, so that a site can be built on a machine without the
//! WebAssembly target. With `--check` both are built once more elsewhere and compared with it, byte
//! for byte: so that whoever reads the sources can verify that browsers run what was built from
//! them. The tools are behind the feature `wasm`, so that no other command has to compile them;
//! without the feature, the command runs itself again with it.

#[cfg(feature = "wasm")]
mod bundle;
#[cfg(feature = "wasm")]
mod compare;
#[cfg(any(feature = "wasm", test))]
mod differences;
#[cfg(feature = "wasm")]
mod toolchain;

/// What is built, and where to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// What has changed since it was built.
    Changed,
    /// Everything.
    All,
    /// Everything, into a temporary folder, to be compared with what is under version control.
    Check,
}

impl Mode {
    fn parse(arguments: &[String]) -> Result<Mode, String> {
        match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            [] => Ok(Mode::Changed),
            ["--all"] => Ok(Mode::All),
            ["--check"] => Ok(Mode::Check),
            other => Err(format!("expected --all, --check or nothing, not `{}`", other.join(" "))),
        }
    }
}

/// Builds or compares.
#[cfg(feature = "wasm")]
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    match Mode::parse(arguments)? {
        Mode::Changed => bundle::run(false),
        Mode::All => bundle::run(true),
        Mode::Check => compare::run(),
    }
}

/// Runs this command again with the feature.
#[cfg(not(feature = "wasm"))]
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let mode = Mode::parse(arguments)?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = std::process::Command::new(cargo)
        .args(["run", "--quiet", "--release", "--package", "xtask", "--features", "wasm"])
        .args(["--", "wasm"])
        .args(arguments)
        .status()
        .map_err(|error| format!("cargo could not be run: {error}"))?;
    match (status.success(), mode) {
        (true, _) => Ok(()),
        (false, Mode::Check) => {
            Err("the browser's engines were not found to be the same".to_owned())
        }
        (false, _) => Err("the client was not built".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mode_is_read_and_nothing_else() {
        let parse = |arguments: &[&str]| {
            Mode::parse(&arguments.iter().map(|&one| one.to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(parse(&[]), Ok(Mode::Changed));
        assert_eq!(parse(&["--all"]), Ok(Mode::All));
        assert_eq!(parse(&["--check"]), Ok(Mode::Check));
        assert!(parse(&["--all", "--check"]).unwrap_err().contains("`--all --check`"));
    }
}
