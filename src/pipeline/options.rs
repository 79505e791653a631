//! What to build, and how.

use std::path::PathBuf;
use std::sync::Arc;

use crate::model::{Date, Extra};
use crate::output::BriefOptions;
use crate::site::{Audience, LinkOptions};
use crate::store::Store;
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
    /// Extras that are not made, even if `site.yaml` lists them.
    pub left_out: Vec<Extra>,
    /// Where files that take long to make are kept between builds.
    pub store: Option<Arc<Store>>,
    /// Puts compressed copies beside the files of the site.
    pub precompress: bool,
    /// How briefs are made; without this, none are.
    pub briefs: Option<BriefOptions>,
    /// Audience and drafts.
    pub link: LinkOptions,
    /// The day of a review, by which `check` tells what is out of date. A build has none.
    pub today: Option<Date>,
    /// Names that no output may contain, from a list outside the repository.
    pub withhold: List,
}

impl Options {
    /// A public build of what `root` contains, without drafts, as its `site.yaml` says.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Options {
        Options {
            root: root.into(),
            base_url: None,
            theme: None,
            left_out: Vec::new(),
            store: None,
            precompress: false,
            briefs: None,
            link: LinkOptions { audience: Audience::Public, drafts: false },
            today: None,
            withhold: List::default(),
        }
    }
}

/// The purpose of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Checks the files themselves: a name in them is an error. Pages are rendered, and discarded,
    /// only if the site has templates of its own.
    Check,
    /// Checks only what would be published: what the build removes is a warning.
    Build,
    /// As a build, but makes only the briefs.
    Briefs,
}
