//! An organisation or network that cities belong to or work with.

use serde::Serialize;

use super::choice::choice;
use super::{At, Source};

choice! {
    /// What sort of organisation.
    NetworkKind, "a kind of network" {
        /// Cities or officials among themselves.
        Peer = "peer",
        /// Gives money.
        Philanthropy = "philanthropy",
        /// Founded by states.
        Intergovernmental = "intergovernmental",
        /// A university or institute.
        Research = "research",
        /// Members' association.
        Association = "association",
        /// Works for the public good.
        NonProfit = "non-profit",
        /// Part of a government.
        Government = "government",
    }
}

/// The record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Network {
    /// Name.
    pub title: At<String>,
    /// What sort of organisation.
    pub kind: Option<NetworkKind>,
    /// Year it was founded.
    pub founded: Option<u16>,
    /// Address.
    pub url: Option<String>,
    /// City slugs.
    pub members: Vec<At<String>>,
    /// What it is.
    pub summary: At<String>,
    /// Where the claims come from.
    pub sources: Vec<Source>,
}
