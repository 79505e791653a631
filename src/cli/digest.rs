//! `crosstown digest`.

use clap::{Args, ValueEnum};
use crosstown::digest;
use crosstown::model::Date;
use crosstown::pipeline::{self, Writer};

use super::content_args::ContentArgs;
use super::files::make;
use super::terminal::Terminal;
use super::{exit, start};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown digest --since 2026-09-01 > news.md\n  crosstown digest --since 2026-09 --format html > mail.html\n\nDays and changes come from the Git repository; without one, from the dates in the records."
)]
pub(super) struct DigestArgs {
    #[command(flatten)]
    content: ContentArgs,
    /// First day, such as 2026-09-01.
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Date,
    /// Output format.
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "markdown")]
    format: DigestFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DigestFormat {
    /// Text with links.
    Markdown,
    /// An HTML mail.
    Html,
    /// An Atom feed.
    Atom,
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write a day, like 2026-09-01, a month or a year".to_owned())
}

/// Prints what is new. Content with errors prints nothing.
pub(super) fn run(args: &DigestArgs, terminal: &Terminal) -> u8 {
    if let Some(status) = start::refused(&args.content.root, terminal) {
        return status;
    }
    args.content.set_threads();
    let writer: Writer = match args.format {
        DigestFormat::Markdown => digest::markdown,
        DigestFormat::Html => digest::html,
        DigestFormat::Atom => digest::atom,
    };
    let mut has_history = false;
    let made = make(args.content.options(None, None), terminal, |options, files| {
        let (report, told) = pipeline::digest(options, args.since, writer, files)?;
        has_history = told;
        Ok(report)
    });
    let files = match made {
        Ok((_, files)) => files,
        Err(status) => return status,
    };
    if !has_history {
        terminal
            .err("note: the content is in no Git repository, so the dates in the records count\n");
    }
    for file in files {
        terminal.out(&String::from_utf8_lossy(&file.bytes));
    }
    exit::DONE
}
