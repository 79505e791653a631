//! Builds of one size: ours and those of the peers, in turn.
//!
//! What disturbs a machine for a while disturbs all of them alike, since each round runs each
//! program once, and each round begins with another. Before each run, the disk is given the time
//! to write what the one before left. Nothing is deleted meanwhile: see `fresh` in the module above.

use std::path::PathBuf;
use std::process::Command;

use super::content::{self, Tongue};
use super::files;
use super::measure::{Cost, Costs, once};
use super::peers::{Contestant, Peer, Peers, Taken};
use super::practice::Scale;
use super::words::Words;
use super::{HUGE, LARGE, machine};

/// What builds of one size took.
pub(super) struct Builds {
    /// Into a folder that is not there.
    pub(super) cold: Cost,
    /// Again, right after.
    pub(super) unchanged: Cost,
    /// Files that builds with nothing changed wrote all the same.
    pub(super) rewritten: usize,
    /// A plain copy of the site.
    pub(super) copied: Cost,
    pub(super) peers: Vec<Taken>,
}

/// Where the builds of a size are.
pub(super) struct Place {
    pub(super) program: PathBuf,
    pub(super) themes: PathBuf,
    pub(super) folder: PathBuf,
}

impl Place {
    /// Our own source.
    pub(super) fn ours(&self) -> PathBuf {
        self.folder.join("ours")
    }

    /// Our site, as a run built it.
    pub(super) fn site(&self, run: usize) -> PathBuf {
        self.folder.join(format!("ours-public-{run}"))
    }

    /// Pagefind's index, where it made one.
    pub(super) fn pagefind(&self) -> Option<PathBuf> {
        Some(Peer::Pagefind.output(&self.folder, 0)).filter(|folder| folder.is_dir())
    }
}

/// The site that is copied, and what our own runs took.
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

/// Writes the content for all, and builds it with each.
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
        // Pagefind comes after Hugo in any case.
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

/// What takes little time varies most, and builds of the largest sites take minutes and fill the
/// disk.
fn runs(practices: usize) -> usize {
    match practices {
        ..LARGE => 7,
        LARGE..HUGE => 3,
        _ => 1,
    }
}

impl Builds {
    /// What a peer took, where it could be measured.
    pub(super) fn peer(&self, peer: Peer) -> Option<&Cost> {
        let taken = self.peers.iter().find(|taken| taken.peer == peer)?;
        taken.result.as_ref().ok().map(|(cost, _)| cost)
    }

    /// What Hugo and Pagefind took one after the other, where both could be measured.
    pub(super) fn hugo_and_pagefind(&self) -> Option<Cost> {
        Some(self.peer(Peer::Hugo)?.then(self.peer(Peer::Pagefind)?))
    }
}
