//! Programs that cargo installs, in versions that are written here, into the target folder: nobody's
//! own programs are touched, and a later run finds them there.

use std::path::PathBuf;

use crate::process::{self, run};
use crate::workspace::Workspace;

/// A program from the registry.
pub(crate) struct CargoTool {
    /// The name of its crate, which is that of the program.
    name: &'static str,
    version: &'static str,
}

/// Licences, sources and vulnerabilities of dependencies.
pub(crate) const DENY: CargoTool = CargoTool { name: "cargo-deny", version: "0.20.2" };

/// Compiles fuzz targets.
pub(crate) const FUZZ: CargoTool = CargoTool { name: "cargo-fuzz", version: "0.13.2" };

/// Changes code in one place at a time, to see whether a test notices.
pub(crate) const MUTANTS: CargoTool = CargoTool { name: "cargo-mutants", version: "27.1.0" };

/// Counts the lines that tests run.
pub(crate) const LLVM_COV: CargoTool = CargoTool { name: "cargo-llvm-cov", version: "0.9.1" };

impl CargoTool {
    /// The path of the program, which is installed unless this version is there already. It is compiled
    /// without optimisation, which takes longer than it would save.
    pub(crate) fn installed(&self, workspace: &Workspace) -> Result<PathBuf, String> {
        let CargoTool { name, version } = self;
        let folder = workspace.scratch_folder("tools")?.join(format!("{name}-{version}"));
        let program = folder.join("bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        if program.is_file() {
            return Ok(program);
        }
        println!("    installing {name} {version} into {}", folder.display());
        let mut cargo = process::cargo(&workspace.root);
        cargo.args([
            "install",
            "--locked",
            "--debug",
            "--quiet",
            "--no-track",
            "--version",
            version,
        ]);
        run(cargo.arg("--root").arg(&folder).arg(name))?;
        match program.is_file() {
            true => Ok(program),
            false => Err(format!("cargo installed {name}, but not as {}", program.display())),
        }
    }
}
