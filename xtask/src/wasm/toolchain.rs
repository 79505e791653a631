//! Finds a Rust toolchain that can compile for the browser.
//!
//! A toolchain with the sources of the standard library is best: with the library rebuilt for size,
//! the engine is a third smaller. One with the target installed is enough.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The target of the browser.
pub(super) const TARGET: &str = "wasm32-unknown-unknown";

/// Selects the loops of the crate bitpacking, as in a debug build, instead of one unrolled function
/// for each width of a number: those would be a third of the engine, and no faster.
const LOOPS: &str = "profile.release.package.bitpacking.debug-assertions=true";

/// What to do if there is none.
const ADVICE: &str = "no Rust on PATH can compile for the browser. Any one of these helps:
  rustup component add rust-src                (smallest engine)
  rustup target add wasm32-unknown-unknown
  apt-get install rustc-web cargo-web rust-web-src rust-web-llvm lld-22     (Debian 12)";

/// A toolchain: a compiler and its cargo.
#[derive(Debug)]
pub(super) struct Toolchain {
    cargo: PathBuf,
    rustc: PathBuf,
    /// The output of `rustc --version`.
    pub(super) version: String,
    sysroot: PathBuf,
    host: String,
    build_std: bool,
}

impl Toolchain {
    /// The best toolchain on PATH.
    pub(super) fn find() -> Result<(Self, OsString), String> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let all: Vec<Self> = std::env::split_paths(&path).filter_map(|dir| at(&dir)).collect();
        // The linker may come from any of them: a distribution's compiler may lack its own.
        let linkers =
            all.iter().map(|one| one.sysroot.join("lib/rustlib").join(&one.host).join("bin"));
        let search: Vec<PathBuf> = std::env::split_paths(&path).chain(linkers).collect();
        let search = std::env::join_paths(search).map_err(|error| error.to_string())?;
        let mut able: Vec<Self> = all.into_iter().filter(Self::is_able).collect();
        able.sort_by_key(|toolchain| !toolchain.build_std);
        let best = able.into_iter().next().ok_or(ADVICE)?;
        Ok((best, search))
    }

    fn is_able(&self) -> bool {
        self.build_std || self.sysroot.join("lib/rustlib").join(TARGET).is_dir()
    }

    /// The command that compiles a package of the workspace at `root` into `target`.
    pub(super) fn command(
        &self,
        root: &Path,
        target: &Path,
        search: &OsString,
        package: &str,
    ) -> Command {
        let mut command = Command::new(&self.cargo);
        command
            .current_dir(root)
            .args(["rustc", "--release", "--locked", "--package", package, "--lib"])
            .args(["--crate-type", "cdylib", "--target", TARGET, "--target-dir"])
            .arg(target)
            .args(["--config", LOOPS])
            .env("RUSTC", &self.rustc)
            .env("PATH", search)
            .env_remove("RUSTUP_TOOLCHAIN")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "z")
            .env("CARGO_PROFILE_RELEASE_LTO", "fat")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "1")
            .env("CARGO_PROFILE_RELEASE_PANIC", "abort")
            .env("CARGO_PROFILE_RELEASE_STRIP", "debuginfo");
        let mut flags = String::from("--cfg getrandom_backend=\"wasm_js\"");
        if self.build_std {
            command
                .env("RUSTC_BOOTSTRAP", "1")
                .args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
            // A panic has no message, so nothing needs places in the source or `Debug`.
            flags.push_str(" -Zunstable-options -Cpanic=immediate-abort");
            flags.push_str(" -Zfmt-debug=none -Zlocation-detail=none");
        }
        command.env("RUSTFLAGS", flags);
        command
    }
}

/// The toolchain whose programs are in a folder.
fn at(folder: &Path) -> Option<Toolchain> {
    let program = |name: &str| {
        let path = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        path.is_file().then_some(path)
    };
    let (rustc, cargo) = (program("rustc")?, program("cargo")?);
    let ask = |arguments: &[&str]| {
        let output = Command::new(&rustc).args(arguments).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let sysroot = PathBuf::from(ask(&["--print", "sysroot"])?);
    let host =
        ask(&["-vV"])?.lines().find_map(|line| line.strip_prefix("host: ").map(str::to_owned))?;
    let version = ask(&["--version"])?;
    let build_std = sysroot.join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file();
    Some(Toolchain { cargo, rustc, version, sysroot, host, build_std })
}
