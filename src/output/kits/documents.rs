//! The documents of a kit: the facts of its page, and a draft memo to council, which has square
//! brackets where the record cannot know what to say.

use super::document::{Document, Linked};
use crate::theme::Words;
use crate::theme::views::{KitLine, KitView, OutcomeView, SourceView};

/// The documents of a kit by the names of their files, without `.md`, and the last the memo.
pub(super) fn documents(kit: &KitView, words: &Words) -> [(&'static str, Document); 6] {
    let write = |key: &str, part: fn(&mut Document, &KitView, &Words)| {
        let title = format!("{}: {}", words.translate(key), kit.record.title);
        let mut document = Document::new(&title);
        proposal(&mut document, kit, words);
        part(&mut document, kit, words);
        document
    };
    [
        ("brief", write("kit.brief", brief)),
        ("checklist", write("kit.needs", checklist)),
        ("cost", write("label.cost", cost)),
        ("questions", write("kit.questions", questions)),
        ("sources", write("section.sources", sources)),
        ("memo", write("kit.memo", memo)),
    ]
}

/// Begins a document about a proposal with the warning that it is not a practice that was carried
/// out.
fn proposal(document: &mut Document, kit: &KitView, words: &Words) {
    if kit.record.is_proposal {
        let [warning, text] =
            ["practice.proposed", "practice.proposed-text"].map(|key| words.translate(key));
        document.paragraph(&format!("{warning} {text}"));
    }
}

/// `Stage: Pilot`.
fn line(words: &Words, label: &str, text: &str) -> String {
    words.fill("kit.line", &[("label", label), ("text", text)])
}

/// The same with the label of a key.
fn fact(words: &Words, key: &str, text: &str) -> String {
    line(words, &words.translate(key), text)
}

fn brief(document: &mut Document, kit: &KitView, words: &Words) {
    let record = &kit.record;
    let unknown = || words.translate("label.not-known");
    let evidence = match record.evidence.level {
        0 => record.evidence.label.clone(),
        level => {
            let values = [("level", &*level.to_string()), ("label", &*record.evidence.label)];
            words.fill("evidence.of", &values)
        }
    };
    let direction = record.evidence.direction.as_ref().map(|one| one.label.to_lowercase());
    let evidence = [Some(evidence), direction].into_iter().flatten().collect::<Vec<_>>();
    let cost = match &record.cost[..] {
        [] => unknown(),
        lines => lines.join("; "),
    };
    document.paragraph(&record.summary).list([
        fact(words, "label.where", &record.place),
        fact(words, "label.kind", &record.record_type.label),
        fact(words, "label.stage", &record.stage.label),
        fact(words, "label.evidence", &evidence.join(" · ")),
        fact(words, "label.cost", &cost),
        fact(words, "label.reached", &record.reached.clone().unwrap_or_else(unknown)),
    ]);
    document.heading(&words.translate("section.evidence")).paragraph(&record.evidence.meaning);
    document.list(record.evidence.reasons.iter().cloned());
    document.heading(&words.translate("practice.results"));
    if record.results.is_empty() {
        document.paragraph(&words.translate("practice.no-results"));
    }
    document.list(record.results.iter().map(|row| figure(row, words)));
    if !record.targets.is_empty() {
        document.heading(&words.translate("practice.goals"));
        document.list(record.targets.iter().map(|row| figure(row, words)));
    }
}

/// A figure with its unit, date, baseline and source: `Waste burnt: 40% (2021; Baseline: 80; Source 1)`.
fn figure(row: &OutcomeView, words: &Words) -> String {
    let value = row.value.clone().unwrap_or_else(|| words.translate("practice.not-given"));
    let unit = row.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let more = [
        Some(row.kind.label.clone()),
        row.as_of.as_ref().map(|date| date.words.clone()),
        row.baseline.as_ref().map(|baseline| fact(words, "label.before", baseline)),
        row.sample.clone(),
        row.comparator.as_ref().map(|what| words.fill("practice.compared", &[("what", what)])),
        row.source
            .as_ref()
            .map(|source| words.fill("source.number", &[("number", &source.number.to_string())])),
    ];
    let more: Vec<String> = more.into_iter().flatten().collect();
    format!("{} ({})", line(words, &row.metric, &(value + &unit)), more.join("; "))
}

fn checklist(document: &mut Document, kit: &KitView, words: &Words) {
    let record = &kit.record;
    needs(document, kit, words);
    for (title, none, list) in [
        ("practice.keep", "kit.no-core", &record.core),
        ("practice.change", "kit.no-adaptable", &record.adaptable),
    ] {
        document.heading(&words.translate(title));
        if list.is_empty() {
            document.paragraph(&words.translate(none));
        }
        document.list(list.iter().cloned());
    }
}

fn needs(document: &mut Document, kit: &KitView, words: &Words) {
    if kit.record.preconditions.is_empty() {
        document.paragraph(&words.translate("kit.no-needs"));
    }
    let tasks = kit.record.preconditions.iter();
    document.tasks(tasks.map(|one| line(words, &one.kind.label, &one.text)));
}

fn cost(document: &mut Document, kit: &KitView, words: &Words) {
    document.list(kit.record.cost.iter().cloned());
    document.list(kit.record.money.iter().map(|row| figure(row, words)));
    let cost = &kit.cost;
    if let Some(population) = &cost.population {
        document.heading(&words.translate("kit.cost"));
        document.paragraph(&fact(words, "kit.where", population));
    }
    document.list(cost.sums.iter().flat_map(|sum| {
        let blank = "[…]";
        let ours = [("each", sum.each.as_str()), ("people", blank), ("sum", blank)];
        [line(words, &sum.label, &sum.step), words.fill("kit.yours", &ours)]
    }));
    document.list(cost.examples.iter().map(|example| {
        let sums = cost.sums.iter().zip(&example.sums);
        let sums = sums.map(|(sum, text)| line(words, &sum.label, text));
        let people = fact(words, "kit.people", &example.people);
        format!("{people} · {}", sums.collect::<Vec<_>>().join("; "))
    }));
    document.list(cost.reached.iter().cloned());
    document.heading(&words.translate("kit.caveats")).list(cost.caveats.iter().cloned());
}

fn questions(document: &mut Document, kit: &KitView, words: &Words) {
    for group in &kit.questions {
        document.heading(&group.title).list(group.lines.iter().map(text));
    }
    document.heading(&words.translate("kit.whom"));
    if kit.record.contacts.is_empty() {
        document.paragraph(&words.translate("kit.no-office"));
    }
    let offices = kit.record.contacts.iter().map(|contact| {
        let names = [Some(&contact.role), contact.org.as_ref(), contact.mailbox.as_ref()];
        let names: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();
        (names.join(", "), contact.url.clone())
    });
    document.links(None, offices);
}

fn text(line: &KitLine) -> String {
    line.text.clone()
}

fn sources(document: &mut Document, kit: &KitView, words: &Words) {
    let source = |source: &SourceView| -> Linked {
        let facts = [source.publisher.clone(), source.date.as_ref().map(|date| date.words.clone())];
        let facts: Vec<String> = facts.into_iter().flatten().collect();
        let facts =
            if facts.is_empty() { String::new() } else { format!(". {}", facts.join(", ")) };
        (format!("{}{facts}.", source.title), source.url.clone())
    };
    document.links(Some(1), kit.record.sources.iter().map(source));
    let apa = &kit.citation.apa;
    document.heading(&words.translate("section.cite"));
    document.paragraph(&format!("{}{}{}", apa.before, apa.title, apa.after));
    document.paragraph(&words.fill("cite.version", &[("version", &kit.citation.version)]));
}

fn memo(document: &mut Document, kit: &KitView, words: &Words) {
    let subject = [("title", kit.record.title.as_str()), ("place", &kit.record.place)];
    document.paragraph(&words.translate("kit.memo-draft")).list([
        words.translate("kit.memo-to"),
        words.translate("kit.memo-from"),
        words.translate("kit.memo-date"),
        words.fill("kit.memo-subject", &subject),
    ]);
    document.heading(&words.translate("kit.memo-decision"));
    document.paragraph(&words.translate("kit.memo-decide"));
    document.heading(&words.translate("kit.brief"));
    brief(document, kit, words);
    document.heading(&words.translate("label.cost"));
    cost(document, kit, words);
    document.heading(&words.translate("kit.needs"));
    needs(document, kit, words);
    let groups =
        kit.questions.iter().filter(|group| ["unknown", "did-not-work"].contains(&group.id));
    for group in groups {
        document.heading(&group.title).list(group.lines.iter().map(text));
    }
    document.heading(&words.translate("section.sources"));
    sources(document, kit, words);
}
