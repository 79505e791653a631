//! Reads each kind of record from its front matter, a file a kind. What a field means is said in
//! [`crate::model`].

mod common;
mod meeting;
mod place;
mod practice;

pub(super) use common::web_address;
pub(super) use meeting::{convening, session};
pub(super) use place::{challenge, city, network, page};
pub(super) use practice::practice;
