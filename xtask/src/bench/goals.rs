//! What the measures are held against.

use std::fmt::Write as _;
use std::time::Duration;

use super::measure::Cost;
use super::report::{megabytes, millis, ratio};
use super::{HUGE, LARGE, Measured};

/// A measure, its goal, and whether it is met.
struct Goal {
    what: &'static str,
    goal: String,
    measured: String,
    met: bool,
}

/// One table for one size.
pub(super) fn table(measured: &Measured) -> String {
    let mut text = String::from("\n| goal | | measured | |\n|---|---:|---:|---|\n");
    for Goal { what, goal, measured, met } in goals(measured) {
        let met = if met { "met" } else { "not met" };
        let _ = writeln!(text, "| {what} | {goal} | {measured} | {met} |");
    }
    text
}

fn goals(measured: &Measured) -> Vec<Goal> {
    let cold = &measured.cold;
    let mut goals = Vec::new();
    if let Some(peers) = measured.peers_together() {
        goals.push(at_least("as fast as Hugo, then Pagefind", 8.0, &peers, cold));
    }
    goals.push(at_most("a build beside a plain copy of the site", 4.0, cold, &measured.copied));
    goals.push(at_most("a build of nothing new beside the first", 0.1, &measured.unchanged, cold));
    if let Some(Ok(edits)) = &measured.edits {
        let limit = if measured.practices < LARGE { 100 } else { 500 };
        goals.push(within("an edit is on its page", limit, edits.page));
        goals.push(within("an edit is in the search index", limit, edits.search));
    }
    if measured.practices >= HUGE {
        let peak = megabytes(cold.peak);
        goals.push(Goal {
            what: "peak memory",
            goal: "under 2000 MB".to_owned(),
            measured: format!("{peak:.0} MB"),
            met: peak < 2_000.0,
        });
    }
    goals
}

fn at_least(what: &'static str, times: f64, theirs: &Cost, ours: &Cost) -> Goal {
    let found = ratio(theirs.wall, ours.wall);
    let goal = format!("at least {times} times");
    Goal { what, goal, measured: format!("{found:.1} times"), met: found >= times }
}

fn at_most(what: &'static str, times: f64, ours: &Cost, beside: &Cost) -> Goal {
    let found = ratio(ours.wall, beside.wall);
    let goal = format!("at most {times} times");
    Goal { what, goal, measured: format!("{found:.3} times"), met: found <= times }
}

fn within(what: &'static str, limit: u64, found: Duration) -> Goal {
    let measured = format!("{:.0} ms", millis(found));
    let met = found < Duration::from_millis(limit);
    Goal { what, goal: format!("under {limit} ms"), measured, met }
}
