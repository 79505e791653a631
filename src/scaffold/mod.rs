//! Scaffolds, so that nobody starts from an empty file: a new record with a hint at each field, the
//! profile of a city with what a gazetteer knows of it, and a whole small site.
//!
//! Only texts are made here; the command line asks for values and writes the files.

mod answers;
#[cfg(feature = "native")]
mod city;
#[cfg(feature = "native")]
mod gazetteer;
mod plan;
mod record;
#[cfg(feature = "native")]
mod site;
mod yaml;

pub use answers::Answers;
#[cfg(feature = "native")]
pub use city::{choose, fill_in, pick};
#[cfg(feature = "native")]
pub use gazetteer::{Place, places};
pub use plan::{NewFile, Wanted, known, missing, named, place, plan, required};
pub use record::{Filled, filled, record};
#[cfg(feature = "native")]
pub use site::{CodeHost, LANGUAGES, NewSite};
