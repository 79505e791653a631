//! Tries the packed program in a folder with nothing else of the project, without the environment
//! of this process.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::contents::COMPLETIONS;
use super::disk::read;
use crate::process;
use crate::workspace::Workspace;

/// Unpacks an archive and has its program begin, check, build and search a site.
pub(super) fn unpacked(workspace: &Workspace, archive: &Path) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("crosstown-dist-{}", std::process::id()));
    let tried = try_in(workspace, &folder, archive);
    // The result is returned below; a folder that is left over does no harm.
    _ = std::fs::remove_dir_all(&folder);
    tried
}

fn try_in(workspace: &Workspace, folder: &Path, archive: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    std::fs::create_dir(folder).map_err(failed)?;
    let bytes = read(archive)?;
    let mut tar = tar::Archive::new(flate2::read::GzDecoder::new(bytes.as_slice()));
    tar.unpack(folder).map_err(failed)?;
    let inside = std::fs::read_dir(folder).map_err(failed)?.flatten().next();
    let inside: PathBuf = inside.ok_or("the archive is empty")?.path();
    let texts = ["README.md", "UPGRADE.md", "LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY.txt"];
    let completions = COMPLETIONS.map(|(shell, name)| format!("completions/{shell}/{name}"));
    for path in texts.into_iter().chain(completions.iter().map(String::as_str)) {
        let text = String::from_utf8_lossy(&read(&inside.join(path))?).into_owned();
        let root = workspace.root.to_string_lossy();
        if text.is_empty() || text.contains(root.as_ref()) {
            return Err(format!("{path} is empty or has a path of this machine in it"));
        }
    }
    let program = inside.join(format!("crosstown{}", std::env::consts::EXE_SUFFIX));
    program_works(&program, folder)
}

/// Has a program begin a site in a folder and work with it.
fn program_works(program: &Path, folder: &Path) -> Result<(), String> {
    let says = |arguments: &[&str], expected: &str| {
        let mut command: Command = process::command(program, folder);
        command.args(arguments).env_clear().env("HOME", folder);
        let shown = arguments.join(" ");
        let done = command.output().map_err(|error| format!("`crosstown {shown}`: {error}"))?;
        let said = [done.stdout, done.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        match done.status.success() && said.contains(expected) {
            true => Ok(()),
            false => Err(format!("`crosstown {shown}` did not say `{expected}`, but:\n{said}")),
        }
    };
    says(&["--version"], concat!("crosstown ", env!("CARGO_PKG_VERSION")))?;
    says(&["init", "site", "--title", "Our cities"], "site")?;
    says(&["check", "--root", "site"], "")?;
    says(&["build", "--root", "site"], "")?;
    says(
        &["search", "--index", "site/public/search-index", "repair"],
        "practices/example-repair-day",
    )?;
    says(&["doctor", "--root", "site"], "its search index is of this program's format")?;
    let page = String::from_utf8_lossy(&read(&folder.join("site/public/index.html"))?).into_owned();
    match page.contains("Our cities") {
        true => Ok(()),
        false => Err("the page of the new site has not its title".to_owned()),
    }
}
