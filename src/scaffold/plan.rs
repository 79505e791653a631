//! Which files a new record needs: its own, and those of cities and networks that it names and
//! that have none.

use super::{Answers, record};
use crate::diagnostic::{Refusal, nearest};
use crate::model::{Field, Kind, Need, Schema, Type, is_slug, not_a_slug, slug_for};
use crate::source::Content;

/// A record that somebody asks for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Its kind.
    pub kind: Kind,
    /// Its slug, if it is not that of its title.
    pub slug: Option<String>,
    /// Slug of the convening, for a session.
    pub convening: Option<String>,
    /// Whether it has a folder of its own, for pictures and files.
    pub folder: bool,
    /// Values of its fields, with its title.
    pub answers: Answers,
}

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Its path below the root, with forward slashes.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Paths of the required fields that nobody has given a value yet.
    pub empty: Vec<String>,
}

/// The file of a new record.
///
/// # Errors
/// A title that gives no slug, a record that exists, a session without a convening, or a reference
/// to nothing. References to `expected` are taken: the caller writes those records, too.
pub fn plan(
    content: &Content,
    wanted: &Wanted,
    expected: &[(Kind, String)],
) -> Result<NewFile, Refusal> {
    let path = place(content, wanted)?;
    for (kind, slug) in wanted.answers.references(wanted.kind.schema()) {
        let comes = expected.iter().any(|(of, name)| of.as_str() == kind && name == slug);
        if !comes {
            exists(content, kind, slug)?;
        }
    }
    let Wanted { kind, answers, .. } = wanted;
    let own = answers.get("lang").first().map(String::as_str);
    let lang = own.unwrap_or_else(|| content.config.default_language());
    let schema = format!("{}schema/{}.json", content.config.base_url.value, kind.as_str());
    let text = record(*kind, answers, lang, &schema);
    Ok(NewFile { path, text, empty: empty(kind.schema(), "", answers) })
}

/// The path of a new record's file below the root.
///
/// # Errors
/// A title that gives no slug, a record that exists, or a session without a convening.
pub fn place(content: &Content, wanted: &Wanted) -> Result<String, Refusal> {
    path(content, wanted, &slug(wanted)?)
}

/// The required fields without a value, also those of sets of fields that are required or begun.
fn empty(schema: &Schema, above: &str, answers: &Answers) -> Vec<String> {
    let mut all = Vec::new();
    for field in schema.fields {
        let path = format!("{above}{}", field.name);
        let given = answers.has(&path);
        match field.of {
            Type::Map(inner) if answers.get(&path).is_empty() && (given || field.is_required()) => {
                let below = empty(inner, &format!("{path}."), answers);
                if below.is_empty() && !given {
                    all.push(path);
                }
                all.extend(below);
            }
            // The text of a new record has an id ready.
            Type::SourceId => {}
            _ if field.is_required() && !given => all.push(path),
            _ => {}
        }
    }
    all
}

/// The fields that every record of a kind needs.
pub fn required(kind: Kind) -> impl Iterator<Item = &'static Field> {
    kind.schema().fields.iter().filter(|field| field.need == Need::Required)
}

/// The cities and networks that answers name and that have no file.
#[must_use]
pub fn missing(content: &Content, wanted: &Wanted) -> Vec<(Kind, String)> {
    let all = wanted.answers.references(wanted.kind.schema()).into_iter();
    let kinds = [Kind::City, Kind::Network];
    let mut missing: Vec<(Kind, String)> = all
        .filter_map(|(name, slug)| {
            let kind = kinds.into_iter().find(|kind| kind.as_str() == name)?;
            let here = known(content, name).iter().any(|(known, _)| known == slug);
            (!here).then(|| (kind, slug.to_owned()))
        })
        .collect();
    missing.sort();
    missing.dedup();
    missing
}

/// The slugs of the records of a kind, or of the terms of a vocabulary, each with its title.
#[must_use]
pub fn known(content: &Content, kind: &str) -> Vec<(String, String)> {
    for (vocabulary, terms) in content.vocabulary.all() {
        if vocabulary.strip_suffix('s') == Some(kind) {
            let terms = terms.iter();
            return terms.map(|term| (term.id.value.clone(), term.label.clone())).collect();
        }
    }
    let originals = content
        .entries
        .iter()
        .filter(|entry| entry.file.kind.as_str() == kind && entry.file.lang.is_none());
    let read = originals.map(|entry| (entry.file.slug.clone(), entry.record.title().to_owned()));
    let unread = content.unread.iter().filter(|file| file.kind.as_str() == kind);
    read.chain(unread.map(|file| (file.slug.clone(), String::new()))).collect()
}

fn exists(content: &Content, kind: &str, slug: &str) -> Result<(), Refusal> {
    let known = known(content, kind);
    if known.iter().any(|(name, _)| name == slug) {
        return Ok(());
    }
    let begin = match kind {
        "city" | "network" => {
            format!("; or add `--with-missing` to begin a file for that {kind}, too")
        }
        _ => String::new(),
    };
    let near = nearest(slug, known.iter().map(|(name, _)| name.as_str()));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?{begin}"),
        None if begin.is_empty() => format!("`crosstown check` lists what there is of each {kind}"),
        None => format!("add `--with-missing` to begin a file for that {kind}, too"),
    };
    Err(Refusal::new(format!("there is no {kind} `{slug}`")).help(help))
}

fn slug(wanted: &Wanted) -> Result<String, Refusal> {
    let title = wanted.answers.get("title").first().map_or("", String::as_str);
    let slug = match &wanted.slug {
        Some(slug) => Some(slug.clone()),
        None => slug_for(title).map(|slug| shortened(&slug).to_owned()),
    };
    if let Some(slug) = slug.filter(|slug| is_slug(slug)) {
        return Ok(slug);
    }
    let help = "name the file with `--slug`: lower-case letters, digits and hyphens";
    let message = match &wanted.slug {
        Some(slug) => not_a_slug(slug),
        None => format!("no address can be made from the title `{title}`"),
    };
    Err(Refusal::new(message).help(help))
}

/// Maximum characters of a slug that is made from a title. Systems allow a little over 250 in the
/// name of a file, and addresses are read, too.
const LONGEST_SLUG: usize = 80;

/// A slug cut between words, if it is long.
fn shortened(slug: &str) -> &str {
    match slug.get(..LONGEST_SLUG) {
        Some(start) if slug.len() > LONGEST_SLUG => {
            start.rsplit_once('-').map_or(start, |(start, _)| start)
        }
        _ => slug,
    }
}

/// The path of the file, which does not exist yet.
fn path(content: &Content, wanted: &Wanted, slug: &str) -> Result<String, Refusal> {
    let kind = wanted.kind;
    let file = |parent: Option<&str>| {
        let here = content.entries.iter().map(|entry| &entry.file).chain(&content.unread);
        let mut same = here.filter(|file| file.kind == kind && file.slug == slug);
        same.find(|file| file.parent.as_deref() == parent).map(|file| file.path.clone())
    };
    let folder = kind.folder();
    let (parent, path) = match (kind, wanted.convening.as_deref()) {
        (Kind::Session, Some(convening)) => {
            exists(content, Kind::Convening.as_str(), convening)?;
            (Some(convening), format!("content/{folder}/{convening}/{slug}.md"))
        }
        (Kind::Session, None) => {
            let message = "a session belongs to a convening";
            return Err(Refusal::new(message).help("name it with `--convening`"));
        }
        (_, Some(_)) => {
            let message = format!("`--convening` is for sessions, and not for {}", article(kind));
            return Err(Refusal::new(message));
        }
        (Kind::Convening, None) => (None, format!("content/{folder}/{slug}/index.md")),
        _ if wanted.folder => (None, format!("content/{folder}/{slug}/index.md")),
        _ => (None, format!("content/{folder}/{slug}.md")),
    };
    match file(parent) {
        Some(there) => {
            let message = format!("there is already {} with this name: {there}", article(kind));
            Err(Refusal::new(message).help("give the new one another name with `--slug`"))
        }
        None => Ok(path),
    }
}

/// `a practice`.
fn article(kind: Kind) -> &'static str {
    kind.schema().what
}

/// The beginning of a record that another one names: its title is made from its slug.
#[must_use]
pub fn named(kind: Kind, slug: &str) -> Wanted {
    let mut answers = Answers::default();
    // Any text is a title.
    _ = answers.set(kind.schema(), "title", &title(slug));
    Wanted { kind, slug: Some(slug.to_owned()), convening: None, folder: false, answers }
}

/// `sao-paulo` as `Sao Paulo`.
fn title(slug: &str) -> String {
    let words = slug.split('-').map(|word| {
        let mut letters = word.chars();
        letters
            .next()
            .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    });
    words.collect::<Vec<_>>().join(" ")
}
