//! What is in the archive.

use std::path::Path;

use super::archive::File;
use super::crates::Package;
use super::disk::read;
use super::notices;
use crate::process::{self, run};
use crate::workspace::Workspace;

/// Files of the repository that are included, by their names in the archive.
const FROM_REPOSITORY: [(&str, &str); 5] = [
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    ("CHANGELOG.md", "CHANGELOG.md"),
    ("UPGRADE.md", "docs/upgrade.md"),
    ("README.md", "xtask/src/dist/README.md"),
];

/// Scripts that complete commands, by shell, with the names under which the shells look for them.
pub(super) const COMPLETIONS: [(&str, &str); 5] = [
    ("bash", "crosstown"),
    ("elvish", "crosstown.elv"),
    ("fish", "crosstown.fish"),
    ("powershell", "_crosstown.ps1"),
    ("zsh", "_crosstown"),
];

/// All files. The program itself makes the completions and the manual.
pub(super) fn files(
    workspace: &Workspace,
    program: &Path,
    crates: &[Package],
) -> Result<Vec<File>, String> {
    let name = format!("crosstown{}", std::env::consts::EXE_SUFFIX);
    let mut files = vec![File { runs: true, ..File::new(name, read(program)?) }];
    for (name, path) in FROM_REPOSITORY {
        files.push(File::new(name, read(&workspace.root.join(path))?));
    }
    files.push(File::new("THIRD-PARTY.txt", notices::text(workspace, crates)?));
    for (shell, name) in COMPLETIONS {
        let made = process::command(program, &workspace.root).args(["completions", shell]).output();
        let made = made.map_err(|error| format!("{}: {error}", program.display()))?;
        if !made.status.success() || made.stdout.is_empty() {
            return Err(format!("the program makes no completions for {shell}"));
        }
        files.push(File::new(format!("completions/{shell}/{name}"), made.stdout));
    }
    files.extend(manual(workspace, program)?);
    Ok(files)
}

/// The pages of the manual.
fn manual(workspace: &Workspace, program: &Path) -> Result<Vec<File>, String> {
    let folder = workspace.scratch_folder("manual")?;
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    std::fs::remove_dir_all(&folder).map_err(failed)?;
    run(process::command(program, &workspace.root)
        .arg("man")
        .arg(&folder)
        .stdout(std::process::Stdio::null()))?;
    let mut pages = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        pages.push(File::new(format!("man/man1/{name}"), read(&path)?));
    }
    if pages.iter().any(|page| page.path.ends_with("/crosstown.1")) {
        Ok(pages)
    } else {
        Err("the program writes no manual".to_owned())
    }
}
