//! Headings that all practices share.

use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::{Severity, nearest};
use crate::model::headings;
use crate::source::Record;

pub(in crate::check) const RULE: Rule = Rule {
    code: "recommended-headings",
    severity: Severity::Warning,
    what: "The body of a practice describes the problem and how the practice works under the recommended headings.",
    why: "Readers compare practices; with the same headings they find the same information at once. The recommended ones are Problem, How it works, Results, What did not work, Advice, in the language of the record: Problema, Cómo funciona; Problema, Como funciona; Problème, Comment cela marche.",
    example: "## The issue",
    optional: true,
    withheld_by_build: false,
    find,
};

/// How many of the recommended headings every practice has.
const NEEDED: usize = 2;

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let entry = subject.entry;
    let Record::Practice(practice) = &entry.record else { return Vec::new() };
    if entry.file.lang.is_some() {
        return Vec::new();
    }
    let own = practice.lang.as_ref().map(|lang| lang.value.as_str());
    let language = own.unwrap_or_else(|| subject.content.config.default_language());
    // There is no recommendation for other languages.
    let Some(recommended) = headings(language) else { return Vec::new() };
    let outline = &entry.doc.outline;
    let missing = recommended[..NEEDED].iter().filter(|name| {
        !outline.iter().any(|heading| heading.text.to_lowercase() == name.to_lowercase())
    });
    let said = |name: &&str| {
        let near = nearest(name, outline.iter().map(|heading| heading.text.as_str()));
        let heading = near.and_then(|near| outline.iter().find(|heading| heading.text == near));
        match heading {
            Some(heading) => Finding::new(
                heading.span,
                format!("this heading was probably meant to be `{name}`"),
            )
            .help(format!("write `## {name}`")),
            None => Finding::new(entry.front, format!("the body has no heading `{name}`"))
                .help(format!("add `## {name}`")),
        }
    };
    missing.map(said).collect()
}
