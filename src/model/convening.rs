//! A convening: a meeting of people from cities, with sessions.

use serde::Serialize;

use super::choice::choice;
use super::{At, Date, Source, Sphere};

choice! {
    /// How far a convening has come. After `final` its page does not change.
    ConveningStatus, "a status of a convening" {
        /// Announced.
        Planned = "planned",
        /// Over, notes still coming in.
        Held = "held",
        /// Complete.
        Final = "final",
    }
}

/// The record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Convening {
    /// Name.
    pub title: At<String>,
    /// The series it belongs to.
    pub series: Option<String>,
    /// Its number or name in the series.
    pub edition: Option<String>,
    /// First day.
    pub start: At<Date>,
    /// Last day.
    pub end: Option<At<Date>>,
    /// City slug.
    pub city: Option<At<String>>,
    /// Held online.
    pub online: bool,
    /// House or room.
    pub venue: Option<String>,
    /// Network slugs.
    pub hosts: Vec<At<String>>,
    /// What it was about.
    pub summary: At<String>,
    /// In which spheres of municipal innovation.
    pub spheres: Vec<At<Sphere>>,
    /// About what.
    pub topics: Vec<At<String>>,
    /// City slugs.
    pub cities_present: Vec<At<String>>,
    /// How far it has come.
    pub status: Option<ConveningStatus>,
    /// Address of the report.
    pub report: Option<String>,
    /// Where the claims come from.
    pub sources: Vec<Source>,
}
