//! The records as plain types, one file a kind, with the descriptions of their fields. No input or
//! output and no templates here: what a practice *is* changes for reasons of its own.

mod at;
mod attachment;
mod challenge;
mod choice;
mod city;
mod config;
mod convening;
mod country;
mod date;
mod docs;
mod evidence;
mod file;
mod files;
mod json_schema;
mod kind;
mod kinded;
mod network;
mod outcome;
mod page;
mod practice;
mod record;
mod scalar;
mod schema;
mod session;
mod slug;
mod sources;
mod value;
mod vocabulary;

pub use at::At;
pub use attachment::{ATTACHMENTS, Attachment, Begins, Group, attachable, attachment};
pub use challenge::Challenge;
pub use choice::Choice;
pub(crate) use choice::choice;
pub use city::{City, Population};
pub use config::{
    CheckSettings, Config, ConfigWords, Limits, NavigationItem, Repository, SearchSettings,
};
pub use convening::{Convening, ConveningStatus};
pub use country::{country_code, country_name, is_country};
pub use date::Date;
pub use docs::content_model;
pub use evidence::{Direction, Evidence, Rater, TESTED};
pub use file::{FoundLines, SourceFile};
pub use files::FileKind;
pub use json_schema::json_schema;
pub use kind::{Kind, Record};
pub(crate) use kind::{each_kind, with_list, with_record};
pub use kinded::Kinded;
pub use network::{Network, NetworkKind};
pub use outcome::{Outcome, OutcomeKind};
pub use page::Page;
pub use practice::{
    Adaptation, ChallengeRole, Contact, Cost, Event, Participation, Practice, Precondition,
    PreconditionKind, Reached, RecordType, Relation, Stage,
};
pub use record::Described;
pub use scalar::Scalar;
pub use schema::{Field, Many, Need, Schema, Type, Word, Words};
pub use session::{
    Action, Attribution, Format, Material, Mention, MentionRelation, Question, Session,
    SessionStatus, Speaker,
};
pub use slug::{is_slug, slugify};
pub use sources::Source;
pub use value::{FieldType, Value, Values, Visitor};
pub use vocabulary::{Sphere, Term, TermWords, Vocabulary};
