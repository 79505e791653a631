//! `crosstown build`.

use std::mem;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use crosstown::pipeline::{self, Built, Options, Report, SystemError};
use crosstown::publish::{BuildMark, Cache, PublishError, Staging, Written};

use super::args::BuildArgs;
use super::report::{duration, findings, plural, records, system};
use super::terminal::{Terminal, shown};
use super::{briefs, exit, start};

/// Builds into a staging folder and publishes the site only when it is complete.
pub(super) fn run(args: &BuildArgs, terminal: &Terminal) -> u8 {
    let begun = Instant::now();
    if let Some(status) = start::refused(&args.content.root, terminal) {
        return status;
    }
    args.content.set_threads();
    // Runs on a worker thread: one more thread would need its own memory.
    rayon::scope(|_| built(args, begun, terminal))
}

fn built(args: &BuildArgs, begun: Instant, terminal: &Terminal) -> u8 {
    let root = &args.content.root;
    let target = args.out.clone().unwrap_or_else(|| root.join("public"));
    let options = args.content.options(args.render.base_url.clone(), args.render.theme.clone());
    let cache = Cache::of_user();
    let store = cache.as_ref().map(|cache| Arc::new(cache.store()));
    let options = match options {
        Ok(options) => {
            let briefs = briefs::of_site();
            Options {
                left_out: args.render.left_out(),
                store: store.clone(),
                precompress: args.precompress,
                briefs,
                ..options
            }
        }
        Err(error) => return failed(&error, terminal),
    };
    let staging = match Staging::begin_for(root, &target) {
        Ok(staging) => staging.remembering(cache),
        Err(error) => return unpublished(&error, terminal),
    };
    terminal.progress("building …");
    let inputs = match pipeline::read(&options, None) {
        Ok(inputs) => inputs,
        Err(error) => return failed(&error, terminal),
    };
    let left = inputs.mark.as_ref().and_then(|mark| staging.is_made_from(mark));
    let inputs = match left {
        None => inputs,
        Some((written, counts)) => match pipeline::unchanged(&options, inputs, &counts) {
            Ok(Ok(report)) => {
                terminal.progress("");
                findings(&report.diagnostics, terminal);
                summary(&report, &target, written, begun, terminal);
                return exit::DONE;
            }
            Ok(Err(inputs)) => inputs,
            Err(error) => return failed(&error, terminal),
        },
    };
    let mark = inputs.mark.clone();
    let report = match pipeline::build(&options, inputs, None, &staging) {
        Ok(Built { report, site, .. }) => {
            // The program is about to end: the system frees all memory at once, which is faster
            // than dropping it here.
            mem::forget(site);
            report
        }
        Err(error) => {
            let status = failed(&error, terminal);
            return if staging.has_refused_a_path() { exit::CONTENT } else { status };
        }
    };
    terminal.progress("");
    findings(&report.diagnostics, terminal);
    if report.failed() {
        terminal.err("nothing was written: the site is as it was\n");
        return exit::CONTENT;
    }
    let publishing = Instant::now();
    let mark = mark.map(|from| BuildMark { from, counts: report.counts() });
    match staging.commit(mark.as_ref()) {
        Ok(written) => {
            // A store that cannot be tidied is tidied by a later build.
            _ = store.map(|store| store.tidy());
            let mut report = report;
            report.stages.push(("publish", publishing.elapsed()));
            summary(&report, &target, written, begun, terminal);
            exit::DONE
        }
        Err(error) => unpublished(&error, terminal),
    }
}

fn failed(error: &SystemError, terminal: &Terminal) -> u8 {
    terminal.progress("");
    system(error, terminal)
}

fn unpublished(error: &PublishError, terminal: &Terminal) -> u8 {
    terminal.error(error);
    match error {
        PublishError::BadPath { .. } | PublishError::Taken { .. } | PublishError::Link { .. } => {
            exit::CONTENT
        }
        PublishError::Refused { .. } | PublishError::Foreign { .. } => exit::USAGE,
        PublishError::Busy { .. } | PublishError::Incomplete | PublishError::System { .. } => {
            exit::SYSTEM
        }
    }
}

fn summary(report: &Report, target: &Path, written: Written, begun: Instant, terminal: &Terminal) {
    let mut text = format!("Built {}.\n", records(report));
    text.push_str(&format!(
        "{} in {}: {} written, {} unchanged, {} removed, {:.1} MB in all.\n",
        plural(written.written + written.unchanged, "file"),
        shown(target),
        written.written,
        written.unchanged,
        written.removed,
        megabytes(written.bytes),
    ));
    let stages = report.stages.iter().map(|(name, time)| format!("{name} {}", duration(*time)));
    let stages = stages.collect::<Vec<_>>().join(" · ");
    let told = if stages.is_empty() { "Nothing has changed since it was built." } else { &stages };
    text.push_str(&format!("{told}\n"));
    text.push_str(&format!("Done in {}.\n", duration(begun.elapsed())));
    terminal.out(&text);
    if report.without_briefs {
        terminal.err(&briefs::note());
    }
}

#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
