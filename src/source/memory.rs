//! What became of the files of the build before, so that only what has changed is read and parsed
//! again.
//!
//! A file whose size, times and place on the disk are as they were is taken for unchanged, but
//! only when it had not been written shortly before it was read: times are coarse, and a second
//! change within the same tick would not show.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use blake3::Hash;
use rayon::prelude::*;

use super::load::{limits, read};
use super::parse::{Content, Parsed, gather, parse_file};
use super::walk::{Found, Listed};
use crate::diagnostic::Diagnostic;
use crate::model::Limits;

/// The coarsest times that file systems have.
const TICK: Duration = Duration::from_secs(2);

/// The files of the build before.
#[derive(Debug, Default)]
pub struct Memory {
    files: HashMap<String, Known>,
    limits: Limits,
}

#[derive(Debug, Clone)]
struct Known {
    stamp: Option<Stamp>,
    digest: Hash,
    parsed: Arc<Parsed>,
}

/// How a file lies on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    size: u64,
    modified: SystemTime,
    #[cfg(unix)]
    changed: (i64, i64, u64),
}

impl Stamp {
    /// How a file lies now. None where that cannot be told, or where it was written so shortly ago
    /// that a later change might leave the same stamp.
    #[must_use]
    pub fn of(path: &Path) -> Option<Stamp> {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt;
        let found = fs::metadata(path).ok()?;
        let stamp = Stamp {
            size: found.len(),
            modified: found.modified().ok()?,
            #[cfg(unix)]
            changed: (found.ctime(), found.ctime_nsec(), found.ino()),
        };
        #[expect(clippy::disallowed_methods, reason = "decides what is read, not what is written")]
        let age = SystemTime::now().duration_since(stamp.modified).ok()?;
        (age > TICK).then_some(stamp)
    }
}

impl Memory {
    /// Reads and parses what has changed, and forgets what is gone.
    pub fn parse(&mut self, found: Found) -> (Content, Vec<Diagnostic>) {
        let Found { files, assets, diagnostics } = found;
        let limits = limits(&files);
        if limits != self.limits {
            self.files.clear();
            self.limits = limits;
        }
        let known = &self.files;
        let files: Vec<(String, Known)> = files
            .into_par_iter()
            .map(|listed| {
                let path = listed.path.clone();
                let now = renewed(known.get(&path), listed, &limits);
                (path, now)
            })
            .collect();
        let parsed = files.iter().map(|(_, known)| Parsed::clone(&known.parsed)).collect();
        self.files = files.into_iter().collect();
        gather(parsed, assets, diagnostics)
    }
}

fn renewed(known: Option<&Known>, listed: Listed, limits: &Limits) -> Known {
    // Before it is read: what changes after that has a later time.
    let stamp = Stamp::of(&listed.from);
    if let Some(known) = known
        && stamp.is_some()
        && known.stamp == stamp
    {
        return known.clone();
    }
    let loaded = read(listed, limits);
    let digest = loaded.digest;
    let stamp = stamp.filter(|_| loaded.bytes.is_ok());
    match known {
        Some(known) if known.digest == digest && loaded.bytes.is_ok() => {
            Known { stamp, ..known.clone() }
        }
        _ => Known { stamp, digest, parsed: Arc::new(parse_file(loaded)) },
    }
}
