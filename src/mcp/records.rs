//! Records as they are published beside their pages.

use std::io::ErrorKind;

use serde_json::Value;

use super::arguments::Format;
use super::built_site::BuiltSite;
use super::fault::Fault;

/// Most bytes of a record: more than a model reads at once.
const MOST: u64 = 4_000_000;

impl Format {
    /// The file of a record in this form.
    pub(super) fn file(self) -> &'static str {
        match self {
            Format::Json => "index.json",
            Format::Markdown => "index.md",
        }
    }

    /// Its media type.
    pub(super) fn media_type(self) -> &'static str {
        match self {
            Format::Json => "application/json",
            Format::Markdown => "text/markdown",
        }
    }
}

/// The id that is meant: the path of a page is one, too.
pub(super) fn id(given: &str) -> &str {
    given.trim().trim_matches('/')
}

/// Whether a text may be the id of a record: a folder and a name of small letters, digits and
/// hyphens, and perhaps a language or a convening.
fn is_id(id: &str) -> bool {
    let is_part = |part: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !part.is_empty() && part.chars().all(plain)
    };
    (2..=4).contains(&id.split('/').count()) && id.split('/').all(is_part)
}

/// The published text of a record.
///
/// # Errors
/// When there is no such record, or it cannot be read.
pub(super) fn text(site: &BuiltSite, id: &str, format: Format) -> Result<String, Fault> {
    let missing = || {
        Fault::Missing(format!(
            "there is no record `{}`; `search` returns the ids of records, like `practices/providence-talks`",
            shortened(id)
        ))
    };
    if !is_id(id) {
        return Err(missing());
    }
    let bytes = site.read(&format!("{id}/{}", format.file()), MOST).map_err(|error| match error
        .kind()
    {
        ErrorKind::NotFound => missing(),
        ErrorKind::FileTooLarge => {
            Fault::Unreadable(format!("the record `{id}` has more than {} MB", MOST / 1_000_000))
        }
        _ => Fault::Unreadable(format!("the record `{id}` cannot be read: {error}")),
    })?;
    String::from_utf8(bytes)
        .map_err(|_| Fault::Unreadable(format!("the record `{id}` is not UTF-8")))
}

/// The published data of a record.
///
/// # Errors
/// As [`text`], and when it is no JSON.
pub(super) fn data(site: &BuiltSite, id: &str) -> Result<Value, Fault> {
    serde_json::from_str(&text(site, id, Format::Json)?)
        .map_err(|error| Fault::Unreadable(format!("the record `{id}` is damaged: {error}")))
}

/// The beginning of what somebody typed, to name it in a sentence.
fn shortened(given: &str) -> String {
    given.chars().filter(|c| !c.is_control()).take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_a_page_is_an_id() {
        assert_eq!(id("/practices/providence-talks/"), "practices/providence-talks");
    }

    #[test]
    fn only_plain_names_are_ids() {
        for good in ["practices/a", "es/practices/a-1", "convenings/spring-2020/panel"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "a", "../a", "a/..", "a//b", "a/b/c/d/e", "a/b.c", "a/é", "C:/x", "a\\b/c"]
        {
            assert!(!is_id(bad), "{bad}");
        }
    }
}
