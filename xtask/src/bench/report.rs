//! The report, as Markdown.

use std::fmt::Write as _;

use super::files::Tally;
use super::goals;
use super::machine::Machine;
use super::measure::Cost;
use super::measured::Measured;
use super::others::Lunr;
use super::search::{Fetched, Searches};
use super::units::{kilobytes, megabytes, millis, ratio, seconds};

/// The report on all measurements.
pub(super) fn write(command: &str, machine: &Machine, all: &[Measured]) -> String {
    let mut text = String::from("# Performance\n\n");
    let _ = write!(
        text,
        "Measured on {} by `{command}` on {}: {}.\n\n\
         The sites are generated and the same in every run: practices of about 600 words with \
         outcomes, sources, citations and links, and their cities, convenings and sessions. Times \
         are those of whole processes, the median of seven runs (three from 5,000 practices on, one \
         from 50,000), alternating with runs of the peers. CPU time is less affected by other \
         programs on the machine. Numbers in parentheses are ratios to Crosstown's.\n\n## Goals\n",
        machine.date,
        machine.words(),
        machine.versions.join(", ")
    );
    text.push_str(&goals::table(all));
    text.push_str(
        "\nA goal is met if the share used is at most 1. In rows about searches, the column \
         Hugo + Pagefind refers to Pagefind. Bytes of Zola and lunr are those of their gzipped \
         search indexes, which readers fetch whole; lunr's build is the index alone, made from \
         records already in memory.\n",
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
        "The content has {}, the site {}, including {} of search index and client.\n\n",
        held(measured.source),
        held(measured.site),
        held(measured.index)
    );
    text.push_str("| | elapsed | CPU | peak memory | ratio, elapsed | ratio, CPU |\n");
    text.push_str("|---|---:|---:|---:|---:|---:|\n");
    let builds = &measured.builds;
    let base = &builds.cold;
    text.push_str(&row("Crosstown, into an empty folder", base, base));
    text.push_str(&row("Crosstown again, nothing changed", &builds.unchanged, base));
    text.push_str(&row("`cp -r` of the site", &builds.copied, base));
    for taken in &builds.peers {
        let name = taken.peer.name();
        match &taken.result {
            Ok((cost, made)) => {
                let name = format!("{name}: {}", held(*made));
                text.push_str(&row(&name, cost, base));
            }
            Err(reason) => {
                let _ = writeln!(text, "| {name}: not measured, {reason} | | | | | |");
            }
        }
    }
    if let Some(sum) = builds.hugo_and_pagefind() {
        text.push_str(&row("Hugo, then Pagefind", &sum, base));
    }
    let _ = write!(text, "\nStages of our build: {}.\n", measured.stages);
    text.push_str(&match &measured.edits {
        Some(Ok(edits)) => format!(
            "\nA practice edited while the site is served, median of several edits: a change of its \
             text is on its page after {:.0} ms and in the search index after {:.0} ms, a change of \
             its title after {:.0} and {:.0} ms.\n",
            millis(edits.text.page),
            millis(edits.text.search),
            millis(edits.title.page),
            millis(edits.title.search)
        ),
        Some(Err(reason)) => format!("\nEdits were not measured: {reason}\n"),
        None => String::new(),
    });
    text.push_str(&match &measured.searches {
        Ok(searches) => searched(searches),
        Err(reason) => format!("\nThe first search was not measured: {reason}\n"),
    });
    text.push_str(&match (&measured.lunr, &measured.searches) {
        (Some(Ok(lunr)), Ok(searches)) => beside_lunr(lunr, searches),
        (Some(Err(reason)), _) => format!("\nlunr was not measured: {reason}\n"),
        _ => String::new(),
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
        "\nA reader's first search with an empty cache, run in Node over the loopback: the client is \
         loaded, then one of these queries is answered, including excerpts. The first four columns \
         of figures are for the hits alone, the last four include the counts of all facets.\n\n\
         | | found | files | bytes | round trips | time | files | bytes | round trips | time |\n\
         |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n\
         | loading client and index | | {} | | | | |\n\
         | of which index | | {} | | | | |\n",
        fetched(&searches.loading),
        fetched(&searches.opening),
    );
    for answer in &searches.answers {
        let (hits, whole) = (fetched(&answer.hits), fetched(&answer.whole));
        let _ = writeln!(text, "| `{}` | {} | {hits} | {whole} |", answer.query, answer.total);
    }
    text.push_str(
        "\nThe engine's time for a search when everything it reads is in memory, median and minimum \
         of twenty:\n\n\
         | | query | found | median | minimum |\n|---|---|---:|---:|---:|\n",
    );
    for warm in &searches.warm {
        let (kind, query, time) = (warm.kind, &warm.query, warm.milliseconds);
        let (total, least) = (warm.total, warm.least);
        let _ = writeln!(text, "| {kind} | `{query}` | {total} | {time:.2} ms | {least:.2} ms |");
    }
    text
}

fn beside_lunr(lunr: &Lunr, searches: &Searches) -> String {
    let mut text = format!(
        "\nlunr {} on the same records: an index of {:.1} MB, {:.1} MB gzipped, in {:.1} s and \
         {:.0} MB of memory; {:.0} ms to parse and load it before a first search. The same queries \
         (lunr has no phrases), with everything in memory:\n\n\
         | | query | found | lunr | Crosstown | ratio |\n|---|---|---:|---:|---:|---:|\n",
        lunr.version,
        megabytes(lunr.bytes),
        megabytes(lunr.packed),
        lunr.build / 1e3,
        megabytes(lunr.cost.peak),
        lunr.load,
    );
    for (theirs, ours) in lunr.warm.iter().zip(&searches.warm) {
        let _ = writeln!(
            text,
            "| {} | `{}` | {} | {:.2} ms | {:.2} ms | {:.2} |",
            theirs.kind,
            theirs.query,
            theirs.total,
            theirs.milliseconds,
            ours.milliseconds,
            theirs.milliseconds / ours.milliseconds.max(1e-6),
        );
    }
    text
}

fn held(tally: Tally) -> String {
    format!("{} files ({:.1} MB)", tally.files, megabytes(tally.bytes))
}
