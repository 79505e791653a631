//! The kinds of record: one table, from which come the enums and whatever else is done for each
//! kind in turn.

use std::ops::Deref;

use serde::Serialize;

use super::choice::choice;
use super::{
    Attribution, Challenge, City, Convening, Described, Kinded, Network, Page, Practice, Schema,
    Session, Values, Visitor,
};

/// Hands the table of kinds to a macro. Of each it has a sentence, the type, the word, the name
/// of its lists, and the folder below `content/`, which is also the first part of its address.
macro_rules! each_kind {
    ($with:path) => {
        $with! {
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
            /// A free page, such as one about the site.
            Page "page", pages "pages";
        }
    };
}

pub(crate) use each_kind;

/// Evaluates an expression with the record that a [`Record`] holds, whatever its kind.
macro_rules! with_record {
    ($record:expr, $name:ident => $value:expr) => {
        match $record {
            $crate::model::Record::Practice($name) => $value,
            $crate::model::Record::Convening($name) => $value,
            $crate::model::Record::Session($name) => $value,
            $crate::model::Record::City($name) => $value,
            $crate::model::Record::Network($name) => $value,
            $crate::model::Record::Challenge($name) => $value,
            $crate::model::Record::Page($name) => $value,
        }
    };
}

pub(crate) use with_record;

/// Evaluates an expression with a site's list of the records of a kind.
macro_rules! with_list {
    (@ $list:expr, $name:ident => $value:expr) => {{
        let $name = &$list;
        $value
    }};
    ($kind:expr, $site:expr, $name:ident => $value:expr) => {
        match $kind {
            $crate::model::Kind::Practice => with_list!(@ $site.practices, $name => $value),
            $crate::model::Kind::Convening => with_list!(@ $site.convenings, $name => $value),
            $crate::model::Kind::Session => with_list!(@ $site.sessions, $name => $value),
            $crate::model::Kind::City => with_list!(@ $site.cities, $name => $value),
            $crate::model::Kind::Network => with_list!(@ $site.networks, $name => $value),
            $crate::model::Kind::Challenge => with_list!(@ $site.challenges, $name => $value),
            $crate::model::Kind::Page => with_list!(@ $site.pages, $name => $value),
        }
    };
}

pub(crate) use with_list;

macro_rules! kinds {
    ($(
        $(#[doc = $about:literal])+ $kind:ident $word:literal, $list:ident $folder:literal;
    )+) => {
        choice! {
            /// What a record is about. The kind of a file is its top folder.
            Kind, "a kind of record" {
                $($(#[doc = $about])+ $kind = $word,)+
            }
        }

        impl Kind {
            /// The folder under `content/` and the first part of the address.
            #[must_use]
            pub fn folder(self) -> &'static str {
                match self { $(Kind::$kind => $folder),+ }
            }

            /// The word in the plural.
            #[must_use]
            pub fn plural(self) -> &'static str {
                match self { $(Kind::$kind => stringify!($list)),+ }
            }

            /// The description of its fields.
            #[must_use]
            pub fn schema(self) -> &'static Schema {
                match self { $(Kind::$kind => $kind::SCHEMA),+ }
            }
        }

        /// A record of any kind.
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(untagged)]
        pub enum Record {
            $($(#[doc = $about])+ $kind(Box<$kind>),)+
        }

        impl Record {
            /// Makes a record from the values of its fields.
            #[must_use]
            pub fn from_values(kind: Kind, values: Values) -> Record {
                match kind { $(Kind::$kind => Record::$kind(Box::new($kind::from_values(values)))),+ }
            }

            /// Calls `visitor` with each text of its fields, however deep.
            pub fn visit<'a>(&'a self, visitor: &mut Visitor<'_, 'a>) {
                match self { $(Record::$kind(record) => record.visit_fields(visitor)),+ }
            }
        }

        /// What every kind has, whichever it is.
        impl Deref for Record {
            type Target = dyn Kinded;

            fn deref(&self) -> &(dyn Kinded + 'static) {
                match self { $(Record::$kind(record) => &**record),+ }
            }
        }
    };
}

each_kind!(kinds);

impl Record {
    /// Whether who said what is withheld: the Chatham House Rule.
    #[must_use]
    pub fn withholds(&self) -> bool {
        matches!(self, Record::Session(session) if session.attribution.value == Attribution::ChathamHouse)
    }
}
