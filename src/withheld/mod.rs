//! Names that must not be published, and finding them in any spelling.
//!
//! Names come from the fields of notes under the Chatham House Rule and from a list that is kept
//! outside the repository. Texts are compared as a reader sees them, that is decoded, without case,
//! accents and invisible characters, and again with what only a machine sees, such as attributes
//! and addresses.

mod common_words;
mod confidential;
mod decode;
mod fold;
mod list;
mod name;
mod names;
mod prefilter;
mod public_names;
mod unpack;

pub(crate) use common_words::is_common;
pub(crate) use confidential::persons;
pub use confidential::{Confidential, Origin};
pub(crate) use decode::{Plain, Reading};
pub(crate) use fold::fold;
pub use list::List;
pub use name::NamePart;
pub(crate) use names::Text;
pub use names::{Hit, Names, Reach};
pub(crate) use public_names::PublicNames;
pub(crate) use unpack::unpacked;
