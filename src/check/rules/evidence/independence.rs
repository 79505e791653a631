//! Level 4 needs somebody else's study.

use super::{Rated, lowest};
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;
use crate::model::{OutcomeKind, Practice};
use crate::source::{Content, Record};

pub(in crate::check) const RULE: Rule = Rule {
    code: "evidence-not-independent",
    severity: Severity::Error,
    what: "Evidence of level 4 or more needs an outcome whose source was published by somebody other than the city and its partners.",
    why: "Level 4 says that what was found was confirmed independently. A partner whose entry says that it evaluated the practice (`MDRC (independent evaluator)`) counts as independent.",
    example: "cities: [denver]\npartners: [Acme Labs]\nevidence: {level: 4, design: 4}\nsources: [{id: report, title: Our results, publisher: Acme Labs}]",
    optional: false,
    withheld_by_build: false,
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    lowest(subject, RULE.code, broken)
}

pub(super) fn broken(Rated { practice, evidence, content }: Rated<'_>) -> Option<Finding> {
    if evidence.level.value < 4 || has_independent_outcome(practice, content) {
        return None;
    }
    let message = format!("level {} without an independent source", evidence.level.value);
    let finding = Finding::new(evidence.level.span, message).label("expected 3 at most");
    Some(finding.help("cite an outcome from a study that neither the city nor a partner published"))
}

fn has_independent_outcome(practice: &Practice, content: &Content) -> bool {
    let involved = involved(practice, content);
    let ids = practice
        .outcomes
        .iter()
        .filter(|row| row.kind == OutcomeKind::Outcome)
        .filter_map(|row| row.source.as_ref());
    let mut sources =
        ids.filter_map(|id| practice.sources.iter().find(|source| source.id.value == id.value));
    sources.any(|source| {
        source.publisher.as_ref().is_some_and(|publisher| {
            let publisher = publisher.to_lowercase();
            !involved
                .iter()
                .any(|name| publisher.contains(name.as_str()) || name.contains(&publisher))
        })
    })
}

/// Names of the city and its partners, lower case.
fn involved(practice: &Practice, content: &Content) -> Vec<String> {
    let cities = content.entries.iter().filter_map(|entry| match &entry.record {
        Record::City(city) if practice.cities.iter().any(|slug| slug.value == entry.file.slug) => {
            Some(format!("city of {}", city.title.to_lowercase()))
        }
        _ => None,
    });
    let partners = practice.partners.iter().map(|name| name.to_lowercase());
    let partners = partners.filter(|name| !name.contains("evaluat"));
    cities.chain(partners).collect()
}
