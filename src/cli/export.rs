//! `crosstown export`.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex};

use crosstown::output::{Artifact, Sink};
use crosstown::pipeline::{self, Options, SystemError};
use crosstown::publish::Cache;
use tempfile::NamedTempFile;

use super::args::ExportArgs;
use super::report::{findings, plural, records, system};
use super::terminal::{Terminal, shown};
use super::{exit, start};

/// Keeps files until all of them are known to be good.
#[derive(Default)]
struct Files(Mutex<Vec<Artifact>>);

impl Sink for Files {
    fn put(&self, file: Artifact) -> io::Result<()> {
        self.0.lock().map_err(|_| io::Error::other("a thread failed"))?.push(file);
        Ok(())
    }
}

/// Writes the files of a format into a folder. Content with errors writes nothing.
pub(super) fn run(args: &ExportArgs, terminal: &Terminal) -> u8 {
    if let Some(status) = start::refused(&args.content.root, terminal) {
        return status;
    }
    args.content.set_threads();
    let files = Files::default();
    let options = args.content.options(args.base_url.clone(), None);
    let store = Cache::of_user().map(|cache| Arc::new(cache.store()));
    let options = options.map(|options| Options { store: store.clone(), ..options });
    let report = options.and_then(|options| match args.format.of_records() {
        Some(format) => pipeline::export(&options, format, &files),
        None => pipeline::archive(&options, &files),
    });
    let report = match report {
        Ok(report) => report,
        Err(error) => return system(&error, terminal),
    };
    findings(&report.diagnostics, terminal);
    if report.failed() {
        terminal.err("nothing was written\n");
        return exit::CONTENT;
    }
    // A store that cannot be tidied is tidied by a later build.
    _ = store.map(|store| store.tidy());
    let files = files.0.into_inner().unwrap_or_default();
    if let Err(error) = written(&args.out, &files) {
        let doing = format!("writing to {}", args.out.display());
        return system(&SystemError { doing, reason: error.to_string() }, terminal);
    }
    let (what, folder) = (plural(files.len(), "file"), shown(&args.out));
    terminal.out(&format!("Exported {} to {folder}: {what}.\n", records(&report)));
    exit::DONE
}

/// Writes files whole or not at all. A name that is a link is replaced, not followed.
fn written(folder: &Path, files: &[Artifact]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for file in files {
        let mut whole = NamedTempFile::new_in(folder)?;
        whole.write_all(&file.bytes)?;
        readable(whole.as_file())?;
        whole.persist(folder.join(&file.path))?;
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
