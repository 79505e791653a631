//! Watches for changes and starts builds, one at a time.
//!
//! One thread waits for changes and builds. Changes during a build are queued and cause one more
//! build. The parent folder is watched too, so that `content/` and `themes/` may be created and
//! removed.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::builder::Builder;
use crate::source::is_scratch;

/// The folders a site is built from.
const FOLDERS: [&str; 2] = ["content", "themes"];
/// Saving a file causes several changes; a pause of this length means that it is done. If it is
/// not, the rest causes one more build, which is quick.
const QUIET: Duration = Duration::from_millis(10);
/// Continuous changes delay a build for at most this long.
const PATIENCE: Duration = Duration::from_secs(1);

enum Message {
    Changed(notify::Result<notify::Event>),
    End,
}

/// The thread that builds.
pub(super) struct Watching {
    sender: Sender<Message>,
}

impl Watching {
    /// Lets the thread end, after a build that may be running.
    pub(super) fn end(self) {
        // If nobody receives this, the thread has already ended.
        _ = self.sender.send(Message::End);
    }
}

/// Starts watching, builds at once, and again after each change.
pub(super) fn start(root: &Path, builder: Builder) -> io::Result<Watching> {
    let (sender, receiver) = mpsc::channel();
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let changes = sender.clone();
    thread::Builder::new().name("build".to_owned()).spawn(move || {
        let mut folders = Folders::watch(root, changes, &builder);
        loop {
            builder.run();
            if !wait(&receiver, &mut folders, &builder) {
                break;
            }
        }
    })?;
    Ok(Watching { sender })
}

/// Waits until something has changed and a pause follows. `false` when watching ends.
fn wait(receiver: &Receiver<Message>, folders: &mut Folders, builder: &Builder) -> bool {
    let mut since: Option<Instant> = None;
    loop {
        let message = match since {
            None => receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(since) if since.elapsed() >= PATIENCE => return true,
            Some(_) => receiver.recv_timeout(QUIET),
        };
        match message {
            Ok(Message::Changed(Ok(event))) => {
                if folders.concerns(&event) {
                    folders.follow(&event, builder);
                    since.get_or_insert_with(Instant::now);
                }
            }
            // The system lost events, so anything may have changed.
            Ok(Message::Changed(Err(error))) => {
                if let notify::ErrorKind::MaxFilesWatch = error.kind {
                    let path = error.paths.first().cloned().unwrap_or_default();
                    builder.not_watching(path, error.to_string());
                }
                since.get_or_insert_with(Instant::now);
            }
            Err(RecvTimeoutError::Timeout) => return true,
            Ok(Message::End) | Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

/// The watched folders.
struct Folders {
    watcher: Option<RecommendedWatcher>,
    folders: Vec<Folder>,
}

struct Folder {
    path: PathBuf,
    /// The same folder with links resolved, because some systems report changes under that name.
    real: Option<PathBuf>,
    /// Whether it is watched, or a failure to watch it has been reported.
    tried: bool,
}

impl Folders {
    fn watch(root: PathBuf, changes: Sender<Message>, builder: &Builder) -> Folders {
        let handler = move |event: notify::Result<notify::Event>| {
            if !event.as_ref().is_ok_and(is_reading) {
                // If nobody receives this, the server is shutting down.
                _ = changes.send(Message::Changed(event));
            }
        };
        let folder = |name| Folder { path: root.join(name), real: None, tried: false };
        let mut folders = Folders { watcher: None, folders: FOLDERS.map(folder).into() };
        let watcher = notify::recommended_watcher(handler).and_then(|mut watcher| {
            watcher.watch(&root, RecursiveMode::NonRecursive)?;
            Ok(watcher)
        });
        match watcher {
            Ok(watcher) => folders.watcher = Some(watcher),
            Err(error) => builder.not_watching(root, error.to_string()),
        }
        folders.watch_new(builder);
        folders
    }

    fn watch_new(&mut self, builder: &Builder) {
        let Some(watcher) = &mut self.watcher else { return };
        for folder in self.folders.iter_mut().filter(|folder| !folder.tried) {
            if !folder.path.is_dir() {
                continue;
            }
            folder.tried = true;
            folder.real = folder.path.canonicalize().ok();
            if let Err(error) = watcher.watch(&folder.path, RecursiveMode::Recursive) {
                builder.not_watching(folder.path.clone(), error.to_string());
            }
        }
    }

    /// Whether a change may affect the site.
    fn concerns(&self, event: &notify::Event) -> bool {
        event.need_rescan()
            || event
                .paths
                .iter()
                .any(|path| self.folders.iter().any(|folder| folder.concerns(path)))
    }

    /// Watches new folders, and folders that have come back: the system stops watching a folder
    /// that is removed or renamed.
    fn follow(&mut self, event: &notify::Event, builder: &Builder) {
        for folder in &mut self.folders {
            if event.paths.contains(&folder.path) {
                if let Some(watcher) = self.watcher.as_mut().filter(|_| folder.tried) {
                    // It may be gone, and then there is nothing to stop.
                    _ = watcher.unwatch(&folder.path);
                }
                folder.tried = false;
            }
        }
        self.watch_new(builder);
    }
}

impl Folder {
    fn concerns(&self, path: &Path) -> bool {
        [Some(&self.path), self.real.as_ref()]
            .into_iter()
            .flatten()
            .filter_map(|folder| path.strip_prefix(folder).ok())
            .any(|inner| !inner.iter().any(|name| is_scratch(&name.to_string_lossy())))
    }
}

/// The build itself opens and reads files; counting that as a change would build for ever.
fn is_reading(event: &notify::Event) -> bool {
    matches!(event.kind, EventKind::Access(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_elsewhere_and_of_scratch_files_do_not_count() {
        let folder = Folder { path: "/site/content".into(), real: None, tried: false };
        let concerns = |path: &str| folder.concerns(Path::new(path));
        assert!(concerns("/site/content") && concerns("/site/content/practices/a.md"));
        assert!(!concerns("/site/public/index.html") && !concerns("/site"));
        assert!(!concerns("/site/content/practices/.a.md.swp") && !concerns("/site/content/a.md~"));
    }

    #[test]
    fn what_a_build_does_to_files_is_no_change() {
        use notify::event::{AccessKind, AccessMode, DataChange, ModifyKind};
        let opened = EventKind::Access(AccessKind::Open(AccessMode::Read));
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        assert!(is_reading(&notify::Event::new(opened)));
        assert!(!is_reading(&notify::Event::new(written)));
    }
}
