//! `cargo xtask plain`: builds of plain practices, beside Hugo with a plain theme, and Pagefind.
//! The content of the full benchmark has much that other generators are slow at, such as links and
//! citations; this content has none of it. It replaces one section of `docs/performance.md`.

use std::fmt::Write as _;
use std::path::Path;

use super::builds::{self, Builds};
use super::files::{Tally, tally};
use super::measure::Cost;
use super::practice::Scale;
use super::section_command::SectionCommand;
use super::units::{megabytes, ratio, seconds};

const USAGE: &str = "usage: cargo xtask plain [--sizes 1000,10000] [--out FILE]";

/// The name of the section.
pub(super) const SECTION: &str = "plain";

/// The number of practices from which the second goal applies, and the two goals: how many times as
/// fast as Hugo and Pagefind together.
const MANY: usize = 10_000;
const GOALS: [f64; 2] = [8.0, 12.0];

/// A build compared with `cp -r` of its site.
const COPIED: f64 = 1.5;

/// Measures, prints the section, and with `--out FILE` puts it into that file.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let command = SectionCommand::begin("plain", arguments, USAGE)?;
    command.rest()?;
    let peers = command.peers();
    let mut text = heading(&command.circumstances(peers.versions())?);
    for &size in &command.sizes {
        let place = command.place(size, "benches/peers/plain");
        let measured = builds::measure(&command.words, Scale::plain(size), &place, Some(&peers))?;
        text.push_str(&table(size, &measured, tally(&place.site(0))?, index(&place.site(0))?));
    }
    command.finish(SECTION, &text)
}

fn index(site: &Path) -> Result<Tally, String> {
    tally(&site.join("search-index"))
}

fn heading(circumstances: &str) -> String {
    format!(
        "## Builds of plain texts\n\n\
         {circumstances}\n\n\
         Practices of 600 words in 300 cities, with a topic, a city, a stage, a year and a source, \
         but without outcomes, citations and links. Hugo has a plain theme with pages of records, \
         lists, topics and cities, without feeds. Crosstown makes everything that it makes of any \
         site: seven files for each practice, of which three are for reference managers.\n"
    )
}

fn table(size: usize, builds: &Builds, site: Tally, index: Tally) -> String {
    let held = |tally: Tally| format!("{} files ({:.1} MB)", tally.files, megabytes(tally.bytes));
    let ours = &builds.cold;
    let mut text = format!(
        "\n{size} practices; the site has {}, including {} of search index and client.\n\n\
         | | elapsed | CPU | ratio, elapsed | ratio, CPU |\n|---|---:|---:|---:|---:|\n",
        held(site),
        held(index)
    );
    let mut row = |name: &str, cost: &Cost| {
        let (wall, busy) = (ratio(cost.wall, ours.wall), ratio(cost.busy, ours.busy));
        let (elapsed, cpu) = (seconds(cost.wall), seconds(cost.busy));
        let _ = writeln!(text, "| {name} | {elapsed} | {cpu} | {wall:.2} | {busy:.2} |");
    };
    row("Crosstown", ours);
    row("`cp -r` of the site", &builds.copied);
    for taken in &builds.peers {
        if let Ok((cost, made)) = &taken.result {
            row(&format!("{}: {}", taken.peer.name(), held(*made)), cost);
        }
    }
    let together = builds.hugo_and_pagefind();
    if let Some(cost) = &together {
        row("Hugo, then Pagefind", cost);
    }
    let goal = if size >= MANY { GOALS[1] } else { GOALS[0] };
    let times = together.map(|cost| ratio(cost.wall, ours.wall));
    let copies = ratio(ours.wall, builds.copied.wall);
    let met = |is_met: bool| if is_met { "met" } else { "**not met**" };
    text.push_str(&match times {
        Some(times) => format!(
            "\nGoal: {goal} times as fast as Hugo, then Pagefind. Measured: {times:.1}, {}.",
            met(times >= goal)
        ),
        None => "\nHugo and Pagefind were not measured.".to_owned(),
    });
    let _ = writeln!(
        text,
        " Goal: at most {COPIED} times `cp -r` of the site. Measured: {copies:.1}, {}.",
        met(copies <= COPIED)
    );
    text
}
