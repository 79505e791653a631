//! `crosstown schema`: the fields of a kind of file as JSON Schema.

use crosstown::diagnostic::nearest;
use crosstown::model::FileKind;

use super::args::SchemaArgs;
use super::exit;
use super::terminal::Terminal;

/// Prints the schema of the given kind, or the list of kinds.
pub(super) fn run(args: &SchemaArgs, terminal: &Terminal) -> u8 {
    let kinds = FileKind::all();
    let Some(asked) = &args.kind else {
        let line = |kind: &FileKind| format!("{:24}{}\n", kind.name, kind.about);
        terminal.out(&kinds.iter().map(line).collect::<String>());
        return exit::DONE;
    };
    if let Some(kind) = kinds.iter().find(|kind| kind.name == asked) {
        terminal.out(&kind.json_schema());
        return exit::DONE;
    }
    let names = || kinds.iter().map(|kind| kind.name);
    let help = match nearest(asked, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", names().collect::<Vec<_>>().join(", ")),
    };
    terminal.err(&format!("error: `{asked}` is not a kind of file; {help}\n"));
    exit::USAGE
}
