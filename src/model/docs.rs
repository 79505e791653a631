//! The tables of `docs/content-model.md`, written from the descriptions of the fields.

use super::schema::{Field, Many, Need, Schema, Type};
use super::{Described, FileKind, Source};

/// The page with its tables updated to the current descriptions. A table is between
/// `<!-- fields of NAME -->` and `<!-- end -->`; the rest is written by hand.
///
/// # Errors
/// When the page has no place for a table.
pub fn content_model(page: &str) -> Result<String, String> {
    let source = FileKind {
        name: "source",
        about: Source::SCHEMA.about,
        schema: Source::SCHEMA,
        list: false,
    };
    let mut text = page.to_owned();
    for file in FileKind::all().into_iter().chain([source]) {
        let (begin, end) = (format!("<!-- fields of {} -->\n", file.name), "<!-- end -->");
        let place = text.split_once(&begin);
        let Some((before, (_, after))) =
            place.and_then(|(before, rest)| Some((before, rest.split_once(end)?)))
        else {
            return Err(format!("the page has no place for the fields of {}", file.name));
        };
        text = format!("{before}{begin}{}{end}{after}", table(file.schema));
    }
    Ok(text)
}

fn table(schema: &Schema) -> String {
    let mut rows = String::from("\n| Field | Value | What it is |\n|---|---|---|\n");
    add_rows(&mut rows, "", schema);
    rows.push('\n');
    rows
}

fn add_rows(rows: &mut String, above: &str, schema: &Schema) {
    for field in schema.fields {
        let name = format!("{above}{}", field.name);
        let star = if field.is_required() { "*" } else { "" };
        rows.push_str(&format!("| `{name}`{star} | {} | {} |\n", expected(field), field.about));
        match field.of {
            Type::Map(inner) if inner.what != Source::SCHEMA.what => {
                add_rows(rows, &format!("{name}."), inner);
            }
            _ => {}
        }
    }
}

/// What a field takes, in a few words: `text`, `list of city slugs, at least one`.
#[must_use]
pub fn expected(field: &Field) -> String {
    let one = one(field.of);
    let mut text = match field.many {
        Many::One => one,
        Many::List => match field.of {
            Type::Reference(kind) => format!("list of {kind} slugs"),
            _ => format!("list of {one}"),
        },
        Many::OneOrList => format!("{one}, or a list"),
    };
    if field.many != Many::One && field.is_required() {
        text.push_str(", at least one");
    }
    if let Need::Default(default) = field.need {
        text.push_str(&format!("; `{default}` if left out"));
    }
    text
}

fn one(of: Type) -> String {
    match of {
        Type::Line | Type::Paragraph => "text".to_owned(),
        Type::Short(most) => format!("text of up to {most} characters"),
        Type::Slug => "slug".to_owned(),
        Type::Reference(kind) => format!("slug of a {kind}"),
        Type::SourceId => "letters, digits, `-`, `_` and `.`".to_owned(),
        Type::Citation => "id of a source".to_owned(),
        Type::Choice(words) => {
            let words: Vec<String> =
                words.words.iter().map(|word| format!("`{}`", word.word)).collect();
            words.join(", ")
        }
        Type::Date => "date".to_owned(),
        Type::Time => "`HH:MM`".to_owned(),
        Type::Flag => "`true` or `false`".to_owned(),
        Type::Amount | Type::Measure => "number".to_owned(),
        Type::Degrees(most) => format!("number from -{most} to {most}"),
        Type::Whole(low, high) => format!("whole number from {low} to {high}"),
        Type::Figure => "number or text".to_owned(),
        Type::Currency => "three capitals".to_owned(),
        Type::Country => "two capitals".to_owned(),
        Type::TimeZone => "IANA time zone".to_owned(),
        Type::WebAddress | Type::BaseUrl => "web address".to_owned(),
        Type::Link => "web address or file name".to_owned(),
        Type::Mailbox => "mail address".to_owned(),
        Type::Wikidata => "`Q` and a number".to_owned(),
        Type::Language => "language tag".to_owned(),
        Type::Destination => "path or web address".to_owned(),
        Type::Map(schema) if schema.what == Source::SCHEMA.what => "[sources](#sources)".to_owned(),
        Type::Map(_) => "fields".to_owned(),
    }
}
