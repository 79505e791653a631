//! What can go wrong on the way to the disk, said so that a person knows what to do.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io;
use std::path::{Path, PathBuf};

/// Why a site was not published. The published site is as it was before.
#[derive(Debug)]
pub enum PublishError {
    /// The folder given for the output cannot serve as one.
    Refused {
        /// The folder.
        path: PathBuf,
        /// Why, and what to do about it.
        why: String,
    },
    /// Another build is writing to the same folder.
    Busy {
        /// The output folder.
        path: PathBuf,
    },
    /// An artifact's path is not one that may be written.
    BadPath {
        /// The path.
        path: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Two artifacts have the same path, or one stands where another needs a folder.
    Taken {
        /// The path.
        path: String,
    },
    /// A symbolic link stands where only a folder or a file of ours may be.
    Link {
        /// The link.
        path: PathBuf,
    },
    /// Files of someone else stand where the site would be written.
    Foreign {
        /// The files, in order.
        paths: Vec<PathBuf>,
    },
    /// The site is not whole: an artifact could not be taken, which was reported then.
    Incomplete,
    /// The system refused: permission, a full disk.
    System {
        /// What was being done, as in "writing".
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl PublishError {
    pub(super) fn refused(path: &Path, why: impl Into<String>) -> PublishError {
        PublishError::Refused { path: path.to_owned(), why: why.into() }
    }

    /// Whether the path of an artifact is at fault: it may not be written, it is taken, or it is
    /// longer than the system's names.
    pub(super) fn is_of_the_path(&self) -> bool {
        match self {
            PublishError::BadPath { .. } | PublishError::Taken { .. } => true,
            PublishError::System { source, .. } => source.kind() == io::ErrorKind::InvalidFilename,
            _ => false,
        }
    }

    /// For `map_err`: says what was being done, and with what.
    pub(super) fn system(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| PublishError::System { doing, path: path.to_owned(), source }
    }
}

impl Display for PublishError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            PublishError::Refused { path, why } => {
                write!(f, "cannot publish into {}: {why}", path.display())
            }
            PublishError::Busy { path } => write!(
                f,
                "another build is writing to {}; wait until it has finished",
                path.display()
            ),
            PublishError::BadPath { path, why } => {
                write!(f, "`{path}` cannot be the path of a file of the site: {why}")
            }
            PublishError::Taken { path } => {
                write!(f, "two parts of the site would be written to `{path}`")
            }
            PublishError::Link { path } => write!(
                f,
                "{} is a symbolic link, and a build never writes or removes anything through one; \
                 remove the link",
                path.display()
            ),
            PublishError::Foreign { paths } => foreign(paths, f),
            PublishError::Incomplete => {
                f.write_str("the site is not whole, since a file could not be taken; not published")
            }
            PublishError::System { doing, path, source } => {
                write!(f, "{doing} {}: {source}", path.display())
            }
        }
    }
}

/// Names the first few: a folder in the way may hold thousands.
fn foreign(paths: &[PathBuf], f: &mut Formatter<'_>) -> fmt::Result {
    const NAMED: usize = 5;
    f.write_str("the site would be written over what no build has made: ")?;
    for (at, path) in paths.iter().take(NAMED).enumerate() {
        write!(f, "{}{}", if at == 0 { "" } else { ", " }, path.display())?;
    }
    if paths.len() > NAMED {
        write!(f, " and {} more", paths.len() - NAMED)?;
    }
    f.write_str("; move it away, or remove it if it is not needed")
}

impl Error for PublishError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            PublishError::System { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// So that a [`crate::output::Sink`] can report it; the kind of a system's error is kept.
impl From<PublishError> for io::Error {
    fn from(error: PublishError) -> io::Error {
        let kind = match &error {
            PublishError::System { source, .. } => source.kind(),
            _ => io::ErrorKind::InvalidInput,
        };
        io::Error::new(kind, error)
    }
}
