//! Parses files into records, in parallel.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::content::{Content, Entry, Parsed, Past, Read};
use super::fields::open_texts;
use super::load::{Contents, Loaded, LoadedFile, Unread};
use super::parse_cache::{Known, ParseCache};
use super::reader::Reader;
use super::vocabulary::Worded;
use super::walk::{Listed, Role};
use super::yaml::{Field, Value};
use super::{Asset, config, conflict, fault, front_matter, vocabulary};
use crate::diagnostic::{self, Diagnostic, Place, Span, not_utf8};
use crate::markdown;
use crate::model::{Choice, FoundLines, Kind, Limits, Record, Schema, SourceFile, Vocabulary};
use crate::spill::{SpillFile, Text};

/// Maximum number of files a thread parses before others may take over the rest.
const AT_ONCE: usize = 16;

/// Parses all files, or those that `cache` does not have unchanged. Texts move to the spill file if
/// `loaded` has one. A file that cannot be parsed is reported and left out.
#[must_use]
pub fn parse(loaded: Loaded, cache: Option<&mut ParseCache>) -> (Content, Vec<Diagnostic>) {
    let Loaded { files, assets, limits, diagnostics, spill, .. } = loaded;
    let parsed = match cache {
        Some(cache) => parse_changed(files, limits, cache),
        None => {
            let files = files.into_par_iter().with_max_len(AT_ONCE);
            let parse = |file| {
                let (read, noted) = Arc::unwrap_or_clone(parse_file(file));
                (spilled(read, spill.as_ref()), noted)
            };
            files.map(parse).collect()
        }
    };
    gather(parsed, assets, diagnostics)
}

/// Parses what is not parsed yet, and keeps all of it in `cache` for the next build.
fn parse_changed(files: Vec<LoadedFile>, limits: Limits, cache: &mut ParseCache) -> Vec<Parsed> {
    let known = files.into_par_iter().map(|file| {
        let (path, digest, stamp) = (file.listed.path.clone(), file.digest, file.stamp);
        (path, Known { stamp, digest, parsed: parse_file(file) })
    });
    let known: Vec<(String, Known)> = known.collect();
    let parsed = known.iter().map(|(_, known)| Parsed::clone(&known.parsed)).collect();
    *cache = ParseCache::new(known, limits);
    parsed
}

fn spilled(read: Read, spill: Option<&Arc<SpillFile>>) -> Read {
    match (read, spill) {
        (Read::Entry(entry), Some(spill)) => {
            let Entry { file, front, record, doc } = Arc::unwrap_or_clone(entry);
            let file = SourceFile { text: file.text.spill_to(spill), ..file };
            Read::Entry(Arc::new(Entry { file, front, record, doc: doc.spill_to(spill) }))
        }
        (read, _) => read,
    }
}

/// Combines the results of all files.
fn gather(
    parsed: Vec<Parsed>,
    assets: Vec<Asset>,
    mut diagnostics: Vec<Diagnostic>,
) -> (Content, Vec<Diagnostic>) {
    let mut worded = Vec::new();
    let mut content = Content {
        config: config::fallback(),
        config_file: None,
        vocabulary: Vocabulary::default(),
        vocabulary_files: BTreeMap::new(),
        entries: Vec::new(),
        unread: Vec::new(),
        unread_vocabularies: Vec::new(),
        assets,
    };
    for (read, noted) in parsed {
        diagnostics.extend(noted);
        match read {
            Read::Config(file, config) => {
                content.config = config.map_or_else(config::fallback, |config| *config);
                content.config_file = Some(file);
            }
            Read::Vocabulary(name, _, None) => content.unread_vocabularies.push(name),
            Read::Vocabulary(name, file, Some(terms)) => {
                content.vocabulary_files.insert(name, file);
                *content.vocabulary.named_mut(name) = terms;
            }
            Read::TermWords(words) => worded.push(*words),
            Read::Entry(entry) => content.entries.push(entry),
            Read::Unread(file) => content.unread.push(file),
        }
    }
    let languages = &content.config.languages;
    for words in worded {
        diagnostics.extend(words.attach(&mut content.vocabulary, languages));
    }
    if content.config_file.is_none() {
        let missing = Diagnostic::error(
            "missing-config",
            Place::file("content/site.yaml"),
            "there is no `content/site.yaml`",
        );
        diagnostics.push(missing.help(
            "write one with a `title` and a `base_url`, or name the right folder with `--root`",
        ));
    }
    (content, diagnostics)
}

/// Parses one file. The result depends only on its path and bytes.
pub(super) fn parse_file(file: LoadedFile) -> Arc<Parsed> {
    let LoadedFile { listed, contents, line, .. } = file;
    match contents {
        Contents::Parsed(parsed) => parsed,
        Contents::Bytes(bytes) => Arc::new(parse_bytes(listed, Ok(bytes), line)),
        Contents::Unread(unread) => Arc::new(parse_bytes(listed, Err(unread), line)),
    }
}

fn parse_bytes(listed: Listed, bytes: Result<Vec<u8>, Unread>, line: usize) -> Parsed {
    let (kind, slug, parent, lang) = match &listed.role {
        Role::Record { kind, slug, parent, lang } => {
            (*kind, slug.clone(), parent.clone(), lang.clone())
        }
        Role::TermWords { lang, .. } => (Kind::Page, String::new(), None, Some(lang.clone())),
        Role::Config | Role::Vocabulary(_) => (Kind::Page, String::new(), None, None),
    };
    let (path, text, lines) = (listed.path, Text::default(), FoundLines::default());
    let mut file = SourceFile { path, kind, slug, parent, lang, text, lines };
    let faults = match bytes.map(String::from_utf8) {
        Ok(Ok(text)) => {
            let long = too_long(&file.path, &text, line);
            file.text = text.into();
            match long {
                Some(long) => vec![long],
                None => conflict::conflicts(&file),
            }
        }
        Ok(Err(error)) => vec![not_utf8(&file.path, error.as_bytes())],
        Err(unread) => {
            let limit = matches!(listed.role, Role::Record { .. }).then_some("record_mb");
            vec![super::attached::unread(&file.path, &unread, limit)]
        }
    };
    if !faults.is_empty() {
        return match listed.role {
            Role::Record { .. } => (Read::Unread(file), faults),
            Role::Config => (Read::Config(file, None), faults),
            Role::Vocabulary(name) => (Read::Vocabulary(name, file, None), faults),
            Role::TermWords { vocabulary, lang } => {
                let terms = Vec::new();
                (Read::TermWords(Box::new(Worded { vocabulary, lang, file, terms })), faults)
            }
        };
    }
    match listed.role {
        Role::Config => {
            let (config, noted) = config::config(&file);
            (Read::Config(file, config.map(Box::new)), noted)
        }
        Role::Vocabulary(name) => {
            let (terms, mut noted) = vocabulary::terms(&file);
            if name == "spheres" {
                noted.extend(vocabulary::judge_spheres(&file, terms.as_deref().unwrap_or(&[])));
            }
            (Read::Vocabulary(name, file, terms), noted)
        }
        Role::TermWords { vocabulary, lang } => {
            let (terms, noted) = vocabulary::words(&file);
            (Read::TermWords(Box::new(Worded { vocabulary, lang, file, terms })), noted)
        }
        Role::Record { .. } => entry(file),
    }
}

/// A finding for the first line that is too long, without the line itself.
fn too_long(path: &str, text: &str, limit: usize) -> Option<Diagnostic> {
    if text.len() <= limit {
        return None;
    }
    let mut lines = text.lines().enumerate();
    let (at, line) = lines.find(|(_, line)| line.len() > limit && line.chars().count() > limit)?;
    let place = Place { line: at + 1, ..Place::file(path) };
    let message = format!(
        "this line has {} characters, and at most {limit} may be on one",
        line.chars().count()
    );
    Some(Diagnostic::error("long-line", place, message).help(
        "break it into shorter lines, or raise `limits: {line_characters: …}` in content/site.yaml",
    ))
}

/// Reads a record from a text that need not be in a file yet; none if its front matter cannot be
/// read. The second part is what is wrong with it.
#[must_use]
pub fn record(file: SourceFile) -> (Option<Arc<Entry>>, Vec<Diagnostic>) {
    match entry(file) {
        (Read::Entry(entry), found) => (Some(entry), found),
        (_, found) => (None, found),
    }
}

fn entry(file: SourceFile) -> Parsed {
    let split = match front_matter::split(&file) {
        Ok(split) => split,
        Err(diagnostic) => return (Read::Unread(file), vec![*diagnostic]),
    };
    let (node, mut noted) = fault::parse(&file, split.yaml.clone());
    let Some(node) = node else { return (Read::Unread(file), noted) };
    let none = Vec::new();
    let entries = match &node.value {
        Value::Map(entries) => entries,
        Value::Null => &none,
        _ => {
            let found = Diagnostic::error(
                "wrong-type",
                file.place(node.span),
                "the front matter is not made of fields",
            );
            noted.push(found.label("expected `name: value`"));
            return (Read::Unread(file), noted);
        }
    };
    if let Some(found) = other_kind(&file, entries) {
        noted.push(found);
        return (Read::Unread(file), noted);
    }
    let reader = Reader::new(&file);
    let fence = Span::new(split.yaml.start.saturating_sub(4)..split.yaml.start.saturating_sub(1));
    let schema = file.kind.schema();
    let mut record = Record::from_values(file.kind, reader.values(entries, schema, fence));
    if let Record::Session(session) = &mut record {
        session.texts = open_texts(entries, schema);
    }
    let unsure = is_unsure_of_sources(entries, schema, &record);
    reader.judge_sources(&record, unsure);
    noted.extend(reader.found.into_inner());
    let (doc, in_body) =
        markdown::parse(&file, split.body.clone(), record.sources(), record.withholds());
    noted.extend(in_body.into_iter().filter(|found| !(unsure && found.code == "unknown-citation")));
    diagnostic::sort(&mut noted);
    let front = Span::new(0..split.body.start);
    (Read::Entry(Arc::new(Entry { front, record, doc, file })), noted)
}

/// A record as a version of its file has it, good or not; `now` says which record it is. `None` if its
/// front matter cannot be read.
#[must_use]
pub fn past(now: &SourceFile, text: String) -> Option<Past> {
    let file = SourceFile { text: text.into(), lines: FoundLines::default(), ..now.clone() };
    let split = front_matter::split(&file).ok()?;
    let (node, _) = fault::parse(&file, split.yaml.clone());
    let Value::Map(entries) = node?.value else { return None };
    let schema = file.kind.schema();
    let values = Reader::new(&file).values(&entries, schema, Span::default());
    let record = Record::from_values(file.kind, values.clone());
    let (doc, _) = markdown::parse(&file, split.body, record.sources(), record.withholds());
    Some(Past { schema, values, record, sections: doc.sections })
}

/// Whether a source of a record could not be read, so that citing it is not a second mistake.
fn is_unsure_of_sources(entries: &[Field], schema: &Schema, record: &Record) -> bool {
    let sources = record.sources();
    let written = entries.iter().find(|field| field.key == "sources");
    let count = written.map_or(0, |field| match &field.value.value {
        Value::List(items) => items.len(),
        _ => 0,
    });
    let has_sources = schema.field("sources").is_some();
    let unread = sources.len() < count || sources.iter().any(|source| source.id.is_empty());
    has_sources && (sources.is_empty() || unread)
}

/// A finding about a record that is in the wrong folder, judging by its fields.
fn other_kind(file: &SourceFile, entries: &[Field]) -> Option<Diagnostic> {
    /// Fewer unknown fields may just as well be misspellings.
    const LEAST: usize = 2;
    let unknown_to = |kind: Kind| {
        let schema = kind.schema();
        entries.iter().filter(|field| schema.field(&field.key).is_none()).count()
    };
    let unknown = unknown_to(file.kind);
    if unknown < LEAST {
        return None;
    }
    let others = Kind::ALL.iter().map(|(kind, _)| *kind).filter(|kind| *kind != file.kind);
    let (fewest, kind) = others.map(|kind| (unknown_to(kind), kind)).min()?;
    if fewest + LEAST > unknown {
        return None;
    }
    let place = entries.first().map(|field| file.place(field.key_span))?;
    let message =
        format!("this looks like {}, not like {}", kind.schema().what, file.kind.schema().what);
    let slug = &file.slug;
    let path = match kind {
        Kind::Convening => format!("content/convenings/{slug}/index.md"),
        Kind::Session => format!("content/convenings/<slug of the convening>/{slug}.md"),
        kind => format!("content/{}/{slug}.md", kind.folder()),
    };
    let found = Diagnostic::error("wrong-folder", place, message);
    Some(found.help(format!("move it to `{path}`")))
}
