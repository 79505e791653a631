//! The paths that artifacts may have: only those that stay inside the output folder on every
//! system.

use std::path::{Component, Path};

use super::PublishError;

/// Judges the path of an artifact.
///
/// # Errors
/// When it is empty, absolute, leaves the folder, or contains what some system does not read as a
/// plain name.
pub(crate) fn check(path: &str) -> Result<(), PublishError> {
    match fault(path) {
        None => Ok(()),
        Some(why) => Err(PublishError::BadPath { path: path.to_owned(), why }),
    }
}

fn fault(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("it is empty");
    }
    if path.starts_with('/') {
        return Some("it is absolute");
    }
    if path.chars().any(|c| c == '\\' || c.is_control()) {
        return Some("it holds a backslash or a control character");
    }
    path.split('/').find_map(|part| match part {
        "" => Some("it holds an empty part"),
        "." | ".." => Some("it holds `.` or `..`"),
        // A plain name on one system may be a drive on another, so the system's own parsing
        // decides.
        _ => match Path::new(part).components().next() {
            Some(Component::Normal(name)) if name == part => None,
            _ => Some("it is no plain name on this system"),
        },
    })
}

/// The folders that contain `path`, innermost first: `a/b` and `a` for `a/b/c`.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(parent(path), |folder| parent(folder))
}

fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_relative_paths_pass() {
        for good in ["index.html", "a/b/c.html", ".well-known/x", "a..b/c", "été/ü.png"] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in ["", "/a", "../a", "a/../b", "a/..", "./a", "a//b", "a/", "a\\..\\b", "a\0b"] {
            assert!(check(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn the_folders_of_a_path_go_outwards() {
        assert_eq!(folders("a/b/c").collect::<Vec<_>>(), ["a/b", "a"]);
        assert_eq!(folders("c").count(), 0);
    }
}
