//! Reads a practice.

use super::common::{address, judge_cited, mailbox, needed_sources, needed_summary};
use crate::diagnostic::Diagnostic;
use crate::model::{
    Adaptation, At, ChallengeRole, Contact, Cost, Event, Evidence, Outcome, OutcomeKind,
    Participation, Practice, Precondition, Reached, RecordType, Relation, Stage,
};
use crate::source::fields::Fields;
use crate::source::meant::{self, Nature};

/// Reads the fields of a practice.
pub(in crate::source) fn practice(fields: &Fields<'_>) -> Practice {
    let practice = read(fields);
    let outcomes = practice.outcomes.iter().filter_map(|outcome| outcome.source.as_ref());
    let adaptations = practice.adaptations.iter().filter_map(|other| other.source.as_ref());
    judge_cited(fields, outcomes.chain(adaptations), &practice.sources);
    practice
}

fn read(fields: &Fields<'_>) -> Practice {
    let top = fields.span();
    Practice {
        title: fields.needed_text("title"),
        summary: needed_summary(fields),
        record_type: fields.choice("record_type").unwrap_or(At::new(RecordType::Practice, top)),
        stage: fields.needed_choice("stage", Stage::Unknown),
        cities: fields.needed_references("cities"),
        spheres: fields.needed_list("spheres", |node| fields.reader.choice(node, "spheres")),
        topics: fields.needed_references("topics"),
        mechanisms: fields.references("mechanisms"),
        started: fields.date("started"),
        launched: fields.date("launched"),
        ended: fields.date("ended"),
        plugs_into: fields.words("plugs_into"),
        core: fields.texts("core"),
        adaptable: fields.texts("adaptable"),
        preconditions: fields.items("preconditions", "a precondition", precondition),
        outcomes: fields.items("outcomes", "an outcome", outcome),
        evidence: fields.map("evidence", "`evidence`", evidence),
        cost: fields.map("cost", "`cost`", cost),
        reached: fields.map("reached", "`reached`", |fields| {
            let as_of = fields.date("as_of").map(|date| date.value);
            Some(Reached { people: fields.number("people", Nature::Whole)?, as_of })
        }),
        timeline: fields.items("timeline", "a step of the timeline", |fields| {
            Some(Event {
                date: fields.needed_date("date").value,
                event: fields.needed_text("event").value,
            })
        }),
        lessons: fields.texts("lessons"),
        did_not_work: fields.texts("did_not_work"),
        advice: fields.texts("advice"),
        adaptations: fields.items("adaptations", "an adaptation", adaptation),
        challenge: fields.map("challenge", "`challenge`", participation),
        partners: fields.text_or_texts("partners"),
        networks: fields.references("networks"),
        contacts: fields.items("contacts", "a contact", contact),
        sources: needed_sources(fields),
        aliases: fields.texts_at("aliases"),
        authors: fields.texts("authors"),
        reviewers: fields.texts("reviewers"),
        verified: fields.date("verified").map(|date| date.value),
        review_due: fields.date("review_due").map(|date| date.value),
        license: fields.words("license"),
        lang: fields.text("lang"),
        draft: fields.flag("draft").unwrap_or(false),
    }
}

fn precondition(fields: &Fields<'_>) -> Option<Precondition> {
    let kind = fields.needed_choice("kind", crate::model::PreconditionKind::Partner).value;
    Some(Precondition { kind, text: fields.needed_text("text").value })
}

fn outcome(fields: &Fields<'_>) -> Option<Outcome> {
    Some(Outcome {
        metric: fields.needed_text("metric").value,
        value: fields.scalar("value"),
        baseline: fields.scalar("baseline"),
        unit: fields.words("unit"),
        as_of: fields.date("as_of").map(|date| date.value),
        kind: fields.choice("kind").map_or(OutcomeKind::Outcome, |kind| kind.value),
        comparator: fields.words("comparator"),
        sample: fields.words("sample"),
        source: fields.reference("source"),
        span: fields.span(),
    })
}

fn evidence(fields: &Fields<'_>) -> Option<Evidence> {
    let level = fields.needed_integer("level", 0..=5);
    Some(Evidence {
        level: level.unwrap_or(At::new(0, fields.span())),
        direction: fields.choice("direction").map(|direction| direction.value),
        design: fields.integer("design", 1..=5),
        rated_by: fields.choice("rated_by"),
        rated_on: fields.date("rated_on").map(|date| date.value),
        reasons: fields.texts("reasons"),
    })
}

fn cost(fields: &Fields<'_>) -> Option<Cost> {
    Some(Cost {
        one_off: fields.number("one_off", Nature::Whole),
        annual: fields.number("annual", Nature::Whole),
        currency: currency(fields),
        price_year: fields.integer("price_year", 1000..=9999).map(|year| year.value),
        band: fields.integer("band", 1..=5).map(|band| band.value),
        fte: fields.number("fte", Nature::Measure),
        funders: fields.texts("funders"),
        span: fields.span(),
    })
}

fn currency(fields: &Fields<'_>) -> Option<String> {
    let code = fields.code("currency")?;
    if !meant::is_currency(&code) {
        let message = format!("`{}` is not a currency code", code.value);
        let found = fields.reader.error("bad-currency", code.span, message);
        let found = found.label("expected three capitals, like `USD` or `EUR` (ISO 4217)");
        let help = meant::choose("currency", &meant::currency(&code));
        fields.reader.note(help.into_iter().fold(found, Diagnostic::help));
    }
    Some(code.value)
}

fn adaptation(fields: &Fields<'_>) -> Option<Adaptation> {
    let adaptation = Adaptation {
        city: fields.needed_reference("city"),
        practice: fields.reference("practice"),
        year: fields.integer("year", 1000..=9999).map(|year| year.value),
        relation: fields.choice("relation").map_or(Relation::Adapts, |relation| relation.value),
        what_changed: fields.words("what_changed"),
        result: fields.words("result"),
        source: fields.reference("source"),
    };
    (!adaptation.city.is_empty()).then_some(adaptation)
}

fn participation(fields: &Fields<'_>) -> Option<Participation> {
    let participation = Participation {
        edition: fields.needed_reference("edition"),
        role: fields.choice("role").map_or(ChallengeRole::Entry, |role| role.value),
        award: fields.number("award", Nature::Whole),
        currency: currency(fields),
        span: fields.span(),
    };
    (!participation.edition.is_empty()).then_some(participation)
}

fn contact(fields: &Fields<'_>) -> Option<Contact> {
    let contact = Contact {
        role: fields.needed_text("role").value,
        org: fields.words("org"),
        url: address(fields, "url"),
        mailbox: mailbox(fields, "mailbox"),
    };
    (!contact.role.is_empty()).then_some(contact)
}
