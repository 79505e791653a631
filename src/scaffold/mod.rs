//! Beginnings, so that nobody starts from an empty file: a new record with a hint at each field,
//! the profile of a city with what a gazetteer knows of it, and a whole small site.
//!
//! Only texts are made here; the command line asks for values and writes the files.

mod answers;
mod city;
mod gazetteer;
mod plan;
mod record;
mod site;
mod yaml;

pub use answers::Answers;
pub use city::{choose, fill_in, pick};
pub use gazetteer::{Place, places};
pub use plan::{NewFile, Wanted, known, missing, named, plan, required};
pub use record::record;
pub use site::{CodeHost, LANGUAGES, NewSite};
