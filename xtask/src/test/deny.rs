//! Checks the licences, duplicate versions and sources of the dependencies, and known
//! vulnerabilities if their database is available. The rules are in `deny.toml`.

use std::process::Command;

use super::outcome::Outcome;
use crate::process::{self, output};
use crate::tools;
use crate::workspace::Workspace;

/// The workspaces, by their manifests, and which checks each has to pass. The briefs have rules of
/// their own; the licences of the fuzz targets are not checked, because they are not distributed.
const CHECKED: [(&str, &[&str]); 3] = [
    ("Cargo.toml", &["licenses", "bans", "sources"]),
    ("briefs/Cargo.toml", &["licenses", "bans", "sources"]),
    ("fuzz/Cargo.toml", &["sources"]),
];

pub(super) fn run(workspace: &Workspace) -> Result<Outcome, String> {
    let program = tools::DENY.installed(workspace)?;
    let deny = |manifest: &str, arguments: &[&str]| -> Command {
        let mut deny = process::command(&program, &workspace.root);
        deny.args(["--log-level", "error", "--manifest-path", manifest]).args(arguments);
        deny
    };
    for (manifest, what) in CHECKED {
        process::run(deny(manifest, &["check"]).args(what))?;
    }
    if output(&mut deny("Cargo.toml", &["fetch", "db"])).is_none() {
        return Ok(Outcome::Skipped(
            "licences, duplicate versions and sources passed; known vulnerabilities were not \
             checked, because their database, a repository of GitHub, cannot be reached"
                .to_owned(),
        ));
    }
    for (manifest, _) in CHECKED {
        process::run(&mut deny(manifest, &["check", "--disable-fetch", "advisories"]))?;
    }
    Ok(Outcome::Passed)
}
