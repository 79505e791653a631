//! Reads the three vocabulary files.

use super::fields::Fields;
use super::reader::Reader;
use super::yaml::{self, Value};
use crate::diagnostic::{Diagnostic, Place, Span, nearest};
use crate::model::SourceFile;
use crate::model::{Choice, Sphere, Term};

/// Reads one vocabulary: a list of terms with unique ids and known broader terms. `None` when the
/// file is no list.
pub(super) fn terms(file: &SourceFile) -> (Option<Vec<Term>>, Vec<Diagnostic>) {
    let node = match yaml::parse(file, 0..file.text.len()) {
        Ok(node) => node,
        Err(diagnostic) => return (None, vec![*diagnostic]),
    };
    let Value::List(items) = &node.value else {
        let found = Diagnostic::error(
            "wrong-type",
            Place::file(&file.path),
            "a vocabulary is a list of terms",
        );
        return (
            None,
            vec![found.help("write each term as `- id: …` with a `label` and a `definition`")],
        );
    };
    let reader = Reader::new(file);
    let terms: Vec<Term> = items
        .iter()
        .filter_map(|node| {
            let fields = reader.fields(node, "a term")?;
            let term = term(&fields);
            fields.finish();
            (!term.id.is_empty()).then_some(term)
        })
        .collect();
    let mut found = reader.found.into_inner();
    found.extend(judge(file, &terms));
    (Some(terms), found)
}

fn term(fields: &Fields<'_>) -> Term {
    Term {
        id: fields.needed_slug("id"),
        label: fields.needed_text("label").value,
        definition: fields.needed_text("definition").value,
        synonyms: fields.text_or_texts("synonyms"),
        broader: fields.slug("broader"),
        cofog: fields.text_or_texts("cofog"),
        sdg: fields.text_or_texts("sdg"),
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

/// Spheres are fixed; their file only words them. Notes words that are no sphere.
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
