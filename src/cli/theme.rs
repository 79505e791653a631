//! `crosstown theme list` and `crosstown theme eject`.

use std::process::ExitCode;

use crosstown::theme::catalog::{self, EjectError, Listed, Origin};

use super::args::{EjectArgs, ThemeArgs, ThemeCommand, ThemeListArgs};
use super::exit;
use super::report::{findings, plural};
use super::terminal::{err, out};

/// Runs the command below `theme`.
pub(super) fn run(args: &ThemeArgs) -> ExitCode {
    match &args.command {
        ThemeCommand::List(list) => listed(list),
        ThemeCommand::Eject(eject) => ejected(eject),
    }
}

fn listed(args: &ThemeListArgs) -> ExitCode {
    let (themes, wrong) = catalog::list(&args.root);
    let texts: Vec<String> = themes.iter().map(described).collect();
    out(&texts.join("\n"));
    findings(&wrong);
    if wrong.is_empty() { ExitCode::SUCCESS } else { exit::CONTENT.into() }
}

fn described(theme: &Listed) -> String {
    let origin = match theme.origin {
        Origin::BuiltIn => "built in".to_owned(),
        Origin::Changed(files) => format!("built in; this site changes {}", plural(files, "file")),
        Origin::Site => "this site's own".to_owned(),
    };
    let parent = theme.parent.as_ref().map(|parent| format!("; rests on {parent}"));
    let mut text =
        format!("{} ({origin}{})\n  {}", theme.name, parent.unwrap_or_default(), theme.title);
    if !theme.description.is_empty() {
        text.push_str(&format!(": {}", theme.description));
    }
    text.push('\n');
    text
}

fn ejected(args: &EjectArgs) -> ExitCode {
    match catalog::eject(&args.root, &args.name, args.file.as_deref(), args.force) {
        Ok(files) => {
            let (written, kept): (Vec<_>, Vec<_>) = files.iter().partition(|file| file.written);
            for file in &written {
                out(&format!("wrote {}\n", file.path));
            }
            for file in &kept {
                err(&format!("kept {}: it is there already\n", file.path));
            }
            if !kept.is_empty() {
                err("--force replaces what is there\n");
            }
            if written.is_empty() { exit::USAGE.into() } else { ExitCode::SUCCESS }
        }
        Err(EjectError::Unknown(found)) => {
            findings(&found);
            exit::USAGE.into()
        }
        Err(EjectError::System { path, reason }) => {
            err(&format!("error: writing {}: {reason}\n", path.display()));
            exit::SYSTEM.into()
        }
    }
}
