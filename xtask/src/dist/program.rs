//! The program of a release: without debug information, and without paths of this machine.

use std::path::{Path, PathBuf};

use super::disk::read;
use crate::process::{self, output, run};
use crate::workspace::Workspace;

/// The kind of system that cargo compiles for here, such as `x86_64-unknown-linux-gnu`.
pub(super) fn target(workspace: &Workspace) -> Result<String, String> {
    let about = output(process::command("rustc", &workspace.root).arg("-vV"));
    let host = about.as_deref().unwrap_or_default().lines();
    let host = host.filter_map(|line| line.strip_prefix("host: ")).next();
    Ok(host.ok_or("`rustc -vV` does not name this system")?.to_owned())
}

/// Compiles the program and returns its path. It has a target folder of its own, since remapped
/// paths change the compiler flags, with which everything is compiled again.
pub(super) fn compile(workspace: &Workspace) -> Result<PathBuf, String> {
    let root = &workspace.root;
    let folder = workspace.scratch_folder("release")?;
    let names =
        [(cargo_home()?, "/cargo"), (folder.clone(), "/target"), (root.clone(), "/crosstown")];
    let renamed = |flag: &str, separator: &str| {
        let flags = names.iter().map(|(from, to)| format!("{flag}={}={to}", from.display()));
        flags.collect::<Vec<_>>().join(separator)
    };
    let mut cargo = process::cargo(root);
    cargo.args(["build", "--release", "--locked", "--package", "crosstown", "--bin", "crosstown"]);
    cargo.arg("--target-dir").arg(&folder);
    cargo.env("CARGO_PROFILE_RELEASE_STRIP", "symbols");
    cargo.env_remove("RUSTFLAGS");
    // The last matching prefix wins, and the target folder may be within the repository.
    cargo.env("CARGO_ENCODED_RUSTFLAGS", renamed("--remap-path-prefix", "\u{1f}"));
    if !cfg!(windows) {
        cargo.env("CFLAGS", renamed("-ffile-prefix-map", " "));
    }
    run(&mut cargo)?;
    let program = folder.join("release").join(format!("crosstown{}", std::env::consts::EXE_SUFFIX));
    let bytes = read(&program)?;
    match names.iter().find(|(path, _)| mentions(&bytes, path)) {
        Some((path, _)) => Err(format!("the program has the path {} in it", path.display())),
        None => Ok(program),
    }
}

/// Where cargo keeps the sources of crates.
fn cargo_home() -> Result<PathBuf, String> {
    let given = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = || std::env::home_dir().map(|home| home.join(".cargo"));
    given.or_else(home).ok_or_else(|| "this user has no home folder".to_owned())
}

fn mentions(bytes: &[u8], path: &Path) -> bool {
    let path = path.as_os_str().as_encoded_bytes();
    bytes.windows(path.len()).any(|window| window == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_anywhere_in_the_bytes() {
        assert!(mentions(b"\0\x01/home/ida/x.rs\0", Path::new("/home/ida")));
        assert!(!mentions(b"\0\x01/cargo/x.rs\0", Path::new("/home/ida")));
    }
}
