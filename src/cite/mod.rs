//! How a record is cited: as text in two styles, and as files for reference managers.
//!
//! What is cited is the record on this site, not the practice: its author is the site, its date is
//! when it was last checked, and its version tells one text of it from the next. The styles follow
//! the Citation Style Language, against whose own processor they are tested (`tests/citations/`).

mod bibtex;
mod csl;
mod headline;
mod ris;
mod style;
mod version;

pub use bibtex::bibtex;
pub use csl::csl_json;
pub use ris::ris;
pub use style::{Reference, apa, chicago};
pub use version::version;

use crate::model::Date;

/// A record as a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The name by which a document cites it: `crosstown-providence-talks`.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Who publishes it: the site.
    pub author: String,
    /// When it was last checked.
    pub date: Option<Date>,
    /// Which text of it this is: the beginning of the id of a commit, or what [`version()`] says.
    pub version: String,
    /// The permanent address of this text.
    pub version_url: Option<String>,
    /// Its absolute URL.
    pub url: String,
    /// Its language (BCP 47).
    pub lang: String,
    /// A summary of it.
    pub summary: String,
}

#[cfg(test)]
fn of_test() -> Citation {
    Citation {
        key: "bins-food-bins".to_owned(),
        title: "Food bins: 50% less in the bin".to_owned(),
        author: "Bins".to_owned(),
        date: Date::parse("2026-01-15"),
        version: "3f2a9c1b4d5e".to_owned(),
        version_url: Some("https://host.example/bins/blob/3f2a9c1b4d5e/food-bins.md".to_owned()),
        url: "https://bins.example/practices/food-bins/".to_owned(),
        lang: "en".to_owned(),
        summary: "Every kitchen has a small green bin.".to_owned(),
    }
}
