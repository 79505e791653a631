//! Parts that several kinds share.

use std::collections::BTreeSet;

use crate::address::{Address, Fault, judge};
use crate::diagnostic::{Span, is_listed, nearest};
use crate::model::{At, Source};
use crate::source::fields::Fields;
use crate::source::meant;
use crate::source::yaml::Node;

/// Longest summary in characters, so that lists and search results show it whole.
const LONGEST_SUMMARY: usize = 300;

/// The `summary` of a practice: required, plain text, 300 characters at most.
pub(super) fn needed_summary(fields: &Fields<'_>) -> At<String> {
    let summary = fields.needed_text("summary");
    judge_summary(fields, &summary);
    summary
}

fn judge_summary(fields: &Fields<'_>, summary: &At<String>) {
    let length = summary.chars().count();
    if length <= LONGEST_SUMMARY {
        return;
    }
    let message = format!("the summary has {length} characters");
    let found = fields.reader.error("summary-too-long", summary.span, message);
    fields.reader.note(found.label(format!("expected {LONGEST_SUMMARY} at most")).help(format!(
        "take out {} characters; details belong in the body",
        length - LONGEST_SUMMARY
    )));
}

/// The `sources`, with ids that are unique within the record.
pub(super) fn sources(fields: &Fields<'_>) -> Vec<Source> {
    judged(fields, fields.list("sources", |node| one_source(fields, node)))
}

/// The `sources`, one at least.
pub(super) fn needed_sources(fields: &Fields<'_>) -> Vec<Source> {
    judged(fields, fields.needed_list("sources", |node| one_source(fields, node)))
}

fn one_source<'n>(fields: &Fields<'n>, node: &'n Node) -> Option<Source> {
    let read = fields.reader.fields(node, "a source").and_then(|inner| {
        let read = source(&inner);
        inner.finish();
        read
    });
    if read.is_none() {
        fields.reader.sources_unsure.set(true);
    }
    read
}

fn judged(fields: &Fields<'_>, sources: Vec<Source>) -> Vec<Source> {
    if sources.is_empty() {
        fields.reader.sources_unsure.set(true);
    }
    unique(fields, &sources);
    sources
}

/// Notes each cited id that no source has. An id that is misspelt again and again is told once.
pub(super) fn judge_cited<'a>(
    fields: &Fields<'_>,
    cited: impl Iterator<Item = &'a At<String>>,
    sources: &[Source],
) {
    if fields.reader.sources_unsure.get() {
        return;
    }
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for id in cited {
        let known = sources.iter().any(|source| source.id.value == id.value);
        if known || !told.insert(id) {
            continue;
        }
        let message = format!("this record lists no source `{}`", id.value);
        let found = fields.reader.error("unknown-source", id.span, message);
        if !is_listed(&fields.reader.found.borrow(), "unknown-source") {
            fields.reader.note(found);
            continue;
        }
        let ids: Vec<&str> = sources.iter().map(|source| source.id.as_str()).collect();
        fields.reader.note(match nearest(id, ids.iter().copied()) {
            Some(candidate) => found.did_you_mean(Some(candidate)),
            None => found
                .label("expected the id of one of its `sources`")
                .help(format!("its sources are {}", ids.join(", "))),
        });
    }
}

fn source(fields: &Fields<'_>) -> Option<Source> {
    let id = fields.needed_text("id");
    citable(fields, &id);
    let url = fields.text("url").map(|url| At::new(web_address(fields, &url), url.span));
    let source = Source {
        title: fields.needed_text("title").value,
        url,
        publisher: fields.words("publisher"),
        date: fields.date("date").map(|date| date.value),
        accessed: fields.date("accessed").map(|date| date.value),
        archived_url: address(fields, "archived_url"),
        authors: fields.texts("authors"),
        id,
    };
    (!source.id.is_empty()).then_some(source)
}

/// Notes an id that could not stand in `[^id]`.
fn citable(fields: &Fields<'_>, id: &At<String>) {
    if !id.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)) {
        let found = fields.reader.error(
            "bad-slug",
            id.span,
            format!("`{}` cannot be the id of a source", id.value),
        );
        let slug = crate::model::slugify(id);
        let found =
            found.label("expected letters, digits and hyphens, so that `[^id]` can cite it");
        fields.reader.note(found.did_you_mean((!slug.is_empty()).then_some(slug.as_str())));
    }
}

/// An address that pages link to. Whatever is not of the web is refused: a contributor could write
/// `javascript:` there.
pub(super) fn address(fields: &Fields<'_>, name: &'static str) -> Option<String> {
    fields.text(name).map(|url| web_address(fields, &url))
}

/// An address as outputs write it. Notes one that a browser could not follow.
pub(in crate::source) fn web_address(fields: &Fields<'_>, url: &At<String>) -> String {
    let web = |written: &str| {
        let scheme = written.split(':').next().unwrap_or_default();
        ["http", "https"].iter().any(|known| known.eq_ignore_ascii_case(scheme))
    };
    let fault = match judge(url) {
        Ok(Address::Elsewhere(written)) if web(&written) && !url.contains(char::is_whitespace) => {
            return written;
        }
        Ok(_) => None,
        Err(fault) => Some(fault),
    };
    let message = format!("`{}` is not a web address", url.value);
    let found = fields.reader.error("bad-url", url.span, message);
    let found = found.label("expected an address that begins with `https://` or `http://`");
    let good = |meant: &String| matches!(judge(meant), Ok(Address::Elsewhere(_)));
    fields.reader.note(match (meant::address(url).filter(good), fault) {
        (Some(meant), _) => found.help(format!("write `{meant}`")),
        (None, Some(Fault::Scheme(_)) | None) => found,
        (None, Some(fault)) => found.note(fault.to_string()),
    });
    String::new()
}

/// The mailbox of an office.
pub(super) fn mailbox(fields: &Fields<'_>, name: &'static str) -> Option<At<String>> {
    let mailbox = fields.text(name)?;
    let plain = |part: &str| {
        let signs = "._+-'";
        !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || signs.contains(c))
    };
    let good = mailbox.split_once('@').is_some_and(|(user, host)| plain(user) && plain(host));
    if !good {
        let message = format!("`{}` is not a mailbox", mailbox.value);
        let found = fields.reader.error("bad-mailbox", mailbox.span, message);
        fields.reader.note(found.label("expected an address like `office@city.gov`"));
    }
    good.then_some(mailbox)
}

fn unique(fields: &Fields<'_>, sources: &[Source]) {
    for (at, source) in sources.iter().enumerate() {
        let Some(first) = sources[..at].iter().find(|first| first.id.value == source.id.value)
        else {
            continue;
        };
        let line = line_of(fields, first.id.span);
        let message = format!("two sources have the id `{}`", source.id.value);
        let found = fields.reader.error("duplicate-source", source.id.span, message);
        fields.reader.note(
            found.label(format!("first used in line {line}")).help("give this source another id"),
        );
    }
}

fn line_of(fields: &Fields<'_>, span: Span) -> usize {
    fields.reader.file.place(span).line
}
