//! Questions and their graded answers, from our own file or from a public collection.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use search_index::{Record, Section};
use serde::{Deserialize, Serialize};

/// A question, with the graded records that answer it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Question {
    pub(crate) id: String,
    pub(crate) query: String,
    /// The kind of person who asks.
    #[serde(default)]
    pub(crate) group: String,
    /// The kind of question.
    #[serde(default)]
    pub(crate) kind: String,
    /// `tuning` or `held-out`.
    #[serde(default)]
    pub(crate) half: String,
    /// Grades: 3 perfect, 2 relevant, 1 marginal. Records not listed are not relevant.
    pub(crate) answers: BTreeMap<String, u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    queries: Vec<Question>,
}

/// The questions in our own file.
pub(crate) fn of_yaml(path: &Path) -> Result<Vec<Question>, String> {
    let text = read(path)?;
    let file: File =
        serde_yaml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(file.queries)
}

/// A line of a collection: a document or a question.
#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Line {
    Document {
        document: String,
        #[serde(default)]
        title: String,
        text: String,
    },
    Question {
        query: String,
        text: String,
        #[serde(default)]
        kind: String,
        #[serde(default)]
        half: String,
        answers: BTreeMap<String, u8>,
    },
}

/// The documents and questions of a collection in JSON Lines.
pub(crate) fn of_collection(path: &Path) -> Result<(Vec<Record>, Vec<Question>), String> {
    let mut records = Vec::new();
    let mut questions = Vec::new();
    for (number, line) in read(path)?.lines().enumerate() {
        let line = serde_json::from_str(line)
            .map_err(|error| format!("{}:{}: {error}", path.display(), number + 1))?;
        match line {
            Line::Document { document, title, text } => {
                let section = Section { text: text.into(), ..Section::default() };
                records.push(Record {
                    id: document,
                    lang: "en".to_owned(),
                    title,
                    sections: vec![section],
                    ..Record::default()
                });
            }
            Line::Question { query, text, kind, half, answers } => questions.push(Question {
                id: query,
                query: text,
                group: String::new(),
                kind,
                half,
                answers,
            }),
        }
    }
    records.sort_by(|a, b| a.id.cmp(&b.id));
    Ok((records, questions))
}

/// Rejects answers that name no record, questions without answers, and duplicate ids.
pub(crate) fn check(questions: &[Question], records: &[Record]) -> Result<(), String> {
    let known: BTreeSet<&str> = records.iter().map(|record| record.id.as_str()).collect();
    let mut seen = BTreeSet::new();
    for question in questions {
        let id = &question.id;
        if !seen.insert(id) {
            return Err(format!("two questions are called `{id}`"));
        }
        if let Some(answer) =
            question.answers.keys().find(|answer| !known.contains(answer.as_str()))
        {
            return Err(format!("`{id}`: there is no record `{answer}`"));
        }
        if question.answers.values().any(|grade| !(1..=3).contains(grade)) {
            return Err(format!("`{id}`: a grade is 1, 2 or 3"));
        }
        if question.answers.values().all(|grade| *grade < 2) {
            return Err(format!("`{id}` has no answer of grade 2 or 3"));
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
