//! What keeps the server from serving.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io;

/// Why the site is not served.
#[derive(Debug)]
pub enum ServeError {
    /// All ports that were tried are taken.
    Taken {
        /// The first.
        first: u16,
        /// The last.
        last: u16,
    },
    /// The system will not listen, or not any more.
    System {
        /// What was being done.
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
            ServeError::System { doing, source } => write!(f, "{doing}: {source}"),
        }
    }
}

impl Error for ServeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            ServeError::System { source, .. } => Some(source),
            ServeError::Taken { .. } => None,
        }
    }
}
