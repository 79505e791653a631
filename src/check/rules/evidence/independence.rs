//! Level 4 requires an independent study.

use super::rating::{Rating, RatingRule};
use crate::check::rule::Finding;
use crate::model::{OutcomeKind, Practice};
use crate::source::{Content, Record};

pub(super) const RULE: RatingRule = RatingRule {
    code: "evidence-not-independent",
    what: "Evidence of level 4 or higher requires an outcome whose source was not published by the city or a partner.",
    why: "Level 4 says that the effect was confirmed independently. A partner listed as an evaluator, like `MDRC (independent evaluator)`, counts as independent.",
    example: "cities: [denver]\npartners: [Acme Labs]\nevidence: {level: 4, design: 4}\nsources: [{id: report, title: Our results, publisher: Acme Labs}]",
    find,
};

fn find(Rating { practice, evidence, content }: Rating<'_>) -> Option<Finding> {
    if evidence.level.value < 4 || has_independent_outcome(practice, content) {
        return None;
    }
    let message = format!("level {}, but no independent source", evidence.level.value);
    let finding = Finding::new(evidence.level.span, message).label("expected at most 3");
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

/// The names of the city and its partners in lower case.
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
