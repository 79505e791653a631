//! Values as they are read from front matter, and how the types of fields are made from them.

use std::borrow::Cow;

use super::schema::Type;
use super::{At, Date, Datum, Scalar};
use crate::diagnostic::Span;

/// A value that is of its field's type.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text, a slug, a code, an address, or one of a set of words.
    Text(String),
    /// A date.
    Date(Date),
    /// A number.
    Number(f64),
    /// A whole number.
    Whole(u64),
    /// A number or words.
    Figure(Scalar),
    /// True or false.
    Flag(bool),
    /// A set of fields.
    Map(Values),
    /// A list.
    List(Vec<At<Value>>),
}

/// The values of a set of fields, in the order of its [`Schema`](super::Schema): `None` where a
/// field is missing or cannot be read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Values {
    /// The place of the set.
    pub span: Span,
    /// Its values.
    pub values: Vec<Option<At<Value>>>,
}

/// Called with each text of a record: the type of its field, its place, and the text.
pub type Visitor<'v, 'a> = dyn FnMut(Type, Span, &'a str) + 'v;

/// A Rust type that a field may have.
pub trait FieldType: Sized {
    /// What such a field takes, unless it is declared to be something more particular.
    const TYPE: Type;
    /// Whether it takes a list.
    const LIST: bool = false;

    /// Makes the field from what was read. If nothing was, it is the default or something harmless, so
    /// that the rest of the record can still be judged. `set` is the place of the set of fields.
    fn take(value: Option<At<Value>>, default: Option<&'static str>, set: Span) -> Self;

    /// The value as plain data.
    fn datum(&self) -> Datum<'_>;

    /// Calls `visitor` with each text below, however deep. Texts without their own span have
    /// the given one.
    fn visit<'a>(&'a self, _of: Type, _span: Span, _visitor: &mut Visitor<'_, 'a>) {}
}

impl FieldType for String {
    const TYPE: Type = Type::Line;

    fn take(value: Option<At<Value>>, default: Option<&'static str>, _: Span) -> String {
        match value {
            Some(At { value: Value::Text(text), .. }) => text,
            _ => default.unwrap_or_default().to_owned(),
        }
    }

    fn datum(&self) -> Datum<'_> {
        Datum::Text(Cow::Borrowed(self))
    }

    fn visit<'a>(&'a self, of: Type, span: Span, visitor: &mut Visitor<'_, 'a>) {
        visitor(of, span, self);
    }
}

impl FieldType for Date {
    const TYPE: Type = Type::Date;

    fn take(value: Option<At<Value>>, _: Option<&'static str>, _: Span) -> Date {
        match value {
            Some(At { value: Value::Date(date), .. }) => date,
            _ => Date { year: 1000, month: None, day: None },
        }
    }

    fn datum(&self) -> Datum<'_> {
        Datum::Text(Cow::Owned(self.to_string()))
    }
}

impl FieldType for Scalar {
    const TYPE: Type = Type::Figure;

    fn take(value: Option<At<Value>>, _: Option<&'static str>, _: Span) -> Scalar {
        match value {
            Some(At { value: Value::Figure(figure), .. }) => figure,
            _ => Scalar::Text(String::new()),
        }
    }

    fn datum(&self) -> Datum<'_> {
        match self {
            Scalar::Number(number, _) => Datum::Number(*number),
            Scalar::Text(text) => text.datum(),
        }
    }
}

impl FieldType for bool {
    const TYPE: Type = Type::Flag;

    fn take(value: Option<At<Value>>, default: Option<&'static str>, _: Span) -> bool {
        match value {
            Some(At { value: Value::Flag(flag), .. }) => flag,
            _ => default == Some("true"),
        }
    }

    fn datum(&self) -> Datum<'_> {
        Datum::Flag(*self)
    }
}

impl FieldType for f64 {
    const TYPE: Type = Type::Measure;

    fn take(value: Option<At<Value>>, _: Option<&'static str>, _: Span) -> f64 {
        match value {
            Some(At { value: Value::Number(number), .. }) => number,
            _ => 0.0,
        }
    }

    fn datum(&self) -> Datum<'_> {
        Datum::Number(*self)
    }
}

/// Whole numbers, each large enough for what its fields allow.
macro_rules! whole {
    ($($type:ty),+) => {$(
        impl FieldType for $type {
            const TYPE: Type = Type::Whole(0, <$type>::MAX as u64);

            fn take(value: Option<At<Value>>, default: Option<&'static str>, _: Span) -> $type {
                let read = match value {
                    Some(At { value: Value::Whole(number), .. }) => <$type>::try_from(number).ok(),
                    _ => default.and_then(|default| default.parse().ok()),
                };
                read.unwrap_or_default()
            }

            #[allow(clippy::cast_precision_loss, trivial_numeric_casts, reason = "below 2^53")]
            fn datum(&self) -> Datum<'_> {
                Datum::Number(*self as f64)
            }
        }
    )+};
}

whole!(u8, u16, u64, usize);

impl<T: FieldType> FieldType for Option<T> {
    const TYPE: Type = T::TYPE;
    const LIST: bool = T::LIST;

    fn take(value: Option<At<Value>>, default: Option<&'static str>, set: Span) -> Option<T> {
        value.map(|value| T::take(Some(value), default, set))
    }

    fn datum(&self) -> Datum<'_> {
        self.as_ref().map_or(Datum::Nothing, T::datum)
    }

    fn visit<'a>(&'a self, of: Type, span: Span, visitor: &mut Visitor<'_, 'a>) {
        self.iter().for_each(|value| value.visit(of, span, visitor));
    }
}

impl<T: FieldType> FieldType for Vec<T> {
    const TYPE: Type = T::TYPE;
    const LIST: bool = true;

    fn take(value: Option<At<Value>>, default: Option<&'static str>, set: Span) -> Vec<T> {
        match value {
            Some(At { value: Value::List(items), .. }) => {
                // No more capacity than needed: the list is kept until the site is written.
                let mut list = Vec::with_capacity(items.len());
                list.extend(items.into_iter().map(|item| T::take(Some(item), default, set)));
                list
            }
            Some(one) => vec![T::take(Some(one), default, set)],
            None => Vec::new(),
        }
    }

    fn datum(&self) -> Datum<'_> {
        Datum::List(self.iter().map(T::datum).collect())
    }

    fn visit<'a>(&'a self, of: Type, span: Span, visitor: &mut Visitor<'_, 'a>) {
        self.iter().for_each(|value| value.visit(of, span, visitor));
    }
}

impl<T: FieldType> FieldType for At<T> {
    const TYPE: Type = T::TYPE;

    fn take(value: Option<At<Value>>, default: Option<&'static str>, set: Span) -> At<T> {
        let span = value.as_ref().map_or(set, |value| value.span);
        At::new(T::take(value, default, set), span)
    }

    fn datum(&self) -> Datum<'_> {
        self.value.datum()
    }

    fn visit<'a>(&'a self, of: Type, _: Span, visitor: &mut Visitor<'_, 'a>) {
        self.value.visit(of, self.span, visitor);
    }
}
