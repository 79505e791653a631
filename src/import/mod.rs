//! Reads what somebody has written offline, in one of the templates that a site offers, into a draft.
//!
//! A template has a heading for each field, which ends in the name of the field in square brackets:
//! `Ciudades [cities]`. Only these names count, so that a template is read in whatever language it is
//! and whatever a word processor has made of its styles. What cannot be read is a finding; what is
//! wrong with the record itself is for `check` to say.

mod docx;
mod line;
mod meant;
mod template;

pub use docx::{Fault, MOST, paragraphs};
pub use template::{Imported, import};
