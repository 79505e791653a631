//! Exit statuses. They must not change, because scripts and CI rely on them.

/// Success.
pub(super) const DONE: u8 = 0;
/// The content has errors.
pub(super) const CONTENT: u8 = 1;
/// The command was used wrongly.
pub(super) const USAGE: u8 = 2;
/// The system failed: disk, permission.
pub(super) const SYSTEM: u8 = 3;
