//! What commands have in common that measure sites of several sizes and replace one section of a
//! document.

use std::path::PathBuf;

use super::builds::Place;
use super::files::{read, remove, write};
use super::machine;
use super::peers::{Peers, named};
use super::sections::with_section;
use super::setup::{self, Options};
use super::words::Words;
use crate::workspace::Workspace;

/// Such a command, with the program that it measures and folders for the sites.
pub(super) struct SectionCommand {
    pub(super) workspace: Workspace,
    /// Numbers of practices.
    pub(super) sizes: Vec<usize>,
    pub(super) words: Words,
    /// What was typed after `cargo xtask`.
    typed: String,
    /// The document to change, if any.
    out: Option<PathBuf>,
    program: PathBuf,
    bench: PathBuf,
    sites: PathBuf,
}

impl SectionCommand {
    /// Reads the options of the command `name`, and compiles the program unless CROSSTOWN names one.
    pub(super) fn begin(name: &str, arguments: &[String], usage: &str) -> Result<Self, String> {
        let Options { sizes, out, .. } = setup::sizes_and_file(arguments, usage)?;
        let workspace = Workspace::find()?;
        let target = setup::target_folder()?;
        let bench = target.join("bench");
        let program = match named("CROSSTOWN") {
            Some(program) => program?,
            None => setup::release_program(&workspace.root, &target)?,
        };
        let sites = setup::fresh(&bench)?;
        let typed = [&[name.to_owned()], arguments].concat().join(" ");
        Ok(Self { workspace, sizes, words: Words::new(), typed, out, program, bench, sites })
    }

    /// Waits until the file system is as fast as when nothing was deleted recently, for commands that
    /// measure builds.
    pub(super) fn rest(&self) -> Result<(), String> {
        if machine::is_in_memory(&self.sites) {
            return Ok(());
        }
        machine::rest(&self.bench, &self.sites)
            .map_err(|error| format!("{}: {error}", self.sites.display()))
    }

    /// The programs to compare with.
    pub(super) fn peers(&self) -> Peers {
        Peers::find(&self.bench)
    }

    /// The folders for a size. `themes` are those of the peers, from the root of the repository.
    pub(super) fn place(&self, size: usize, themes: &str) -> Place {
        Place {
            program: self.program.clone(),
            themes: self.workspace.root.join(themes),
            folder: self.sites.join(size.to_string()),
        }
    }

    /// A sentence about when, how and on what machine this is measured; `versions` are those of the
    /// peers.
    pub(super) fn circumstances(&self, versions: Vec<String>) -> Result<String, String> {
        let machine = machine::describe(&self.program, None, versions)?;
        let memory = if machine::is_in_memory(&self.sites) {
            ", with all sites on a file system in memory"
        } else {
            ""
        };
        Ok(format!(
            "Measured on {} by `cargo xtask {}` on {}{memory}: {}.",
            machine.date,
            self.typed,
            machine.words(),
            machine.versions.join(", ")
        ))
    }

    /// Prints the section, puts it into the document, and removes the sites.
    pub(super) fn finish(self, section: &str, text: &str) -> Result<(), String> {
        println!("{text}");
        if let Some(path) = &self.out {
            write(path, &with_section(&read(path)?, section, text))?;
        }
        remove(&self.sites)?;
        machine::emptied(&self.bench).map_err(|error| format!("{}: {error}", self.bench.display()))
    }
}
