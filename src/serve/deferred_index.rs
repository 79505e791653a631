//! Makes what may come after the pages, on threads of its own, so that neither the pages nor the
//! next change wait for it.
//!
//! It comes in two goes: at once what stands in for it beside the files of an earlier build, and
//! all of it once the author rests.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use search_index::Written;

use crate::pipeline::{IndexState, SystemError};

use super::snapshot::{Files, Memory, Snapshot};
use super::state::Shared;
use super::{Event, Rest, builder, error_page};

/// How long nothing must change before all is made anew.
const QUIET: Duration = Duration::from_millis(1_500);

/// The files of all, and what they can be amended from.
type Made = Result<(Files, Option<Written>), SystemError>;

type Events = Arc<dyn Fn(Event) + Send + Sync>;

/// A site of which the rest is still to be made.
#[derive(Clone)]
pub(super) struct Task {
    pub(super) site: Arc<Snapshot>,
    pub(super) rest: Arc<dyn Rest>,
    pub(super) begun: Instant,
}

/// What the thread hears.
enum Message {
    Task(Task),
    /// All was made for a site.
    Whole(Box<(Task, Made)>),
}

/// Where tasks go.
pub(super) struct Tasks(Sender<Message>);

impl Tasks {
    pub(super) fn send(&self, task: Task) {
        // Where the thread has ended, so will the server.
        _ = self.0.send(Message::Task(task));
    }
}

/// Starts the threads. They end when nobody can hand them anything any more.
pub(super) fn start(shared: Arc<Shared>, events: Events) -> io::Result<Tasks> {
    let (sender, receiver) = mpsc::channel();
    let (whole_sender, whole_receiver) = mpsc::channel::<Task>();
    let answer = sender.clone();
    thread::Builder::new().name("whole".to_owned()).spawn(move || {
        while let Ok(task) = whole_receiver.recv() {
            let made = make(|sink| task.rest.whole(sink));
            if answer.send(Message::Whole(Box::new((task, made)))).is_err() {
                break;
            }
        }
    })?;
    let mut maker = Maker {
        shared,
        events,
        whole: whole_sender,
        is_making: false,
        base: None,
        waiting: None,
        is_shown: false,
    };
    thread::Builder::new().name("rest".to_owned()).spawn(move || maker.run(&receiver))?;
    Ok(Tasks(sender))
}

struct Maker {
    shared: Arc<Shared>,
    events: Events,
    /// To the thread that makes all.
    whole: Sender<Task>,
    is_making: bool,
    /// The last that was made whole.
    base: Option<(Files, Written)>,
    /// The last site, where not all of its rest was made.
    waiting: Option<Task>,
    /// Whether something stands in for that.
    is_shown: bool,
}

impl Maker {
    fn run(&mut self, messages: &Receiver<Message>) {
        loop {
            let rests = self.waiting.is_some() && self.is_shown && !self.is_making;
            let message = if rests {
                messages.recv_timeout(QUIET)
            } else {
                messages.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            match message {
                Ok(Message::Task(task)) => self.begin(task),
                Ok(Message::Whole(whole)) => self.end(whole.0, whole.1),
                Err(RecvTimeoutError::Timeout) => self.make_whole(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
    }

    fn begin(&mut self, task: Task) {
        self.waiting = Some(task);
        self.is_shown = self.state();
        if !self.is_shown {
            self.make_whole();
        }
    }

    /// Shows what stands in for the rest of the last site.
    fn state(&mut self) -> bool {
        let (Some(task), Some((files, written))) = (&self.waiting, &mut self.base) else {
            return false;
        };
        // What fails here is tried again as a whole, and then told.
        let made = make(|sink| task.rest.amend(written, sink));
        let Ok((mut amended, state @ (IndexState::Passing | IndexState::Whole))) = made else {
            return false;
        };
        let kept = files.iter().filter(|(path, _)| !amended.contains_key(*path));
        let kept: Vec<_> = kept.map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
        amended.extend(kept);
        self.shared.complete(&task.site, amended.clone());
        (self.events)(Event::Completed { duration: task.begun.elapsed() });
        if state == IndexState::Whole {
            *files = amended;
            self.waiting = None;
        }
        true
    }

    fn make_whole(&mut self) {
        if let Some(task) = self.waiting.as_ref().filter(|_| !self.is_making) {
            self.is_making = self.whole.send(task.clone()).is_ok();
        }
    }

    fn end(&mut self, task: Task, made: Made) {
        self.is_making = false;
        let is_last = self.waiting.as_ref().is_some_and(|last| Arc::ptr_eq(&last.site, &task.site));
        let (files, written) = match made {
            Ok(made) => made,
            Err(error) => {
                // Whoever waits for it must not wait for ever, even where there is nothing.
                if !(is_last && self.is_shown) {
                    self.shared.complete(&task.site, Files::new());
                }
                self.shared.fail(error_page::broken(&error));
                (self.events)(Event::Broken { error });
                if is_last {
                    self.waiting = None;
                } else {
                    self.make_whole();
                }
                return;
            }
        };
        if is_last {
            self.shared.complete(&task.site, files.clone());
            if !self.is_shown {
                (self.events)(Event::Completed { duration: task.begun.elapsed() });
            }
            self.waiting = None;
        }
        self.base = written.map(|written| (files, written));
        if self.waiting.is_some() && !self.is_shown {
            self.is_shown = self.state();
            if !self.is_shown {
                self.make_whole();
            }
        }
    }
}

/// Collects what some work puts. A fault of the program must not end the thread.
fn make<T>(
    work: impl FnOnce(&Memory) -> Result<T, SystemError>,
) -> Result<(Files, T), SystemError> {
    let failed = |reason| SystemError { doing: "building the site".to_owned(), reason };
    let memory = Memory::default();
    let made = catch_unwind(AssertUnwindSafe(|| work(&memory)))
        .map_err(|panic| failed(builder::panic_message(&*panic)))??;
    Ok((memory.into_files().map_err(failed)?, made))
}
