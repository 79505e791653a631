//! Writes outputs: all their units in parallel, or those that have changed since the last build.

use std::io;
use std::sync::Arc;

use rayon::prelude::*;

use super::artifact::{Artifact, Sink};
use super::cache::{Known, OutputCache, Previous, UnitCache};
use super::renderer::Renderer;
use super::unit::{Context, Failure, Output, Reads};
use crate::diagnostic::Diagnostic;
use crate::site::{Changes, track};
use crate::theme::summarize;

/// Maximum number of units in one task. With larger tasks, one thread would still be at work long
/// after the others.
const AT_ONCE: usize = 8;

/// The result of writing.
#[derive(Debug)]
pub struct Written {
    /// What is wrong with templates and content.
    pub findings: Vec<Diagnostic>,
    /// What the next build needs to know; empty if there was no previous build to compare with.
    pub cache: OutputCache,
}

/// Writes outputs into `sink`, which keeps the files of the previous build that are still good.
/// Without a previous build nothing is noted for the next.
///
/// # Errors
/// When the sink cannot keep a file.
pub fn write(
    outputs: &[Output],
    context: Context<'_>,
    renderer: &Renderer<'_>,
    sink: &dyn Sink,
    previous: Option<Previous<'_>>,
) -> io::Result<Written> {
    let written: Vec<(&'static str, Vec<Failure>, UnitCache)> = outputs
        .par_iter()
        .with_max_len(1)
        .map(|output| {
            let (failures, cache) = write_one(output, context, renderer, sink, previous)?;
            Ok((output.name, failures, cache))
        })
        .collect::<io::Result<_>>()?;
    let (mut findings, mut templates, mut caches) = (Vec::new(), Vec::new(), Vec::new());
    for (name, failures, cache) in written {
        for failure in failures {
            match failure {
                Failure::Template(failure) => templates.push(*failure),
                Failure::Content(found) => findings.push(*found),
                Failure::System(error) => return Err(error),
            }
        }
        caches.push((name, cache));
    }
    findings.extend(summarize(templates));
    Ok(Written { findings, cache: caches.into_iter().collect() })
}

fn write_one(
    output: &Output,
    context: Context<'_>,
    renderer: &Renderer<'_>,
    sink: &dyn Sink,
    previous: Option<Previous<'_>>,
) -> io::Result<(Vec<Failure>, UnitCache)> {
    let changes = previous.and_then(|previous| previous.changes);
    let known = previous.and_then(|previous| previous.cache.get(output.name));
    let of_bodies_only = changes.is_some_and(Changes::are_of_bodies_only);
    if output.reads == Reads::Fields
        && of_bodies_only
        && let Some(kept) = known.and_then(|known| known.all_kept(sink))
    {
        return Ok((Vec::new(), kept));
    }
    let mut units = (output.units)(context);
    units.prepare();
    let kept = known.map(|known| known.kept(&*units, output.reads, changes, sink));
    let make = |unit: usize| {
        if let Some(known) = kept.as_ref().and_then(|kept| kept.get(unit)?.as_ref()) {
            return Ok(Some(Ok(Arc::clone(known))));
        }
        let paths = units.paths(unit);
        if let Some((path, text)) = paths.first().zip(units.hidden(renderer, unit))
            && !sink.see(path, &text)
        {
            return Ok(None);
        }
        // The digest is taken before the contents are made, so that a file that changes on disk
        // meanwhile counts as changed in the next build.
        let digest = previous.and_then(|_| units.digest(unit));
        let (contents, reads) = match previous {
            Some(_) => track(|| units.contents(renderer, unit)),
            None => (units.contents(renderer, unit), Vec::new()),
        };
        let contents = match contents {
            Ok(contents) => contents,
            Err(Failure::System(error)) => return Err(error),
            Err(failure) => return Ok(Some(Err(failure))),
        };
        let known = previous.map(|_| {
            let paths = paths.iter().map(|path| path.as_str().into()).collect();
            Arc::new(Known { digest, reads, paths })
        });
        for (path, bytes) in paths.into_iter().zip(contents) {
            sink.put(Artifact { path, bytes })?;
        }
        Ok(known.map(Ok))
    };
    let made: Vec<Result<Arc<Known>, Failure>> = (0..units.count())
        .into_par_iter()
        .with_max_len(AT_ONCE)
        .filter_map(|unit| make(unit).transpose())
        .collect::<io::Result<_>>()?;
    let warnings = units.warnings().into_iter();
    let mut failures: Vec<_> = warnings.map(|one| Failure::Content(Box::new(one))).collect();
    let good = made.into_iter().filter_map(|unit| unit.map_err(|one| failures.push(one)).ok());
    let cache = good.collect();
    Ok((failures, cache))
}
