//! `crosstown links`: whether outside addresses can still be reached.

use std::time::Duration;

use clap::{Args, ValueEnum};
use crosstown::diagnostic::{Diagnostic, Severity, github, json, sort, visible_in_line};
use crosstown::links::{
    Answer, Ask as _, Copied, Judged, Limits, Mention, Named, Verdict, Web, addresses, judge_all,
};
use crosstown::pipeline;

use super::content_args::ContentArgs;
use super::report::{findings, plural, system};
use super::terminal::Terminal;
use super::{exit, start};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown links\n  crosstown links content/practices/food-bins.md\n  crosstown links --find-copies --format json > links.json\n\nEach address is requested once, and those of one host one after another, with a pause in between. For a source that is gone, the address of an archived copy is proposed. Notes under the Chatham House Rule are left out. An address that cannot be reached is only a warning."
)]
pub(super) struct LinksArgs {
    #[command(flatten)]
    content: ContentArgs,
    /// Files, as paths below the root [default: all content].
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// Maximum number of addresses to request.
    #[arg(long, value_name = "N", default_value_t = 5000)]
    most: usize,
    /// Number of hosts to contact at the same time.
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=32))]
    hosts: u16,
    /// Seconds between two requests to a host.
    #[arg(long, value_name = "SECONDS", default_value_t = 1.0, value_parser = seconds)]
    pause: f64,
    /// Minutes after which no more addresses are requested.
    #[arg(long, value_name = "MINUTES", default_value_t = 30)]
    time: u16,
    /// Ask the archive which copies it has, instead of proposing an address that leads to the
    /// nearest.
    #[arg(long)]
    find_copies: bool,
    /// Also request addresses on this machine and its network.
    #[arg(long)]
    local: bool,
    /// Address of the archive.
    #[arg(long, value_name = "URL", default_value = "https://web.archive.org/web/")]
    archive: String,
    /// Output format.
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    format: LinksFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LinksFormat {
    /// For people.
    Human,
    /// For programs: one JSON object, like that of `check`.
    Json,
    /// For workflows on GitHub, which show it beside the lines.
    Github,
}

fn seconds(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|number| (0.0..=3600.0).contains(number));
    number.ok_or_else(|| "expected a number of seconds up to 3600".to_owned())
}

/// Asks for the addresses and prints what is wrong with them.
pub(super) fn run(args: &LinksArgs, terminal: &Terminal) -> u8 {
    if let Some(status) = start::refused(&args.content.root, terminal) {
        return status;
    }
    let content = match pipeline::content(&args.content.root) {
        Ok(content) => content,
        Err(error) => return system(&error, terminal),
    };
    let mut all = addresses(&content);
    if !args.files.is_empty() {
        let named = |mention: &Mention| {
            args.files.iter().any(|file| file.trim_start_matches("./") == mention.place.file)
        };
        all.iter_mut().for_each(|one| one.mentions.retain(named));
        all.retain(|one| !one.mentions.is_empty());
    }
    let (count, web) = (all.len(), Web::new(args.local));
    let limits = Limits {
        most: args.most,
        hosts: usize::from(args.hosts),
        pause: Duration::from_secs_f64(args.pause),
        time: Duration::from_secs(60 * u64::from(args.time)),
    };
    let progress = |asked: usize| terminal.progress(&format!("{asked} of {count} addresses"));
    let judged = judge_all(&web, all, limits, &progress);
    terminal.progress("");
    let unasked = judged.iter().filter(|one| one.verdict == Verdict::Unasked).count();
    let mut found: Vec<Diagnostic> = judged.iter().flat_map(|one| said(args, &web, one)).collect();
    sort(&mut found);
    match args.format {
        LinksFormat::Json => terminal.out_json(json(&found)),
        LinksFormat::Github => terminal.out(&github(&found)),
        LinksFormat::Human => {
            findings(&found, terminal);
            let alive = judged.iter().filter(|one| one.verdict == Verdict::Alive).count();
            let asked = plural(count - unasked, "address").replace("addresss", "addresses");
            terminal.out(&format!("Asked for {asked}: {alive} can be read as they are written.\n"));
            let silent = judged.iter().filter(|one| matches!(one.verdict, Verdict::Silent(_)));
            if silent.count() == count - unasked && count > unasked {
                terminal.out("No server answered. Is this machine connected to the network?\n");
            }
            if unasked > 0 {
                terminal.out(&format!(
                    "{unasked} more were not asked for; `--most` and `--time` say how many are.\n"
                ));
            }
        }
    }
    exit::DONE
}

/// The findings about an address, one for each place that names it.
fn said(args: &LinksArgs, web: &Web, one: &Judged) -> Vec<Diagnostic> {
    let (severity, code, message, help) = match &one.verdict {
        Verdict::Alive | Verdict::Unasked => return Vec::new(),
        Verdict::Moved(to) => (
            Severity::Advice,
            "moved-address",
            "this address leads to another one".to_owned(),
            Some(format!("if it is the same document, write `{}`", visible_in_line(to))),
        ),
        Verdict::Dead(status) => (
            Severity::Warning,
            "dead-address",
            format!("there is nothing at this address any more: its server answers {status}"),
            None,
        ),
        Verdict::Silent(reason) => (
            Severity::Warning,
            "silent-address",
            format!("this address does not answer: {}", visible_in_line(reason)),
            None,
        ),
        Verdict::Unclear(status) => (
            Severity::Advice,
            "unclear-address",
            format!("the server does not say whether this can be read: it answers {status}"),
            Some("look at it with a browser".to_owned()),
        ),
    };
    let gone = severity == Severity::Warning;
    let is_copy = |mention: &Mention| match mention.copy {
        Copied::Itself => true,
        _ => one.named.address.starts_with(&args.archive),
    };
    let lacks = |mention: &Mention| mention.copy == Copied::No && !is_copy(mention);
    let copies = gone && one.named.mentions.iter().any(lacks);
    let copy = copies.then(|| copy(args, web, &one.named));
    let at = |mention: &Mention| {
        let found = Diagnostic::warning(code, mention.place.clone(), message.clone());
        let found = Diagnostic { severity, ..found };
        match (&help, &copy) {
            (Some(help), _) => found.help(help),
            (None, _) if is_copy(mention) => {
                found.help("it is an archived copy; look for another one")
            }
            (None, Some(Some(copy))) if lacks(mention) => {
                found.help(format!("give it an archived copy: `archived_url: {copy}`"))
            }
            (None, Some(None)) if lacks(mention) => {
                found.help("the archive has no copy; look for the document elsewhere")
            }
            (None, _) => found.help("its archived copy remains; look for the document elsewhere"),
        }
    };
    one.named.mentions.iter().map(at).collect()
}

/// The address of an archived copy. With `--find-copies`, the archive is asked for it; otherwise it
/// is an address that the archive redirects to the copy nearest to the day on which the source was
/// read.
fn copy(args: &LinksArgs, web: &Web, named: &Named) -> Option<String> {
    let read = named.mentions.iter().find_map(|mention| mention.read);
    let day = read.map(|date| {
        let (month, day) = (date.month.unwrap_or(7), date.day.unwrap_or(1));
        format!("{}{month:02}{day:02}/", date.year)
    });
    let wanted = format!("{}{}{}", args.archive, day.unwrap_or_default(), named.address);
    if !args.find_copies {
        return Some(wanted);
    }
    match web.ask(&wanted, true) {
        Ok(Answer { status: 200..400, address }) => Some(address),
        _ => None,
    }
}
