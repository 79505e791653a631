//! The circumstances of a measurement: machine, versions, date; and waiting for its disk.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::measure::once;
use super::units::{gib, megabytes};

/// The circumstances of a report.
pub(super) struct Machine {
    pub(super) date: String,
    pub(super) processors: usize,
    /// In bytes; unknown where the system has no `/proc`.
    pub(super) memory: Option<u64>,
    pub(super) versions: Vec<String>,
}

impl Machine {
    /// What the machine has, in words.
    pub(super) fn words(&self) -> String {
        let memory = self.memory.map_or_else(
            || "unknown memory".to_owned(),
            |bytes| format!("{:.0} GiB of memory", gib(bytes)),
        );
        format!("a machine with {} processors and {memory}", self.processors)
    }
}

/// Collects the circumstances, with the versions of the `peers`.
pub(super) fn describe(
    program: &Path,
    date: Option<String>,
    peers: Vec<String>,
) -> Result<Machine, String> {
    let date = match date {
        Some(date) => date,
        None => line(Command::new("date").arg("+%Y-%m-%d"))?,
    };
    let processors = std::thread::available_parallelism().map_err(|error| error.to_string())?;
    let mut versions = vec![line(Command::new(program).arg("--version"))?];
    versions.push(first_words(&line(Command::new("rustc").arg("--version"))?));
    versions.extend(line(Command::new("node").arg("--version")).map(|said| format!("node {said}")));
    versions.extend(peers);
    Ok(Machine { date, processors: processors.get(), memory: memory(), versions })
}

fn line(command: &mut Command) -> Result<String, String> {
    once(command).map(|cost| cost.printed.trim().to_owned())
}

fn first_words(text: &str) -> String {
    text.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
}

fn memory() -> Option<u64> {
    meminfo("MemTotal:")
}

/// Checks that a program needing `bytes` of memory leaves enough for the rest of the machine.
pub(super) fn fits(bytes: u64) -> Result<(), String> {
    match meminfo("MemAvailable:") {
        Some(free) if bytes > free / 5 * 4 => {
            Err(format!("it would take about {:.0} GB of memory", megabytes(bytes) / 1e3))
        }
        _ => Ok(()),
    }
}

/// Waits until the disk has written what earlier programs left, so that the next program does not
/// wait for it. On systems without the command `sync`, it does nothing.
pub(super) fn settle() {
    _ = Command::new("sync").status();
}

/// Whether a folder is on a file system in memory. False where the system has no `/proc`.
pub(super) fn is_in_memory(folder: &Path) -> bool {
    let mounts = std::fs::read_to_string("/proc/mounts").unwrap_or_default();
    folder.canonicalize().is_ok_and(|folder| type_of_file_system(&mounts, &folder) == Some("tmpfs"))
}

/// The type of the file system that a folder is on: that of the longest mount point above it.
fn type_of_file_system<'a>(mounts: &'a str, folder: &Path) -> Option<&'a str> {
    let mounts = mounts.lines().filter_map(|line| {
        let mut fields = line.split(' ').skip(1);
        Some((Path::new(fields.next()?), fields.next()?))
    });
    let above = mounts.filter(|(place, _)| folder.starts_with(place));
    above.max_by_key(|(place, _)| place.as_os_str().len()).map(|(_, kind)| kind)
}

/// Number of folders created to measure the file system, with a few files in each, as in a site.
const TRIED: u32 = 256;

/// Number of files in each.
const FILES: u32 = 3;

/// The longest time that an idle file system on a local disk takes to create a small file or a
/// folder.
const AT_REST: Duration = Duration::from_micros(100);

/// How long some file systems do not reuse the space of deleted files: ext4 for a minute, and for
/// five more if the deletion has not reached the disk yet.
const PATIENCE: Duration = Duration::from_secs(370);

/// A file whose timestamp is the time when measured sites were last deleted.
const EMPTIED: &str = "emptied";

/// Records that measured sites have just been deleted from the folder `bench`.
pub(super) fn emptied(bench: &Path) -> std::io::Result<()> {
    std::fs::write(bench.join(EMPTIED), "")
}

/// Waits until creating files in the folder is as fast as when nothing was deleted recently. The
/// wait is limited, because a disk may always be that slow. The files created stay until the end.
///
/// It is unknown which space a file system uses next, so creating a few files detects earlier
/// deletions only by chance. After sites were deleted from `bench`, only waiting helps.
pub(super) fn rest(bench: &Path, folder: &Path) -> std::io::Result<()> {
    let deleted = std::fs::metadata(bench.join(EMPTIED)).and_then(|file| file.modified());
    let since = deleted.ok().and_then(|deleted| deleted.elapsed().ok());
    let left = left(since);
    let wait = |time: Duration| {
        eprintln!("waiting for the file system, which is slow after a deletion …");
        std::thread::sleep(time);
    };
    if !left.is_zero() {
        wait(left);
    }
    let begun = Instant::now();
    for round in 0.. {
        settle();
        let inside = folder.join(format!("rest-{round}"));
        if tried(&inside)? < AT_REST || begun.elapsed() > PATIENCE {
            break;
        }
        wait(Duration::from_secs(10));
    }
    Ok(())
}

/// How long the file system stays slow, given the time since a deletion.
fn left(since: Option<Duration>) -> Duration {
    since.map_or(Duration::ZERO, |since| PATIENCE.saturating_sub(since))
}

/// The average time to create a file or folder in a new folder.
fn tried(inside: &Path) -> std::io::Result<Duration> {
    std::fs::create_dir_all(inside)?;
    let start = Instant::now();
    for folder in 0..TRIED {
        let folder = inside.join(folder.to_string());
        std::fs::create_dir(&folder)?;
        for file in 0..FILES {
            std::fs::write(folder.join(file.to_string()), b"some words")?;
        }
    }
    Ok(start.elapsed() / (TRIED * (FILES + 1)))
}

fn meminfo(name: &str) -> Option<u64> {
    let about = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = about.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_system_of_a_folder_is_that_of_the_nearest_mount() {
        let mounts = "disk / ext4 rw 0 0\nnone /fast tmpfs rw 0 0\n";
        assert_eq!(type_of_file_system(mounts, Path::new("/fast/sites")), Some("tmpfs"));
        assert_eq!(type_of_file_system(mounts, Path::new("/faster")), Some("ext4"));
        assert_eq!(type_of_file_system("", Path::new("/")), None);
    }

    #[test]
    fn a_deletion_is_waited_for_until_it_is_forgotten() {
        assert_eq!(left(None), Duration::ZERO);
        assert_eq!(left(Some(Duration::from_secs(70))), Duration::from_secs(300));
        assert_eq!(left(Some(2 * PATIENCE)), Duration::ZERO);
        let bench = std::env::temp_dir().join(format!("crosstown-rest-{}", std::process::id()));
        std::fs::create_dir_all(&bench).unwrap();
        emptied(&bench).unwrap();
        let deleted = std::fs::metadata(bench.join(EMPTIED)).unwrap().modified().unwrap();
        assert!(deleted.elapsed().unwrap() < PATIENCE);
        std::fs::remove_dir_all(&bench).unwrap();
    }

    #[test]
    fn what_no_machine_has_does_not_fit() {
        assert!(fits(1 << 20).is_ok());
        if memory().is_some() {
            assert!(fits(1 << 60).unwrap_err().contains("GB of memory"));
        }
    }
}
