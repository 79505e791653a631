//! Records as MCP resources, which a client can attach to a conversation without calling a tool.

use rmcp::model::{Resource, ResourceTemplate};
use search_index::{Request, Sort};

use super::arguments::Format;
use super::built_site::BuiltSite;
use super::fault::Fault;
use crate::lookup::plain_excerpt;

/// What the addresses of all resources begin with.
const SCHEME: &str = "crosstown://records/";
/// Number of resources on one page of the list.
const PART: usize = 100;

/// The address of a record.
fn uri(id: &str, format: Format) -> String {
    format!("{SCHEME}{id}/{}", format.file())
}

/// The record that an address means, and in which form.
///
/// # Errors
/// When it is no address of a record.
pub(super) fn meant(uri: &str) -> Result<(&str, Format), Fault> {
    let inner = uri.strip_prefix(SCHEME);
    let forms = [Format::Json, Format::Markdown];
    let found = inner.and_then(|inner| {
        let (id, file) = inner.rsplit_once('/')?;
        Some((id, forms.into_iter().find(|format| format.file() == file)?))
    });
    found.ok_or_else(|| {
        let example = self::uri("practices/providence-talks", Format::Markdown);
        Fault::Missing(format!("this is no address of a record; one is {example}"))
    })
}

/// The patterns of all addresses.
pub(super) fn templates() -> Vec<ResourceTemplate> {
    let template = |format: Format, name, title, about| {
        ResourceTemplate::new(uri("{+id}", format), name)
            .with_title(title)
            .with_description(about)
            .with_mime_type(format.media_type())
    };
    vec![
        template(
            Format::Markdown,
            "record-source",
            "Record as Markdown",
            "The source of a record as published, by its id, like practices/providence-talks.",
        ),
        template(
            Format::Json,
            "record-data",
            "Record as JSON",
            "All fields of a record, its text by section and its links, by its id.",
        ),
    ]
}

/// A page of the list of all records, the newest first, and the cursor of the next page.
///
/// # Errors
/// When the list has no such page, or the index cannot be read.
pub(super) fn list(
    site: &BuiltSite,
    cursor: Option<&str>,
) -> Result<(Vec<Resource>, Option<String>), Fault> {
    let from: usize = match cursor {
        None => 0,
        Some(cursor) => {
            cursor.parse().ok().filter(|from| from % PART == 0).ok_or_else(|| {
                Fault::Wrong("this is no cursor of the list of records".to_owned())
            })?
        }
    };
    let until = from.saturating_add(PART);
    let request = Request { limit: until, sort: Sort::Newest, counts: false, ..Request::default() };
    let answer = site.index()?.search(&request)?;
    let hits = answer.hits.iter().skip(from).map(|hit| {
        Resource::new(uri(&hit.id, Format::Markdown), hit.id.as_str())
            .with_title(hit.title.as_str())
            .with_description(plain_excerpt(&hit.summary))
            .with_mime_type(Format::Markdown.media_type())
    });
    Ok((hits.collect(), (answer.total > until).then(|| until.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_the_files_beside_a_page() {
        let address = uri("practices/a", Format::Json);
        assert_eq!(address, "crosstown://records/practices/a/index.json");
        assert_eq!(meant(&address), Ok(("practices/a", Format::Json)));
        assert_eq!(meant("crosstown://records/a/index.md"), Ok(("a", Format::Markdown)));
        for wrong in ["file:///etc/passwd", "crosstown://records/a/index.html", "", "practices/a"] {
            assert!(meant(wrong).is_err(), "{wrong}");
        }
    }
}
