//! The themes that are part of the program.

/// Files of all built-in themes by their path below `themes/`.
pub(super) const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/themes.rs"));

/// Names of the built-in themes, in order.
pub(super) fn names() -> Vec<&'static str> {
    let mut names: Vec<&str> =
        FILES.iter().filter_map(|(path, _)| path.split('/').next()).collect();
    names.dedup();
    names
}
