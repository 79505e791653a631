//! Reads the three vocabulary files and their translations.

use super::fault;
use super::reader::Reader;
use super::yaml::Value;
use crate::diagnostic::{Diagnostic, Place, Span, nearest};
use crate::model::{Choice, Described, SourceFile, Sphere, Term, TermWords, Vocabulary};

/// Reads one vocabulary: a list of terms with unique ids and known broader terms. `None` if the
/// file is not a list.
pub(super) fn terms(file: &SourceFile) -> (Option<Vec<Term>>, Vec<Diagnostic>) {
    let help = "write each term as `- id: …` with a `label` and a `definition`";
    let (terms, mut found) = list(file, help);
    let terms = terms
        .map(|terms: Vec<Term>| terms.into_iter().filter(|term| !term.id.is_empty()).collect());
    found.extend(judge(file, terms.as_deref().unwrap_or_default()));
    (terms, found)
}

/// Reads the translation of a vocabulary.
pub(super) fn words(file: &SourceFile) -> (Vec<TermWords>, Vec<Diagnostic>) {
    let (terms, found) = list(file, "write each term as `- id: …` with a `label`");
    let terms: Vec<TermWords> = terms.unwrap_or_default();
    (terms.into_iter().filter(|term| !term.id.is_empty()).collect(), found)
}

/// Reads a list of terms.
fn list<T: Described>(file: &SourceFile, help: &str) -> (Option<Vec<T>>, Vec<Diagnostic>) {
    let (node, mut noted) = fault::parse(file, 0..file.text.len());
    let Some(node) = node else { return (None, noted) };
    let Value::List(items) = &node.value else {
        let place = Place::file(&file.path);
        let found = Diagnostic::error("wrong-type", place, "a vocabulary is a list of terms");
        noted.push(found.help(help));
        return (None, noted);
    };
    let reader = Reader::new(file);
    let values = items.iter().filter_map(|node| reader.map(node, T::SCHEMA, ""));
    let terms = values.map(T::from_values).collect();
    noted.extend(reader.found.into_inner());
    (Some(terms), noted)
}

/// The translation of a vocabulary.
#[derive(Debug, Clone)]
pub(super) struct Worded {
    pub(super) vocabulary: &'static str,
    pub(super) lang: String,
    pub(super) file: SourceFile,
    pub(super) terms: Vec<TermWords>,
}

impl Worded {
    /// Adds a translation to the terms of a vocabulary. Reports translations of unknown terms, and
    /// languages that the site does not have.
    pub(super) fn attach(
        self,
        vocabulary: &mut Vocabulary,
        languages: &[String],
    ) -> Vec<Diagnostic> {
        let Worded { vocabulary: name, lang, file, terms } = self;
        if !languages.contains(&lang) {
            let message = format!("`{lang}` is not one of this site's languages");
            let found = Diagnostic::error("unknown-language", Place::file(&file.path), message);
            return vec![match nearest(&lang, languages.iter().map(String::as_str)) {
                Some(near) => found.did_you_mean(Some(near)),
                None => found.help(format!("add `{lang}` to the `languages` of content/site.yaml")),
            }];
        }
        let known = vocabulary.named_mut(name);
        let mut found = Vec::new();
        for words in terms {
            let place = || file.place(words.id.span);
            match known.iter_mut().find(|term| term.id.value == words.id.value) {
                None => {
                    let message = format!("there is no term `{}`", words.id.value);
                    let ids = known.iter().map(|term| term.id.as_str());
                    let diagnostic = Diagnostic::error("dangling-reference", place(), message);
                    found.push(diagnostic.did_you_mean(nearest(&words.id, ids)));
                }
                Some(term) if term.translations.contains_key(&lang) => {
                    let message = format!("two terms have the id `{}`", words.id.value);
                    found.push(Diagnostic::error("duplicate-slug", place(), message));
                }
                Some(term) => {
                    term.translations.insert(lang.clone(), words);
                }
            }
        }
        found
    }
}

fn judge(file: &SourceFile, terms: &[Term]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, term) in terms.iter().enumerate() {
        if terms[..at].iter().any(|first| first.id.value == term.id.value) {
            let message = format!("two terms have the id `{}`", term.id.value);
            found.push(Diagnostic::error("duplicate-slug", file.place(term.id.span), message));
        }
        let Some(broader) = &term.broader else { continue };
        if !terms.iter().any(|other| other.id.value == broader.value) {
            let message = format!("there is no term `{}`", broader.value);
            let ids = terms.iter().map(|term| term.id.as_str());
            let diagnostic =
                Diagnostic::error("dangling-reference", file.place(broader.span), message);
            found.push(diagnostic.did_you_mean(nearest(broader, ids)));
        }
    }
    found
}

/// Spheres are fixed; their file only provides the words. Reports entries that are not spheres.
pub(super) fn judge_spheres(file: &SourceFile, terms: &[Term]) -> Vec<Diagnostic> {
    let words = || Sphere::ALL.iter().map(|(_, word)| *word);
    terms
        .iter()
        .filter(|term| Sphere::from_word(&term.id).is_none())
        .map(|term| {
            let span: Span = term.id.span;
            let message = format!("`{}` is not a sphere", term.id.value);
            let found = Diagnostic::error("unknown-value", file.place(span), message);
            found
                .label("expected `operations`, `capital` or `collective-impact`")
                .did_you_mean(nearest(&term.id, words()))
        })
        .collect()
}
