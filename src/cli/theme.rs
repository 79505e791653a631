//! `crosstown theme list` and `crosstown theme eject`.

use crosstown::diagnostic::visible_in_line;
use crosstown::theme::catalog::{self, EjectError, Listed, Origin, OwnFile, Standing};

use super::args::{EjectArgs, ThemeArgs, ThemeCommand, ThemeListArgs};
use super::exit;
use super::report::{findings, plural};
use super::terminal::Terminal;

/// Runs the subcommand of `theme`.
pub(super) fn run(args: &ThemeArgs, terminal: &Terminal) -> u8 {
    match &args.command {
        ThemeCommand::List(list) => listed(list, terminal),
        ThemeCommand::Eject(eject) => ejected(eject, terminal),
    }
}

fn listed(args: &ThemeListArgs, terminal: &Terminal) -> u8 {
    let (themes, wrong) = catalog::list(&args.root);
    let texts: Vec<String> = themes.iter().map(described).collect();
    terminal.out(&texts.join("\n"));
    findings(&wrong, terminal);
    if wrong.is_empty() { exit::DONE } else { exit::CONTENT }
}

fn described(theme: &Listed) -> String {
    let origin = match theme.origin {
        Origin::BuiltIn => "built in".to_owned(),
        Origin::Changed(files) => format!("built in; this site changes {}", plural(files, "file")),
        Origin::Site => "this site's own".to_owned(),
    };
    let parent =
        theme.parent.as_ref().map(|parent| format!("; rests on {}", visible_in_line(parent)));
    let [name, title, description] =
        [&theme.name, &theme.title, &theme.description].map(|text| visible_in_line(text));
    let mut text = format!("{name} ({origin}{})\n  {title}", parent.unwrap_or_default());
    if !description.is_empty() {
        text.push_str(&format!(": {description}"));
    }
    text.push('\n');
    theme.files.iter().for_each(|file| text.push_str(&own_file(file)));
    text
}

fn own_file(file: &OwnFile) -> String {
    let standing = match file.standing {
        Standing::Added => "added",
        Standing::Same => "the same as the built-in one",
        Standing::Replaces => "replaces the built-in one",
        Standing::Outdated => "replaces the built-in one, which has changed since it was ejected",
    };
    format!("  {}: {standing}\n", visible_in_line(&file.path))
}

fn ejected(args: &EjectArgs, terminal: &Terminal) -> u8 {
    match catalog::eject(&args.root, &args.name, args.file.as_deref(), args.force) {
        Ok(files) => {
            let (written, kept): (Vec<_>, Vec<_>) = files.iter().partition(|file| file.written);
            for file in &written {
                terminal.out(&format!("wrote {}\n", visible_in_line(&file.path)));
            }
            for file in &kept {
                terminal
                    .err(&format!("kept {}: it is there already\n", visible_in_line(&file.path)));
            }
            if !kept.is_empty() {
                terminal.err("--force replaces what is there\n");
            }
            if written.is_empty() { exit::USAGE } else { exit::DONE }
        }
        Err(EjectError::Refused(found)) => {
            findings(&found, terminal);
            exit::USAGE
        }
        Err(EjectError::System { path, reason }) => {
            terminal.error(format_args!("writing {}: {reason}", path.display()));
            exit::SYSTEM
        }
    }
}
