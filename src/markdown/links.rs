//! What a link of the body may lead to.

use super::doc::{LinkTarget, RecordLink};

/// Where an address leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// Somewhere else, or within the page: rendered as written.
    Plain,
    /// Within the site: resolved when the site is linked.
    Gap(LinkTarget),
    /// A scheme that a page of ours must not carry, such as `javascript:`.
    Refused,
}

const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Judges the address of an ordinary link.
pub(super) fn destination(address: &str) -> Destination {
    if address.starts_with('#') || address.is_empty() {
        return Destination::Plain;
    }
    if address.starts_with("//") {
        return Destination::Refused;
    }
    let scheme = address.split(['/', '?', '#']).next().and_then(|first| first.split_once(':'));
    match scheme {
        Some((scheme, _)) if SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) => {
            Destination::Plain
        }
        Some(_) => Destination::Refused,
        None => Destination::Gap(LinkTarget::Local(address.to_owned())),
    }
}

/// Reads the target of `[[kind:slug]]`; `None` when it has no colon.
pub(super) fn record_link(target: &str, label: Option<String>) -> Option<RecordLink> {
    let (kind, slug) = target.split_once(':')?;
    Some(RecordLink { kind: kind.trim().to_owned(), slug: slug.trim().to_owned(), label })
}
