//! The message of a command that finds no content: how to begin, or where to look.

use std::path::Path;

use super::exit;
use super::terminal::{Terminal, shown};

/// What to do where there is no content.
const BEGIN: &str = "
  = help: if the site lies elsewhere, name its folder with `--root`
  = help: to begin one here, run `crosstown init .`
";

/// The exit status to end with if `root` contains no content. Nothing is written.
pub(super) fn refused(root: &Path, terminal: &Terminal) -> Option<u8> {
    if root.join("content").is_dir() {
        return None;
    }
    if root.is_dir() {
        let folder = match root.canonicalize() {
            Ok(whole) => shown(&whole).to_string(),
            Err(_) => shown(root).to_string(),
        };
        terminal.err(&format!("error: there is no folder `content` in {folder}{BEGIN}"));
    } else {
        let folder = shown(root);
        terminal.err(&format!(
            "error: there is no folder {folder}\n  = help: give `--root` the folder that holds `content/`\n"
        ));
    }
    Some(exit::SYSTEM)
}
