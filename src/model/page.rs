//! A free page: about, how to contribute, accessibility.

use super::record::record;
use super::{Allowance, At, Date, Kinded};

record! {
    /// A free page, such as one about the site.
    Page, "a page" {
        /// Name of the page.
        title: At<String> => required, "About";
        /// What the page is about, for lists and search results.
        summary: Option<At<String>> as Paragraph => optional, "Who runs this site, and why.";
        /// People who helped with this record and have agreed to be named on its page.
        contributors: Vec<At<String>> => optional, "Ada Example";
        /// When it was last checked against its sources.
        verified: Option<Date> => optional, "2026-01-15";
        /// When it should be checked again.
        review_due: Option<Date> => optional, "2027-01";
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

    fn contributors(&self) -> &[At<String>] {
        &self.contributors
    }

    fn verified(&self) -> Option<Date> {
        self.verified
    }

    fn review_due(&self) -> Option<Date> {
        self.review_due
    }

    fn summary(&self) -> &str {
        self.summary.as_deref().map_or("", String::as_str)
    }

    fn aliases(&self) -> &[At<String>] {
        &self.aliases
    }
}
