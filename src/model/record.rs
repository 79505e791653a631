//! Declares a struct together with the description of its fields.

use super::datum::Datum;
use super::schema::Schema;
use super::value::{Values, Visitor};

/// A struct that is read field by field, as its description says.
pub trait Described: Sized + 'static {
    /// The description.
    const SCHEMA: &'static Schema;

    /// Makes it from the values of its fields.
    fn from_values(values: Values) -> Self;

    /// The values of its fields, in the order of the description.
    fn data(&self) -> Vec<Datum<'_>>;

    /// Calls `visitor` with each text, however deep.
    fn visit_fields<'a>(&'a self, visitor: &mut Visitor<'_, 'a>);
}

/// Declares a struct that is read from front matter, and describes it. For example:
///
/// ```text
/// record! {
///     /// What it costs.
///     Cost, "`cost`" {
///         /// Currency of the sums.
///         currency: Option<String> as Currency => optional, "USD";
///     }
/// }
/// ```
///
/// A field has a sentence, a name, a Rust type, what it takes where that does not follow from the
/// Rust type, one of `required`, `optional` and `default "value"`, and an example. `[single]` accepts
/// one value instead of a list; `[withheld]` marks what the Chatham House Rule withholds. Fields
/// after `with` are computed, and not read.
macro_rules! record {
    (
        $(#[doc = $about:literal])+
        $name:ident, $what:literal $(or $shorthand:literal)? {
            $(
                $(#[doc = $sentence:literal])+
                $field:ident: $type:ty $(as $of:expr)? =>
                    $need:ident $($default:literal)? $([$flag:ident])? $(, $example:literal)?;
            )+
        }
        $(with { $($(#[$meta:meta])* $extra:ident: $extra_type:ty,)+ })?
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, PartialEq, ::serde::Serialize)]
        pub struct $name {
            $($(#[doc = $sentence])+ pub $field: $type,)+
            $($($(#[$meta])* pub $extra: $extra_type,)+)?
        }

        impl $crate::model::Described for $name {
            const SCHEMA: &'static $crate::model::Schema = &$crate::model::Schema {
                what: $what,
                about: concat!($($about),+).trim_ascii(),
                shorthand: $crate::model::record::record!(@maybe $($shorthand)?),
                fields: &[$($crate::model::Field {
                    name: stringify!($field),
                    about: concat!($($sentence),+).trim_ascii(),
                    of: $crate::model::record::record!(@of $type $(, $of)?),
                    many: $crate::model::record::record!(@many $type $(, $flag)?),
                    need: $crate::model::record::record!(@need $need $($default)?),
                    example: concat!($($example)?),
                    withheld: $crate::model::record::record!(@withheld $($flag)?),
                }),+],
            };

            fn from_values(values: $crate::model::Values) -> $name {
                let set = values.span;
                let mut values = values.values.into_iter();
                $name {
                    $($field: $crate::model::FieldType::take(
                        values.next().flatten(),
                        $crate::model::record::record!(@maybe $($default)?),
                        set,
                    ),)+
                    $($($extra: Default::default(),)+)?
                }
            }

            fn data(&self) -> Vec<$crate::model::Datum<'_>> {
                vec![$($crate::model::FieldType::datum(&self.$field)),+]
            }

            fn visit_fields<'a>(&'a self, visitor: &mut $crate::model::Visitor<'_, 'a>) {
                $($crate::model::FieldType::visit(
                    &self.$field,
                    $crate::model::record::record!(@of $type $(, $of)?),
                    $crate::diagnostic::Span::default(),
                    visitor,
                );)+
            }
        }

        impl $crate::model::FieldType for $name {
            const TYPE: $crate::model::Type =
                $crate::model::Type::Map(<$name as $crate::model::Described>::SCHEMA);

            fn take(
                value: Option<$crate::model::At<$crate::model::Value>>,
                _: Option<&'static str>,
                _: $crate::diagnostic::Span,
            ) -> $name {
                let values = match value.map(|value| value.value) {
                    Some($crate::model::Value::Map(values)) => values,
                    _ => $crate::model::Values::default(),
                };
                <$name as $crate::model::Described>::from_values(values)
            }

            fn datum(&self) -> $crate::model::Datum<'_> {
                $crate::model::Datum::Map(
                    <$name as $crate::model::Described>::SCHEMA,
                    $crate::model::Described::data(self),
                )
            }

            fn visit<'a>(
                &'a self,
                _: $crate::model::Type,
                _: $crate::diagnostic::Span,
                visitor: &mut $crate::model::Visitor<'_, 'a>,
            ) {
                $crate::model::Described::visit_fields(self, visitor);
            }
        }
    };
    (@maybe) => { None };
    (@maybe $word:literal) => { Some($word) };
    (@of $type:ty) => { <$type as $crate::model::FieldType>::TYPE };
    (@of $type:ty, $of:expr) => {{
        #[allow(clippy::enum_glob_use, reason = "descriptions are easier to read without a path")]
        use $crate::model::Type::*;
        $of
    }};
    (@many $type:ty, single) => { $crate::model::Many::OneOrList };
    (@many $type:ty $(, $flag:ident)?) => {
        if <$type as $crate::model::FieldType>::LIST {
            $crate::model::Many::List
        } else {
            $crate::model::Many::One
        }
    };
    (@need required) => { $crate::model::Need::Required };
    (@need optional) => { $crate::model::Need::Optional };
    (@need default $word:literal) => { $crate::model::Need::Default($word) };
    (@withheld withheld) => { true };
    (@withheld $($flag:ident)?) => { false };
}

pub(crate) use record;
