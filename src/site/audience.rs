//! For whom a site is built.

use crate::model::choice;

choice! {
    /// Who will read the site.
    Audience, "an audience" {
        /// Everybody.
        Public = "public",
        /// People of member cities: notes marked `cities-only` are built, too.
        Cities = "cities",
    }
}
