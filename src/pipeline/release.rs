//! What the next release would make public. The site is built as usual, into nothing, so that the
//! checks and the last gate see what a build would publish.

use std::path::{Path, PathBuf};

use super::build::{Built, build};
use super::inputs::read;
use super::options::Options;
use super::report::{Report, SystemError};
use crate::check::is_about_confidentiality;
use crate::diagnostic::Diagnostic;
use crate::history::{Fault, checkout, last_tag};
use crate::model::{Choice as _, Extra};
use crate::output::Nowhere;
use crate::release::{HiddenNotes, Release, Snapshot, compare, hidden_notes};
use crate::site::link;
use crate::withheld::Confidential;

/// What the next release is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Since {
    /// The latest tag of the repository; with nothing, if it has none.
    LastTag,
    /// A commit, a tag or a branch.
    Reference(String),
    /// A built site.
    Folder(PathBuf),
}

/// What the next release would make public.
#[derive(Debug)]
pub struct NextRelease {
    /// What was found.
    pub report: Report,
    /// How it differs from the last one.
    pub release: Release,
    /// What it was compared with, as part of a sentence; `None` if there was nothing to compare
    /// with.
    pub since: Option<String>,
}

impl NextRelease {
    /// Findings about texts by which somebody might be identified.
    pub fn confidential(&self) -> impl Iterator<Item = &Diagnostic> {
        let gate = |code: &str| code == "withheld-output" || code == "withheld-file";
        let found = self.report.diagnostics.iter();
        found.filter(move |found| is_about_confidentiality(&found.code) || gate(&found.code))
    }
}

/// Compares the next release with the last one.
///
/// # Errors
/// When the content or what it is compared with cannot be read.
pub fn release(options: &Options, since: Since) -> Result<NextRelease, SystemError> {
    // Extras are made from the same records, and take long.
    let left_out = Extra::ALL.iter().map(|(extra, _)| *extra).collect();
    let options = Options { left_out, ..options.clone() };
    let Built { report, site, .. } = build(&options, read(&options, None)?, None, &Nowhere)?;
    let unread = |error: std::io::Error| SystemError {
        doing: "reading attached files".to_owned(),
        reason: error.to_string(),
    };
    let now = Snapshot::of(&site).map_err(unread)?;
    let content = super::content::content(&options.root)?;
    let (hidden_now, names) =
        (hidden_notes(&content), Confidential::new(&content, &options.withhold));
    let (since, before, hidden_before) = past(&options, since)?;
    let mut release = compare((&before, &hidden_before), (&now, &hidden_now));
    // The summary may be read by others, too.
    release.texts_mut().for_each(|text| names.black_out(text));
    Ok(NextRelease { report, release, since })
}

type PastSite = (Option<String>, Snapshot, HiddenNotes);

fn past(options: &Options, since: Since) -> Result<PastSite, SystemError> {
    let reference = match since {
        Since::Folder(folder) => {
            let snapshot = Snapshot::of_folder(&folder).map_err(|error| SystemError {
                doing: format!("reading the site in {}", folder.display()),
                reason: error.to_string(),
            })?;
            let told = format!("the site in {}", folder.display());
            return Ok((Some(told), snapshot, HiddenNotes::new()));
        }
        Since::Reference(reference) => reference,
        Since::LastTag => match last_tag(&options.root).map_err(|fault| refused(&fault))? {
            Some(tag) => tag,
            None => return Ok((None, Snapshot::default(), HiddenNotes::new())),
        },
    };
    let folder = tempfile::tempdir().map_err(|error| SystemError {
        doing: "making a temporary folder".to_owned(),
        reason: error.to_string(),
    })?;
    checkout(&options.root, &reference, folder.path()).map_err(|fault| refused(&fault))?;
    let (snapshot, hidden) = linked(options, folder.path())?;
    Ok((Some(format!("`{reference}`")), snapshot, hidden))
}

/// What the content below a folder made public, whatever was wrong with it.
fn linked(options: &Options, root: &Path) -> Result<(Snapshot, HiddenNotes), SystemError> {
    if !root.join("content").is_dir() {
        return Ok((Snapshot::default(), HiddenNotes::new()));
    }
    let content = super::content::content(root)?;
    let hidden = hidden_notes(&content);
    let (site, _) = link(content, options.link, None);
    let snapshot = Snapshot::of(&site).map_err(|error| SystemError {
        doing: "reading attached files of the last release".to_owned(),
        reason: error.to_string(),
    })?;
    Ok((snapshot, hidden))
}

fn refused(fault: &Fault) -> SystemError {
    let reason = match fault {
        Fault::Missing => "there is no program `git`".to_owned(),
        Fault::Refused(said) => said.clone(),
        Fault::Slow => "Git took longer than five minutes".to_owned(),
        Fault::Large => "Git said more than can be read".to_owned(),
    };
    SystemError { doing: "reading the last release from Git".to_owned(), reason }
}
