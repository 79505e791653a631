//! `crosstown briefs`.

use std::path::PathBuf;

use clap::Args;
use crosstown::output::{Artifact, BriefOptions, BriefProgram};
use crosstown::pipeline::{self, Options};

use super::content_args::ContentArgs;
use super::files::{make, write};
use super::report::{plural, system};
use super::terminal::{Terminal, shown};
use super::{exit, start};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown briefs\n  crosstown briefs providence-talks --out handouts\n\nThe documents are set by a separate program, `crosstown-briefs`. In a copy of the repository, `cargo install --locked --path briefs` installs it. With `briefs` among the `extras` of site.yaml, `crosstown build` puts them on the site, too."
)]
pub(super) struct BriefsArgs {
    #[command(flatten)]
    content: ContentArgs,
    /// Address of the site, instead of the one in site.yaml.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Folder to write to; it is created if it does not exist.
    #[arg(long, value_name = "DIR", default_value = "pdf")]
    out: PathBuf,
    /// Practices, by the names of their files without `.md` [default: all].
    #[arg(value_name = "PRACTICE")]
    practices: Vec<String>,
}

/// How the program that sets briefs is installed.
pub(super) const INSTALL: &str =
    "in a copy of the repository, `cargo install --locked --path briefs` installs it";

/// Writes briefs into a folder. Content with errors writes nothing.
pub(super) fn run(args: &BriefsArgs, terminal: &Terminal) -> u8 {
    if let Some(status) = start::refused(&args.content.root, terminal) {
        return status;
    }
    let Some(program) = BriefProgram::find() else {
        let name = BriefProgram::NAME;
        terminal.err(&format!(
            "error: `{name}`, the program that sets briefs, is neither beside this one nor in a folder of PATH\n  = help: {INSTALL}\n"
        ));
        return exit::SYSTEM;
    };
    args.content.set_threads();
    let briefs = Some(BriefOptions { program, only: args.practices.clone() });
    let options = args.content.options(args.base_url.clone(), None);
    let options = options.map(|options| Options { briefs, ..options });
    let made = make(options, terminal, |options, files| pipeline::briefs(options, files));
    let mut files = match made {
        Ok((_, files)) => files,
        Err(status) => return status,
    };
    for file in &mut files {
        file.path = name(file);
    }
    if let Err(error) = write(&args.out, &files) {
        return system(&error, terminal);
    }
    let (what, folder) = (plural(files.len(), "brief"), shown(&args.out));
    terminal.out(&format!("Wrote {what} to {folder}.\n"));
    exit::DONE
}

/// How a build makes briefs; `None` if the program that sets them is not installed.
pub(super) fn of_site() -> Option<BriefOptions> {
    BriefProgram::find().map(|program| BriefOptions { program, only: Vec::new() })
}

/// The note that a build prints if the program is not installed.
pub(super) fn note() -> String {
    let name = BriefProgram::NAME;
    format!("note: the briefs are left out, because `{name}` was not found; {INSTALL}\n")
}

/// The name of a brief outside the site: `x.pdf` for `practices/x/brief.pdf`, `x.es.pdf` for
/// `es/practices/x/brief.pdf`.
fn name(file: &Artifact) -> String {
    let parts: Vec<&str> = file.path.split('/').collect();
    match parts[..] {
        [lang, _, slug, _] => format!("{slug}.{lang}.pdf"),
        [_, slug, _] => format!("{slug}.pdf"),
        _ => file.path.replace('/', "-"),
    }
}
