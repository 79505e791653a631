//! The report, as Markdown.

use std::fmt::Write as _;
use std::time::Duration;

use super::files::Tally;
use super::machine::Machine;
use super::measure::Cost;
use super::search::{Fetched, Searches};
use super::{Measured, goals};

/// Everything that was measured.
pub(super) fn write(command: &str, machine: &Machine, all: &[Measured]) -> String {
    let mut text = String::from("# Performance\n\n");
    let memory = machine.memory.map_or_else(
        || "unknown memory".to_owned(),
        |bytes| format!("{:.0} GiB of memory", gib(bytes)),
    );
    let _ = write!(
        text,
        "Measured on {} by `{command}` on a machine with {} processors and {memory}: {}.\n\n\
         The sites are made up and always the same: practices of about 600 words with outcomes, \
         sources, citations and links, and their cities, convenings and sessions. A time is that \
         of the whole process, the median of several runs; busy is the time of the processors, \
         which other programs on the machine disturb less. Where no other is named, the ratio is \
         to our own build into an empty folder.\n",
        machine.date,
        machine.processors,
        machine.versions.join(", ")
    );
    for measured in all {
        let _ = write!(text, "\n{}", one(measured));
    }
    text
}

fn one(measured: &Measured) -> String {
    let mut text = format!("## {} practices\n\n", measured.practices);
    let _ = write!(
        text,
        "The content is {}, the site {}, of which the search index with its client {}.\n\n",
        held(measured.source),
        held(measured.site),
        held(measured.index)
    );
    text.push_str("| | wall | busy | peak memory | ratio of wall | ratio of busy |\n");
    text.push_str("|---|---:|---:|---:|---:|---:|\n");
    let base = &measured.cold;
    text.push_str(&row("Crosstown, into an empty folder", base, base));
    text.push_str(&row("Crosstown, again, nothing changed", &measured.unchanged, base));
    text.push_str(&row("`cp -r` of the site", &measured.copied, base));
    for taken in &measured.peers {
        match &taken.result {
            Ok((cost, made)) => {
                let name = format!("{} ({})", taken.name, held(*made));
                text.push_str(&row(&name, cost, base));
            }
            Err(reason) => {
                let _ = writeln!(text, "| {}: not measured, {reason} | | | | | |", taken.name);
            }
        }
    }
    if let Some(sum) = measured.peers_together() {
        text.push_str(&row("Hugo, then Pagefind", &sum, base));
    }
    let _ = write!(text, "\nStages of our build: {}.\n", measured.stages);
    text.push_str(&match &measured.edits {
        Some(Ok(edits)) => format!(
            "\nAn edit of a practice while the site is served, the median of several: its page is \
             there after {:.0} ms, and its search index after {:.0} ms.\n",
            millis(edits.page),
            millis(edits.search)
        ),
        Some(Err(reason)) => format!("\nEdits were not measured: {reason}\n"),
        None => String::new(),
    });
    text.push_str(&goals::table(measured));
    text.push_str(&match &measured.searches {
        Ok(searches) => searched(searches),
        Err(reason) => format!("\nThe first search was not measured: {reason}\n"),
    });
    text.push_str(&match &measured.waits {
        Some(Ok(waits)) => waits.table(),
        Some(Err(reason)) => format!("\nThe wait in a browser was not measured: {reason}\n"),
        None => String::new(),
    });
    text
}

fn row(name: &str, cost: &Cost, base: &Cost) -> String {
    format!(
        "| {name} | {} | {} | {:.0} MB | {:.2} | {:.2} |\n",
        seconds(cost.wall),
        seconds(cost.busy),
        megabytes(cost.peak),
        ratio(cost.wall, base.wall),
        ratio(cost.busy, base.busy)
    )
}

fn searched(searches: &Searches) -> String {
    let fetched = |fetched: &Fetched| {
        let bytes = kilobytes(fetched.bytes);
        format!(
            "{} | {bytes:.1} kB | {} | {:.0} ms",
            fetched.requests, fetched.rounds, fetched.time
        )
    };
    let mut text = format!(
        "\nA reader's first search, with nothing in the browser's cache, driven in Node over the \
         loopback: loading the client, then one of these queries, up to answers with excerpts.\n\n\
         | | found | files | bytes | rounds | time | again, warm |\n\
         |---|---:|---:|---:|---:|---:|---:|\n\
         | loading the client | | {} | |\n",
        fetched(&searches.loading)
    );
    for answer in &searches.answers {
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {:.2} ms |",
            answer.query,
            answer.total,
            fetched(&answer.fetched),
            answer.warm
        );
    }
    text
}

fn held(tally: Tally) -> String {
    format!("{} files and {:.1} MB", tally.files, megabytes(tally.bytes))
}

fn seconds(time: Duration) -> String {
    if time < Duration::from_millis(100) {
        format!("{:.0} ms", millis(time))
    } else {
        format!("{:.2} s", time.as_secs_f64())
    }
}

pub(super) fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

pub(super) fn ratio(time: Duration, base: Duration) -> f64 {
    time.as_secs_f64() / base.as_secs_f64().max(1e-9)
}

#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
pub(super) fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
pub(super) fn kilobytes(bytes: u64) -> f64 {
    bytes as f64 / 1e3
}

#[expect(clippy::cast_precision_loss, reason = "shown without decimals")]
fn gib(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 30)
}
