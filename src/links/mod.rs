//! Whether the addresses that content names outside the site can still be reached.
//!
//! Nothing here runs unless somebody asks for it with `crosstown links`: what other servers answer
//! differs from day to day, so that neither `check` nor `build` may depend on it. Requests are few:
//! one after another for each host, with a pause between them, and only a limited number in all.

mod ask;
mod collect;
mod schedule;
mod web;

pub use ask::{Answer, Ask, Verdict, judge};
pub use collect::{Copied, Mention, Named, addresses};
pub use schedule::{Judged, Limits, judge_all};
pub use web::Web;
