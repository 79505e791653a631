//! Reports what the knowledge base in a folder (by default this one) contains and where it is thin.
//!
//! `cargo xtask content-stats` runs it.
#![allow(clippy::print_stdout, reason = "a report for a terminal")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use crosstown::model::{Choice, OutcomeKind, Practice, Sphere, Stage};
use crosstown::site::{Audience, Item, LinkOptions, Site, link};
use crosstown::withheld::{Confidential, List};
use crosstown::{check, diagnostic, source};

/// Prints counts by kind, sphere, stage and evidence, the shares of practices with outcomes, cost
/// and lessons, and the records whose review is due.
fn main() -> Result<(), String> {
    let root = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| ".".to_owned()));
    let found = source::walk(&root).map_err(|error| error.reason)?;
    let (content, mut findings) = source::parse(source::load(found, None), None);
    findings.extend(check::run(
        &content,
        &Confidential::new(&content, &List::default()),
        &|_| true,
        check::Extent::default(),
    ));
    let (site, more) =
        link(content, LinkOptions { audience: Audience::Public, drafts: false }, None);
    findings.extend(more);
    let count = diagnostic::count(&findings);
    println!("{}", kinds(&site));
    println!("{}", practices(&site));
    println!("Findings of the checks\n  errors {}, warnings {}", count.errors, count.warnings);
    Ok(())
}

fn table(title: &str, rows: &[(String, usize)]) -> String {
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let lines = rows.iter().map(|(name, count)| format!("  {name:<width$}  {count:>5}\n"));
    format!("{title}\n{}", lines.collect::<String>())
}

fn kinds(site: &Site) -> String {
    let sources: usize = site.practices.iter().map(|item| item.record.sources.len()).sum();
    let mut rows: Vec<(String, usize)> =
        site.counts().map(|(name, count)| (name.to_owned(), count)).collect();
    rows.push(("topics".to_owned(), site.vocabulary.topics.len()));
    rows.push(("sources of practices".to_owned(), sources));
    table("Records", &rows)
}

fn practices(site: &Site) -> String {
    let all = || site.practices.iter().map(|item| &item.record);
    let total = site.practices.len().max(1);
    let counted = |has: &dyn Fn(&Practice) -> bool| all().filter(|practice| has(practice)).count();
    let spheres = Sphere::ALL.iter().map(|(sphere, word)| {
        (
            (*word).to_owned(),
            counted(&|practice| practice.spheres.iter().any(|one| one.value == *sphere)),
        )
    });
    let stages = Stage::ALL.iter().map(|(stage, word)| {
        ((*word).to_owned(), counted(&|practice| practice.stage.value == *stage))
    });
    let mut levels: BTreeMap<u8, usize> = (0..=5).map(|level| (level, 0)).collect();
    for practice in all() {
        *levels.entry(practice.evidence_level()).or_default() += 1;
    }
    let levels: Vec<(String, usize)> =
        levels.into_iter().map(|(level, count)| (format!("level {level}"), count)).collect();
    let share = |name: &str, has: &dyn Fn(&Practice) -> bool| {
        let count = counted(has);
        (format!("{name} ({} %)", count * 100 / total), count)
    };
    let shares = [
        share("with a measured outcome", &|practice| {
            practice.outcomes.iter().any(|row| row.kind == OutcomeKind::Outcome)
        }),
        share("with any result row", &|practice| !practice.outcomes.is_empty()),
        share("with a cost", &|practice| practice.cost.is_some()),
        share("with lessons", &|practice| {
            !practice.lessons.is_empty() || !practice.did_not_work.is_empty()
        }),
        share("with an adaptation elsewhere", &|practice| !practice.adaptations.is_empty()),
    ];
    let due: Vec<&Item<Practice>> =
        site.practices.iter().filter(|item| is_due(&item.record)).collect();
    let mut text = table("Practices by sphere", &spheres.collect::<Vec<_>>()) + "\n";
    text += &(table("Practices by stage", &stages.collect::<Vec<_>>()) + "\n");
    text += &(table("Practices by evidence", &levels) + "\n");
    text += &(table("Practices", &shares) + "\n");
    text += &format!("Review due: {}\n", due.len());
    for item in due {
        text += &format!("  {}\n", item.meta.path);
    }
    text
}

fn is_due(practice: &Practice) -> bool {
    practice.review_due.is_some_and(|due| due.to_string() < today())
}

/// Today's date in UTC. Developer tools may read the clock; the program may not.
#[expect(clippy::disallowed_methods, reason = "a report for today, not part of the site")]
fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    let (mut year, mut days) = (1970_u64, seconds / 86_400);
    let leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    while days >= 365 + u64::from(leap(year)) {
        days -= 365 + u64::from(leap(year));
        year += 1;
    }
    let lengths = [31, 28 + u64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 1;
    for length in lengths {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", days + 1)
}
