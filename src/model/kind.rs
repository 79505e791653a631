//! What follows from the table of kinds: the enums of kinds and of records.

use std::ops::Deref;

use serde::Serialize;

use super::choice::choice;
use super::{Attribution, Described, Kinded, Schema, Values, Visitor, each_kind};
use crate::model;

/// Evaluates an expression with the record that a [`Record`] holds, whatever its kind.
macro_rules! with_record {
    ($record:expr, $name:ident => $value:expr) => {
        $crate::model::each_kind!($crate::model::match_record, $record, $name => $value)
    };
}

macro_rules! match_record {
    ({ $record:expr, $name:ident => $value:expr } $(
        $(#[doc = $about:literal])+ $kind:ident $word:literal, $list:ident $folder:literal;
    )+) => {
        match $record { $($crate::model::Record::$kind($name) => $value),+ }
    };
}

/// Evaluates an expression with a site's list of the records of a kind.
macro_rules! with_list {
    ($kind:expr, $site:expr, $name:ident => $value:expr) => {
        $crate::model::each_kind!($crate::model::match_kind, $kind, $site, $name => $value)
    };
}

macro_rules! match_kind {
    ({ $wanted:expr, $site:expr, $name:ident => $value:expr } $(
        $(#[doc = $about:literal])+ $kind:ident $word:literal, $list:ident $folder:literal;
    )+) => {
        match $wanted { $($crate::model::Kind::$kind => { let $name = &$site.$list; $value }),+ }
    };
}

pub(crate) use {match_kind, match_record, with_list, with_record};

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
                match self { $(Kind::$kind => model::$kind::SCHEMA),+ }
            }
        }

        /// A record of any kind.
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(untagged)]
        pub enum Record {
            $($(#[doc = $about])+ $kind(Box<model::$kind>),)+
        }

        impl Record {
            /// Makes a record from the values of its fields.
            #[must_use]
            pub fn from_values(kind: Kind, values: Values) -> Record {
                match kind { $(Kind::$kind => Record::$kind(Box::new(model::$kind::from_values(values)))),+ }
            }

            /// Calls `visitor` with each text of its fields, however deep.
            pub fn visit<'a>(&'a self, visitor: &mut Visitor<'_, 'a>) {
                match self { $(Record::$kind(record) => record.visit_fields(visitor)),+ }
            }
        }

        /// A borrowed record of any kind, for what is special to some of them.
        #[derive(Debug, Clone, Copy)]
        pub enum RecordRef<'a> {
            $($(#[doc = $about])+ $kind(&'a model::$kind),)+
        }

        $(impl<'a> From<&'a model::$kind> for RecordRef<'a> {
            fn from(record: &'a model::$kind) -> RecordRef<'a> {
                RecordRef::$kind(record)
            }
        })+

        impl<'a> From<&'a Record> for RecordRef<'a> {
            fn from(record: &'a Record) -> RecordRef<'a> {
                match record { $(Record::$kind(record) => RecordRef::$kind(record)),+ }
            }
        }

        /// What every kind has, whichever it is.
        impl<'a> Deref for RecordRef<'a> {
            type Target = dyn Kinded + 'a;

            fn deref(&self) -> &(dyn Kinded + 'a) {
                match self { $(RecordRef::$kind(record) => *record),+ }
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
