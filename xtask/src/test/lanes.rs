//! Steps that run side by side, each as a process of its own, so that what a step prints stays
//! together.

use std::fs::File;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::step::Step;
use crate::process;
use crate::workspace::Workspace;

/// How the lines begin in which a process says what it did not check.
pub(super) const NOT_CHECKED: &str = "Not checked: ";

/// Runs lanes of steps side by side, and the steps of a lane one after the other. What a step prints
/// is shown when it has ended. After a failure no further step begins. Returns what was not checked.
pub(super) fn side_by_side(lanes: [&[Step]; 2]) -> Result<Vec<String>, String> {
    let workspace = Workspace::find()?;
    let logs = workspace.scratch_folder("steps")?;
    let program = std::env::current_exe()
        .map_err(|error| format!("the path of this program is unknown: {error}"))?;
    run(lanes, |step| alone(step, &program, &workspace.root, &logs.join(step.name)))
}

/// Runs a step as a process. Returns whether it passed, and what it printed.
fn alone(
    step: &Step,
    program: &Path,
    root: &Path,
    log: &Path,
) -> Result<(bool, String), std::io::Error> {
    let file = File::create(log)?;
    let mut process = process::command(program, root);
    process.args(["test", "--only", step.name]).stdout(file.try_clone()?).stderr(file);
    let status = process.status()?;
    Ok((status.success(), String::from_utf8_lossy(&std::fs::read(log)?).into_owned()))
}

/// The same with a function that runs a step.
fn run(
    lanes: [&[Step]; 2],
    alone: impl Fn(&Step) -> Result<(bool, String), std::io::Error> + Sync,
) -> Result<Vec<String>, String> {
    let failed = AtomicBool::new(false);
    let screen = Mutex::new(());
    let one = |step: &Step| {
        let ended = alone(step).map_err(|error| format!("step `{}`: {error}", step.name));
        let _shown_whole = screen.lock();
        let (passed, printed) = ended?;
        println!("{}", printed.trim_end());
        match passed {
            true => Ok(printed),
            false => Err(format!("step `{}` failed", step.name)),
        }
    };
    let lane = |steps: &[Step]| {
        let mut skipped = Vec::new();
        for step in steps.iter().take_while(|_| !failed.load(Ordering::Relaxed)) {
            let printed = one(step).inspect_err(|_| failed.store(true, Ordering::Relaxed))?;
            let lines = printed.lines().filter_map(|line| line.strip_prefix(NOT_CHECKED));
            skipped.extend(lines.map(str::to_owned));
        }
        Ok(skipped)
    };
    let lane = &lane;
    let [first, second] = thread::scope(|scope| {
        let begun = lanes.map(|steps| scope.spawn(move || lane(steps)));
        begun.map(|lane| lane.join().unwrap_or_else(|_| Err("a step panicked".to_owned())))
    });
    let mut skipped = first?;
    skipped.extend(second?);
    Ok(skipped)
}

#[cfg(test)]
mod tests {
    use super::super::step::Outcome;
    use super::*;

    const fn step(name: &'static str) -> Step {
        Step { name, about: "", run: |_| Ok(Outcome::Passed) }
    }

    const LEFT: &[Step] = &[step("one"), step("two")];
    const RIGHT: &[Step] = &[step("three")];

    #[test]
    fn every_step_runs_and_what_was_not_checked_is_gathered() {
        let skipped = run([LEFT, RIGHT], |step| {
            let printed = format!("==> {}\n\n{NOT_CHECKED}{}: why\n", step.name, step.name);
            Ok((true, if step.name == "one" { String::new() } else { printed }))
        });
        assert_eq!(skipped.unwrap(), ["two: why", "three: why"]);
    }

    #[test]
    fn after_a_failure_no_step_begins() {
        let begun = Mutex::new(Vec::new());
        let failed = run([LEFT, &[]], |step| {
            begun.lock().unwrap().push(step.name);
            Ok((false, String::new()))
        });
        assert_eq!(failed.unwrap_err(), "step `one` failed");
        assert_eq!(begun.into_inner().unwrap(), ["one"]);
    }

    #[test]
    fn a_step_that_cannot_start_is_named() {
        let missing = run([LEFT, RIGHT], |step| match step.name {
            "three" => Err(std::io::Error::other("no such program")),
            _ => Ok((true, String::new())),
        });
        assert_eq!(missing.unwrap_err(), "step `three`: no such program");
    }
}
