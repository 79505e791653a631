//! The words of all languages of a site, merged from the layers of its theme.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use blake3::{Hash, Hasher};
use rayon::prelude::*;

use super::hints::HINTS;
use super::message::Message;
use super::plural::Plurals;
use super::read::{WordsFile, read};
use super::{Words, plural};
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::model::country_name;
use crate::theme::files::{Theme, ThemeFile};

/// The language that all others fall back to.
const UNDER: &str = "en";

/// Number of keys that a finding names; the rest are counted.
const NAMED: usize = 5;

/// The words of each language of a site.
#[derive(Debug, Clone, Default)]
pub struct Languages {
    all: BTreeMap<String, Arc<Words>>,
    default: Arc<Words>,
    /// The findings, for a build that reuses the words.
    found: Arc<Vec<Diagnostic>>,
    /// A digest of the files.
    from: Option<Hash>,
}

impl Languages {
    /// Puts together the words of `tags`, the first of which is the site's own language, and reports
    /// what is missing or unknown. The words of the previous build, `before`, are returned if no
    /// file of words and no template has changed.
    #[must_use]
    pub fn read(
        theme: &Theme,
        tags: &[&str],
        before: Option<&Languages>,
    ) -> (Languages, Vec<Diagnostic>) {
        let from = Some(files_mark(theme, tags));
        if let Some(known) = before.filter(|known| known.from == from) {
            return (known.clone(), known.found.to_vec());
        }
        let primaries = tags.iter().map(|tag| plural::primary(tag)).chain([UNDER]);
        let asked: BTreeSet<&str> = tags.iter().copied().chain(primaries).collect();
        let files = theme.words.iter().filter(|(lang, _)| asked.contains(lang.as_str()));
        let files: Vec<&ThemeFile> = files.flat_map(|(_, files)| files).collect();
        let parsed: Parsed<'_> =
            files.into_par_iter().map(|file| (file.path.as_str(), read(file))).collect();
        let mut found: Vec<Diagnostic> = parsed
            .values()
            .filter_map(|read| read.as_ref().err())
            .flat_map(|faults| faults.iter().cloned())
            .collect();
        let english = Layers::of(theme, UNDER, &parsed);
        let known: BTreeSet<&str> = english.merged.keys().copied().collect();
        found.extend(english.judge_new(theme));
        found.extend(english.judge_forms(UNDER));
        let mut languages = Languages { from, ..Languages::default() };
        let fallback = Arc::new(Words::of(UNDER, &english.merged));
        for (at, tag) in tags.iter().enumerate() {
            let own = Layers::of(theme, tag, &parsed);
            if plural::primary(tag) != UNDER {
                found.extend(own.judge(tag, &english.merged, &known));
                found.extend(own.judge_forms(tag));
            }
            let words = Words {
                is_default: at == 0,
                fallback: Some(Arc::clone(&fallback)),
                ..Words::of(tag, &own.merged)
            };
            languages.all.insert((*tag).to_owned(), Arc::new(words));
        }
        if let Some(first) = tags.first().and_then(|tag| languages.all.get(*tag)) {
            languages.default = Arc::clone(first);
        }
        languages.found = Arc::new(found.clone());
        (languages, found)
    }

    /// Whether these are the words of the same files.
    #[must_use]
    pub fn are(&self, other: &Languages) -> bool {
        self.from.is_some() && self.from == other.from
    }

    /// The words of a language, or of the site's own language if it has none.
    #[must_use]
    pub fn get(&self, lang: &str) -> &Words {
        self.all.get(lang).unwrap_or(&self.default)
    }

    /// The words of the site's own language.
    #[must_use]
    pub fn own(&self) -> &Words {
        &self.default
    }

    /// The words of a language, shared.
    #[must_use]
    pub fn shared(&self, lang: &str) -> Arc<Words> {
        Arc::clone(self.all.get(lang).unwrap_or(&self.default))
    }

    /// All words in the order of their tags.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Words>> {
        self.all.values()
    }

    /// The words of all languages but the site's own, in the order of their tags.
    pub fn others(&self) -> impl Iterator<Item = &Words> {
        self.all.values().map(|words| &**words).filter(|words| !words.is_default)
    }

    /// Adds all words to a mark of what pages are made with.
    pub(in crate::theme) fn mark(&self, hasher: &mut Hasher) {
        for words in self.all.values() {
            hasher.update(words.lang.as_bytes());
            for (key, message) in words.all() {
                hasher.update(format!("{key} {:?}\n", message.written()).as_bytes());
            }
        }
    }
}

impl Words {
    fn of(lang: &str, messages: &Merged<'_>) -> Words {
        let owned = messages.iter().map(|(key, message)| ((*key).to_owned(), (*message).clone()));
        let (messages, plurals) = (owned.collect(), Plurals::of(lang));
        Words { lang: lang.to_owned(), messages, plurals, ..Words::default() }
    }
}

/// A digest of all files that words are read from or checked against.
fn files_mark(theme: &Theme, tags: &[&str]) -> Hash {
    let mut hasher = Hasher::new();
    let words = theme.words.values().flatten();
    for file in words.chain(theme.templates.values()) {
        hasher.update(blake3::hash(file.path.as_bytes()).as_bytes());
        hasher.update(blake3::hash(&file.bytes).as_bytes());
    }
    hasher.update(tags.join(" ").as_bytes());
    hasher.finalize()
}

/// The words of the files, by path.
type Parsed<'a> = BTreeMap<&'a str, Result<WordsFile, Vec<Diagnostic>>>;

/// The messages of a language by key, each from the nearest file that has it.
type Merged<'a> = BTreeMap<&'a str, &'a Message>;

/// The files of a language, nearest first, and their merged messages.
struct Layers<'a> {
    files: Vec<(&'a ThemeFile, &'a WordsFile)>,
    merged: Merged<'a>,
}

impl<'a> Layers<'a> {
    /// The files of a tag, and below them those of its language: `pt-BR` over `pt`.
    fn of(theme: &'a Theme, tag: &str, parsed: &'a Parsed<'a>) -> Layers<'a> {
        let of = |tag: &str| theme.words.get(tag).map(Vec::as_slice).unwrap_or_default();
        let primary = plural::primary(tag);
        let below = if primary == tag { &[] } else { of(primary) };
        let read =
            |file: &'a ThemeFile| Some((file, parsed.get(file.path.as_str())?.as_ref().ok()?));
        let files: Vec<_> = of(tag).iter().chain(below).filter_map(read).collect();
        let mut merged = BTreeMap::new();
        for (_, words) in files.iter().rev() {
            merged.extend(words.messages.iter().map(|(key, message)| (key.as_str(), message)));
        }
        if tag == UNDER {
            for (key, hint) in HINTS.iter() {
                merged.entry(key).or_insert(hint);
            }
        }
        Layers { files, merged }
    }

    /// Reports keys and placeholders that English does not have, and keys that only English has.
    fn judge(&self, tag: &str, english: &Merged<'_>, known: &BTreeSet<&str>) -> Vec<Diagnostic> {
        let Some((nearest_file, _)) = self.files.first() else {
            let message = format!("the theme has no words in `{tag}`: its pages are in English");
            let found = Diagnostic::global("missing-words", message);
            let help = format!(
                "write `i18n/{tag}.yaml` in a folder of the theme, like `themes/civic/i18n/{tag}.yaml`"
            );
            let severity = crate::diagnostic::Severity::Warning;
            return vec![Diagnostic { severity, ..found.help(help) }];
        };
        let mut found = Vec::new();
        for (_, file) in &self.files {
            for (key, message) in &file.messages {
                match english.get(key.as_str()) {
                    Some(original) => {
                        found.extend(judge_placeholders(file, key, message, original))
                    }
                    None if is_code(key) => {}
                    None => found.push(unknown(file, key, known)),
                }
            }
        }
        let missing: Vec<&str> =
            known.iter().filter(|key| !self.merged.contains_key(**key)).copied().collect();
        if !missing.is_empty() {
            found.push(lacking(nearest_file, tag, &missing));
        }
        found
    }

    /// Reports forms that no number has in the language.
    fn judge_forms(&self, tag: &str) -> Vec<Diagnostic> {
        let names = Plurals::of(tag).names();
        let all = self.files.iter().flat_map(|(_, file)| {
            file.messages.iter().map(move |(key, message)| (*file, key, message))
        });
        all.filter_map(|(file, key, message)| judge_forms(file, key, message, &names)).collect()
    }

    /// English may have additional words for a theme's own templates. Reports those that no
    /// template uses, which are most likely misspelt.
    fn judge_new(&self, theme: &Theme) -> Vec<Diagnostic> {
        let built_in: BTreeSet<&str> = self
            .files
            .iter()
            .filter(|(file, _)| file.is_built_in())
            .flat_map(|(_, words)| words.messages.keys().map(String::as_str))
            .collect();
        let asked = |key: &str| {
            let quoted = format!("\"{key}\"");
            let mut texts =
                theme.templates.values().map(|file| String::from_utf8_lossy(&file.bytes));
            texts.any(|text| text.contains(&quoted))
        };
        let own = self.files.iter().filter(|(file, _)| !file.is_built_in());
        let new = own.flat_map(|(_, words)| {
            words.messages.keys().map(move |key| (*words, key)).filter(|(_, key)| !is_code(key))
        });
        new.filter(|(_, key)| !built_in.contains(key.as_str()) && !asked(key))
            .map(|(file, key)| unknown(file, key, &built_in))
            .collect()
    }
}

/// Whether a key is `country.CO`, `currency.COP` or the like. These need no English words.
fn is_code(key: &str) -> bool {
    match key.split_once('.') {
        Some(("country", code)) => country_name(code).is_some(),
        Some(("currency", code)) => {
            code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())
        }
        _ => false,
    }
}

fn unknown(file: &WordsFile, key: &str, known: &BTreeSet<&str>) -> Diagnostic {
    let message = format!("no page uses the words of `{key}`");
    let found = Diagnostic::error("unknown-words", file.place(key), message);
    match nearest(key, known.iter().copied()) {
        Some(near) => found.did_you_mean(Some(near)),
        None => found.help("all keys are in `themes/civic/i18n/en.yaml`; a theme's own need English words, too, and a template that asks for them"),
    }
}

/// A form that no number has in the language, whose forms are `names`.
fn judge_forms(
    file: &WordsFile,
    key: &str,
    message: &Message,
    names: &[&str],
) -> Option<Diagnostic> {
    let written = message.written();
    let (name, _) = written.iter().find(|(name, _)| !name.is_empty() && !names.contains(name))?;
    let message = format!("the words of `{key}` have a form `{name}`, which this language lacks");
    let shown: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let found = Diagnostic::error("unknown-form", file.place(key), message);
    Some(found.help(format!("the forms of this language are {}", shown.join(", "))))
}

fn judge_placeholders(
    file: &WordsFile,
    key: &str,
    message: &Message,
    original: &Message,
) -> Option<Diagnostic> {
    let (own, theirs) = (message.placeholders(), original.placeholders());
    let shown = |names: Vec<&str>| {
        let shown: Vec<String> = names
            .into_iter()
            .map(|name| if name == "[]" { "`[…]`".to_owned() } else { format!("`{{{name}}}`") })
            .collect();
        shown.join(", ")
    };
    let strange: Vec<&str> = own.difference(&theirs).copied().collect();
    if !strange.is_empty() {
        let message = format!("the words of `{key}` have no placeholder {}", shown(strange));
        let found = Diagnostic::error("bad-place", file.place(key), message);
        return Some(if theirs.is_empty() {
            found.help("write them without any value")
        } else {
            found.help(format!("the English words have {}", shown(theirs.into_iter().collect())))
        });
    }
    // The form for one may leave out the number.
    let lost: Vec<&str> =
        theirs.difference(&own).copied().filter(|name| *name != "count").collect();
    (!lost.is_empty()).then(|| {
        let message = format!("the words of `{key}` leave out {}", shown(lost));
        Diagnostic::error("bad-place", file.place(key), message)
            .help("put it where this language needs the value")
    })
}

fn lacking(file: &ThemeFile, tag: &str, missing: &[&str]) -> Diagnostic {
    let named: Vec<String> = missing.iter().take(NAMED).map(|key| format!("`{key}`")).collect();
    let more = missing.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message =
        format!("`{tag}` has no words for {}{more}: English is shown instead", named.join(", "));
    let path = file.path.trim_end_matches(ThemeFile::BUILT_IN);
    Diagnostic::warning("missing-words", Place::file(&file.path), message)
        .help(format!("add them to `{path}`; English is in `themes/civic/i18n/en.yaml`"))
}

/// The built-in English words.
#[must_use]
pub fn built_in() -> Words {
    let file = crate::theme::files::built_in("civic", "i18n/en.yaml");
    let words = file.and_then(|file| read(&file).ok());
    let messages = words.map(|words| words.messages).unwrap_or_default();
    let messages = messages.iter().map(|(key, message)| (key.as_str(), message)).collect();
    Words { is_default: true, ..Words::of(UNDER, &messages) }
}

/// Built-in words, for tests.
#[cfg(test)]
pub(super) fn of_program(lang: &str) -> Words {
    let theme = crate::theme::load(std::path::Path::new("none"), "civic").unwrap();
    let (languages, found) = Languages::read(&theme, &[lang], None);
    assert_eq!(found, []);
    languages.own().clone()
}
