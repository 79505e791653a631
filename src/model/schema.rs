//! The description of every field that content may have, from which the reader and its errors,
//! the JSON Schema and the tables of `docs/content-model.md` come.
//!
//! [`record!`](super::record::record) declares a struct together with its description, so that
//! neither can have a field that the other lacks.

/// A set of fields: a kind of record, or a part of one.
#[derive(Debug)]
pub struct Schema {
    /// What it is called in a sentence: `a practice`.
    pub what: &'static str,
    /// What it is, in a sentence.
    pub about: &'static str,
    /// The field that a plain text stands for where one is written in place of the whole set.
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
    /// What it takes; for a list, what each of its items is.
    pub of: Type,
    /// Whether it takes one value or a list.
    pub many: Many,
    /// Whether it has to be there.
    pub need: Need,
    /// An example as it is written in YAML; for a list, of one item. A set of fields has none,
    /// since its own fields do.
    pub example: &'static str,
    /// Whether it says who spoke, which the Chatham House Rule withholds.
    pub withheld: bool,
}

/// How many values a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Many {
    /// One.
    One,
    /// A list.
    List,
    /// A list, or a single value in its place.
    OneOrList,
}

/// Whether a field has to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It has to be there; a list needs one item at least.
    Required,
    /// It may be left out.
    Optional,
    /// It may be left out, and then has this value.
    Default(&'static str),
}

/// What a field takes.
#[derive(Debug, Clone, Copy)]
pub enum Type {
    /// Text of a line.
    Line,
    /// Text of a sentence or more.
    Paragraph,
    /// Text of so many characters at most.
    Short(usize),
    /// The name by which others refer to this.
    Slug,
    /// The slug of a record or term of the named kind.
    Reference(&'static str),
    /// The id of a source, which `[^id]` cites.
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
    /// A measure, of which there may be fractions.
    Measure,
    /// Degrees of latitude or longitude, up to so many either way.
    Degrees(f64),
    /// A whole number from the first to the second.
    Whole(u64, u64),
    /// A number, or words where a finding is none.
    Figure,
    /// An ISO 4217 code.
    Currency,
    /// An ISO 3166-1 alpha-2 code.
    Country,
    /// An address of the web.
    WebAddress,
    /// An address, or a file beside the record.
    Link,
    /// A mail address.
    Mailbox,
    /// An item of Wikidata.
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

/// A word that a field may take, and what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// As it is written.
    pub word: &'static str,
    /// What it says, in a sentence.
    pub about: &'static str,
}

/// The words that a field may take.
#[derive(Debug, PartialEq, Eq)]
pub struct Words {
    /// What one of them is called in a sentence: `a stage`.
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
    /// Whether it has to be there.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.need == Need::Required
    }

    /// The value that stands for one that is left out.
    #[must_use]
    pub fn default(&self) -> Option<&'static str> {
        match self.need {
            Need::Default(word) => Some(word),
            Need::Required | Need::Optional => None,
        }
    }
}
