//! Compares measurements with their goals: one table, with a row for each goal and size, and what
//! other programs need for the same.

use std::fmt::Write as _;
use std::time::Duration;

use super::measure::Cost;
use super::measured::Measured;
use super::peers::Peer;
use super::practice::{HUGE, LARGE};
use super::search::Answer;
use super::units::{kilobytes, megabytes, millis, ratio, seconds};

/// The most that the CPU time for one practice may grow between two sizes if growth is to count as
/// linear.
const LINEAR: f64 = 1.2;

/// A row of the table: a measurement, and what other programs need for the same.
struct Line {
    practices: usize,
    what: String,
    /// The goal in words, and the share of it that is used; 1 just meets it. Rows that only
    /// compare have none.
    goal: Option<(String, f64)>,
    measured: String,
    /// The cells of Hugo and Pagefind, of Zola, and of lunr.
    others: [String; 3],
}

impl Line {
    fn new(practices: usize, what: impl Into<String>, measured: impl Into<String>) -> Self {
        let (what, measured) = (what.into(), measured.into());
        Self { practices, what, goal: None, measured, others: Default::default() }
    }

    fn goal(mut self, goal: impl Into<String>, used: f64) -> Self {
        self.goal = Some((goal.into(), used));
        self
    }

    /// Fills the cell of a peer: its value, and the ratio to ours.
    fn beside(mut self, at: usize, other: Option<(String, f64)>) -> Self {
        if let (Some(cell), Some((value, ratio))) = (self.others.get_mut(at), other) {
            *cell = format!("{value} ({ratio:.2})");
        }
        self
    }

    fn row(&self) -> String {
        let (goal, used, met) = match &self.goal {
            Some((goal, used)) => (
                goal.as_str(),
                format!("{used:.2}"),
                if *used <= 1.0 { "met" } else { "**not met**" },
            ),
            None => ("", String::new(), ""),
        };
        let Self { practices, what, measured, others: [built, zola, lunr], .. } = self;
        format!(
            "| {practices} | {what} | {goal} | {measured} | {used} | {met} | {built} | {zola} | {lunr} |\n"
        )
    }
}

/// The table, followed by what was not measured and why.
pub(super) fn table(all: &[Measured]) -> String {
    let mut text = String::from(
        "\n| practices | | goal | measured | share of goal used | | Hugo + Pagefind | Zola | lunr |\n\
         |---:|---|---|---:|---:|---|---:|---:|---:|\n",
    );
    for (at, measured) in all.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| all.get(before));
        for line in lines(measured, before) {
            text.push_str(&line.row());
        }
    }
    for reason in left_out(all) {
        let _ = write!(text, "\nNot measured: {reason}\n");
    }
    text
}

/// The reasons for missing measurements, each once.
fn left_out(all: &[Measured]) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for measured in all {
        let peers = measured
            .builds
            .peers
            .iter()
            .filter_map(|taken| Some((taken.peer.name(), taken.result.as_ref().err()?)));
        let lunr = measured.lunr.iter().filter_map(|lunr| Some(("lunr", lunr.as_ref().err()?)));
        let waits = measured
            .waits
            .iter()
            .filter_map(|waits| Some(("the wait in a browser", waits.as_ref().err()?)));
        let edits = measured
            .edits
            .iter()
            .filter_map(|edits| Some(("edits of a served site", edits.as_ref().err()?)));
        let searches = measured.searches.as_ref().err().map(|reason| ("searches", reason));
        for (name, reason) in peers.chain(lunr).chain(waits).chain(edits).chain(searches) {
            let reason: Vec<&str> = reason.lines().map(str::trim).collect();
            let reason: String = reason.join(" · ").chars().take(300).collect();
            let what = format!("{name}, because {reason}");
            let missing = |practices| format!("{what} (at {practices} practices)");
            if reasons.iter().all(|known| !known.starts_with(&what)) {
                reasons.push(missing(measured.practices));
            }
        }
    }
    reasons
}

fn lines(measured: &Measured, before: Option<&Measured>) -> Vec<Line> {
    let mut lines = building(measured, before);
    lines.extend(editing(measured));
    lines.extend(first_search(measured));
    lines.extend(engine_time(measured));
    lines.extend(waiting(measured));
    lines
}

fn building(measured: &Measured, before: Option<&Measured>) -> Vec<Line> {
    let (practices, builds) = (measured.practices, &measured.builds);
    let cold = &builds.cold;
    let peers = builds.hugo_and_pagefind();
    let taken =
        |cost: Option<&Cost>| cost.map(|cost| (seconds(cost.wall), ratio(cost.wall, cold.wall)));
    let lunr = measured.lunr.as_ref().and_then(|lunr| lunr.as_ref().ok());
    let lunr = lunr.map(|lunr| (lunr.build, lunr.build / millis(cold.wall)));
    let lunr = lunr.map(|(time, ratio)| (format!("index alone {:.1} s", time / 1e3), ratio));
    let mut build = Line::new(practices, "a build", seconds(cold.wall));
    if let Some(peers) = &peers {
        let (wall, busy) = (ratio(peers.wall, cold.wall), ratio(peers.busy, cold.busy));
        build.measured =
            format!("{}, {wall:.1} times as fast ({busy:.1} in CPU time)", seconds(cold.wall));
        build = build.goal("8 times as fast as Hugo, then Pagefind", 8.0 / wall);
    }
    let build = build.beside(0, taken(peers.as_ref())).beside(1, taken(builds.peer(Peer::Zola)));
    let copy = ratio(cold.wall, builds.copied.wall);
    let again = ratio(builds.unchanged.wall, cold.wall);
    let mut lines = vec![
        build.beside(2, lunr),
        Line::new(
            practices,
            "a build, compared with `cp -r` of the site",
            format!("{copy:.1} times"),
        )
        .goal("at most 4 times", copy / 4.0),
    ];
    lines.extend(before.map(|before| growth(measured, before)));
    if practices >= HUGE {
        let peak = megabytes(cold.peak);
        let line = Line::new(practices, "peak memory of a build", format!("{peak:.0} MB"));
        lines.push(line.goal("under 2000 MB", peak / 2_000.0));
    }
    let rewritten = builds.rewritten;
    #[expect(clippy::cast_precision_loss, reason = "a count of files")]
    let used = rewritten as f64 + 1.0;
    lines.extend([
        Line::new(
            practices,
            "a build with nothing changed",
            format!("{}, {again:.3} of the first", seconds(builds.unchanged.wall)),
        )
        .goal("under a tenth of the first", again / 0.1),
        Line::new(practices, "files that it writes", rewritten.to_string())
            .goal("none", if rewritten == 0 { 0.0 } else { used }),
    ]);
    lines
}

/// The CPU time for a practice, compared with that at the next smaller size. File systems take
/// longer for each file when there are many, whatever the program. So the time of the program's own
/// code is compared with [`LINEAR`], and all of it with [`LINEAR`] times the growth of `cp -r`.
fn growth(measured: &Measured, before: &Measured) -> Line {
    let grown = |time: &dyn Fn(&Measured) -> Duration| {
        #[expect(clippy::cast_precision_loss, reason = "a count of practices")]
        let each = |measured: &Measured| millis(time(measured)) / measured.practices as f64;
        each(measured) / each(before)
    };
    let copied = grown(&|measured| measured.builds.copied.busy);
    let busy = grown(&|measured| measured.builds.cold.busy);
    let own = grown(&|measured| measured.builds.cold.own);
    let what = format!("CPU time per practice, compared with that at {}", before.practices);
    let found = format!("{busy:.2} times, own code {own:.2} (`cp -r`: {copied:.2} times)");
    let goal = format!(
        "linear: own code at most {LINEAR} times, all of it at most {LINEAR} times `cp -r`"
    );
    Line::new(measured.practices, what, found).goal(goal, own.max(busy / copied.max(1.0)) / LINEAR)
}

fn editing(measured: &Measured) -> Vec<Line> {
    let Some(Ok(edits)) = &measured.edits else { return Vec::new() };
    let limit = if measured.practices < LARGE { 100 } else { 500 };
    let line = |what: &str, found: Duration| {
        Line::new(measured.practices, what, format!("{:.0} ms", millis(found)))
            .goal(format!("under {limit} ms"), ratio(found, Duration::from_millis(limit)))
    };
    vec![
        line("`serve`: an edited text is on its page", edits.text.page),
        line("`serve`: an edited title is on its page", edits.title.page),
    ]
}

/// Kilobytes of the index that a first query of two words may take.
fn allowed(practices: usize) -> f64 {
    match practices {
        ..LARGE => 120.0,
        LARGE..HUGE => 250.0,
        _ => 600.0,
    }
}

fn first_search(measured: &Measured) -> Vec<Line> {
    let practices = measured.practices;
    let Ok(searches) = &measured.searches else { return Vec::new() };
    let lunr = measured.lunr.as_ref().and_then(|lunr| lunr.as_ref().ok());
    let weigh = |bytes: u64, ours: u64| {
        (format!("{:.0} kB", kilobytes(bytes)), kilobytes(bytes) / kilobytes(ours.max(1)))
    };
    let client = |what, bytes, limit| {
        Line::new(practices, what, format!("{:.0} kB", kilobytes(bytes)))
            .goal(format!("under {limit} kB"), kilobytes(bytes) / f64::from(limit))
            .beside(2, lunr.map(|lunr| weigh(lunr.client, bytes)))
    };
    let mut lines = vec![
        client("the search client, gzipped", searches.client.gzip, 230),
        client("the same, its engine as Brotli", searches.client.brotli, 200),
    ];
    if let Some(answer) = searches.two_words() {
        // In a very large site, the hits are shown before the counts beside them.
        let huge = practices >= HUGE;
        let judged = |answer: &Answer| if huge { answer.hits } else { answer.whole };
        let of = if huge { ", up to the hits" } else { "" };
        let bytes = searches.index_bytes(&judged(answer));
        let (found, limit) = (kilobytes(bytes), allowed(practices));
        let what = format!("index for a first query of two words{of}");
        lines.push(
            Line::new(practices, what, format!("{found:.0} kB"))
                .goal(format!("under {limit} kB"), found / limit)
                .beside(1, measured.zola_index.map(|zola| weigh(zola, bytes)))
                .beside(2, lunr.map(|lunr| weigh(lunr.packed, bytes))),
        );
        if huge {
            let whole = kilobytes(searches.index_bytes(&answer.whole));
            let counted = format!("{whole:.0} kB, {} round trips", answer.whole.rounds);
            lines.push(Line::new(practices, "the same, with the counts of all filters", counted));
        }
        let most = searches.answers.iter().map(|answer| judged(answer).rounds).max();
        let rounds = [
            ("round trips for it, once the engine is loaded", judged(answer).rounds),
            ("most round trips of one word, two words and a phrase", most.unwrap_or_default()),
        ];
        #[expect(clippy::cast_precision_loss, reason = "a count of rounds")]
        lines.extend(rounds.map(|(what, rounds)| {
            Line::new(practices, what, rounds.to_string()).goal("at most 3", rounds as f64 / 3.0)
        }));
    }
    let waits = measured.waits.as_ref().and_then(|waits| waits.as_ref().ok());
    if let Some((ours, theirs)) = waits.and_then(super::reader::Waits::first_bytes) {
        let what = "bytes of client and index for a first query, in Chromium";
        lines.push(
            Line::new(practices, what, format!("{:.0} kB", kilobytes(ours)))
                .beside(0, theirs.map(|theirs| weigh(theirs, ours)))
                .beside(2, lunr.map(|lunr| weigh(lunr.first(), ours))),
        );
    }
    lines
}

fn engine_time(measured: &Measured) -> Option<Line> {
    let searches = measured.searches.as_ref().ok()?;
    let slowest = searches.slowest()?;
    let lunr = measured.lunr.as_ref().and_then(|lunr| lunr.as_ref().ok());
    let theirs = lunr.and_then(|lunr| {
        let slowest = lunr.warm.iter().map(|warm| warm.milliseconds).max_by(f64::total_cmp)?;
        Some(slowest)
    });
    let what = format!("a query in the engine, slowest kind ({})", slowest.kind);
    let line = Line::new(measured.practices, what, format!("{:.1} ms", slowest.milliseconds));
    let line = line
        .beside(2, theirs.map(|theirs| (format!("{theirs:.1} ms"), theirs / slowest.milliseconds)));
    // The goal is set for sites of up to 10,000 practices.
    let judged = measured.practices < HUGE;
    Some(if judged { line.goal("under 10 ms", slowest.milliseconds / 10.0) } else { line })
}

fn waiting(measured: &Measured) -> Vec<Line> {
    let waits = measured.waits.as_ref().and_then(|waits| waits.as_ref().ok());
    let Some(both) = waits.and_then(super::reader::Waits::beside) else { return Vec::new() };
    let Some(((first, their_first), later)) = both.split_first() else { return Vec::new() };
    let line = |what: &str, goal: &str, ours: f64, theirs: f64, times: f64| {
        Line::new(measured.practices, what, format!("{ours:.0} ms"))
            .goal(goal, ours / theirs / times)
            .beside(0, Some((format!("{theirs:.0} ms"), theirs / ours)))
    };
    let mut lines = vec![line(
        "ten hits in Chromium, first query",
        "within 1.5 times Pagefind",
        *first,
        *their_first,
        1.5,
    )];
    for (at, (ours, theirs)) in later.iter().enumerate() {
        let what = format!("ten hits in Chromium, query {}", at + 2);
        lines.push(line(&what, "faster than Pagefind", *ours, *theirs, 1.0));
    }
    let sum = later.iter().fold((0.0, 0.0), |sum, wait| (sum.0 + wait.0, sum.1 + wait.1));
    let what = "ten hits in Chromium, sum of the later queries";
    lines.push(line(what, "faster than Pagefind", sum.0, sum.1, 1.0));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::builds::Builds;
    use crate::bench::edits::{Edit, Edits};
    use crate::bench::files::Tally;
    use crate::bench::peers::Taken;
    use crate::bench::search::{Answer, ClientBytes, Fetched, Searches, Warm};

    fn cost(wall: u64, busy: u64) -> Cost {
        let (wall, busy) = (Duration::from_millis(wall), Duration::from_millis(busy));
        Cost { wall, busy, own: busy / 2, peak: 3_000_000_000, printed: String::new() }
    }

    fn edit(page: u64, search: u64) -> Edit {
        Edit { page: Duration::from_millis(page), search: Duration::from_millis(search) }
    }

    fn fetched(bytes: u64, rounds: u64) -> Fetched {
        Fetched { requests: 1, bytes, rounds, time: 1.0 }
    }

    /// A build of one second, and peers that take ten seconds together.
    fn measured(practices: usize) -> Measured {
        let built = |wall| Ok((cost(wall, wall), Tally::default()));
        let answer = Answer {
            query: "two words".to_owned(),
            total: 1,
            hits: fetched(1, 1),
            whole: fetched(100_000, 4),
        };
        let warm = |kind, milliseconds| Warm {
            kind,
            query: String::new(),
            total: 1,
            milliseconds,
            least: 1.0,
        };
        Measured {
            practices,
            source: Tally::default(),
            builds: Builds {
                cold: cost(1_000, 2 * practices as u64),
                unchanged: cost(50, 50),
                rewritten: 0,
                copied: cost(200, 200),
                peers: vec![
                    Taken { peer: Peer::Hugo, result: built(4_000) },
                    Taken { peer: Peer::Pagefind, result: built(6_000) },
                    Taken { peer: Peer::Zola, result: Err("ZOLA names none".to_owned()) },
                ],
            },
            stages: String::new(),
            site: Tally::default(),
            index: Tally::default(),
            edits: Some(Ok(Edits { text: edit(60, 80), title: edit(90, 200) })),
            searches: Ok(Searches {
                client: ClientBytes { gzip: 207_000, brotli: 210_000 },
                loading: fetched(1, 1),
                opening: fetched(10_000, 1),
                answers: vec![answer],
                warm: vec![warm("quick", 1.0), warm("slow", 15.0)],
            }),
            lunr: None,
            zola_index: Some(1_100_000),
            waits: None,
        }
    }

    /// The cells of the row that contains these words.
    fn cells(table: &str, words: &str) -> Vec<String> {
        let line = table.lines().find(|line| line.contains(words));
        let line = line.unwrap_or_else(|| panic!("no `{words}` in\n{table}"));
        line.split('|').map(|cell| cell.trim().to_owned()).collect()
    }

    #[test]
    fn each_line_says_whether_its_goal_is_met() {
        let table = table(&[measured(1_000)]);
        let of = |words: &str| {
            let cells = cells(&table, words);
            (cells[4].clone(), cells[5].clone(), cells[6].clone())
        };
        let line = |measured: &str, used: &str, met: &str| {
            (measured.to_owned(), used.to_owned(), met.to_owned())
        };
        let build = line("1.00 s, 10.0 times as fast (5.0 in CPU time)", "0.80", "met");
        assert_eq!(of("8 times as fast"), build);
        assert_eq!(of("cp -r"), line("5.0 times", "1.25", "**not met**"));
        assert_eq!(of("nothing changed"), line("50 ms, 0.050 of the first", "0.50", "met"));
        assert_eq!(of("text is on its page"), line("60 ms", "0.60", "met"));
        assert_eq!(of("title is on its page"), line("90 ms", "0.90", "met"));
        assert_eq!(of("search client"), line("207 kB", "0.90", "met"));
        assert_eq!(of("as Brotli"), line("210 kB", "1.05", "**not met**"));
        assert_eq!(of("first query of two words"), line("110 kB", "0.92", "met"));
        assert_eq!(of("round trips for it"), line("4", "1.33", "**not met**"));
        assert_eq!(of("slowest kind (slow)"), line("15.0 ms", "1.50", "**not met**"));
        assert_eq!(cells(&table, "8 times as fast")[7], "10.00 s (10.00)");
        assert_eq!(cells(&table, "first query of two words")[8], "1100 kB (10.00)");
        assert!(
            table.contains("Not measured: Zola, with its search index, because ZOLA names none")
        );
        assert!(!table.contains("peak memory") && !table.contains("linear"), "{table}");
    }

    #[test]
    fn larger_sites_have_other_limits_and_grow_linearly() {
        let table = table(&[measured(10_000), measured(100_000)]);
        assert_eq!(cells(&table, "title is on its page")[3], "under 500 ms");
        let growth = cells(&table, "compared with that at 10000");
        assert_eq!(growth[1], "100000");
        assert_eq!(growth[4], "1.00 times, own code 1.00 (`cp -r`: 0.10 times)");
        assert_eq!((growth[5].as_str(), growth[6].as_str()), ("0.83", "met"));
        let mut slow = measured(100_000);
        slow.builds.cold.own *= 2;
        let slow = super::table(&[measured(10_000), slow]);
        assert_eq!(cells(&slow, "compared with that at 10000")[6], "**not met**");
        assert_eq!(cells(&table, "peak memory")[6], "**not met**");
        let limits: Vec<usize> = [9, 10_000, 100_000].map(|of| allowed(of) as usize).to_vec();
        assert_eq!(limits, [120, 250, 600]);
        assert_eq!(table.matches("Not measured").count(), 1);
    }

    #[test]
    fn a_file_written_for_nothing_is_one_too_many() {
        let mut measured = measured(1_000);
        measured.builds.rewritten = 1;
        assert_eq!(cells(&table(&[measured]), "files that it writes")[6], "**not met**");
    }
}
