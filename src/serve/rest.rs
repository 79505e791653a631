//! Makes what may come after the pages, on a thread of its own, so that neither the pages nor the
//! next change wait for it.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Instant;

use crate::pipeline::SystemError;

use super::snapshot::{Memory, Snapshot};
use super::state::Shared;
use super::{Event, Rest, builder, error_page};

/// What is still to be made of a site.
pub(super) type Task = (Arc<Snapshot>, Rest);

/// Starts the thread. It ends when nobody can hand it anything any more.
pub(super) fn start(
    shared: Arc<Shared>,
    events: Arc<dyn Fn(Event) + Send + Sync>,
) -> io::Result<Sender<Task>> {
    let (sender, receiver) = mpsc::channel::<Task>();
    thread::Builder::new().name("rest".to_owned()).spawn(move || {
        while let Ok(mut task) = receiver.recv() {
            // Of several only the last is of a site that is still shown.
            while let Ok(later) = receiver.try_recv() {
                task = later;
            }
            let (site, rest) = task;
            let begun = Instant::now();
            match make(rest, &shared, &site) {
                Ok(()) => events(Event::Completed { duration: begun.elapsed() }),
                Err(error) => {
                    shared.fail(error_page::broken(&error));
                    events(Event::Broken { error });
                }
            }
        }
    })?;
    Ok(sender)
}

fn make(rest: Rest, shared: &Shared, site: &Arc<Snapshot>) -> Result<(), SystemError> {
    let failed = |reason| SystemError { doing: "building the site".to_owned(), reason };
    let memory = Memory::default();
    let made = catch_unwind(AssertUnwindSafe(|| rest(&memory)))
        .map_err(|panic| failed(builder::panic_message(&*panic)));
    let files = made.and_then(|made| made).and_then(|()| memory.into_files().map_err(failed));
    // Whoever waits for it must not wait for ever, even where there is nothing.
    let (files, made) = match files {
        Ok(files) => (files, Ok(())),
        Err(error) => (Default::default(), Err(error)),
    };
    shared.complete(site, files);
    made
}
