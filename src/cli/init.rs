//! `crosstown init`: creates a site.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use crosstown::address::base_url;
use crosstown::diagnostic::Refusal;
use crosstown::scaffold::{CodeHost, LANGUAGES, NewSite};

use super::exit;
use super::files::{CreateError, create};
use super::report::{plural, refused, system};
use super::terminal::{Terminal, shown};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown init our-cities\n  crosstown init nuestras-ciudades --lang es --title \"Nuestras ciudades\" --ci gitlab\n\nThe new site builds as it is: `crosstown serve --root our-cities` shows it. Copy its examples, then delete them."
)]
pub(super) struct InitArgs {
    /// Folder of the new site; it is created if it does not exist.
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// Name of the site.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Address of the published site.
    #[arg(long, value_name = "URL", default_value = "https://example.org/", value_parser = address)]
    base_url: String,
    /// Language of the site.
    #[arg(long, value_name = "LANG", default_value = "en", value_parser = LANGUAGES)]
    lang: String,
    /// Code host for which workflows are written that check changes and publish the site.
    #[arg(long, value_name = "HOST", value_enum, default_value = "github")]
    ci: Ci,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Ci {
    /// GitHub Actions and GitHub Pages.
    Github,
    /// GitLab CI and GitLab Pages.
    Gitlab,
    /// No workflows.
    None,
}

fn address(text: &str) -> Result<String, String> {
    base_url(text).map_err(|fault| fault.to_string())
}

/// Writes the files of a new site; none, if one of them exists.
pub(super) fn run(args: &InitArgs, terminal: &Terminal) -> u8 {
    let host = match args.ci {
        Ci::Github => Some(CodeHost::Github),
        Ci::Gitlab => Some(CodeHost::Gitlab),
        Ci::None => None,
    };
    let site = NewSite {
        lang: args.lang.clone(),
        title: args.title.clone(),
        base_url: args.base_url.clone(),
        host,
    };
    let files = site.files();
    let texts = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let dir = shown(&args.dir);
    match create(&args.dir, texts) {
        Ok(()) => {
            let what = plural(files.len(), "file");
            terminal.out(&format!("Created a site in {dir}: {what}.\n\n"));
            terminal.out(&format!("  crosstown serve --root {dir}   shows it\n"));
            terminal
                .out("  crosstown new practice \"Its title\"   creates a record; run it in that folder\n");
            exit::DONE
        }
        Err(CreateError::Exists(path)) => {
            let refusal = Refusal::new(format!("there is already a file {path} in {dir}"));
            refused(&refusal.help("create the site in a folder of its own"), terminal)
        }
        Err(CreateError::System(error)) => system(&error, terminal),
    }
}
