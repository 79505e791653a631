//! The records as plain types, one file a kind. No input or output and no templates here: what
//! a practice *is* changes for reasons of its own.
//!
//! The field lists follow the content model (`docs/content-model.md`).

mod at;
mod attachment;
mod challenge;
mod choice;
mod city;
mod config;
mod convening;
mod country;
mod date;
mod evidence;
mod file;
mod kind;
mod network;
mod outcome;
mod page;
mod practice;
mod session;
mod slug;
mod sources;
mod vocabulary;

pub use at::At;
pub use attachment::{ATTACHMENTS, Attachment, Begins, Group, attachable, attachment};
pub use challenge::Challenge;
pub use choice::Choice;
pub(crate) use choice::choice;
pub use city::{City, Population};
pub use config::{Config, ConfigWords, Limits, NavigationItem, Repository};
pub use convening::{Convening, ConveningStatus};
pub use country::{country_code, country_name, is_country};
pub use date::Date;
pub use evidence::{Direction, Evidence, Rater, TESTED};
pub use file::{FoundLines, SourceFile};
pub use kind::Kind;
pub use network::{Network, NetworkKind};
pub use outcome::{Outcome, OutcomeKind, Scalar};
pub use page::Page;
pub use practice::{
    Adaptation, ChallengeRole, Contact, Cost, Event, Participation, Practice, Precondition,
    PreconditionKind, Reached, RecordType, Relation, Stage,
};
pub use session::{
    Action, Attribution, Format, Material, Mention, MentionRelation, Question, Session,
    SessionStatus, Speaker,
};
pub use slug::{is_slug, slugify};
pub use sources::Source;
pub use vocabulary::{Sphere, Term, TermWords, Vocabulary};
