//! Runs a program and measures its cost.

use std::io::Read as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4 as _;

/// The cost of one or more runs of a program.
#[derive(Debug, Clone, Default)]
pub(super) struct Cost {
    /// Elapsed time.
    pub(super) wall: Duration,
    /// CPU time, of the program's own code and of the system on its behalf.
    pub(super) busy: Duration,
    /// CPU time of the program's own code.
    pub(super) own: Duration,
    /// Peak resident memory, in bytes.
    pub(super) peak: u64,
    /// The output of the last run.
    pub(super) printed: String,
}

impl Cost {
    /// The cost of two programs run one after the other.
    pub(super) fn then(&self, next: &Self) -> Self {
        Self {
            wall: self.wall + next.wall,
            busy: self.busy + next.busy,
            own: self.own + next.own,
            peak: self.peak.max(next.peak),
            printed: next.printed.clone(),
        }
    }
}

/// Runs a program once. Its standard error is shown only if it fails.
pub(super) fn once(command: &mut Command) -> Result<Cost, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let fault = |error: std::io::Error| format!("{name}: {error}");
    let start = Instant::now();
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(fault)?;
    let mut errors = child.stderr.take();
    // Both pipes are read at the same time: a program that fills one would block.
    let complaints = std::thread::spawn(move || {
        let mut text = String::new();
        if let Some(errors) = &mut errors {
            let _ = errors.read_to_string(&mut text);
        }
        text
    });
    let mut printed = String::new();
    if let Some(output) = &mut child.stdout {
        output.read_to_string(&mut printed).map_err(fault)?;
    }
    let used = child.wait4().map_err(fault)?;
    let wall = start.elapsed();
    let complaints = complaints.join().unwrap_or_default();
    if !used.status.success() {
        let status = used.status;
        return Err(format!("{name} failed ({status}):\n{}{}", last(&printed), last(&complaints)));
    }
    let own = used.rusage.utime;
    let busy = own + used.rusage.stime;
    Ok(Cost { wall, busy, own, peak: used.rusage.maxrss, printed })
}

/// The end of a long text.
fn last(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].iter().map(|line| format!("{line}\n")).collect()
}

/// The costs of several runs.
#[derive(Debug, Clone, Default)]
pub(super) struct Costs(Vec<Cost>);

impl Costs {
    pub(super) fn push(&mut self, cost: Cost) {
        self.0.push(cost);
    }

    /// The median of each number, and the output of the last run.
    pub(super) fn median(&self) -> Cost {
        let costs = self.0.iter();
        Cost {
            wall: median(costs.clone().map(|cost| cost.wall)).unwrap_or_default(),
            busy: median(costs.clone().map(|cost| cost.busy)).unwrap_or_default(),
            own: median(costs.clone().map(|cost| cost.own)).unwrap_or_default(),
            peak: median(costs.clone().map(|cost| cost.peak)).unwrap_or_default(),
            printed: costs.last().map(|cost| cost.printed.clone()).unwrap_or_default(),
        }
    }
}

/// The median; of two in the middle, the larger.
pub(super) fn median<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    let middle = values.len() / 2;
    values.into_iter().nth(middle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_in_the_middle() {
        assert_eq!(median([3, 1, 2].into_iter()), Some(2));
        assert_eq!(median([2, 1].into_iter()), Some(2));
        assert_eq!(median(std::iter::empty::<u8>()), None);
        let mut costs = Costs::default();
        for peak in [5, 1, 3] {
            costs.push(Cost { peak, ..Cost::default() });
        }
        assert_eq!(costs.median().peak, 3);
    }

    #[test]
    fn a_run_is_measured_and_a_failure_is_told() {
        let cargo = std::env::var_os("CARGO").unwrap();
        let cost = once(Command::new(&cargo).arg("--version")).unwrap();
        assert!(cost.printed.starts_with("cargo "), "{}", cost.printed);
        assert!(cost.wall > Duration::ZERO && cost.peak > 100_000, "{cost:?}");
        let message = once(Command::new(&cargo).arg("--no-such-option")).unwrap_err();
        assert!(message.contains("--no-such-option"), "{message}");
    }
}
