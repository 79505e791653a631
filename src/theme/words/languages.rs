//! The words of all languages that a site speaks, put together from the layers of its theme.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use blake3::Hasher;

use super::message::Message;
use super::read::{place, read};
use super::{Words, plural};
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::site::country_name;
use crate::theme::files::{Theme, ThemeFile};

/// The language that lies under all others.
const UNDER: &str = "en";

/// Keys that a finding names before it counts the rest.
const NAMED: usize = 5;

/// The words of each language of a site.
#[derive(Debug, Clone, Default)]
pub struct Languages {
    all: BTreeMap<String, Arc<Words>>,
    default: Arc<Words>,
}

impl Languages {
    /// Puts together the words of `tags`, the first of which is the site's own language, and notes
    /// what is missing or unknown.
    #[must_use]
    pub fn read(theme: &Theme, tags: &[&str]) -> (Languages, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let english = Layers::read(theme, UNDER, &mut found);
        let known: BTreeSet<&str> = english.merged.keys().map(String::as_str).collect();
        found.extend(english.judge_new(theme));
        let mut languages = Languages::default();
        for (at, tag) in tags.iter().enumerate() {
            let own = Layers::read(theme, tag, &mut found);
            if plural::primary(tag) != UNDER {
                found.extend(own.judge(tag, &english.merged, &known));
            }
            let mut messages = english.merged.clone();
            messages.extend(own.merged);
            let words = Words { lang: (*tag).to_owned(), is_default: at == 0, messages };
            languages.all.insert((*tag).to_owned(), Arc::new(words));
        }
        if let Some(first) = tags.first().and_then(|tag| languages.all.get(*tag)) {
            languages.default = Arc::clone(first);
        }
        (languages, found)
    }

    /// The words of a language; those of the site's own where it has none.
    #[must_use]
    pub fn get(&self, lang: &str) -> &Words {
        self.all.get(lang).unwrap_or(&self.default)
    }

    /// The words of the site's own language.
    #[must_use]
    pub fn own(&self) -> &Words {
        &self.default
    }

    /// The words of a language, to be kept by others.
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
            for (key, message) in &words.messages {
                hasher.update(format!("{key} {:?}\n", message.written()).as_bytes());
            }
        }
    }
}

/// The files of one language, the nearest first, and what they say together.
struct Layers<'a> {
    files: Vec<(&'a ThemeFile, BTreeMap<String, Message>)>,
    merged: BTreeMap<String, Message>,
}

impl<'a> Layers<'a> {
    /// Reads the files of a tag, and below them those of its language: `pt-BR` over `pt`.
    fn read(theme: &'a Theme, tag: &str, found: &mut Vec<Diagnostic>) -> Layers<'a> {
        let of = |tag: &str| theme.words.get(tag).map(Vec::as_slice).unwrap_or_default();
        let primary = plural::primary(tag);
        let below = if primary == tag { &[] } else { of(primary) };
        let mut files = Vec::new();
        for file in of(tag).iter().chain(below) {
            match read(file) {
                Ok(messages) => files.push((file, messages)),
                Err(fault) => found.push(*fault),
            }
        }
        let mut merged = BTreeMap::new();
        for (_, messages) in files.iter().rev() {
            merged.extend(messages.clone());
        }
        Layers { files, merged }
    }

    /// Notes keys that English does not have, places that it does not fill, and keys that only it
    /// has.
    fn judge(
        &self,
        tag: &str,
        english: &BTreeMap<String, Message>,
        known: &BTreeSet<&str>,
    ) -> Vec<Diagnostic> {
        let Some((nearest_file, _)) = self.files.first() else {
            let message = format!("the theme has no words in `{tag}`: its pages speak English");
            let found = Diagnostic::global("missing-words", message);
            let help = format!(
                "write `i18n/{tag}.yaml` in a folder of the theme, like `themes/civic/i18n/{tag}.yaml`"
            );
            let severity = crate::diagnostic::Severity::Warning;
            return vec![Diagnostic { severity, ..found.help(help) }];
        };
        let mut found = Vec::new();
        for (file, messages) in &self.files {
            for (key, message) in messages {
                match english.get(key) {
                    Some(original) => found.extend(judge_places(file, key, message, original)),
                    None if is_country(key) => {}
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

    /// English may have words of a theme's own, for its own templates. Notes those that no
    /// template asks for, which are most likely misspelt.
    fn judge_new(&self, theme: &Theme) -> Vec<Diagnostic> {
        let built_in: BTreeSet<&str> = self
            .files
            .iter()
            .filter(|(file, _)| file.is_built_in())
            .flat_map(|(_, messages)| messages.keys().map(String::as_str))
            .collect();
        let asked = |key: &str| {
            let quoted = format!("\"{key}\"");
            let mut texts =
                theme.templates.values().map(|file| String::from_utf8_lossy(&file.bytes));
            texts.any(|text| text.contains(&quoted))
        };
        let own = self.files.iter().filter(|(file, _)| !file.is_built_in());
        let new = own.flat_map(|(file, messages)| {
            messages.keys().map(move |key| (*file, key)).filter(|(_, key)| !is_country(key))
        });
        new.filter(|(_, key)| !built_in.contains(key.as_str()) && !asked(key))
            .map(|(file, key)| unknown(file, key, &built_in))
            .collect()
    }
}

/// `country.CO`: countries are known by their codes and need no English words.
fn is_country(key: &str) -> bool {
    key.strip_prefix("country.").is_some_and(|code| country_name(code).is_some())
}

fn unknown(file: &ThemeFile, key: &str, known: &BTreeSet<&str>) -> Diagnostic {
    let message = format!("nothing on the pages asks for the words of `{key}`");
    let found = Diagnostic::error("unknown-words", place(file, key), message);
    match nearest(key, known.iter().copied()) {
        Some(near) => found.did_you_mean(Some(near)),
        None => found.help("all keys are in `themes/civic/i18n/en.yaml`; a theme's own need English words, too, and a template that asks for them"),
    }
}

fn judge_places(
    file: &ThemeFile,
    key: &str,
    message: &Message,
    original: &Message,
) -> Option<Diagnostic> {
    let (own, theirs) = (message.places(), original.places());
    let shown = |names: Vec<&str>| {
        let shown: Vec<String> = names
            .into_iter()
            .map(|name| if name == "[]" { "`[…]`".to_owned() } else { format!("`{{{name}}}`") })
            .collect();
        shown.join(", ")
    };
    let strange: Vec<&str> = own.difference(&theirs).copied().collect();
    if !strange.is_empty() {
        let message = format!("the words of `{key}` have no place {}", shown(strange));
        let found = Diagnostic::error("bad-place", place(file, key), message);
        return Some(if theirs.is_empty() {
            found.help("write them without any value")
        } else {
            found.help(format!("the English words have {}", shown(theirs.into_iter().collect())))
        });
    }
    // A form for one may do without its number.
    let lost: Vec<&str> =
        theirs.difference(&own).copied().filter(|name| *name != "count").collect();
    (!lost.is_empty()).then(|| {
        let message = format!("the words of `{key}` leave out {}", shown(lost));
        Diagnostic::error("bad-place", place(file, key), message)
            .help("write it where the value belongs in this language")
    })
}

fn lacking(file: &ThemeFile, tag: &str, missing: &[&str]) -> Diagnostic {
    let named: Vec<String> = missing.iter().take(NAMED).map(|key| format!("`{key}`")).collect();
    let more = missing.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message =
        format!("`{tag}` has no words for {}{more}: they stand in English", named.join(", "));
    let path = file.path.trim_end_matches(ThemeFile::BUILT_IN);
    Diagnostic::warning("missing-words", Place::file(&file.path), message)
        .help(format!("add them to `{path}`; English is in `themes/civic/i18n/en.yaml`"))
}

/// The English words that the program carries, to which the browser's scripts keep.
#[must_use]
pub fn built_in() -> Words {
    let file = crate::theme::files::built_in("civic", "i18n/en.yaml");
    let messages = file.and_then(|file| read(&file).ok()).unwrap_or_default();
    Words { lang: UNDER.to_owned(), is_default: true, messages }
}

/// The words that the program carries, for tests.
#[cfg(test)]
pub(super) fn of_program(lang: &str) -> Words {
    let theme = crate::theme::load(std::path::Path::new("none"), "civic").unwrap();
    let (languages, found) = Languages::read(&theme, &[lang]);
    assert_eq!(found, []);
    languages.own().clone()
}
