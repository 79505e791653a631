//! Fields that take one of a fixed set of words.

use super::Words;

/// A closed vocabulary. Its last value is the most cautious one, which replaces a missing or wrong
/// word until that is corrected.
pub trait Choice: Copy + Sized + 'static {
    /// Every value with its word in front matter, in the order in which they are shown.
    const ALL: &'static [(Self, &'static str)];

    /// The words with their meanings.
    const WORDS: &'static Words;

    /// The value for a word.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, name)| *name == word).map(|(value, _)| *value)
    }
}

/// Declares an enum whose variants are written as fixed words.
macro_rules! choice {
    (
        $(#[$meta:meta])*
        $name:ident, $title:literal {
            $($(#[doc = $about:literal])+ $variant:ident = $word:literal,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $about])+ $variant),+ }

        impl $name {
            /// The word that is written for this value.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl $crate::model::Choice for $name {
            const ALL: &'static [(Self, &'static str)] = &[$(($name::$variant, $word)),+];
            const WORDS: &'static $crate::model::Words = &$crate::model::Words {
                name: $title,
                words: &[$($crate::model::Word {
                    word: $word,
                    about: concat!($($about),+).trim_ascii(),
                }),+],
            };
        }

        impl $crate::model::FieldType for $name {
            const TYPE: $crate::model::Type =
                $crate::model::Type::Choice(<$name as $crate::model::Choice>::WORDS);

            fn take(
                value: Option<$crate::model::At<$crate::model::Value>>,
                default: Option<&'static str>,
                _: $crate::diagnostic::Span,
            ) -> $name {
                let read = match &value {
                    Some($crate::model::At { value: $crate::model::Value::Text(word), .. }) => {
                        Some(word.as_str())
                    }
                    _ => default,
                };
                let all = <$name as $crate::model::Choice>::ALL;
                read.and_then(<$name as $crate::model::Choice>::from_word)
                    .unwrap_or(all[all.len() - 1].0)
            }

            fn datum(&self) -> $crate::model::Datum<'_> {
                $crate::model::Datum::Text(self.as_str().into())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

pub(crate) use choice;
