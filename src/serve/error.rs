//! Errors of the server, and panics that must not end it.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use crate::pipeline::SystemError;

/// Why the site cannot be served.
#[derive(Debug)]
pub enum ServeError {
    /// All ports tried are in use.
    Taken {
        /// The first port.
        first: u16,
        /// The last port.
        last: u16,
    },
    /// The place to serve from holds no built site.
    NoSite {
        /// The folder or archive.
        place: PathBuf,
    },
    /// The system refuses to listen, or stopped listening.
    System {
        /// The action that failed.
        doing: String,
        /// What the system said.
        source: io::Error,
    },
}

impl Display for ServeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            ServeError::Taken { first, last } if first == last => {
                write!(f, "port {first} is taken by another program; choose one with --port")
            }
            ServeError::Taken { first, last } => write!(
                f,
                "the ports {first} to {last} are taken by other programs; choose one with --port"
            ),
            ServeError::NoSite { place } => write!(
                f,
                "{} is not a built site: it has no index.html (`crosstown build` makes a folder with \
                 a site, `crosstown export --format zip` an archive)",
                place.display()
            ),
            ServeError::System { doing, source } => write!(f, "{doing}: {source}"),
        }
    }
}

impl Error for ServeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            ServeError::System { source, .. } => Some(source),
            ServeError::Taken { .. } | ServeError::NoSite { .. } => None,
        }
    }
}

/// Runs `work`; a panic becomes an error that names the action.
pub(super) fn catch_panic<T>(
    doing: &str,
    work: impl FnOnce() -> Result<T, SystemError>,
) -> Result<T, SystemError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let text = panic
            .downcast_ref::<&str>()
            .copied()
            .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        let reason = format!("the program has a fault: {}", text.unwrap_or("it broke off"));
        Err(SystemError { doing: doing.to_owned(), reason })
    })
}
