//! An organisation or network that cities belong to or work with.

use super::choice::choice;
use super::kinded::kinded;
use super::record::record;
use super::{Allowance, At, Date, Source};

choice! {
    /// The kind of an organisation.
    NetworkKind, "a kind of network" {
        /// A network of cities or of their officials.
        Peer = "peer",
        /// A foundation or other funder.
        Philanthropy = "philanthropy",
        /// An organisation of states.
        Intergovernmental = "intergovernmental",
        /// A university or institute.
        Research = "research",
        /// A membership association.
        Association = "association",
        /// A non-profit organisation.
        NonProfit = "non-profit",
        /// Part of a government.
        Government = "government",
    }
}

record! {
    /// An organisation or network that cities belong to or work with.
    Network, "a network" {
        /// Name of the organisation.
        title: At<String> => required, "What Works Cities";
        /// The kind of organisation.
        kind: Option<NetworkKind> => optional, "peer";
        /// Year in which it was founded.
        founded: Option<u16> as Whole(1000, 9999) => optional, "2015";
        /// Its website.
        url: Option<String> as WebAddress => optional, "https://example.org/";
        /// Member cities.
        members: Vec<At<String>> as Reference("city") => optional, "providence";
        /// What it does.
        summary: At<String> as Paragraph => required, "Helps cities to use data in their decisions.";
        /// Where the claims come from.
        sources: Vec<Source> => optional;
        /// People who helped with this record and have agreed to be named on its page.
        contributors: Vec<At<String>> => optional, "Ada Example";
        /// When it was last checked against its sources.
        verified: Option<Date> => optional, "2026-01-15";
        /// When it should be checked again.
        review_due: Option<Date> => optional, "2027-01";
        /// Old slugs, or old paths that begin with `/`, which redirect here.
        aliases: Vec<At<String>> => optional, "strive-network";
        /// Checks whose findings are accepted in this record, each with the reason. Checks that protect people and the meaning of evidence cannot be named.
        allow: Vec<Allowance> => optional;
    }
}

kinded!(Network: summary, sources, aliases; network => network.founded);
