//! Errors of publishing, worded so that a person knows what to do.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io;
use std::path::{Path, PathBuf};

/// Why a site was not published. The published site is as it was before.
#[derive(Debug)]
pub enum PublishError {
    /// The given output folder cannot be used.
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
    /// An artifact has a path that must not be written.
    BadPath {
        /// The path.
        path: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Two artifacts have the same path, or one is a file where another needs a folder.
    Taken {
        /// The path.
        path: String,
    },
    /// There is a symbolic link where only our folder or file may be.
    Link {
        /// The link.
        path: PathBuf,
    },
    /// The output folder contains files that are not of a site.
    Foreign {
        /// The files, in order.
        paths: Vec<PathBuf>,
    },
    /// The site is incomplete: an artifact was refused, which was reported at the time.
    Incomplete,
    /// The system reported an error, such as a missing permission or a full disk.
    System {
        /// The action that failed, such as "writing".
        doing: &'static str,
        /// The file or folder it was applied to.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
}

impl PublishError {
    pub(super) fn refused(path: &Path, why: impl Into<String>) -> PublishError {
        PublishError::Refused { path: path.to_owned(), why: why.into() }
    }

    /// Whether the artifact's path is at fault: it must not be written, is taken, or is too long
    /// for the system.
    pub(super) fn is_of_the_path(&self) -> bool {
        match self {
            PublishError::BadPath { .. } | PublishError::Taken { .. } => true,
            PublishError::System { source, .. } => source.kind() == io::ErrorKind::InvalidFilename,
            _ => false,
        }
    }

    /// For `map_err`: adds the action and its file or folder.
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

/// Lists the first few: a folder in the way may contain thousands.
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

/// Lets a [`crate::output::Sink`] report it; the kind of a system error is preserved.
impl From<PublishError> for io::Error {
    fn from(error: PublishError) -> io::Error {
        let kind = match &error {
            PublishError::System { source, .. } => source.kind(),
            _ => io::ErrorKind::InvalidInput,
        };
        io::Error::new(kind, error)
    }
}
