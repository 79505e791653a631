//! Names that must not be published, and finding them however they are written.
//!
//! Names come from two places: the fields of notes under the Chatham House Rule, and a list that
//! is kept outside of the repository. A text is compared as a reader would see it: decoded, without
//! case, accents and signs that nobody sees, and once more with what only a machine sees, such as
//! attributes and addresses.

mod fold;
mod guard;
mod known;
mod list;
mod name;
mod names;
mod ordinary;
mod plain;
mod scent;
mod unpack;

pub(crate) use fold::fold;
pub(crate) use guard::persons;
pub use guard::{Guard, Origin};
pub(crate) use known::Known;
pub use list::List;
pub use name::Part;
pub(crate) use names::Text;
pub use names::{Hit, Names, Reach};
pub(crate) use plain::{Plain, Reading};
pub(crate) use unpack::unpacked;
