//! Redirects from the old addresses of a record, its `aliases`.

use std::sync::Arc;

use crate::address::{Address, judge};
use crate::diagnostic::Span;
use crate::model::SourceFile;
use crate::source::Entry;

/// An old address of a record, where a page redirects to the new one.
#[derive(Debug, Clone, PartialEq)]
pub struct Redirect {
    /// The source file that lists it.
    pub file: Arc<SourceFile>,
    /// Where in the file.
    pub span: Span,
    /// The path of the redirecting page within the site: `old/page.html`, `practices/old/index.html`.
    pub path: String,
    /// The id of the record that it redirects to.
    pub to: String,
    /// The language of the record's page, if that is not the site's own.
    pub lang: Option<String>,
}

/// The longest name of a file or folder in bytes that every common system allows.
const LONGEST_NAME: usize = 255;

/// The longest old address in bytes, so that the path of its file stays within system limits.
const LONGEST: usize = 1000;

/// The path of the page at an old address. A bare name is relative to the folder of the record's
/// kind, and for a session to its convening's. An address with the extension of a page is a file, any other a folder.
///
/// # Errors
/// Why it cannot be an address of this site.
pub(super) fn redirect_path(entry: &Entry, alias: &str) -> Result<String, String> {
    let local = match judge(alias) {
        Ok(Address::Here(local)) => local,
        Ok(Address::Elsewhere(_)) => {
            return Err("it names a host; write only the path that follows".to_owned());
        }
        Err(fault) => return Err(fault.to_string()),
    };
    if local.query.is_some() || local.fragment.is_some() {
        let why = "no page can have an address with `?` or `#`; write `%3F` or `%23` if the character is part of a name";
        return Err(why.to_owned());
    }
    let parts: Vec<&str> = local.path.split('/').filter(|part| !part.is_empty()).collect();
    let Some(last) = parts.last() else { return Err("it is the home page".to_owned()) };
    if parts.iter().any(|part| part.starts_with('.') && *part != ".well-known") {
        return Err("a part of it begins with a dot".to_owned());
    }
    if parts.iter().any(|part| part.len() > LONGEST_NAME) || local.path.len() > LONGEST {
        let why = format!(
            "it is too long: systems allow at most {LONGEST_NAME} bytes between two slashes and {LONGEST} in all"
        );
        return Err(why);
    }
    let is_file = !local.path.ends_with('/') && is_page(last);
    let mut path = parts.join("/");
    if parts.len() == 1 && !local.path.starts_with('/') {
        let folder = match &entry.file.parent {
            Some(parent) => format!("{}/{parent}", entry.file.kind.folder()),
            None => entry.file.kind.folder().to_owned(),
        };
        path = match &entry.file.lang {
            Some(lang) => format!("{lang}/{folder}/{path}"),
            None => format!("{folder}/{path}"),
        };
    }
    if !is_file {
        path.push_str("/index.html");
    }
    Ok(path)
}

/// Whether web servers serve a file of this name as a page.
fn is_page(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ["html", "htm", "xhtml"].contains(&ending.as_str()))
}
