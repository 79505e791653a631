//! The paths of this repository, and a build of its real content.

use std::path::{Path, PathBuf};

use crate::process;

/// The folders a command works in.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// The repository.
    pub(crate) root: PathBuf,
    /// The folder of compiled programs, which contains this one.
    binaries: PathBuf,
    /// A folder for output of tests and screenshots.
    scratch: PathBuf,
}

impl Workspace {
    /// Finds the workspace that this program was compiled from.
    pub(crate) fn find() -> Result<Self, String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let root = root.canonicalize().map_err(|error| {
            format!("the repository is no longer at {}: {error}", root.display())
        })?;
        let program = std::env::current_exe()
            .map_err(|error| format!("the path of this program is unknown: {error}"))?;
        let binaries = program.parent().unwrap_or(&root).to_owned();
        let scratch = binaries.parent().unwrap_or(&binaries).join("xtask");
        Ok(Self { root, binaries, scratch })
    }

    /// Compiles the program `crosstown` and returns its path.
    pub(crate) fn build_program(&self) -> Result<PathBuf, String> {
        let mut cargo = process::cargo(&self.root);
        process::run(cargo.args(["build", "--workspace", "--bins", "--locked"]))?;
        let program = self.binaries.join(format!("crosstown{}", std::env::consts::EXE_SUFFIX));
        if program.is_file() {
            Ok(program)
        } else {
            Err(format!("cargo did not create the program at {}", program.display()))
        }
    }

    /// Builds the site of this repository's own content and returns its folder.
    pub(crate) fn build_site(&self, program: &Path) -> Result<PathBuf, String> {
        let site = self.scratch.join("site");
        std::fs::create_dir_all(&self.scratch)
            .map_err(|error| format!("{}: {error}", self.scratch.display()))?;
        let mut build = process::command(program, &self.root);
        process::run(build.args(["build", "--root", "."]).arg("--out").arg(&site))?;
        Ok(site)
    }

    /// Creates the folder for the output of a command.
    pub(crate) fn scratch_folder(&self, name: &str) -> Result<PathBuf, String> {
        let folder = self.scratch.join(name);
        std::fs::create_dir_all(&folder)
            .map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(folder)
    }

    /// The folder of the browser tests.
    pub(crate) fn browser_tests(&self) -> PathBuf {
        self.root.join("tests/browser")
    }
}
