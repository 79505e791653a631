//! Turns a folder of files into records: walks `content/`, splits front matter from bodies, and
//! reads the YAML, with positions, into [`crate::model`].
//!
//! No function here looks at two files at once; whatever depends on other files belongs to
//! [`crate::site`].

mod attached;
mod cited;
mod config;
mod conflict;
mod content;
mod fault;
mod fields;
mod file;
mod front_matter;
mod judge;
mod links;
mod load;
mod meant;
mod names;
mod parse;
mod parse_cache;
mod quantity;
mod reader;
mod svg;
mod typed;
mod vocabulary;
mod walk;
mod yaml;
mod yaml_file;

pub(crate) use attached::{attached, examine};
pub use content::{Content, Entry, Past};
pub use file::Asset;
pub use front_matter::body_start;
pub use judge::judge_value;
pub use links::WalkError;
pub(crate) use links::{Gathered, gather};
pub use load::{Loaded, Unread, given, load};
pub(crate) use meant::{is_language_tag, language_tag};
pub(crate) use names::{bad_name, is_scratch, nameless};
pub use parse::{parse, past, record};
pub use parse_cache::ParseCache;
pub use walk::{FileList, Listed, Role, walk};
pub(crate) use yaml::{Field, Node, Value};
pub(crate) use yaml_file::{yaml_fields, yaml_tree};

pub use crate::model::Record;
