//! The built-in themes.

/// Files of all built-in themes by their path below `themes/`.
pub(super) const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/themes.rs"));

/// Names of the built-in themes, in order.
pub(super) fn names() -> Vec<&'static str> {
    let mut names: Vec<&str> =
        FILES.iter().filter_map(|(path, _)| path.split('/').next()).collect();
    names.dedup();
    names
}

/// Files of one built-in theme by their path below its folder.
pub(super) fn of(theme: &str) -> impl Iterator<Item = (String, &'static [u8])> {
    let prefix = format!("{theme}/");
    FILES.iter().filter_map(move |(path, bytes)| {
        path.strip_prefix(&prefix).map(|inner| (inner.to_owned(), *bytes))
    })
}
