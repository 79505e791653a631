//! `crosstown rename`: gives a record another name.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use crosstown::pipeline;
use crosstown::rename::{Plan, plan};
use tempfile::NamedTempFile;

use super::report::{plural, refused, system};
use super::terminal::Terminal;
use super::{exit, start};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown rename practices/food-bins kitchen-bins\n  crosstown rename --dry-run convenings/bin-day-2021 bin-day-2022\n\nIts files move, links and fields that name it are updated, and its old address redirects to the new one."
)]
pub(super) struct RenameArgs {
    /// The record, by its address (`practices/food-bins`), the path of its file, or its slug.
    #[arg(value_name = "OLD")]
    old: String,
    /// Its new slug: lower-case letters, digits and hyphens.
    #[arg(value_name = "NEW")]
    new: String,
    /// Do not redirect the old address, because its name must be forgotten.
    #[arg(long)]
    no_alias: bool,
    /// Show what would change, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Folder that holds content/ and themes/.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

/// Renames a record, or says why not.
pub(super) fn run(args: &RenameArgs, terminal: &Terminal) -> u8 {
    if let Some(status) = start::refused(&args.root, terminal) {
        return status;
    }
    let content = match pipeline::content(&args.root) {
        Ok(content) => content,
        Err(error) => return system(&error, terminal),
    };
    let plan = match plan(&content, &args.old, &args.new, !args.no_alias) {
        Ok(plan) => plan,
        Err(refusal) => return refused(&refusal, terminal),
    };
    if !args.dry_run
        && let Err(error) = carry_out(&args.root, &plan)
    {
        terminal.error(format_args!("{error}; nothing was renamed"));
        return exit::SYSTEM;
    }
    terminal.out(&told(&plan, args.dry_run));
    exit::DONE
}

fn told(plan: &Plan, dry: bool) -> String {
    let mut text = String::new();
    for (from, to) in &plan.moves {
        text.push_str(&format!("{from} → {to}\n"));
    }
    for (path, count) in &plan.mended {
        text.push_str(&format!("{path}: {}\n", plural(*count, "reference")));
    }
    if let Some(alias) = &plan.alias {
        text.push_str(&format!("the old address, with `{alias}`, redirects to the new one\n"));
    }
    if dry {
        text.push_str("Nothing was changed (--dry-run).\n");
    }
    text
}

/// Carries out a plan. Every text is on the disk before the first file moves; if moving fails, what
/// has moved goes back.
fn carry_out(root: &Path, plan: &Plan) -> io::Result<()> {
    let mut texts = Vec::new();
    for (path, text) in &plan.texts {
        let path = root.join(path);
        let mut file = NamedTempFile::new_in(path.parent().unwrap_or(root))?;
        file.write_all(text.as_bytes())?;
        file.as_file().set_permissions(fs::metadata(&path)?.permissions())?;
        texts.push((file, path));
    }
    // First the texts are replaced at the old paths; then the files move.
    let before: Vec<(PathBuf, Vec<u8>)> = texts
        .iter()
        .map(|(_, path)| Ok((path.clone(), fs::read(path)?)))
        .collect::<io::Result<_>>()?;
    let mut moved = Vec::new();
    let done = texts
        .into_iter()
        .try_for_each(|(file, path)| file.persist(path).map(drop).map_err(|error| error.error));
    let done = done.and_then(|()| {
        plan.moves.iter().try_for_each(|(from, to)| {
            let (from, to) = (root.join(from), root.join(to));
            if to.symlink_metadata().is_ok() {
                return Err(io::Error::other(format!("{} exists", to.display())));
            }
            fs::rename(&from, &to)?;
            moved.push((from, to));
            Ok(())
        })
    });
    if done.is_err() {
        for (from, to) in moved.into_iter().rev() {
            fs::rename(to, from)?;
        }
        for (path, bytes) in before {
            fs::write(path, bytes)?;
        }
    }
    done
}
