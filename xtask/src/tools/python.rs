//! Python, and packages that are downloaded and only read, never installed.

use std::path::{Path, PathBuf};

use super::{apt_install, missing};
use crate::process::{self, find, output, run};

/// Finds Python and downloads the packages of a requirements file as archives into `folder`. A copy
/// of the file records what is there, so that a second run needs no network.
pub(crate) fn python_packages(
    root: &Path,
    requirements: &Path,
    folder: &Path,
) -> Result<PathBuf, String> {
    let wanted = std::fs::read(requirements)
        .map_err(|error| format!("{}: {error}", requirements.display()))?;
    let stamp = folder.with_extension("installed-from.txt");
    let here = std::fs::read(&stamp).is_ok_and(|installed| installed == wanted);
    let python = python(root, !here)?;
    if here {
        return Ok(python);
    }
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let mut pip = process::command(&python, root);
    pip.args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check"]);
    // The hashes make sure that the archives are the ones listed.
    pip.args(["--no-deps", "--require-hashes", "--requirement"]).arg(requirements);
    run(pip.arg("--dest").arg(folder))?;
    std::fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))?;
    Ok(python)
}

/// Finds Python 3, with pip if something has to be downloaded.
fn python(root: &Path, with_pip: bool) -> Result<PathBuf, String> {
    let found = || {
        let python = find("python3")?;
        let module = if with_pip { "pip" } else { "ast" };
        output(process::command(&python, root).args(["-c", &format!("import {module}")]))?;
        Some(python)
    };
    found()
        .or_else(|| apt_install(root, &["python3", "python3-pip"]).and_then(|()| found()))
        .ok_or_else(|| missing("Python 3 with pip", "python3 python3-pip"))
}
