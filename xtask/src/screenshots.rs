//! `cargo xtask screenshots`: screenshots of every kind of page, for the documentation and for
//! review.

use crate::process;
use crate::tools;
use crate::workspace::Workspace;

/// Builds the real content and writes the screenshots.
pub(crate) fn run() -> Result<(), String> {
    let workspace = Workspace::find()?;
    let kit = tools::browser_kit(&workspace)?;
    let program = workspace.build_program()?;
    let site = workspace.build_site(&program)?;
    let folder = workspace.root.join("docs/screenshots");
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    process::run(kit.command(&workspace, &program, &site).arg("screenshots.mjs").arg(&folder))
}
