//! The kinds of record and the folders they live in.

use super::choice::choice;

choice! {
    /// What a record is about. The kind of a file is its top folder.
    Kind, "a kind of record" {
        /// What a city did, or proposes to do.
        Practice = "practice",
        /// A meeting of people from cities.
        Convening = "convening",
        /// The notes of one session of a convening.
        Session = "session",
        /// A city, or a wider place where a practice has no single city.
        City = "city",
        /// An organisation or network.
        Network = "network",
        /// A round of a competition.
        Challenge = "challenge",
        /// A free page.
        Page = "page",
    }
}

impl Kind {
    /// The folder under `content/` and the first part of the address.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Practice => "practices",
            Kind::Convening | Kind::Session => "convenings",
            Kind::City => "cities",
            Kind::Network => "networks",
            Kind::Challenge => "challenges",
            Kind::Page => "pages",
        }
    }

    /// The word in a sentence, in the plural.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Kind::Practice => "practices",
            Kind::Convening => "convenings",
            Kind::Session => "sessions",
            Kind::City => "cities",
            Kind::Network => "networks",
            Kind::Challenge => "challenges",
            Kind::Page => "pages",
        }
    }
}
