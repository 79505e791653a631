//! Builds of one size: Crosstown's and those of the peers, in turn.
//!
//! Each round runs each program once, and rounds start with different programs, so a temporary
//! disturbance affects all of them alike. Before each run, the disk gets time to write what the
//! previous one left. Nothing is deleted in between: see `fresh` in the parent module.

use std::path::PathBuf;
use std::process::Command;

use super::content::{self, Tongue};
use super::files;
use super::machine;
use super::measure::{Cost, Costs, once};
use super::peers::{Contestant, Peer, Peers, Taken};
use super::practice::{HUGE, LARGE, Scale};
use super::words::Words;

/// The costs of the builds of one size.
pub(super) struct Builds {
    /// Into a folder that does not exist.
    pub(super) cold: Cost,
    /// Again, immediately afterwards.
    pub(super) unchanged: Cost,
    /// Number of files written by builds with nothing changed.
    pub(super) rewritten: usize,
    /// A plain copy of the site, with `cp -r`.
    pub(super) copied: Cost,
    pub(super) peers: Vec<Taken>,
}

/// The program and folders for the builds of one size.
pub(super) struct Place {
    pub(super) program: PathBuf,
    pub(super) themes: PathBuf,
    pub(super) folder: PathBuf,
}

impl Place {
    /// The source of our site.
    pub(super) fn ours(&self) -> PathBuf {
        self.folder.join("ours")
    }

    /// Our site, as built by a run.
    pub(super) fn site(&self, run: usize) -> PathBuf {
        self.folder.join(format!("ours-public-{run}"))
    }

    /// Pagefind's index, if it made one.
    pub(super) fn pagefind(&self) -> Option<PathBuf> {
        Some(Peer::Pagefind.output(&self.folder, 0)).filter(|folder| folder.is_dir())
    }
}

/// The costs of our own runs, and of copying the site.
#[derive(Default)]
struct Ours {
    cold: Costs,
    unchanged: Costs,
    rewritten: usize,
    copied: Costs,
}

impl Ours {
    fn run(&mut self, place: &Place, run: usize) -> Result<(), String> {
        let site = place.site(run);
        let build = || {
            machine::settle();
            let mut program = Command::new(&place.program);
            once(program.args(["build", "--root"]).arg(place.ours()).arg("--out").arg(&site))
        };
        self.cold.push(build()?);
        let before = files::times(&site)?;
        self.unchanged.push(build()?);
        self.rewritten += files::changed(&before, &files::times(&site)?);
        machine::settle();
        let copy = place.folder.join(format!("copy-{run}"));
        self.copied.push(once(Command::new("cp").arg("-r").arg(&site).arg(copy))?);
        Ok(())
    }
}

/// Writes the content for all programs, and builds it with each.
pub(super) fn measure(
    words: &Words,
    scale: Scale,
    place: &Place,
    peers: Option<&Peers>,
) -> Result<Builds, String> {
    content::write_site(words, scale, &place.ours(), Tongue::Ours)?;
    files::warm(&place.program)?;
    let mut contestants = match peers {
        Some(peers) => peers.prepare(words, scale, &place.themes, &place.folder)?,
        None => Vec::new(),
    };
    let mut ours = Ours::default();
    let run_peers = |contestants: &mut [Contestant], run| {
        contestants.iter_mut().for_each(|contestant| contestant.run(&place.folder, run));
    };
    for run in 0..runs(scale.practices) {
        // Pagefind always runs after Hugo, whose output it indexes.
        if run % 2 == 0 {
            ours.run(place, run)?;
            run_peers(&mut contestants, run);
        } else {
            run_peers(&mut contestants, run);
            ours.run(place, run)?;
        }
    }
    Ok(Builds {
        cold: ours.cold.median(),
        unchanged: ours.unchanged.median(),
        rewritten: ours.rewritten,
        copied: ours.copied.median(),
        peers: contestants.into_iter().map(|contestant| contestant.taken(&place.folder)).collect(),
    })
}

/// Number of runs: short runs vary most, and builds of the largest sites take minutes and fill the
/// disk.
fn runs(practices: usize) -> usize {
    match practices {
        ..LARGE => 7,
        LARGE..HUGE => 3,
        _ => 1,
    }
}

impl Builds {
    /// The cost of a peer, if it was measured.
    pub(super) fn peer(&self, peer: Peer) -> Option<&Cost> {
        let taken = self.peers.iter().find(|taken| taken.peer == peer)?;
        taken.result.as_ref().ok().map(|(cost, _)| cost)
    }

    /// The cost of Hugo followed by Pagefind, if both were measured.
    pub(super) fn hugo_and_pagefind(&self) -> Option<Cost> {
        Some(self.peer(Peer::Hugo)?.then(self.peer(Peer::Pagefind)?))
    }
}
