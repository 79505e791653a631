//! Addresses: what content may link to, and how an output writes it.
//!
//! Whatever a contributor writes as an address goes through [`judge()`] once, and is from then on
//! either refused, an [`Address::Elsewhere`] in the form that outputs write, or a [`Local`] address
//! that the site resolves and [`Local::written`] writes. What comes out holds only characters that
//! RFC 3986 allows. JSON and text take it as it is; HTML and XML escape it like any other text, see
//! [`crate::escape`].

mod base;
mod fold;
mod judge;
mod write;

pub use base::base_url;
pub use fold::{composed, folded};
pub use judge::{Address, Fault, Local, judge};
pub use write::encode_path;
