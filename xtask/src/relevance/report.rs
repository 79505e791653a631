//! The tables, in Markdown.

use std::collections::BTreeSet;

use super::compare::compare;
use super::data::{Data, Question};
use super::metrics::{Measures, mean, measure};

/// The engine the others are compared with.
const OURS: &str = "Crosstown";

/// A table for each half of the questions, or for the chosen one, and the tables by kind.
pub(super) fn report(data: &Data, half: Option<&str>, per_query: bool) -> String {
    let halves: BTreeSet<&str> = data.questions.iter().map(|one| one.half.as_str()).collect();
    let mut text = String::new();
    for name in halves.iter().rev().filter(|name| half.is_none_or(|half| half == **name)) {
        let questions: Vec<&Question> =
            data.questions.iter().filter(|one| one.half == **name).collect();
        let title = if name.is_empty() { "All" } else { name };
        text += &format!("{title}: {} questions\n\n", questions.len());
        text += &engines(data, &questions);
        text += &kinds(data, &questions);
        // Questions of the held-out half are listed only if that half is chosen explicitly.
        if per_query && (half.is_some() || *name != "held-out") {
            text += &singles(data, &questions);
        }
    }
    text.trim_end().to_owned()
}

/// The engines, ours first.
fn names(data: &Data) -> Vec<&str> {
    let others = data.rankings.keys().map(String::as_str).filter(|name| *name != OURS);
    std::iter::once(OURS).chain(others).collect()
}

fn measured(data: &Data, engine: &str, questions: &[&Question]) -> Vec<Measures> {
    let ranking = data.rankings.get(engine);
    let found = |question: &Question| ranking.and_then(|ranking| ranking.get(&question.id));
    let one = |question: &&Question| {
        measure(question, found(question).map_or(&[][..], |found| found.as_slice()))
    };
    questions.iter().map(one).collect()
}

fn ndcg(measures: &[Measures]) -> Vec<f64> {
    measures.iter().map(|one| one.ndcg).collect()
}

fn engines(data: &Data, questions: &[&Question]) -> String {
    let ours = ndcg(&measured(data, OURS, questions));
    let mut text =
        "| Engine | nDCG@10 | Recall@10 | MRR | Crosstown's lead, nDCG@10 | 95 % interval | \
        Won, tied, lost |\n|---|--:|--:|--:|--:|--:|--:|\n"
            .to_owned();
    for engine in names(data) {
        let measures = measured(data, engine, questions);
        let Measures { ndcg: best, recall, mrr } = mean(&measures);
        text += &format!("| {engine} | {best:.3} | {recall:.3} | {mrr:.3} |");
        if engine == OURS {
            text += " | | |\n";
        } else {
            let lead = compare(&ours, &ndcg(&measures));
            text += &format!(
                " {:+.3} | {:+.3} to {:+.3} | {}, {}, {} |\n",
                lead.mean, lead.low, lead.high, lead.won, lead.even, lead.lost
            );
        }
    }
    text + "\n"
}

/// nDCG@10 by kind of question; empty if the questions have no kinds.
fn kinds(data: &Data, questions: &[&Question]) -> String {
    let kinds: BTreeSet<&str> = questions.iter().map(|one| one.kind.as_str()).collect();
    if kinds.len() < 2 {
        return String::new();
    }
    let engines = names(data);
    let mut text = format!("| nDCG@10 by kind | Questions | {} |\n|---|--:", engines.join(" | "));
    text += &"|--:".repeat(engines.len());
    text += "|\n";
    for kind in kinds {
        let some: Vec<&Question> =
            questions.iter().copied().filter(|one| one.kind == kind).collect();
        text += &format!("| {kind} | {} |", some.len());
        for engine in &engines {
            text += &format!(" {:.3} |", mean(&measured(data, engine, &some)).ndcg);
        }
        text += "\n";
    }
    text + "\n"
}

/// Each question: its score with every engine, and the records that ours found with their grades.
fn singles(data: &Data, questions: &[&Question]) -> String {
    let mut text = String::new();
    for question in questions {
        text += &format!("{} “{}”\n ", question.id, question.query);
        for engine in names(data) {
            let measures = measured(data, engine, &[question]);
            text += &format!(" {engine} {:.3}", mean(&measures).ndcg);
        }
        let found = data.rankings.get(OURS).and_then(|ranking| ranking.get(&question.id));
        for id in found.into_iter().flatten().take(10) {
            let grade = question.answers.get(id).copied().unwrap_or(0);
            text += &format!("\n    {grade} {id}");
        }
        text += "\n\n";
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::data::Ranking;
    use super::*;

    fn data() -> Data {
        let question = |id: &str, half: &str, kind: &str| Question {
            id: id.to_owned(),
            query: "what".to_owned(),
            kind: kind.to_owned(),
            half: half.to_owned(),
            answers: BTreeMap::from([("good".to_owned(), 3)]),
        };
        let ranking = |found: &str| -> Ranking {
            ["a", "b", "c"].map(|id| (id.to_owned(), vec![found.to_owned()])).into()
        };
        Data {
            questions: vec![
                question("a", "tuning", "name"),
                question("b", "tuning", "topic"),
                question("c", "held-out", "name"),
            ],
            rankings: BTreeMap::from([
                ("Alike".to_owned(), ranking("bad")),
                (OURS.to_owned(), ranking("good")),
            ]),
        }
    }

    #[test]
    fn each_half_has_its_table_with_ours_first() {
        let text = report(&data(), None, false);
        let ours = text.find("| Crosstown | 1.000").unwrap();
        assert!(ours < text.find("| Alike | 0.000").unwrap(), "{text}");
        assert!(text.contains("tuning: 2 questions") && text.contains("held-out: 1 questions"));
        assert!(text.contains("+1.000 to +1.000 | 2, 0, 0"), "{text}");
    }

    #[test]
    fn held_out_questions_are_shown_only_when_that_half_is_named() {
        assert!(!report(&data(), None, true).contains("c “what”"));
        assert!(report(&data(), None, true).contains("a “what”"));
        assert!(report(&data(), Some("held-out"), true).contains("c “what”"));
    }
}
