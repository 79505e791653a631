//! The records as plain types, one file a kind, with the descriptions of their fields. No input or
//! output and no templates here: the data model changes for other reasons than these do.

mod allowance;
mod at;
mod attachment;
mod bands;
mod challenge;
mod choice;
mod city;
mod config;
mod convening;
mod country;
mod date;
mod datum;
mod docs;
mod evidence;
mod file;
mod files;
mod headings;
mod json_schema;
mod kind;
mod kinded;
mod network;
mod outcome;
mod page;
mod practice;
mod question;
mod record;
mod scalar;
mod schema;
mod session;
mod slug;
mod sources;
mod theme;
mod value;
mod vocabulary;

pub use allowance::Allowance;
pub use at::At;
pub use attachment::{ATTACHMENTS, Attachment, Begins, Group, attachable, attachment};
pub use bands::{Band, Bands, COSTS, SIZES, TIMES};
pub use challenge::Challenge;
pub use choice::Choice;
pub(crate) use choice::choice;
pub use city::{City, Population};
pub use config::{
    BriefSettings, CheckSettings, Config, ConfigWords, Editor, Extra, Limits, NavigationItem,
    Paper, Repository, SearchEngine, SearchSettings,
};
pub use convening::{Convening, ConveningStatus};
pub use country::{country_code, country_name, is_country};
pub use date::Date;
pub use datum::Datum;
pub use docs::{content_model, expected};
pub use evidence::{Direction, Evidence, Rater, TESTED};
pub use file::{FoundLines, SourceFile};
pub use files::FileKind;
pub use headings::headings;
pub use json_schema::json_schema;
pub use kind::{Kind, Record, RecordRef};
pub(crate) use kind::{match_kind, match_record, with_list, with_record};
pub use kinded::Kinded;
pub use network::{Network, NetworkKind};
pub use outcome::{Outcome, OutcomeKind};
pub use page::Page;
pub use practice::{
    Adaptation, ChallengeRole, Contact, Cost, Event, Participation, Practice, Precondition,
    PreconditionKind, Reached, RecordType, Relation, Stage,
};
pub use question::{Asking, Question};
pub use record::Described;
pub use scalar::Scalar;
pub use schema::{Field, Many, Need, Schema, Type, Word, Words};
pub use session::{
    Action, Attribution, Format, Material, Mention, MentionRelation, Session, SessionQuestion,
    SessionStatus, Speaker,
};
pub use slug::{is_slug, not_a_slug, slug_for, slugify};
pub use sources::Source;
pub use theme::ThemeManifest;
pub use value::{FieldType, Value, Values, Visitor};
pub use vocabulary::{Sphere, Term, TermWords, Vocabulary};

/// The table of kinds, given to the macro `$with` after the arguments in braces, if there are any.
/// A kind has a sentence, a type, a word, the name of its lists, and the folder below `content/`,
/// which is also the first part of its address.
macro_rules! each_kind {
    ($($with:ident)::+ $(, $($arguments:tt)+)?) => {
        $($with)::+! {
            $({ $($arguments)+ })?
            /// What a city did, or proposes to do.
            Practice "practice", practices "practices";
            /// A meeting of people from cities, with sessions.
            Convening "convening", convenings "convenings";
            /// The notes of one session of a convening.
            Session "session", sessions "convenings";
            /// A city, or a wider place where a practice has no single city.
            City "city", cities "cities";
            /// An organisation or network that cities belong to or work with.
            Network "network", networks "networks";
            /// A round of a competition.
            Challenge "challenge", challenges "challenges";
            /// A question that cities ask each other, with practices that answer it or without.
            Question "question", questions "questions";
            /// A free page, such as one about the site.
            Page "page", pages "pages";
        }
    };
}

pub(crate) use each_kind;
