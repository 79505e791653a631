//! What commands that read content take.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use crosstown::model::{Choice as _, Extra};
use crosstown::pipeline::{Options, SystemError};
use crosstown::site::{Audience, LinkOptions};
use crosstown::withheld::List;

/// What every command that reads content takes.
#[derive(Debug, Args)]
pub(super) struct ContentArgs {
    /// Folder that holds content/ and themes/.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    /// Include records that are marked as drafts.
    #[arg(long)]
    pub(super) drafts: bool,
    /// Who the output is for; `cities` includes session notes marked cities-only.
    #[arg(long, value_name = "WHO", value_enum, default_value = "public")]
    pub(super) audience: AudienceArg,
    /// File of names that must not appear in any output, one per line; keep it outside the
    /// repository.
    #[arg(long, value_name = "FILE", env = "CROSSTOWN_WITHHOLD", hide_env_values = true)]
    pub(super) withhold: Option<PathBuf>,
    /// Number of threads [default: one for each processor].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum AudienceArg {
    /// Everybody.
    Public,
    /// People from member cities.
    Cities,
}

/// What every command that renders takes.
#[derive(Debug, Args)]
pub(super) struct RenderArgs {
    /// Address of the site, instead of the one in site.yaml.
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// Theme, instead of the one in site.yaml.
    #[arg(long, value_name = "NAME")]
    pub(super) theme: Option<String>,
    /// Leave out the extras that site.yaml lists.
    #[arg(long)]
    pub(super) no_extras: bool,
}

impl RenderArgs {
    /// The extras that are not made.
    pub(super) fn left_out(&self) -> Vec<Extra> {
        let all = Extra::ALL.iter().filter(|_| self.no_extras);
        all.map(|(extra, _)| *extra).collect()
    }
}

/// The list of withheld names; empty if none is given.
///
/// # Errors
/// When the list cannot be read: without it nothing must be published.
pub(super) fn withheld(list: Option<&Path>) -> Result<List, SystemError> {
    // An empty environment variable counts as unset.
    let list = list.filter(|path| !path.as_os_str().is_empty());
    let list = list.map_or_else(|| Ok(List::default()), List::read);
    list.map_err(|error| SystemError {
        doing: "reading the list of withheld names".to_owned(),
        reason: error.to_string(),
    })
}

impl ContentArgs {
    /// The options of the pipeline.
    ///
    /// # Errors
    /// When the list of withheld names cannot be read: without it nothing must be published.
    pub(super) fn options(
        &self,
        base_url: Option<String>,
        theme: Option<String>,
    ) -> Result<Options, SystemError> {
        let withhold = withheld(self.withhold.as_deref())?;
        let audience = match self.audience {
            AudienceArg::Public => Audience::Public,
            AudienceArg::Cities => Audience::Cities,
        };
        Ok(Options {
            root: self.root.clone(),
            base_url,
            theme,
            left_out: Vec::new(),
            store: None,
            precompress: false,
            briefs: None,
            link: LinkOptions { audience, drafts: self.drafts },
            today: None,
            withhold,
        })
    }

    /// Sets the number of threads. This fails only if a pool is already running, which is then
    /// kept.
    pub(super) fn set_threads(&self) {
        if let Some(threads) = self.threads {
            let _ =
                rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global();
        }
    }
}
