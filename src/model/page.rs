//! A free page: about, how to contribute, accessibility.

use super::record::record;
use super::{Allowance, At, Kinded};

record! {
    /// A free page, such as one about the site.
    Page, "a page" {
        /// Name of the page.
        title: At<String> => required, "About";
        /// What the page is about, for lists and search results.
        summary: Option<At<String>> as Paragraph => optional, "Who runs this site, and why.";
        /// Old slugs, or old paths that begin with `/`, which redirect here.
        aliases: Vec<At<String>> => optional, "about-us";
        /// Checks whose findings are accepted in this record, each with the reason. Checks that protect people and the meaning of evidence cannot be named.
        allow: Vec<Allowance> => optional;
    }
}

impl Kinded for Page {
    fn title(&self) -> &str {
        &self.title
    }

    fn allowances(&self) -> &[Allowance] {
        &self.allow
    }

    fn summary(&self) -> &str {
        self.summary.as_deref().map_or("", String::as_str)
    }

    fn aliases(&self) -> &[At<String>] {
        &self.aliases
    }
}
