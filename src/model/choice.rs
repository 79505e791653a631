//! Fields that take one of a fixed set of words.

/// A closed vocabulary: knows its words, so that a wrong one can be answered with the nearest.
pub trait Choice: Copy + Sized + 'static {
    /// Every value with the word that is written for it, in the order of the content model.
    const ALL: &'static [(Self, &'static str)];

    /// What the set is called in a message, like `a stage`.
    const NAME: &'static str;

    /// The value for a word.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, name)| *name == word).map(|(value, _)| *value)
    }
}

/// Declares an enum whose variants are written as fixed words.
macro_rules! choice {
    (
        $(#[$meta:meta])*
        $name:ident, $title:literal { $($(#[$variant_meta:meta])* $variant:ident = $word:literal),+ $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $name {
            /// The word that is written for this value.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl $crate::model::Choice for $name {
            const ALL: &'static [(Self, &'static str)] = &[$(($name::$variant, $word)),+];
            const NAME: &'static str = $title;
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

pub(crate) use choice;
