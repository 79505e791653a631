//! What the last build has left: from what it made the site, and how the files lay when it had
//! finished. Where both still hold, there is nothing to build.
//!
//! It is kept in the user's cache (`cache.rs`) and not in the published manifest: it holds times,
//! which differ from build to build, and a mark of the content, of which not all is published.
//!
//! A file that someone changes is told by its size, its times and its place on the disk. Times
//! are coarse, so a change in the same tick as the build's own writing would not show; therefore
//! a build waits for the next tick before its files can be reached, and what is younger than that
//! is not taken for its own.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Seek, Write};
use std::path::Path;
use std::thread;
use std::time::{Duration, SystemTime};

use blake3::Hash;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::cache::Cache;
use super::file_stamp::{Fate, FileStamp, stamp_at};

/// Rises when the meaning of a field changes; another one is passed over.
const FORMAT: u32 = 2;

/// Files that one task looks at.
const RUN: usize = 256;

/// What a site is made from, and what the caller wants to know of it while that is unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildMark {
    /// A digest of everything that went in.
    pub from: String,
    /// Numbers for the caller, and no text of the content.
    pub counts: Vec<usize>,
}

/// What is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct BuildStamp {
    format: u32,
    /// The mark of everything that went in, sealed.
    from: String,
    pub(super) counts: Vec<usize>,
    /// A mark of the manifest and of all files as they lay.
    files: String,
    /// How many bytes they hold.
    pub(super) bytes: u64,
}

/// Reads what is kept for the output folder `out`; anything else than that counts as nothing.
pub(super) fn read(cache: &Cache, out: &Path) -> Option<BuildStamp> {
    serde_json::from_slice(&cache.read(out)?).ok().filter(|left: &BuildStamp| left.format == FORMAT)
}

/// The time of the file system in which `clock` lies.
fn time(clock: &mut File) -> io::Result<SystemTime> {
    clock.set_len(0)?;
    clock.rewind()?;
    clock.write_all(b"\n")?;
    clock.metadata()?.modified()
}

/// Waits until the file system's time is later than now, so that whatever is written from here on
/// can be told from what is there. Gives the time that has passed; none where it does not pass.
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
    /// One that was looked at when it was written, at a time no later than this.
    Then(&'a str, FileStamp, SystemTime),
    /// One that is looked at now, and the last time at which a build can have changed it.
    Now(&'a str, Option<SystemTime>),
}

impl BuildStamp {
    /// How the files of a build lie in `out`. None where one was changed by someone else: a
    /// written one after the time `written`, one that was kept at the time `begun` or later.
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

    /// Whether the mark of what went in stands for `from`.
    pub(super) fn is_from(&self, cache: &Cache, from: &str) -> bool {
        self.from == cache.sealed(from.as_bytes()).to_hex().as_str()
    }

    /// Whether the `files` of the manifest lie in `out` as they did.
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

    /// Keeps it.
    pub(super) fn keep(&self, cache: &Cache, out: &Path) -> io::Result<()> {
        cache.keep(out, &serde_json::to_vec(self)?)
    }
}

/// One mark of how files lie. None where one is missing, is no file, or is too young.
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
    // Some file systems have their say about times when a file is closed, or later.
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
        for number in look {
            hasher.update(&number.to_le_bytes());
        }
    }
    Some(hasher.finalize())
}
