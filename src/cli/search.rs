//! `crosstown search`: the same answers as in the browser, from the published index.

use std::path::Path;

use crosstown::diagnostic::{nearest, visible_in_line};
use crosstown::escape::unescape_html;
use crosstown::model::{Choice, Direction, Kind, Sphere, Stage};
use crosstown::theme::views::evidence_line;
use crosstown::theme::words::built_in;
use search_index::{
    DirStore, Filters, Index, NoteKind, NumberRange, Request, Response, SearchError, Sort,
};

use super::args::{SearchArgs, SearchFormat, SortArg};
use super::report::plural;
use super::terminal::{Terminal, shown};
use super::{exit, known};

const FIELDS: [&str; 13] = [
    "topic",
    "sphere",
    "city",
    "country",
    "kind",
    "stage",
    "result",
    "method",
    "evidence",
    "year",
    "population",
    "cost",
    "months",
];

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
        && let Some(message) = known::unknown_language(&args.index, lang)
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
    match known::unknown_filter(&index, &request.filters)? {
        Some(message) => Ok(Err(message)),
        None => index.search(request).map(Ok),
    }
}

fn wrong(message: &str, terminal: &Terminal) -> u8 {
    terminal.error(message);
    exit::USAGE
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
            "result" => &mut filters.result,
            "method" => &mut filters.method,
            "evidence" => {
                let level = value.parse().ok().filter(|level| *level <= 5);
                filters.evidence = Some(level.ok_or_else(|| {
                    format!("`{value}` is not a level of evidence: expected 0 to 5")
                })?);
                continue;
            }
            "year" => {
                filters.year = Some(range(value, "a year", "`2013`, or `2013..2018`")?);
                continue;
            }
            "population" => {
                filters.population =
                    Some(range(value, "a number of people", "`..100000`, or `100000..500000`")?);
                continue;
            }
            "cost" => {
                filters.cost =
                    Some(range(value, "a sum in dollars", "`..1000000`, or `100000..500000`")?);
                continue;
            }
            "months" => {
                filters.months = Some(range(value, "a number of months", "`..12`, or `12..24`")?);
                continue;
            }
            unknown => {
                let near = nearest(unknown, FIELDS)
                    .map(|field| format!("; did you mean `{field}`?"))
                    .unwrap_or_default();
                return Err(format!("there is no field `{unknown}` to filter by{near}"));
            }
        };
        // Keywords of a fixed set are valid even if no record has them.
        match field {
            "sphere" => known_word::<Sphere>(field, value)?,
            "kind" => known_word::<Kind>(field, value)?,
            "stage" => known_word::<Stage>(field, value)?,
            "result" => known_word::<Direction>(field, value)?,
            _ => {}
        }
        list.push(value.to_owned());
    }
    Ok(filters)
}

/// A range of numbers.
fn range(value: &str, what: &str, examples: &str) -> Result<NumberRange, String> {
    NumberRange::parse(value)
        .ok_or_else(|| format!("`{value}` is not {what}: expected one like {examples}"))
}

/// Whether a field has this value.
fn known_word<T: Choice>(field: &str, value: &str) -> Result<(), String> {
    if T::from_word(value).is_some() {
        return Ok(());
    }
    let words: Vec<&str> = T::ALL.iter().map(|(_, word)| *word).collect();
    let near = nearest(value, words.iter().copied())
        .map_or_else(String::new, |word| format!("; did you mean `{word}`?"));
    Err(format!("`{value}` is not a {field}: expected {}{near}", words.join(", ")))
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
            "" => plain(&hit.snippet),
            heading => format!("{heading}: {}", plain(&hit.snippet)),
        });
        for excerpt in [Some(plain(&hit.summary)), sentence].into_iter().flatten() {
            if !excerpt.is_empty() {
                text.push_str(&format!("  {}\n", visible_in_line(&excerpt)));
            }
        }
    }
    text
}

/// An excerpt as plain text, without highlighting.
fn plain(snippet: &str) -> String {
    unescape_html(&snippet.replace("<mark>", "").replace("</mark>", "")).into_owned()
}
