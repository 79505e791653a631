//! What a word of a filled template means: people write the names that they know, and records have
//! slugs and keywords.

use crate::model::{Field, Many, Type, slugify};
use crate::scaffold::known;
use crate::source::Content;

/// The words for yes.
const YES: [&str; 8] = ["yes", "x", "true", "sí", "si", "oui", "sim", "ja"];

/// The values that a line gives to a field.
pub(super) fn values(content: &Content, field: &Field, line: &str) -> Vec<String> {
    let many = field.many != Many::One;
    match field.of {
        Type::Choice(_) | Type::Reference(_) if many => {
            // The name of a city may have a comma.
            match value(content, field.of, line) {
                Some(whole) => vec![whole],
                None => line.split([',', ';']).map(|one| meant(content, field.of, one)).collect(),
            }
        }
        _ => vec![meant(content, field.of, line)],
    }
}

/// A value as records store it, or unchanged if it is not recognised.
fn meant(content: &Content, of: Type, text: &str) -> String {
    value(content, of, text).unwrap_or_else(|| text.trim().to_owned())
}

fn value(content: &Content, of: Type, text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('.');
    // `pilot (Piloto)`, as the hint of the template has it.
    let bare = text.split(" (").next().unwrap_or(text);
    match of {
        Type::Flag => YES.contains(&text.to_lowercase().as_str()).then(|| "true".to_owned()),
        Type::Choice(words) => {
            let all = words.words.iter();
            let word = all.map(|one| one.word).find(|word| *word == bare.to_lowercase())?;
            Some(word.to_owned())
        }
        Type::Reference(kind) => {
            let names = names(content, kind);
            let same = |wanted: &str| {
                let wanted = slugify(wanted);
                names.iter().find(|(name, slug)| *slug == wanted || slugify(name) == wanted)
            };
            same(text).or_else(|| same(bare)).map(|(_, slug)| slug.clone())
        }
        _ => None,
    }
}

/// The names of the records or terms of a kind in every language, each with its slug.
fn names(content: &Content, kind: &str) -> Vec<(String, String)> {
    let mut names: Vec<(String, String)> =
        known(content, kind).into_iter().map(|(slug, title)| (title, slug)).collect();
    for (vocabulary, terms) in content.vocabulary.all() {
        if vocabulary.strip_suffix('s') != Some(kind) {
            continue;
        }
        for term in terms {
            let labels = term.translations.values().map(|words| &words.label);
            let all = labels.chain(&term.synonyms);
            names.extend(all.map(|label| (label.clone(), term.id.value.clone())));
        }
    }
    names
}
