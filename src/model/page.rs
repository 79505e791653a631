//! A free page: about, how to contribute, accessibility.

use super::record::record;
use super::{At, Kinded};

record! {
    /// A free page, such as one about the site.
    Page, "a page" {
        /// Name of the page.
        title: At<String> => required, "About";
        /// What the page is about, for lists and search results.
        summary: Option<At<String>> as Paragraph => optional, "Who runs this site, and why.";
        /// Old slugs, or old paths that begin with `/`, which redirect here.
        aliases: Vec<At<String>> => optional, "about-us";
    }
}

impl Kinded for Page {
    fn title(&self) -> &str {
        &self.title
    }

    fn summary(&self) -> &str {
        self.summary.as_deref().map_or("", String::as_str)
    }

    fn aliases(&self) -> &[At<String>] {
        &self.aliases
    }
}
