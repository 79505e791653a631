//! The report of a build that would change nothing.
//!
//! Only counts are kept from one build to the next, because findings contain lines of the content.
//! If there were warnings, they are found again by checking the content without rendering it.

use super::history::Past;
use super::inputs::{Inputs, read};
use super::options::{Options, Purpose};
use super::report::{Report, SystemError, counted};
use super::{addresses, content, theme};
use crate::diagnostic;
use crate::model::{Choice as _, Kind};
use crate::output;

/// What is counted: records of each kind, and translations.
fn counted_names() -> impl Iterator<Item = &'static str> {
    Kind::ALL.iter().map(|(kind, _)| kind.plural()).chain(["translations"])
}

impl Report {
    /// The counts stored for a good build: of its warnings, then of its records.
    #[must_use]
    pub fn counts(&self) -> Vec<usize> {
        let of = |kind: &str| {
            self.records.iter().find(|(name, _)| *name == kind).map_or(0, |(_, count)| *count)
        };
        std::iter::once(counted(self).warnings).chain(counted_names().map(of)).collect()
    }
}

/// The report of a build of an unchanged site, from the inputs and the stored counts. `None` if it
/// cannot be determined without building; the inputs are then read again.
///
/// # Errors
/// When the content cannot be read.
pub fn unchanged(
    options: &Options,
    inputs: Inputs,
    counts: &[usize],
) -> Result<Result<Report, Inputs>, SystemError> {
    let Some((warnings, records)) = counts.split_first() else { return Ok(Err(inputs)) };
    let Inputs { loaded, mut report, .. } = inputs;
    report.stages.clear();
    if *warnings == 0 {
        let counted = counted_names().zip(records).filter(|(_, count)| **count > 0);
        report.records = counted.map(|(kind, count)| (kind, *count)).collect();
        return Ok(Ok(report));
    }
    let spill = loaded.spill.clone();
    let past = Past::default();
    let (site, _) = content::site(options, loaded, Purpose::Build, None, past, &mut report);
    if let Some(theme) = theme::load(options, &site, None, &mut report) {
        let lists = output::lists(&site, theme.spoken());
        addresses::judge(&site, &theme, &lists, &mut report);
    }
    SystemError::of_spill(spill.as_deref())?;
    diagnostic::sort(&mut report.diagnostics);
    report.stages.clear();
    let same = !report.failed() && report.counts() == counts;
    if same { Ok(Ok(report)) } else { read(options, None).map(Err) }
}
