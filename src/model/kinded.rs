//! What every kind of record has, by which code can work on any of them.

use super::{At, Source, Sphere};

/// What every kind of record has.
pub trait Kinded {
    /// What it is called.
    fn title(&self) -> &str;

    /// What it is about, in a sentence or two; empty where its kind has no summary.
    fn summary(&self) -> &str;

    /// The publications it cites.
    fn sources(&self) -> &[Source] {
        &[]
    }

    /// The spheres of municipal innovation it belongs to.
    fn spheres(&self) -> &[At<Sphere>] {
        &[]
    }

    /// The topics it is about.
    fn topics(&self) -> &[At<String>] {
        &[]
    }

    /// The year readers know it by.
    fn year(&self) -> Option<u16> {
        None
    }
}
