//! Follows records through the log, from what they are now to what they were first.

use std::collections::HashMap;

use super::log::{Commit, Touched};

/// The changes of a file on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step<'l> {
    /// The position of the last commit in the log, which begins with the latest.
    pub(super) order: usize,
    pub(super) commit: &'l Commit,
    /// The path of the file from then on.
    pub(super) path: &'l str,
    /// The id of its text from then on.
    pub(super) new: &'l str,
    /// What the first commit did to it.
    pub(super) first: &'l Touched,
}

/// The steps of one file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Trace<'l> {
    /// The latest first.
    pub(super) steps: Vec<Step<'l>>,
    /// Whether there were others before them.
    pub(super) has_more: bool,
}

/// The latest changes of each of `paths`, of at most `most` days, under whatever name the file had.
///
/// Nothing is said of the commit at the edge of a shallow clone, which seems to bring in every file.
pub(super) fn trace<'l>(commits: &'l [Commit], paths: &[&'l str], most: usize) -> Vec<Trace<'l>> {
    let mut traces: Vec<Trace<'l>> = paths.iter().map(|_| Trace::default()).collect();
    let mut at: HashMap<&str, usize> = paths.iter().copied().zip(0..).collect();
    for (order, commit) in commits.iter().enumerate() {
        if commit.is_edge {
            at.into_values().for_each(|file| traces[file].has_more = true);
            break;
        }
        // Two files may have exchanged their names: all are looked up before any is followed.
        let mut earlier = Vec::new();
        for touched in &commit.files {
            let Some(path) = touched.to.as_deref() else {
                // It was deleted, and what is there now has never been committed.
                earlier.extend(
                    touched.from.as_deref().and_then(|path| Some((None, at.remove(path)?))),
                );
                continue;
            };
            let Some(file) = at.remove(path) else { continue };
            let trace = &mut traces[file];
            let is_full = trace.steps.len() == most;
            match trace.steps.last_mut() {
                Some(later) if later.commit.date == commit.date => later.first = touched,
                _ if is_full => {
                    trace.has_more = true;
                    continue;
                }
                _ => {
                    let new = &touched.new;
                    trace.steps.push(Step { order, commit, path, new, first: touched });
                }
            }
            earlier.push((touched.from.as_deref(), file));
        }
        at.extend(earlier.into_iter().filter_map(|(path, file)| Some((path?, file))));
    }
    traces
}
