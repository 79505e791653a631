//! Licences, duplicate versions and sources of the dependencies, and known faults where the
//! database of them is at hand or can be fetched. The rules are in `deny.toml`.

use super::Outcome;
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
            "cargo-deny is not installed, so licences, duplicate versions and known faults of \
             dependencies were not looked at; `cargo install --locked cargo-deny` installs it"
                .to_owned(),
        ));
    }
    process::run(&mut deny(&["check", "licenses", "bans", "sources"]))?;
    if output(&mut deny(&["fetch", "db"])).is_none() {
        return Ok(Outcome::Skipped(
            "licences, duplicate versions and sources passed; known faults were not looked at, \
             because their database cannot be fetched"
                .to_owned(),
        ));
    }
    process::run(&mut deny(&["check", "--disable-fetch", "advisories"])).map(|()| Outcome::Passed)
}
