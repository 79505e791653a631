//! Files that a command writes into a folder which the user names: all of them, or none.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex};

use crosstown::output::{Artifact, Sink};
use crosstown::pipeline::{Options, Report, SystemError};
use crosstown::publish::Cache;
use tempfile::NamedTempFile;

use super::exit;
use super::report::{findings, system};
use super::terminal::Terminal;

/// Keeps files until all of them are known to be good.
#[derive(Default)]
pub(super) struct Files(Mutex<Vec<Artifact>>);

impl Sink for Files {
    fn put(&self, file: Artifact) -> io::Result<()> {
        self.0.lock().map_err(|_| io::Error::other("a thread failed"))?.push(file);
        Ok(())
    }
}

/// Makes files, with those kept from earlier runs at hand, and prints the findings.
///
/// # Errors
/// The exit status, if the content has errors or the system fails, after saying so.
pub(super) fn make(
    options: Result<Options, SystemError>,
    terminal: &Terminal,
    run: impl FnOnce(&Options, &Files) -> Result<Report, SystemError>,
) -> Result<(Report, Vec<Artifact>), u8> {
    let files = Files::default();
    let store = Cache::of_user().map(|cache| Arc::new(cache.store()));
    let options = options.map(|options| Options { store: store.clone(), ..options });
    let report = options.and_then(|options| run(&options, &files));
    let report = report.map_err(|error| system(&error, terminal))?;
    findings(&report.diagnostics, terminal);
    if report.failed() {
        terminal.err("nothing was written\n");
        return Err(exit::CONTENT);
    }
    // A store that cannot be tidied is tidied by a later build.
    _ = store.map(|store| store.tidy());
    Ok((report, files.0.into_inner().unwrap_or_default()))
}

/// Writes files into a folder, each whole or not at all. A name that is a link is replaced, not
/// followed.
///
/// # Errors
/// When the system cannot write them.
pub(super) fn write(folder: &Path, files: &[Artifact]) -> Result<(), SystemError> {
    let put = |file: &Artifact| put(&folder.join(&file.path), &file.bytes);
    let written = fs::create_dir_all(folder).and_then(|()| files.iter().try_for_each(put));
    written.map_err(|error| unwritten(folder, &error))
}

/// Replaces files below a folder, each as [`write()`] does: path with forward slashes, and text.
///
/// # Errors
/// When the system cannot write them.
pub(super) fn replace<'f>(
    root: &Path,
    mut files: impl Iterator<Item = (&'f str, &'f str)>,
) -> Result<(), SystemError> {
    files.try_for_each(|(path, text)| {
        put(&root.join(path), text.as_bytes()).map_err(|error| unwritten(Path::new(path), &error))
    })
}

/// Writes a file whole or not at all.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut whole = NamedTempFile::new_in(path.parent().unwrap_or(path))?;
    whole.write_all(bytes)?;
    readable(whole.as_file())?;
    whole.persist(path)?;
    Ok(())
}

fn unwritten(path: &Path, error: &io::Error) -> SystemError {
    SystemError { doing: format!("writing {}", path.display()), reason: error.to_string() }
}

/// Why new files are not written.
pub(super) enum CreateError {
    /// A file with this path exists; none was written.
    Exists(String),
    /// The system failed.
    System(SystemError),
}

/// Writes new files below a folder: path with forward slashes, and text. If one of them exists, none
/// is written.
pub(super) fn create<'f>(
    root: &Path,
    files: impl Iterator<Item = (&'f str, &'f str)> + Clone,
) -> Result<(), CreateError> {
    if let Some((path, _)) =
        files.clone().find(|(path, _)| root.join(path).symlink_metadata().is_ok())
    {
        return Err(CreateError::Exists(path.to_owned()));
    }
    for (path, text) in files {
        let failed = |error: io::Error| CreateError::System(unwritten(Path::new(path), &error));
        let whole = root.join(path);
        whole.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
        let file = OpenOptions::new().write(true).create_new(true).open(whole);
        file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(failed)?;
    }
    Ok(())
}

/// Gives a file the permissions of a file that is not temporary.
#[cfg(unix)]
fn readable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &fs::File) -> io::Result<()> {
    Ok(())
}
