//! Everything that a build writes, a file an output.
//!
//! Each output is a function from the frozen [`crate::site::Site`] to [`Artifact`]s. What carries
//! them away is a [`Sink`]: the publisher's staging folder, or memory when serving.

mod artifact;

pub use artifact::{Artifact, Sink};
