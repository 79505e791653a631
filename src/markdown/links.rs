//! Where links of a body may lead.

use super::doc::{LinkTarget, RecordLink};
use crate::address::{Address, Fault, judge};
use crate::diagnostic::{Diagnostic, Place};

/// Where an address leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// To another site: the address as it is rendered.
    Elsewhere(String),
    /// Within this site; resolved when the site is linked.
    Here(LinkTarget),
    /// An address that no page may carry, such as `javascript:`.
    Refused(Fault),
}

/// Judges the address of a link or picture, whose entities have been decoded.
pub(super) fn destination(address: &str) -> Destination {
    match judge(address) {
        Ok(Address::Elsewhere(written)) => Destination::Elsewhere(written),
        Ok(Address::Here(_)) => Destination::Here(LinkTarget::Local(address.to_owned())),
        Err(fault) => Destination::Refused(fault),
    }
}

/// The finding about an address that is refused.
pub(super) fn refused(place: Place, address: &str, fault: &Fault) -> Diagnostic {
    let message = format!("a page must not link to `{address}`");
    let found = Diagnostic::error("bad-url", place, message)
        .label("expected `https://`, `http://`, `mailto:`, `tel:` or a path within the site")
        .note(fault.to_string());
    fault.remedy(address).into_iter().fold(found, Diagnostic::help)
}

/// Reads the target of `[[kind:slug]]` or `[[kind:slug#anchor]]`; none if it lacks a part.
pub(super) fn record_link(target: &str, label: Option<String>) -> Option<RecordLink> {
    let (kind, record) = target.split_once(':')?;
    let (slug, anchor) = record.split_once('#').unwrap_or((record, ""));
    if kind.trim().is_empty() || slug.trim().is_empty() {
        return None;
    }
    let anchor = Some(anchor.trim().to_owned()).filter(|anchor| !anchor.is_empty());
    Some(RecordLink { kind: kind.trim().to_owned(), slug: slug.trim().to_owned(), anchor, label })
}
