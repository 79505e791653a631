//! Links to other pages and files of the site, which are checked once it is known what the build
//! writes, see [`crate::output::Plan`].

use std::sync::Arc;

use crate::diagnostic::Span;
use crate::model::SourceFile;

/// A link to a page or a file of the site.
#[derive(Debug, Clone, PartialEq)]
pub struct InternalLink {
    /// The source file that contains it.
    pub file: Arc<SourceFile>,
    /// Where in the file.
    pub span: Span,
    /// The address as written.
    pub written: String,
    /// The path within the site, decoded and without a leading slash. That of a page ends with a
    /// slash; that of the home page is empty.
    pub path: String,
    /// The anchor after `#`, decoded.
    pub fragment: Option<String>,
    /// The address of a file that the author probably meant.
    pub near: Option<String>,
}
