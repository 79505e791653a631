//! Everything that a site is made from, read once, and its digest: two builds with the same digest
//! give the same bytes.

use std::io;

use blake3::Hasher;

use super::history;
use super::memory::Memory;
use super::options::Options;
use super::report::{Report, SystemError};
use crate::history::Log;
use crate::model::Extra;
use crate::source::{self, Loaded, ParseCache};
use crate::spill::SpillFile;
use crate::theme;

/// A digest of the program's own sources, see `build.rs`.
const PROGRAM: &str = env!("CROSSTOWN_SOURCES");

/// The inputs of a site.
#[derive(Debug)]
pub struct Inputs {
    pub(super) loaded: Loaded,
    pub(super) report: Report,
    /// The Git log of the content, if pages show its history.
    pub(super) log: Option<Log>,
    /// The digest of all inputs. `None` if something cannot be read, which the build will report;
    /// if there is a list of withheld names, of which nothing must be stored; or if there is a
    /// memory, which tracks changes in finer detail.
    pub mark: Option<String>,
}

impl Inputs {
    /// Moves texts to disk once parsed, however small the site is.
    ///
    /// # Errors
    /// When a temporary file cannot be created.
    pub fn spill_texts(&mut self) -> io::Result<()> {
        self.loaded.spill = Some(SpillFile::new()?);
        Ok(())
    }
}

/// Reads the content and computes a digest of it together with the themes, the options and the
/// program. With a memory, only changed files are read.
///
/// # Errors
/// When the folder of the content cannot be read.
pub fn read(options: &Options, memory: Option<&Memory>) -> Result<Inputs, SystemError> {
    let mut report = Report::default();
    let loaded = load(options, memory.map(Memory::parsed), &mut report)?;
    let log = history::log(options, &loaded, memory, &mut report);
    let mark = match memory {
        Some(_) => None,
        None => report.timed("mark", || mark(options, &loaded, log.as_ref())),
    };
    Ok(Inputs { loaded, report, log, mark })
}

/// Reads the content.
pub(super) fn load(
    options: &Options,
    cache: Option<&ParseCache>,
    report: &mut Report,
) -> Result<Loaded, SystemError> {
    let found = report.timed("walk", || source::walk(&options.root)).map_err(|error| {
        SystemError { doing: format!("reading {}", error.path.display()), reason: error.reason }
    })?;
    let loaded = report.timed("read", || source::load(found, cache));
    report.without_briefs = loaded.makes(Extra::Briefs)
        && options.briefs.is_none()
        && !options.left_out.contains(&Extra::Briefs);
    Ok(loaded)
}

fn mark(options: &Options, loaded: &Loaded, log: Option<&Log>) -> Option<String> {
    // `store` does not change the output. `today` is for reviews only.
    let Options {
        root,
        base_url,
        theme,
        left_out,
        store: _,
        precompress,
        briefs,
        link,
        today: _,
        withhold,
    } = options;
    // A few names could be guessed from their digest. Without a digest, the site is built in full
    // and passes the gate.
    if !withhold.is_empty() {
        return None;
    }
    let mut hasher = Hasher::new();
    // The debug format distinguishes options that are set from those that are not.
    let briefs = briefs.as_ref().map(|briefs| briefs.program.to_string());
    let given =
        format!("{PROGRAM} {base_url:?} {theme:?} {left_out:?} {precompress} {briefs:?} {link:?}");
    hasher.update(blake3::hash(given.as_bytes()).as_bytes());
    hasher.update(loaded.digest()?.as_bytes());
    if let Some(log) = log {
        hasher.update(log.digest().as_bytes());
    }
    for (path, bytes) in theme::files_of_site(root).ok()? {
        hasher.update(blake3::hash(path.as_bytes()).as_bytes());
        hasher.update(blake3::hash(&bytes).as_bytes());
    }
    Some(hasher.finalize().to_hex().to_string())
}
