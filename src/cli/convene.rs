//! `crosstown convene`.

use std::path::{Path, PathBuf};

use clap::Args;
use crosstown::pipeline::{self, Options};
use crosstown::site::LinkOptions;

use super::content_args::ContentArgs;
use super::files::{make, write};
use super::report::{plural, system};
use super::terminal::{Terminal, shown};
use super::{briefs, exit, start};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown convene content/convenings/innovation-teams-2015\n  crosstown convene innovation-teams-2015 --out kit\n\nThe kit has an agenda, a reading list and cards of the practices to be discussed, all to print; a calendar; and a form for the notes of each session, which `crosstown notes` reads back. Drafts are included; what attribution withholds is not."
)]
pub(super) struct ConveneArgs {
    /// Folder of the convening, or its name.
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// Folder to write to [default: the convening's name and `-kit`].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    content: ContentArgs,
}

/// Writes the kit into a folder. Content with errors writes nothing.
pub(super) fn run(args: &ConveneArgs, terminal: &Terminal) -> u8 {
    let root = root(&args.dir).unwrap_or_else(|| args.content.root.clone());
    if let Some(status) = start::refused(&root, terminal) {
        return status;
    }
    let slug = args.dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
    args.content.set_threads();
    let options = args.content.options(None, None).map(|options| {
        let link = LinkOptions { drafts: true, ..options.link };
        Options { root, link, briefs: briefs::of_site(), ..options }
    });
    let made = make(options, terminal, |options, files| pipeline::convene(options, &slug, files));
    let files = match made {
        Ok((_, files)) => files,
        Err(status) => return status,
    };
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from(format!("{slug}-kit")));
    if let Err(error) = write(&out, &files) {
        return system(&error, terminal);
    }
    let count = plural(files.len(), "file");
    terminal.out(&format!("Wrote the kit to {}: {count}.\n", shown(&out)));
    exit::DONE
}

/// The root that a folder of a convening belongs to, if it is written as such a folder.
fn root(dir: &Path) -> Option<PathBuf> {
    let convenings = dir.parent()?;
    let root = convenings.parent().and_then(Path::parent)?;
    let is_folder = convenings.ends_with("content/convenings");
    let here = root.as_os_str().is_empty();
    is_folder.then(|| if here { PathBuf::from(".") } else { root.to_owned() })
}
