//! Somebody at a terminal: a program whose input and messages are a pseudo-terminal.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use rustix::fs::{Mode, OFlags, open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

/// How long a program may say nothing before the test fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// Keys as a terminal sends them.
pub(crate) const ENTER: &str = "\r";
pub(crate) const DOWN: &str = "\u{1b}[B";
pub(crate) const INTERRUPT: &str = "\u{3}";

/// A person and the program that asks.
pub(crate) struct Person {
    child: Child,
    keys: File,
    screen: Receiver<String>,
    /// What was shown and has not been read yet.
    shown: String,
    /// All that was shown.
    all: String,
}

impl Person {
    /// Starts the program at a terminal.
    pub(crate) fn at(mut command: Command) -> Person {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY;
        let ours = openpt(flags).unwrap();
        grantpt(&ours).unwrap();
        unlockpt(&ours).unwrap();
        let name = ptsname(&ours, Vec::new()).unwrap();
        let theirs = open(name.as_c_str(), OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
        // A key that is pressed a moment before the program reads means the same as one after it.
        let mut modes = tcgetattr(&theirs).unwrap();
        modes.make_raw();
        tcsetattr(&theirs, OptionalActions::Now, &modes).unwrap();
        let end = || Stdio::from(theirs.try_clone().unwrap());
        command.stdin(end()).stdout(end()).stderr(end()).env("TERM", "xterm");
        let child = command.spawn().unwrap();
        // The program's ends are closed here, so that the terminal hangs up when the program ends.
        drop((command, theirs));
        let keys = File::from(ours);
        let mut output = keys.try_clone().unwrap();
        let (send, screen) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                _ = send.send(String::from_utf8_lossy(&bytes[..count]).into_owned());
            }
        });
        Person { child, keys, screen, shown: String::new(), all: String::new() }
    }

    /// Reads on until `text` is shown.
    pub(crate) fn sees(&mut self, text: &str) -> &mut Person {
        while !self.shown.contains(text) {
            match self.screen.recv_timeout(PATIENCE) {
                Ok(more) => {
                    self.shown.push_str(&more);
                    self.all.push_str(&more);
                }
                Err(_) => {
                    _ = self.child.kill();
                    panic!("“{text}” is not shown:\n{}", self.all);
                }
            }
        }
        let end = self.shown.find(text).unwrap() + text.len();
        self.shown.drain(..end);
        self
    }

    /// Presses keys.
    pub(crate) fn types(&mut self, keys: &str) -> &mut Person {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self
    }

    /// Waits for the end of the program; how it ended, and all that was shown.
    pub(crate) fn stays(mut self) -> (ExitStatus, String) {
        loop {
            match self.screen.recv_timeout(PATIENCE) {
                Ok(more) => self.all.push_str(&more),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    _ = self.child.kill();
                    panic!("the program does not end:\n{}", self.all);
                }
            }
        }
        (self.child.wait().unwrap(), self.all)
    }
}
