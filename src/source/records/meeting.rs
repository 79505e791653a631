//! Reads convenings and sessions.

use super::common::{address, sources};
use crate::model::{
    Action, At, Attribution, Convening, Material, Mention, MentionRelation, Question, Session,
    Speaker,
};
use crate::source::fields::Fields;
use crate::source::yaml::{Node, Value};

/// Reads the fields of a convening.
pub(in crate::source) fn convening(fields: &Fields<'_>) -> Convening {
    Convening {
        title: fields.needed_text("title"),
        series: fields.words("series"),
        edition: fields.words("edition"),
        start: fields.needed_date("start"),
        end: fields.date("end"),
        city: fields.reference("city"),
        online: fields.flag("online").unwrap_or(false),
        venue: fields.words("venue"),
        hosts: fields.references("hosts"),
        summary: fields.needed_text("summary"),
        spheres: fields.choices("spheres"),
        topics: fields.references("topics"),
        cities_present: fields.references("cities_present"),
        status: fields.choice("status").map(|status| status.value),
        report: address(fields, "report"),
        sources: sources(fields),
    }
}

/// Reads the fields of a session. Where `attribution` is missing or wrong the strictest value
/// stands in, so that no later stage can take the notes for public ones.
pub(in crate::source) fn session(fields: &Fields<'_>) -> Session {
    Session {
        title: fields.needed_text("title"),
        date: fields.needed_date("date"),
        start: time(fields, "start"),
        end: time(fields, "end"),
        timezone: fields.words("timezone"),
        format: fields.choice("format").map(|format| format.value),
        spheres: fields.choices("spheres"),
        topics: fields.references("topics"),
        chair: fields.text("chair"),
        speakers: fields.items("speakers", "a speaker", |fields| {
            Some(Speaker {
                name: fields.text("name"),
                role: fields.words("role"),
                org: fields.words("org"),
                city: fields.reference("city"),
            })
        }),
        attribution: fields.needed_choice("attribution", Attribution::CitiesOnly),
        summary: fields.needed_text("summary"),
        takeaways: fields.texts_at("takeaways"),
        practices: fields.items("practices", "a mention of a practice", |fields| {
            let practice = fields.needed_reference("practice");
            let relation =
                fields.choice("relation").map_or(MentionRelation::Presented, |found| found.value);
            (!practice.is_empty()).then_some(Mention { practice, relation })
        }),
        decisions: fields.texts_at("decisions"),
        actions: fields.items("actions", "an action", |fields| {
            Some(Action {
                who: fields.text("who"),
                what: fields.needed_text("what").value,
                due: fields.date("due").map(|date| date.value),
                done: fields.flag("done").unwrap_or(false),
            })
        }),
        questions: fields.list("questions", |node| question(fields, node)),
        materials: fields.items("materials", "a material", |fields| {
            Some(Material { title: fields.needed_text("title").value, url: fields.text("url") })
        }),
        status: fields.choice("status").map(|status| status.value),
        sources: sources(fields),
        texts: fields.texts_outside(&["chair", "speakers", "who", "authors"]),
    }
}

fn question<'n>(fields: &Fields<'n>, node: &'n Node) -> Option<Question> {
    if !matches!(node.value, Value::Map(_)) {
        let text = fields.reader.text(node, "questions")?.value;
        return Some(Question { text, answered_by: Vec::new() });
    }
    let inner = fields.reader.fields(node, "a question")?;
    let question = Question {
        text: inner.needed_text("text").value,
        answered_by: inner.references("answered_by"),
    };
    inner.finish();
    Some(question)
}

fn time(fields: &Fields<'_>, name: &'static str) -> Option<String> {
    let text: At<String> = fields.text(name)?;
    let good = text.split_once(':').is_some_and(|(hour, minute)| {
        let within =
            |part: &str, most: u8| part.len() == 2 && part.parse::<u8>().is_ok_and(|n| n < most);
        within(hour, 24) && within(minute, 60)
    });
    if good {
        return Some(text.value);
    }
    let found = fields.reader.error(
        "bad-time",
        text.span,
        format!("`{}` is not a time of day", text.value),
    );
    fields.reader.note(found.label("expected HH:MM, like `14:30`"));
    None
}
