//! What to build, and how.

use std::path::PathBuf;

use crate::site::LinkOptions;
use crate::withheld::List;

/// What to build, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder that holds `content/` and `themes/`.
    pub root: PathBuf,
    /// Replaces the base URL of `site.yaml`.
    pub base_url: Option<String>,
    /// Replaces the theme of `site.yaml`.
    pub theme: Option<String>,
    /// Audience and drafts.
    pub link: LinkOptions,
    /// Names that no output may hold, from a list outside of the repository.
    pub withhold: List,
}

/// What the content is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The files themselves are judged: a name in them is an error. Pages are rendered, and thrown
    /// away, only if the site has templates of its own.
    Check,
    /// Only what would be published is judged: what the build takes out is a warning.
    Build,
}
