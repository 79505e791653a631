//! `crosstown search`: the same answers as in the browser, from the folder that is shipped.

use std::process::ExitCode;

use crosstown::diagnostic::nearest;
use search_index::{DirStore, Filters, Index, NoteKind, Request, Response, Sort, Years};

use super::args::{SearchArgs, SearchFormat, SortArg};
use super::exit;
use super::report::plural;
use super::terminal::{err, out};

const FIELDS: [&str; 8] =
    ["topic", "sphere", "city", "country", "kind", "stage", "evidence", "year"];

/// Searches and prints.
pub(super) fn run(args: &SearchArgs) -> ExitCode {
    let filters = match filters(&args.filters) {
        Ok(filters) => filters,
        Err(message) => {
            err(&format!("error: {message}\n"));
            return exit::USAGE.into();
        }
    };
    let sort = match args.sort {
        SortArg::Relevance => Sort::Relevance,
        SortArg::Newest => Sort::Newest,
        SortArg::Evidence => Sort::Evidence,
    };
    if !args.index.is_dir() {
        err(&format!(
            "error: there is no search index in {}\n  = help: build the site first with `crosstown build`, or name the folder with `--index`\n",
            args.index.display()
        ));
        return exit::SYSTEM.into();
    }
    let request = Request {
        query: args.query.clone(),
        filters,
        limit: args.limit,
        sort,
        exact: args.exact,
        lang: args.lang.clone(),
        ..Request::default()
    };
    let answer = Index::open(DirStore::new(&args.index)).and_then(|index| index.search(&request));
    match answer {
        Ok(response) => {
            out(&match args.format {
                SearchFormat::Human => human(&response),
                SearchFormat::Json => json(&response),
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            err(&format!("error: {}: {error}\n", args.index.display()));
            exit::SYSTEM.into()
        }
    }
}

fn filters(given: &[String]) -> Result<Filters, String> {
    let mut filters = Filters::default();
    for filter in given {
        let (field, value) = filter
            .split_once('=')
            .ok_or_else(|| format!("`{filter}` is not FIELD=VALUE, like `sphere=capital`"))?;
        let list = match field {
            "topic" => &mut filters.topic,
            "sphere" => &mut filters.sphere,
            "city" => &mut filters.city,
            "country" => &mut filters.country,
            "kind" => &mut filters.kind,
            "stage" => &mut filters.stage,
            "evidence" => {
                let level = value.parse().ok().filter(|level| *level <= 5);
                filters.evidence = Some(level.ok_or_else(|| {
                    format!("`{value}` is not a level of evidence: expected 0 to 5")
                })?);
                continue;
            }
            "year" => {
                filters.year = Some(Years::parse(value).ok_or_else(|| {
                    format!("`{value}` is not a year: expected one like `2013`, or `2013..2018`")
                })?);
                continue;
            }
            unknown => {
                let near = nearest(unknown, FIELDS)
                    .map(|field| format!("; did you mean `{field}`?"))
                    .unwrap_or_default();
                return Err(format!("there is no field `{unknown}` to filter by{near}"));
            }
        };
        list.push(value.to_owned());
    }
    Ok(filters)
}

fn json(response: &Response) -> String {
    serde_json::to_string_pretty(response).map(|text| text + "\n").unwrap_or_default()
}

fn human(response: &Response) -> String {
    let shown = response.corrected.as_ref().map_or(&response.query, |better| &better.query);
    let mut text = format!("{} for “{shown}”\n", plural(response.total, "result"));
    if response.corrected.is_some() {
        text.push_str(&format!(
            "  in place of “{}”; `--exact` searches for that\n",
            response.query
        ));
    }
    for note in &response.notes {
        text.push_str(&match note.kind {
            NoteKind::UnknownField => {
                format!("  `{}:` is no field; searched for as words\n", note.field)
            }
            _ => format!(
                "  no record has the {} “{}”; searched for as words\n",
                note.field, note.value
            ),
        });
    }
    for hit in &response.hits {
        text.push_str(&format!(
            "\n{}  ({}, {:.2})\n  {}\n",
            hit.title, hit.kind, hit.score, hit.url
        ));
        let snippet = plain(&hit.snippet);
        if !snippet.is_empty() {
            text.push_str(&format!("  {snippet}\n"));
        }
    }
    text
}

/// The excerpt without its marks.
fn plain(snippet: &str) -> String {
    let text = snippet.replace("<mark>", "").replace("</mark>", "");
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text, |text, (escaped, plain)| text.replace(escaped, plain))
}
