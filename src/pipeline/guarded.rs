//! The last gate around everything that writes files.

use std::collections::BTreeMap;

use super::report::{Report, SystemError};
use crate::diagnostic::Diagnostic;
use crate::output::{Gate, Rejected, Sink};
use crate::withheld::{Confidential, Origin};

/// Runs `work` with its files passing the last gate, and reports those that the gate rejects.
/// `known` says whether the files of the previous build passed a gate with the same names.
pub(super) fn guarded<T>(
    guard: &Confidential,
    sink: &dyn Sink,
    known: bool,
    report: &mut Report,
    work: impl FnOnce(&dyn Sink, &mut Report) -> Result<T, SystemError>,
) -> Result<T, SystemError> {
    if guard.everywhere().is_empty() && known {
        return work(sink, report);
    }
    let gate = Gate::new(sink, guard.everywhere(), known);
    let done = work(&gate, report)?;
    report.diagnostics.extend(rejections(guard, &gate.rejected()));
    Ok(done)
}

/// Findings about files that the gate rejected, one for each name.
fn rejections(guard: &Confidential, rejected: &[Rejected]) -> Vec<Diagnostic> {
    let mut by_name = BTreeMap::<usize, Vec<&str>>::new();
    for Rejected { path, name } in rejected {
        by_name.entry(*name).or_default().push(path);
    }
    let said = |(name, paths): (usize, Vec<&str>)| {
        let (first, more) = (paths[0], paths.len() - 1);
        let others = match more {
            0 => String::new(),
            1 => " and another file".to_owned(),
            more => format!(" and {more} other files"),
        };
        let whole = |from: &str| format!("`{first}`{others} of the site would name {from}");
        let help = "remove the name from the source of that file; nothing was published";
        match guard.origin(name) {
            Some(Origin::Field(place)) => {
                let message = whole("a participant of a session under the Chatham House Rule");
                let found = Diagnostic::error("withheld-output", place.clone(), message);
                found.label("this name").help(help)
            }
            Some(Origin::List(line)) => {
                let message = whole("somebody on the list of withheld names");
                let found = Diagnostic::global("withheld-output", message);
                found.help(help).note(format!("the name is on line {line} of the list"))
            }
            None => Diagnostic::global("withheld-output", whole("somebody whose name is withheld")),
        }
    };
    by_name.into_iter().map(said).collect()
}
