//! From a folder of files to records: walks `content/`, splits front matter from body, and reads
//! the YAML with positions into [`crate::model`].
//!
//! Nothing here looks at two files at once; what depends on others is [`crate::site`]'s business.

mod config;
mod fault;
mod fields;
mod file;
mod front_matter;
mod load;
mod memory;
mod parse;
mod reader;
mod records;
mod vocabulary;
mod walk;
mod yaml;

pub use file::Asset;
pub use load::{Loaded, LoadedFile, load};
pub use memory::{Memory, Stamp};
pub use parse::{Content, Entry, Record, parse};
pub use walk::{Found, Listed, Role, WalkError, walk};
