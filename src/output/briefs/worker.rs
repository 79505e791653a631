//! A running program that sets one brief after the other.

use std::io::{self, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use super::answer::receive;
use super::fault::Fault;
use super::program::BriefProgram;

/// How long a brief may take. It usually takes about ten milliseconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running program, which ends when this is dropped.
pub(super) struct Worker {
    child: Child,
    questions: SyncSender<(String, String)>,
    answers: Receiver<Result<Vec<u8>, Fault>>,
    patience: Duration,
}

impl Worker {
    /// Starts the program.
    ///
    /// # Errors
    /// When the system cannot start it.
    pub(super) fn start(program: &BriefProgram) -> Result<Worker, Fault> {
        let command = &mut Command::new(program.path());
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| {
                Fault::of_program(&format!("its program cannot be started: {error}"))
            })?;
        let (questions, asked) = sync_channel(1);
        let (answered, answers) = sync_channel(1);
        if let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) {
            // A thread of its own, because the program may stop reading or writing at any point.
            thread::spawn(move || talk(to, BufReader::new(from), &asked, &answered));
        }
        Ok(Worker { child, questions, answers, patience: PATIENCE })
    }

    /// Has the program typeset a brief, given as a line of JSON, and returns the answer.
    ///
    /// # Errors
    /// When the brief cannot be set. Unless the brief is at fault, the worker cannot be used again.
    pub(super) fn ask(&mut self, id: &str, json: &str) -> Result<Vec<u8>, Fault> {
        // If the thread has ended, receiving the answer fails too.
        _ = self.questions.send((id.to_owned(), json.to_owned()));
        self.answers.recv_timeout(self.patience).unwrap_or_else(|error| {
            Err(match error {
                RecvTimeoutError::Timeout => {
                    let seconds = self.patience.as_secs();
                    Fault::of_program(&format!("its program took more than {seconds} seconds"))
                }
                RecvTimeoutError::Disconnected => Fault::of_program("its program broke off"),
            })
        })
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended already. Without a wait, the system would keep an entry for it.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// Passes questions to the program and answers back, until the sender of questions is dropped.
fn talk(
    mut to: ChildStdin,
    mut from: BufReader<ChildStdout>,
    asked: &Receiver<(String, String)>,
    answered: &SyncSender<Result<Vec<u8>, Fault>>,
) {
    while let Ok((id, json)) = asked.recv() {
        let written = to.write_all(json.as_bytes()).and_then(|()| to.write_all(b"\n"));
        let answer = match written.and_then(|()| to.flush()) {
            Ok(()) => receive(&id, &mut from),
            // It has ended, perhaps with an answer.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => receive(&id, &mut from),
            Err(error) => Err(Fault::of_program(&format!("its program broke off: {error}"))),
        };
        if answered.send(answer).is_err() {
            return;
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::Path;

    use super::*;

    /// A stand-in for the program: a shell script.
    fn program(folder: &Path, script: &str) -> BriefProgram {
        let path = folder.join(BriefProgram::NAME);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        BriefProgram::within(folder).unwrap()
    }

    fn asked(script: &str, json: &str) -> Result<Vec<u8>, Fault> {
        let folder = tempfile::tempdir().unwrap();
        let mut worker = Worker::start(&program(folder.path(), script))?;
        worker.patience = Duration::from_secs(2);
        worker.ask("x", json)
    }

    #[test]
    fn one_worker_answers_one_question_after_the_other() {
        let folder = tempfile::tempdir().unwrap();
        let script = "while read -r line; do printf '{\"id\": \"x\", \"bytes\": 14}\\n%%PDF-1.7 %%%%EOF'; done";
        let mut worker = Worker::start(&program(folder.path(), script)).unwrap();
        for _ in 0..3 {
            let answer = worker.ask("x", "{}").unwrap();
            assert!(answer.ends_with(b"%PDF-1.7 %%EOF"), "{answer:?}");
        }
    }

    #[test]
    fn a_program_that_dies_hangs_or_is_none_is_a_fault() {
        let long = "x".repeat(1 << 20);
        for (script, json) in [
            ("exit 1", "{}"),
            ("exit 1", long.as_str()),
            ("kill -9 $$", "{}"),
            ("sleep 600", "{}"),
            ("sleep 600", long.as_str()),
            ("read -r line; echo hello", "{}"),
            ("exec /nowhere", "{}"),
        ] {
            let fault = asked(script, json).unwrap_err();
            assert!(fault.is_of_program, "{script}: {fault:?}");
        }
        let folder = tempfile::tempdir().unwrap();
        let none = program(folder.path(), "exit 0");
        fs::write(none.path(), "neither a program nor a script\n\0").unwrap();
        fs::set_permissions(none.path(), fs::Permissions::from_mode(0o644)).unwrap();
        assert!(Worker::start(&none).is_err());
    }
}
