//! The commands and options of the command line. Doc comments on them are their help texts.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use crosstown::export::Format;

use super::briefs::BriefsArgs;
use super::check::CheckArgs;
use super::completions::{CompletionsArgs, ManArgs};
use super::content_args::{ContentArgs, RenderArgs};
use super::convene::ConveneArgs;
use super::digest::DigestArgs;
use super::doctor::DoctorArgs;
use super::fix::FixArgs;
use super::import::ImportArgs;
use super::init::InitArgs;
#[cfg(feature = "links")]
use super::links::LinksArgs;
#[cfg(feature = "mcp")]
use super::mcp::McpArgs;
use super::new::NewArgs;
use super::notes::NotesArgs;
use super::release_check::ReleaseCheckArgs;
use super::rename::RenameArgs;

/// Turns a folder of Markdown into a searchable knowledge base.
#[derive(Debug, Parser)]
#[command(
    name = "crosstown",
    version,
    about,
    long_about = "Turns a folder of Markdown case studies and session notes into a static site that is searched in the reader's browser. Any web host can serve the result.",
    after_help = "Examples:\n  crosstown serve                    look at the site while you write\n  crosstown check                    find mistakes before you open a pull request\n  crosstown build                    write the site to public/\n  crosstown search \"pay for success\" search the built site from here\n\nExit status: 0 done, 1 the content has errors, 2 wrong usage, 3 the system failed.",
    arg_required_else_help = true,
    max_term_width = 100
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the site.
    Build(BuildArgs),
    /// Find mistakes in the content.
    Check(CheckArgs),
    /// Correct mistakes that need no decision; shows the changes first.
    Fix(FixArgs),
    /// Check whether addresses outside the site can still be reached.
    #[cfg(feature = "links")]
    Links(LinksArgs),
    /// Serve the site on this machine and rebuild it as you write.
    Serve(ServeArgs),
    /// Search a built site.
    Search(SearchArgs),
    /// List themes, or copy their files to change them.
    Theme(ThemeArgs),
    /// Create a small working site, with examples.
    Init(InitArgs),
    /// Create a record: a file with every field of its kind, each with a hint.
    New(NewArgs),
    /// Give a record another name, and update whatever refers to it.
    Rename(RenameArgs),
    /// Print the fields of a kind of file as JSON Schema.
    Schema(SchemaArgs),
    /// Write all published records as tables or JSON, or the site as an archive.
    Export(ExportArgs),
    /// Write briefs on practices as PDF documents, to print and hand out.
    Briefs(BriefsArgs),
    /// Check that this machine and this folder have what the commands need.
    Doctor(DoctorArgs),
    /// Make the kit for a convening: agenda, calendar, reading list, cards, forms for notes.
    Convene(ConveneArgs),
    /// Turn the notes of a meeting into session files for review.
    Notes(NotesArgs),
    /// Turn a filled-in template, or a file from a form, into a record.
    Import(ImportArgs),
    /// Let AI assistants and other tools search and read a built site (MCP server).
    #[cfg(feature = "mcp")]
    Mcp(McpArgs),
    /// Print what is new since a given day, as Markdown, an HTML mail or a feed.
    Digest(DigestArgs),
    /// List what the next release would make public, and anything confidential in it.
    ReleaseCheck(ReleaseCheckArgs),
    /// Print completions of commands and options for your shell.
    Completions(CompletionsArgs),
    /// Write manual pages.
    Man(ManArgs),
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown build\n  crosstown build --root my-site --out /var/www/site --base-url https://example.org/\n\nA build that fails leaves the last good site as it was."
)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    pub(super) content: ContentArgs,
    #[command(flatten)]
    pub(super) render: RenderArgs,
    /// Folder to write to [default: public/ below the root].
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Put a compressed copy (.gz) beside each file that gets much smaller, for hosts that send
    /// such copies.
    #[arg(long)]
    pub(super) precompress: bool,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown serve\n  crosstown serve --port 8080\n  crosstown serve --dir crosstown.zip   a site that is already built, or an archive of one\n\nOpen the address it prints. Saving a file rebuilds the site and reloads the page; mistakes are shown on the page and in the terminal."
)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    pub(super) content: ContentArgs,
    /// Theme, instead of the one in site.yaml.
    #[arg(long, value_name = "NAME")]
    pub(super) theme: Option<String>,
    /// Serve a site that is already built: a folder or a zip archive.
    #[arg(
        long,
        value_name = "PLACE",
        conflicts_with_all = ["root", "drafts", "audience", "threads", "theme"]
    )]
    pub(super) dir: Option<PathBuf>,
    /// Port to listen on [default: 4321, or the next free one].
    #[arg(long, value_name = "PORT")]
    pub(super) port: Option<u16>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown search \"word pedometer\"\n  crosstown search 'housing city:boston,chicago evidence:>=3 -shelter'\n  crosstown search recidivism --filter sphere=capital --limit 5\n  crosstown search 311 --format json"
)]
pub(super) struct SearchArgs {
    /// What to look for; `""` lists everything.
    ///
    /// Quotation marks keep a phrase together, `-word` excludes a word, and `OR` gives a choice.
    /// Fields narrow a search: city:, country:, topic:, sphere:, stage:, result:, method: and kind:
    /// take a name or the beginning of one; evidence:, year:, population: (of the city), cost:
    /// (one-off, in US dollars) and months: (from start to launch) take numbers, such as `>=3` or
    /// `2013..2018`; title: and body: look for words there only. Several arguments are one query.
    /// Put `--` before a word that begins with a hyphen.
    #[arg(value_name = "QUERY", required = true)]
    pub(super) query: Vec<String>,
    /// The site's search-index folder.
    #[arg(long, value_name = "DIR", default_value = "public/search-index")]
    pub(super) index: PathBuf,
    /// Maximum number of hits.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(super) limit: usize,
    /// Only records with this value, such as `sphere=capital`; may be repeated. Fields: topic,
    /// sphere, city, country, kind, stage, method; result, for the direction of the evidence
    /// (`positive`, `mixed`, `none`, `negative`, `unknown`); evidence, for the lowest level; and
    /// year, population (of the city), cost (one-off, in US dollars) and months (from start to
    /// launch), for a number or a range (`2013..2018`, `..100000`).
    #[arg(long = "filter", value_name = "FIELD=VALUE")]
    pub(super) filters: Vec<String>,
    /// Search for the words as they are spelt, without correcting them.
    #[arg(long)]
    pub(super) exact: bool,
    /// Language of the reader, such as `es`: records are found in their translation, if there is one.
    #[arg(long, value_name = "LANG")]
    pub(super) lang: Option<String>,
    /// Order of the hits.
    #[arg(long, value_name = "ORDER", value_enum, default_value = "relevance")]
    pub(super) sort: SortArg,
    /// Output format.
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    pub(super) format: SearchFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SortArg {
    /// Best match first.
    Relevance,
    /// Latest year first.
    Newest,
    /// Best evidence first.
    Evidence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SearchFormat {
    /// For people.
    Human,
    /// For programs: one JSON object.
    Json,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown schema                        list the kinds\n  crosstown schema practice > practice.json"
)]
pub(super) struct SchemaArgs {
    /// Kind of file; without it, the kinds are listed.
    #[arg(value_name = "KIND")]
    pub(super) kind: Option<String>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown export --format csv tables\n  crosstown export --format json --root my-site data\n  crosstown export --format zip offline && crosstown serve --dir offline/crosstown.zip\n  crosstown export --format quickwit server   with a README that says what to do with it\n\nExisting files with the same names are replaced. With `downloads` among the `extras` of site.yaml, `crosstown build` puts the tables and the JSON on the site, too."
)]
pub(super) struct ExportArgs {
    #[command(flatten)]
    pub(super) content: ContentArgs,
    /// Address of the site, instead of the one in site.yaml.
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// Output format.
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(super) format: ExportFormat,
    /// Folder to write to; it is created if it does not exist.
    #[arg(value_name = "DIR")]
    pub(super) out: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    /// Tables: one for each kind of record, and one for each of its lists.
    Csv,
    /// One complete record on each line, with its text.
    Ndjson,
    /// The same records in one document.
    Json,
    /// The records for a Quickwit server, for sites that are too large to search in a browser.
    Quickwit,
    /// The whole site as a zip archive, to read and search offline with `crosstown serve --dir`.
    Zip,
    /// A SQLite database with all tables.
    #[cfg(feature = "sqlite")]
    Sqlite,
    /// A workbook with a sheet for each table.
    #[cfg(feature = "xlsx")]
    Xlsx,
}

impl ExportFormat {
    /// The format of the records; none for the search index and the whole site.
    pub(super) fn of_records(self) -> Option<Format> {
        Some(match self {
            ExportFormat::Csv => Format::Csv,
            ExportFormat::Ndjson => Format::Ndjson,
            ExportFormat::Json => Format::Json,
            ExportFormat::Quickwit | ExportFormat::Zip => return None,
            #[cfg(feature = "sqlite")]
            ExportFormat::Sqlite => Format::Sqlite,
            #[cfg(feature = "xlsx")]
            ExportFormat::Xlsx => Format::Xlsx,
        })
    }
}

#[derive(Debug, Args)]
pub(super) struct ThemeArgs {
    #[command(subcommand)]
    pub(super) command: ThemeCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum ThemeCommand {
    /// List the themes that can be chosen, and where each comes from.
    List(ThemeListArgs),
    /// Copy built-in files into the site's themes/ folder, where they may be changed.
    Eject(EjectArgs),
}

#[derive(Debug, Args)]
pub(super) struct ThemeListArgs {
    /// Folder that holds content/ and themes/.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown theme eject --file templates/practice.html\n  crosstown theme eject plain\n\nCopy only what you change: the files that you leave go on being updated with the program."
)]
pub(super) struct EjectArgs {
    /// Theme whose files are copied.
    #[arg(value_name = "NAME", default_value = "civic")]
    pub(super) name: String,
    /// Only this file, of the theme or of its parents.
    #[arg(long, value_name = "PATH")]
    pub(super) file: Option<String>,
    /// Replace files that are there already.
    #[arg(long)]
    pub(super) force: bool,
    /// Folder that holds content/ and themes/.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
}
