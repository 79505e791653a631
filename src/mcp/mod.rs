//! A built site for AI assistants and other tools that speak the Model Context Protocol: they search
//! it, read its records and compare practices.
//!
//! Everything is read from the published files, when it is asked for. What a site does not publish
//! is not there to be read, no name leads out of it, and nothing is written or fetched.

mod arguments;
mod built_site;
mod compare;
mod fault;
mod records;
mod resources;
mod server;
mod tools;

pub use built_site::{BuiltSite, OpenError};
pub use server::{ServeError, serve};
