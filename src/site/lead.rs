//! What content promises about addresses of the site: that links lead to something, and that old
//! addresses are free. Whether it is true is known once it is known what is written, see
//! [`crate::output::Plan`].

use std::sync::Arc;

use crate::address::{Address, judge};
use crate::diagnostic::Span;
use crate::model::SourceFile;
use crate::source::Entry;

/// A link to something within the site.
#[derive(Debug, Clone, PartialEq)]
pub struct Lead {
    /// The file that holds it.
    pub file: Arc<SourceFile>,
    /// Where in the file.
    pub span: Span,
    /// The address as it stands there.
    pub written: String,
    /// The path within the site, decoded and without a slash at its beginning; that of a page ends
    /// with one, but for the home page.
    pub path: String,
    /// The anchor, decoded.
    pub fragment: Option<String>,
    /// The address of a file that was probably meant.
    pub near: Option<String>,
}

/// An old address of a record, at which a page leads to the new one.
#[derive(Debug, Clone, PartialEq)]
pub struct Redirect {
    /// The file that gives it.
    pub file: Arc<SourceFile>,
    /// Where in the file.
    pub span: Span,
    /// Path of the page's file within the site: `old/page.html`, `practices/old/index.html`.
    pub path: String,
    /// The id of the record.
    pub to: String,
    /// The language of the record's page, where that is not the site's own.
    pub lang: Option<String>,
}

/// Most bytes of a name of a file or folder, on any common system.
const LONGEST_NAME: usize = 255;

/// Most bytes of an old address, so that the path of its file stays within what systems take.
const LONGEST: usize = 1000;

/// The file of the page at an old address. A bare name is one within the folder of the record's
/// kind. An address that ends as those of pages do is a file, any other a folder.
///
/// # Errors
/// Why it cannot be an address of this site, in words.
pub(super) fn redirect_path(entry: &Entry, alias: &str) -> Result<String, String> {
    let local = match judge(alias) {
        Ok(Address::Here(local)) => local,
        Ok(Address::Elsewhere(_)) => {
            return Err("it names a host; only what follows it can be kept".to_owned());
        }
        Err(fault) => return Err(fault.to_string()),
    };
    if local.query.is_some() || local.fragment.is_some() {
        let why = "no page can stand at an address with `?` or `#`; write `%3F` or `%23` where the sign belongs to a name";
        return Err(why.to_owned());
    }
    let parts: Vec<&str> = local.path.split('/').filter(|part| !part.is_empty()).collect();
    let Some(last) = parts.last() else { return Err("it is the home page".to_owned()) };
    if parts.iter().any(|part| part.starts_with('.') && *part != ".well-known") {
        return Err("it has a part that begins with a dot".to_owned());
    }
    if parts.iter().any(|part| part.len() > LONGEST_NAME) || local.path.len() > LONGEST {
        let why = format!(
            "it is too long: {LONGEST_NAME} bytes between two slashes and {LONGEST} in all are the most that systems take"
        );
        return Err(why);
    }
    let is_file = !local.path.ends_with('/') && is_page(last);
    let mut path = parts.join("/");
    if parts.len() == 1 && !local.path.starts_with('/') {
        let folder = entry.file.kind.folder();
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

/// Whether hosts serve a file of this name as a page.
fn is_page(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ["html", "htm", "xhtml"].contains(&ending.as_str()))
}
