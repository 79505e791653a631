//! Checks the licences, duplicate versions and sources of the dependencies, and known
//! vulnerabilities if their database is available. The rules are in `deny.toml`.

use super::outcome::Outcome;
use crate::process::{self, output};
use crate::workspace::Workspace;

pub(super) fn run(workspace: &Workspace) -> Result<Outcome, String> {
    let deny = |arguments: &[&str]| {
        let mut cargo = process::cargo(&workspace.root);
        cargo.arg("deny").args(arguments);
        cargo
    };
    if output(&mut deny(&["--version"])).is_none() {
        return Ok(Outcome::Skipped(
            "cargo-deny is not installed, so licences, duplicate versions and known vulnerabilities \
             of dependencies were not checked; `cargo install --locked cargo-deny` installs it"
                .to_owned(),
        ));
    }
    process::run(&mut deny(&["check", "licenses", "bans", "sources"]))?;
    // The briefs are a workspace of their own, with rules of their own.
    let briefs = ["--manifest-path", "briefs/Cargo.toml", "check"];
    process::run(deny(&briefs).args(["licenses", "bans", "sources"]))?;
    if output(&mut deny(&["fetch", "db"])).is_none() {
        return Ok(Outcome::Skipped(
            "licences, duplicate versions and sources passed; known vulnerabilities were not \
             checked, because their database cannot be downloaded"
                .to_owned(),
        ));
    }
    process::run(&mut deny(&["check", "--disable-fetch", "advisories"])).map(|()| Outcome::Passed)
}
