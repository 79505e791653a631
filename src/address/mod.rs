//! Addresses: what content may link to, how outputs write them, and which names files may have.
//!
//! Every address in the content goes through [`judge()`] once. It is refused, or becomes an
//! [`Address::Elsewhere`] in the form that outputs write, or a [`Local`] address that the site
//! resolves and [`Local::written`] writes. The result contains only characters that RFC 3986
//! allows. JSON and text use it unchanged; HTML and XML escape it like any other text, see
//! [`crate::escape`].

mod base;
mod fold;
mod judge;
mod name;
mod paths;
mod write;

pub use base::base_url;
pub use fold::{Alike, alike, composed, folded};
pub use judge::{Address, Fault, Local, judge};
pub use name::{NameFault, name_fault, safe_name};
pub use paths::{join, parent};
pub use write::encode_path;
