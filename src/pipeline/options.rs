//! What to build, and how.

use std::path::PathBuf;

use crate::site::LinkOptions;
use crate::withheld::List;

/// What to build, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder that contains `content/` and `themes/`.
    pub root: PathBuf,
    /// Replaces the base URL of `site.yaml`.
    pub base_url: Option<String>,
    /// Replaces the theme of `site.yaml`.
    pub theme: Option<String>,
    /// Audience and drafts.
    pub link: LinkOptions,
    /// Names that no output may contain, from a list outside the repository.
    pub withhold: List,
}

/// The purpose of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Checks the files themselves: a name in them is an error. Pages are rendered, and discarded,
    /// only if the site has templates of its own.
    Check,
    /// Checks only what would be published: what the build removes is a warning.
    Build,
}
