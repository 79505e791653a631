//! `crosstown search`: the same answers as in the browser, from the published index.

use std::fs;
use std::path::Path;

use crosstown::diagnostic::visible_in_line;
use crosstown::lookup::{filters, plain_excerpt, unknown_filter, unknown_language};
use crosstown::model::{Choice, Direction};
use crosstown::theme::views::evidence_line;
use crosstown::theme::words::built_in;
use search_index::{DirStore, Index, MANIFEST, NoteKind, Request, Response, SearchError, Sort};

use super::args::{SearchArgs, SearchFormat, SortArg};
use super::exit;
use super::report::plural;
use super::terminal::{Terminal, shown};

/// Searches and prints the answer.
pub(super) fn run(args: &SearchArgs, terminal: &Terminal) -> u8 {
    let filters = match filters(&args.filters) {
        Ok(filters) => filters,
        Err(message) => return wrong(&message, terminal),
    };
    let sort = match args.sort {
        SortArg::Relevance => Sort::Relevance,
        SortArg::Newest => Sort::Newest,
        SortArg::Evidence => Sort::Evidence,
    };
    if !args.index.is_dir() {
        terminal.err(&format!(
            "error: there is no search index in {}\n  = help: build the site first with `crosstown build`, or name the folder with `--index`\n",
            shown(&args.index)
        ));
        return exit::SYSTEM;
    }
    if let Some(lang) = &args.lang
        && let Ok(manifest) = fs::read(args.index.join(MANIFEST))
        && let Some(message) = unknown_language(&manifest, lang)
    {
        return wrong(&message, terminal);
    }
    let request = Request {
        query: args.query.join(" "),
        filters,
        limit: args.limit,
        sort,
        exact: args.exact,
        lang: args.lang.clone(),
        ..Request::default()
    };
    match answer(&args.index, &request) {
        Ok(Ok(response)) => {
            match args.format {
                SearchFormat::Human => terminal.out(&human(&response)),
                SearchFormat::Json => terminal.out_json(json(&response)),
            }
            exit::DONE
        }
        Ok(Err(message)) => wrong(&message, terminal),
        Err(error) => {
            terminal.error(format_args!("{}: {error}", args.index.display()));
            exit::SYSTEM
        }
    }
}

/// The answer, or the error in the request.
fn answer(folder: &Path, request: &Request) -> Result<Result<Response, String>, SearchError> {
    let index = Index::open(DirStore::new(folder))?;
    match unknown_filter(&index, &request.filters)? {
        Some(message) => Ok(Err(message)),
        None => index.search(request).map(Ok),
    }
}

fn wrong(message: &str, terminal: &Terminal) -> u8 {
    terminal.error(message);
    exit::USAGE
}

fn json(response: &Response) -> String {
    serde_json::to_string_pretty(response).unwrap_or_default()
}

fn human(response: &Response) -> String {
    let shown = response.corrected.as_ref().map_or(&response.query, |better| &better.query);
    let shown = visible_in_line(shown);
    let mut text = format!("{} for “{shown}”\n", plural(response.total, "result"));
    if response.corrected.is_some() {
        text.push_str(&format!(
            "  in place of “{}”; `--exact` searches for that\n",
            visible_in_line(&response.query)
        ));
    }
    for note in &response.notes {
        let [field, value] = [&note.field, &note.value].map(|text| visible_in_line(text));
        text.push_str(&match note.kind {
            NoteKind::UnknownField => format!("  `{field}:` is no field; searched for as words\n"),
            NoteKind::UnknownWord => format!("  no record mentions “{value}”\n"),
            NoteKind::Apart => {
                format!("  the best matches do not mention these words together: {value}\n")
            }
            _ => format!("  no record matches `{field}:{value}`\n"),
        });
    }
    let words = built_in();
    for hit in &response.hits {
        let [title, kind, url] =
            [&hit.title, &hit.kind, &hit.url].map(|text| visible_in_line(text));
        text.push_str(&format!("\n{title}  ({kind}, {:.2})\n  {url}\n", hit.score));
        if let Some(level) = hit.evidence {
            let result = hit.result.as_ref().and_then(|result| Direction::from_word(&result.value));
            let direction = result.unwrap_or(Direction::Unknown);
            text.push_str(&format!("  {}\n", evidence_line(&words, level, direction)));
        }
        let sentence = hit.section.as_ref().map(|section| match section.heading.as_str() {
            "" => plain_excerpt(&hit.snippet),
            heading => format!("{heading}: {}", plain_excerpt(&hit.snippet)),
        });
        for excerpt in [Some(plain_excerpt(&hit.summary)), sentence].into_iter().flatten() {
            if !excerpt.is_empty() {
                text.push_str(&format!("  {}\n", visible_in_line(&excerpt)));
            }
        }
    }
    text
}
