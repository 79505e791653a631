//! The stamp of the last build: a digest of its inputs, and the state of the site's files when it
//! finished. If both are unchanged, there is nothing to build.
//!
//! It is kept in the user's cache (`cache.rs`) and not in the published manifest, because it
//! contains timestamps, which differ between builds, and a digest of content that is not all
//! published.
//!
//! A changed file is recognised by its size, timestamps and inode. Timestamps are coarse, so a
//! change within the same tick as the build's own writing would not show. Therefore a build waits
//! for the next tick before it publishes its files, and does not recognise younger files as its
//! own.

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io::{self, Seek, Write};
use std::path::Path;
use std::thread;
use std::time::{Duration, SystemTime};

use blake3::Hash;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::cache::Cache;
use crate::stamp::Stamp;

/// The version of the format. It rises when the meaning of a field changes; other versions are
/// ignored.
const FORMAT: u32 = 2;

/// Number of files that one task checks.
const RUN: usize = 256;

/// What a build did with a file of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is new or changed, and in the staging folder; with its stamp, if that was taken.
    Written(Option<Stamp>),
    /// The published file is unchanged. It is linked into the new site only if something else has
    /// changed.
    Unchanged,
}

/// The stamp of a file on disk. `None` if there is no file, or if it was changed later than `last`.
fn stamp_at(path: &Path, last: Option<SystemTime>) -> Option<Stamp> {
    let found = fs::symlink_metadata(path).ok().filter(Metadata::is_file)?;
    let (stamp, modified) = Stamp::of(&found)?;
    let is_young = last.is_some_and(|last| modified > last);
    (!is_young).then_some(stamp)
}

/// The stamp of a file that has just been written and is still open, which is cheaper than reading
/// it later. `None` if the system may change a file's stamp again when it is closed.
pub(super) fn stamp_of_open(file: &File) -> Option<Stamp> {
    let found = file.metadata().ok().filter(|_| cfg!(unix))?;
    Stamp::of(&found).map(|(stamp, _)| stamp)
}

/// The inputs of a site, and what the caller wants to know as long as they are unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildMark {
    /// A digest of everything that went in.
    pub from: String,
    /// Counts for the caller; no text of the content.
    pub counts: Vec<usize>,
}

/// The stored value.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct BuildStamp {
    format: u32,
    /// The keyed digest of all inputs.
    from: String,
    pub(super) counts: Vec<usize>,
    /// A digest of the manifest and of the stamps of all files.
    files: String,
    /// Total bytes of the files.
    pub(super) bytes: u64,
}

/// Reads the stamp stored for the output folder `out`; anything unreadable counts as none.
pub(super) fn read(cache: &Cache, out: &Path) -> Option<BuildStamp> {
    serde_json::from_slice(&cache.read(out)?).ok().filter(|left: &BuildStamp| left.format == FORMAT)
}

/// The current time of the file system that contains `clock`.
fn time(clock: &mut File) -> io::Result<SystemTime> {
    clock.set_len(0)?;
    clock.rewind()?;
    clock.write_all(b"\n")?;
    clock.metadata()?.modified()
}

/// Waits until the file system's time has advanced, so that files written later can be
/// distinguished from existing ones. Returns the time before that; `None` if it does not advance.
pub(super) fn tick(clock: &Path) -> io::Result<Option<SystemTime>> {
    const TRIES: usize = 40;
    let clock = &mut File::create_new(clock)?;
    let now = time(clock)?;
    for _ in 0..TRIES {
        if time(clock)? > now {
            return Ok(Some(now));
        }
        thread::sleep(Duration::from_millis(1));
    }
    Ok(None)
}

/// A file of the site.
#[derive(Clone, Copy)]
enum Seen<'a> {
    /// One whose stamp was taken when it was written, no later than this time.
    Then(&'a str, Stamp, SystemTime),
    /// One whose stamp is taken now, and the last time at which a build can have changed it.
    Now(&'a str, Option<SystemTime>),
}

impl BuildStamp {
    /// The stamps of a build's files in `out`. `None` if somebody else changed one: a written file
    /// after the time `written`, a kept file at the time `begun` or later.
    pub(super) fn of(
        cache: &Cache,
        mark: &BuildMark,
        manifest: &[u8],
        bytes: u64,
        out: &Path,
        files: &BTreeMap<String, Fate>,
        (begun, written): (SystemTime, SystemTime),
    ) -> Option<BuildStamp> {
        let before = begun.checked_sub(Duration::from_nanos(1))?;
        let files = files.iter().map(|(path, fate)| match fate {
            Fate::Written(Some(look)) => Seen::Then(path, *look, written),
            Fate::Written(None) => Seen::Now(path, Some(written)),
            Fate::Unchanged => Seen::Now(path, Some(before)),
        });
        let files = files.collect();
        let files = seal(cache, manifest, out, files)?;
        let from = cache.sealed(mark.from.as_bytes()).to_hex().to_string();
        Some(BuildStamp { format: FORMAT, from, counts: mark.counts.clone(), files, bytes })
    }

    /// Whether the stored digest belongs to the inputs `from`.
    pub(super) fn is_from(&self, cache: &Cache, from: &str) -> bool {
        self.from == cache.sealed(from.as_bytes()).to_hex().as_str()
    }

    /// Whether the manifest's `files` in `out` are unchanged.
    pub(super) fn holds<'a>(
        &self,
        cache: &Cache,
        manifest: &[u8],
        out: &Path,
        files: impl Iterator<Item = &'a str>,
    ) -> bool {
        let files = files.map(|path| Seen::Now(path, None)).collect();
        seal(cache, manifest, out, files).is_some_and(|found| found == self.files)
    }

    /// Stores the stamp.
    pub(super) fn keep(&self, cache: &Cache, out: &Path) -> io::Result<()> {
        cache.keep(out, &serde_json::to_vec(self)?)
    }
}

/// A digest of the stamps of files. `None` if one is missing, is not a file, or is too young.
fn seal(cache: &Cache, manifest: &[u8], out: &Path, files: Vec<Seen<'_>>) -> Option<String> {
    let runs: Option<Vec<Hash>> =
        files.par_chunks(RUN).map(|run| seal_run(cache, out, run)).collect();
    let mut whole = cache.hasher();
    whole.update(blake3::hash(manifest).as_bytes());
    for run in runs? {
        whole.update(run.as_bytes());
    }
    Some(whole.finalize().to_hex().to_string())
}

fn seal_run(cache: &Cache, out: &Path, run: &[Seen<'_>]) -> Option<Hash> {
    let mut hasher = cache.hasher();
    // Some file systems set timestamps when a file is closed, or later.
    let written = run.iter().find_map(|seen| match seen {
        Seen::Then(path, look, last) => Some((path, look, *last)),
        Seen::Now(..) => None,
    });
    let is_true = written
        .is_some_and(|(path, look, last)| stamp_at(&out.join(path), Some(last)) == Some(*look));
    for seen in run {
        let look = match *seen {
            Seen::Then(_, look, _) if is_true => look,
            Seen::Then(path, _, last) => stamp_at(&out.join(path), Some(last))?,
            Seen::Now(path, last) => stamp_at(&out.join(path), last)?,
        };
        look.update(&mut hasher);
    }
    Some(hasher.finalize())
}
