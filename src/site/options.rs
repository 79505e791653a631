//! What a site is built for.

use crate::model::choice;

choice! {
    /// Who may read the site.
    Audience, "an audience" {
        /// Everybody.
        Public = "public",
        /// Member cities, who also see notes marked `cities-only`.
        Cities = "cities",
    }
}

/// What a site is built for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkOptions {
    /// Who may read it.
    pub audience: Audience,
    /// Whether it includes drafts.
    pub drafts: bool,
}
