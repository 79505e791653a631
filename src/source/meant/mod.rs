//! What a wrong value was meant to be.
//!
//! A suggestion must not change the meaning. So each function returns one value if nothing else can
//! be meant, several if only the author knows, and none if the meaning is unclear.

mod address;
mod code;
mod date;
mod figure;
mod zone;

pub(super) use address::address;
pub(super) use code::{currency, is_currency};
pub(crate) use code::{is_language_tag, language_tag};
pub(super) use date::dates;
pub(super) use figure::{Figure, Nature, figure, thousands_or_decimals};
pub(super) use zone::{is_zone, zones};

/// The advice for one of several values.
pub(super) fn choose(name: &str, values: &[String]) -> Option<String> {
    let written: Vec<String> = values.iter().map(|value| format!("`{name}: {value}`")).collect();
    match written.as_slice() {
        [] => None,
        [only] => Some(format!("write {only}")),
        [first @ .., last] => {
            Some(format!("write {} or {last}, whichever is meant", first.join(", ")))
        }
    }
}
