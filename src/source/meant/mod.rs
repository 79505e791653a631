//! What a wrong value was plainly meant to be.
//!
//! A proposal must not change the meaning. So each of these says how sure it is: one value where
//! nothing else can be meant, several where only the author knows, and none where it is not clear
//! that anything was.

mod address;
mod code;
mod date;
mod figure;

pub(super) use address::address;
pub(super) use code::{currency, is_currency, language};
pub(super) use date::dates;
pub(super) use figure::{Figure, Nature, figure, thousands_or_decimals};

/// What to write for one of some values.
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
