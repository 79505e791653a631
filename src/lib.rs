//! Crosstown.
