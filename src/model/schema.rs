//! The description of every field that content may have, from which the reader and its errors,
//! the JSON Schema and the tables of `docs/content-model.md` come.
//!
//! [`record!`](super::record::record) declares a struct together with its description, so that
//! neither can have a field that the other lacks.

/// A set of fields: a kind of record, or a part of one.
#[derive(Debug)]
pub struct Schema {
    /// Its name in a sentence: `a practice`.
    pub what: &'static str,
    /// What it is, in a sentence.
    pub about: &'static str,
    /// The field whose value a plain text is, if one is written instead of the whole set.
    pub shorthand: Option<&'static str>,
    /// The fields, in the order in which they are shown.
    pub fields: &'static [Field],
}

/// One field.
#[derive(Debug)]
pub struct Field {
    /// The key that is written in front matter.
    pub name: &'static str,
    /// What it is for, in a sentence; further sentences may follow.
    pub about: &'static str,
    /// The type of its value, or of each item of its list.
    pub of: Type,
    /// Whether it takes one value or a list.
    pub many: Many,
    /// Whether it is required.
    pub need: Need,
    /// An example as written in YAML; for a list, of one item. A set of fields has none,
    /// since its own fields do.
    pub example: &'static str,
    /// Whether it says who spoke, which the Chatham House Rule withholds.
    pub withheld: bool,
}

/// Whether a field takes one value or a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Many {
    /// One.
    One,
    /// A list.
    List,
    /// A list, or a single value instead of a list with one item.
    OneOrList,
}

/// Whether a field is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It is required; a list needs at least one item.
    Required,
    /// It may be left out.
    Optional,
    /// It may be left out, and then has this value.
    Default(&'static str),
}

/// The type of a value.
#[derive(Debug, Clone, Copy)]
pub enum Type {
    /// Text of one line.
    Line,
    /// Text of one or more sentences.
    Paragraph,
    /// Text with a maximum number of characters.
    Short(usize),
    /// The name by which records refer to this.
    Slug,
    /// The slug of a record or term of the named kind.
    Reference(&'static str),
    /// The id of a source, cited as `[^id]`.
    SourceId,
    /// The id of one of the record's sources.
    Citation,
    /// One of a fixed set of words.
    Choice(&'static Words),
    /// A year, a month or a day.
    Date,
    /// A time of day.
    Time,
    /// True or false.
    Flag,
    /// A count or a sum of money.
    Amount,
    /// A measurement, which may have decimals.
    Measure,
    /// Degrees of latitude or longitude, with the maximum in either direction.
    Degrees(f64),
    /// A whole number from the first to the second.
    Whole(u64, u64),
    /// A number, or words if the finding is not a number.
    Figure,
    /// An ISO 4217 code.
    Currency,
    /// An ISO 3166-1 alpha-2 code.
    Country,
    /// A name of the IANA time zone database.
    TimeZone,
    /// A web address.
    WebAddress,
    /// An address, or a file beside the record.
    Link,
    /// An e-mail address.
    Mailbox,
    /// A Wikidata item.
    Wikidata,
    /// A BCP 47 tag.
    Language,
    /// The address at which a site is served.
    BaseUrl,
    /// A path within the site, or an address.
    Destination,
    /// A set of fields.
    Map(&'static Schema),
}

/// A word that a field may take, and its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// As it is written.
    pub word: &'static str,
    /// Its meaning, in a sentence.
    pub about: &'static str,
}

/// The words that a field may take.
#[derive(Debug, PartialEq, Eq)]
pub struct Words {
    /// The name of one of them in a sentence: `a stage`.
    pub name: &'static str,
    /// All of them, in the order in which they are shown.
    pub words: &'static [Word],
}

impl Schema {
    /// The description of a field, and its position among the others.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<(usize, &'static Field)> {
        self.fields.iter().enumerate().find(|(_, field)| field.name == name)
    }

    /// The names of all fields.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + Clone {
        self.fields.iter().map(|field| field.name)
    }
}

impl Field {
    /// Whether it is required.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.need == Need::Required
    }

    /// The value if the field is left out.
    #[must_use]
    pub fn default(&self) -> Option<&'static str> {
        match self.need {
            Need::Default(word) => Some(word),
            Need::Required | Need::Optional => None,
        }
    }
}
