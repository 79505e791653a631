//! The forms with which readers write a record: `contribute/practice/` and `contribute/session/`.
//!
//! What a form asks follows from the description of the kind of record, as in `crosstown new`. Only
//! the order is decided here: what every record needs, its text, what readers look for most, and the
//! rest.

use serde::Serialize;
use serde_json::{Value, json};

use super::labels::of_fixed;
use super::links::Urls;
use super::localized::Localized;
use super::repository::new_file;
use crate::escape;
use crate::model::{
    Choice as _, Field, Kind, Many, Need, Schema, Sphere, Term, Type, Words as Fixed, headings,
};
use crate::theme::words::OF_EDITORS;

/// The kinds that have a form.
pub const FORMS: [Kind; 2] = [Kind::Practice, Kind::Session];

/// The folder of the forms, and of all that they need.
pub const FORMS_FOLDER: &str = "contribute";

/// The formats of templates to fill in offline, with their media types.
pub const TEMPLATES: [(&str, &str); 2] = [
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("md", "text/markdown"),
];

/// The page of a form, as `form`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FormView {
    /// The keyword of the kind of record.
    pub kind: &'static str,
    /// The groups of fields, the most useful first.
    pub groups: Vec<FormGroup>,
    /// The headings of the text, or one part without a heading.
    pub parts: Vec<String>,
    /// For a session, the convenings that it may belong to, the latest first.
    pub convenings: Vec<FormOption>,
    /// Kinds of records that fields name: each has a list of suggestions.
    pub lists: Vec<&'static str>,
    /// Templates to fill in offline.
    pub templates: Vec<FormTemplate>,
    /// Mail address of the editors.
    pub mailbox: Option<String>,
    /// Address of the page for a new file of the repository, at hosts that have one.
    pub new_file: Option<String>,
    /// URL of the form of the other kind.
    pub other: String,
    /// What the script needs, as JSON: insert it unchanged into a script element. Absent if the
    /// theme has no scripts.
    pub config: Option<String>,
}

/// A group of fields.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FormGroup {
    /// `needed`, `useful` or `more`.
    pub id: &'static str,
    /// Its name.
    pub title: String,
    /// Its fields.
    pub fields: Vec<FormField>,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FormField {
    /// Its path in the record, with the number of the set in a list: `sources.1.title`.
    pub path: String,
    /// The same without dots, for ids.
    pub id: String,
    /// Its label.
    pub label: String,
    /// What it is for.
    pub hint: String,
    /// Whether it is required.
    pub required: bool,
    /// How it is filled in: `line`, `text`, `number`, `date`, `flag`, `choice` (of `options`),
    /// `choices` (several of them), `lines` (one item on each line), `record` (a name of the list
    /// `of`), `records` (several of them), `set` (of `fields`) or `sets` (several).
    pub control: &'static str,
    /// What can be chosen.
    pub options: Vec<FormOption>,
    /// The kind of record that it names.
    pub of: Option<&'static str>,
    /// The fields of a set.
    pub fields: Vec<FormField>,
}

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FormOption {
    /// As it is written in the record.
    pub value: String,
    /// Its label.
    pub label: String,
    /// The language of the label, if it is not the page's.
    pub lang: Option<String>,
}

/// A template to fill in offline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FormTemplate {
    /// Its URL.
    pub url: String,
    /// The ending of its name.
    pub format: &'static str,
    /// Its media type.
    pub media_type: &'static str,
}

/// The fields that readers look for most, besides those that every record needs.
const USEFUL: [&str; 12] = [
    "mechanisms",
    "launched",
    "outcomes",
    "cost",
    "lessons",
    "did_not_work",
    "takeaways",
    "practices",
    "decisions",
    "actions",
    "questions",
    "speakers",
];

/// The page of the form for a kind of record. `files` are the addresses of what its script fetches:
/// `glue` and `engine` for the rules, and `names` for what a record may refer to.
#[must_use]
pub fn form(site: Localized<'_>, kind: Kind, files: Option<Value>) -> FormView {
    let urls = Urls::of(site);
    let path = |kind: Kind| site.own(&format!("{FORMS_FOLDER}/{}", kind.as_str()));
    let other = if kind == Kind::Session { Kind::Practice } else { Kind::Session };
    let template = |(format, media_type): (&'static str, &'static str)| FormTemplate {
        url: urls.file(&template_path(site, kind, format)),
        format,
        media_type,
    };
    let mut lists = Vec::new();
    named(kind.schema(), &mut lists);
    let mut view = FormView {
        kind: kind.as_str(),
        groups: groups(site, kind),
        parts: parts(site, kind),
        convenings: if kind == Kind::Session { convenings(site) } else { Vec::new() },
        lists,
        templates: TEMPLATES.into_iter().map(template).collect(),
        mailbox: site.config.editor.as_ref().map(|editor| editor.mailbox.value.clone()),
        new_file: new_file(site),
        other: urls.page(&path(other)),
        config: None,
    };
    view.config = files.map(|files| config(site, kind, &view, &files));
    view
}

/// The path of a template.
#[must_use]
pub fn template_path(site: Localized<'_>, kind: Kind, format: &str) -> String {
    format!("{}/{}.{format}", site.own(FORMS_FOLDER), kind.as_str())
}

/// The headings that the text of a record has in a language.
fn parts(site: Localized<'_>, kind: Kind) -> Vec<String> {
    let recommended = headings(site.lang()).filter(|_| kind == Kind::Practice);
    recommended.map_or_else(|| vec![String::new()], |all| all.map(str::to_owned).into())
}

/// The fields of a kind in their groups.
#[must_use]
pub fn groups(site: Localized<'_>, kind: Kind) -> Vec<FormGroup> {
    let schema = kind.schema();
    let asked = || schema.fields.iter().filter(|field| !OF_EDITORS.contains(&field.name));
    let is_useful = |field: &&Field| !field.is_required() && USEFUL.contains(&field.name);
    let is_rest = |field: &&Field| !field.is_required() && !USEFUL.contains(&field.name);
    let group = |id: &'static str, fields: Vec<&Field>| FormGroup {
        id,
        title: site.words.translate(&format!("form.{id}")),
        fields: fields.into_iter().map(|one| field(site, one, kind.as_str(), "")).collect(),
    };
    vec![
        group("needed", asked().filter(|field| field.is_required()).collect()),
        group("useful", asked().filter(is_useful).collect()),
        group("more", asked().filter(is_rest).collect()),
    ]
}

/// The key of a field's name among the theme's words: `field.cost-one-off`, and in a list of sets
/// `part.sources-title`.
fn key(above: &str, name: &str) -> String {
    let (parent, rest) = above.split_once('.').unwrap_or_default();
    let name = if parent.is_empty() { name.to_owned() } else { format!("{parent}-{name}") };
    let name = name.replace('_', "-");
    if rest.is_empty() { format!("field.{name}") } else { format!("part.{name}") }
}

/// A field as a form asks for it. `section` is the kind of the record, and `above` the path of the
/// set that the field is in, with a dot at its end.
fn field(site: Localized<'_>, field: &Field, section: &str, above: &str) -> FormField {
    let path = format!("{above}{}", field.name);
    let control = control(field);
    let section =
        above.split('.').next().filter(|parent| !parent.is_empty()).unwrap_or(section).to_owned();
    let name = field.name.replace('_', "-");
    let hint = site.words.translate(&format!("hint.{}-{name}", section.replace('_', "-")));
    // Backticks are for contributors who edit files, so the form leaves them out.
    let hint = hint.replace('`', "");
    let fields = match field.of {
        Type::Map(inner) => {
            let number = if control == "sets" { ".1." } else { "." };
            let all = inner.fields.iter();
            all.map(|one| self::field(site, one, &section, &format!("{path}{number}"))).collect()
        }
        _ => Vec::new(),
    };
    FormField {
        id: path.replace(['.', '_'], "-"),
        label: site.words.translate(&key(above, field.name)),
        hint,
        required: field.need == Need::Required,
        control,
        options: options(site, field),
        of: match field.of {
            Type::Reference(kind) if control.starts_with("record") => Some(kind),
            _ => None,
        },
        fields,
        path,
    }
}

/// How a field is filled in.
fn control(field: &Field) -> &'static str {
    let many = field.many != Many::One;
    match field.of {
        Type::Map(_) if many => "sets",
        Type::Map(_) => "set",
        Type::Choice(_) | Type::Reference("topic" | "mechanism") if many => "choices",
        Type::Choice(_) => "choice",
        Type::Reference(_) if many => "records",
        Type::Reference(_) => "record",
        _ if many => "lines",
        Type::Paragraph | Type::Short(_) => "text",
        Type::Flag => "flag",
        Type::Date => "date",
        Type::Amount | Type::Measure | Type::Whole(..) => "number",
        _ => "line",
    }
}

/// What can be chosen in a field, with the names that readers know.
fn options(site: Localized<'_>, field: &Field) -> Vec<FormOption> {
    let term = |term: &Term| {
        let (label, lang) = site.label(term);
        FormOption { value: term.id.value.clone(), label, lang }
    };
    match field.of {
        Type::Reference("topic") => site.site.vocabulary.topics.iter().map(term).collect(),
        Type::Reference("mechanism") => site.site.vocabulary.mechanisms.iter().map(term).collect(),
        Type::Choice(words) => words.words.iter().map(|one| word(site, words, one.word)).collect(),
        _ => Vec::new(),
    }
}

fn word(site: Localized<'_>, set: &Fixed, word: &str) -> FormOption {
    let (label, lang) = match Sphere::from_word(word).filter(|_| set == Sphere::WORDS) {
        Some(sphere) => site.sphere_label(sphere),
        None => (of_fixed(site.words, set, word), None),
    };
    FormOption { value: word.to_owned(), label, lang }
}

fn convenings(site: Localized<'_>) -> Vec<FormOption> {
    let option = |item: &crate::site::Item<crate::model::Convening>| FormOption {
        value: item.meta.slug.clone(),
        label: format!("{}, {}", item.record.title.value, item.record.start.year),
        lang: site.other(&item.meta.lang),
    };
    site.convenings.iter().map(option).collect()
}

/// The kinds of records that fields name.
fn named(schema: &Schema, kinds: &mut Vec<&'static str>) {
    for field in schema.fields {
        match field.of {
            Type::Map(inner) => named(inner, kinds),
            Type::Reference(kind)
                if control(field).starts_with("record") && !kinds.contains(&kind) =>
            {
                kinds.push(kind);
            }
            _ => {}
        }
    }
}

/// Words that the text of a record needs, for its preview.
const OF_BODIES: [&str; 6] =
    ["source.number", "body.note", "body.notes", "body.table", "body.done", "body.to-do"];

fn config(site: Localized<'_>, kind: Kind, view: &FormView, files: &Value) -> String {
    let words = |keys: &dyn Fn(&str) -> bool| {
        let mut words = serde_json::Map::new();
        for (key, message) in site.words.all().filter(|(key, _)| keys(key)) {
            for (form, text) in message.written() {
                let name = if form.is_empty() { key.to_owned() } else { format!("{key}.{form}") };
                words.insert(name, text.into());
            }
        }
        words
    };
    let lang = (!site.words.is_default()).then(|| site.lang());
    let has_lang = kind.schema().field("lang").is_some();
    let config = json!({
        "kind": kind.as_str(),
        "lang": lang.filter(|_| has_lang),
        "files": files,
        "mailbox": view.mailbox,
        "new_file": view.new_file,
        "words": words(&|key| key.starts_with("form-script.")),
        "body": words(&|key| OF_BODIES.contains(&key)),
    });
    escape::json_in_html(&config.to_string())
}
