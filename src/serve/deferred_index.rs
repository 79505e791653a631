//! Writes the search index after the pages, on a separate thread, so that neither the pages nor the
//! next build wait for it.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::pipeline::SystemError;

use super::build::WriteIndex;
use super::error::catch_panic;
use super::error_page;
use super::event::Event;
use super::snapshot::{Files, MemorySink, Snapshot};
use super::state::Shared;

/// How long the author must pause before the index is written again.
const QUIET: Duration = Duration::from_secs(1);

/// A site whose pages are shown and whose index is not written yet.
pub(super) struct Task {
    pub(super) site: Arc<Snapshot>,
    pub(super) write: WriteIndex,
    /// When the pages were shown.
    pub(super) shown: Instant,
}

/// Starts the thread, which ends once the sender is dropped.
pub(super) fn start(
    shared: Arc<Shared>,
    events: Arc<dyn Fn(Event) + Send + Sync>,
) -> io::Result<Sender<Task>> {
    let (sender, tasks) = mpsc::channel();
    thread::Builder::new().name("search-index".to_owned()).spawn(move || {
        // Nobody has edited anything before the first site is shown.
        let mut quiet = Duration::ZERO;
        while let Some(task) = next(&tasks, quiet) {
            run(task, &shared, &*events);
            quiet = QUIET;
        }
    })?;
    Ok(sender)
}

/// The last task received before a pause.
fn next<T>(tasks: &Receiver<T>, quiet: Duration) -> Option<T> {
    let mut last = tasks.recv().ok()?;
    while let Ok(newer) = tasks.recv_timeout(quiet) {
        last = newer;
    }
    Some(last)
}

fn run(task: Task, shared: &Shared, events: &dyn Fn(Event)) {
    let Task { site, write, shown } = task;
    match files(write) {
        // An index for pages that are no longer shown is useless.
        Ok(files) => {
            if shared.add_index(&site, files) {
                events(Event::Indexed { duration: shown.elapsed() });
            }
        }
        Err(error) => {
            // Requests for the index must not wait for ever.
            shared.add_index(&site, Files::new());
            shared.fail(error_page::broken(&error));
            events(Event::Broken { error });
        }
    }
}

/// The files of the index. A panic must not end the thread.
fn files(write: WriteIndex) -> Result<Files, SystemError> {
    let doing = "writing the search index";
    let memory = MemorySink::default();
    catch_panic(doing, || write(&memory))?;
    memory.into_files().map_err(|reason| SystemError { doing: doing.to_owned(), reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_edits_in_quick_succession_the_last_counts() {
        let (sender, tasks) = mpsc::channel();
        (1..=3).for_each(|edit| sender.send(edit).unwrap());
        assert_eq!(next(&tasks, Duration::from_millis(1)), Some(3));
        drop(sender);
        assert_eq!(next(&tasks, Duration::from_millis(1)), None);
    }
}
