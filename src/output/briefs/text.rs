//! What a brief says besides the body of its practice, in the words and the order of the page.

use serde::Serialize;

use crate::markdown::{Align, Block, Inline};
use crate::theme::Words;
use crate::theme::views::{AdaptationView, CitedSource, OutcomeView, PracticeView, SourceView};

/// A fact of a brief.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Fact {
    /// What it is about.
    pub(super) label: String,
    /// Its lines.
    pub(super) lines: Vec<String>,
    /// The level of the evidence.
    pub(super) level: Option<u8>,
}

/// Writes the parts of a brief.
pub(super) struct BriefText<'a> {
    pub(super) words: &'a Words,
    pub(super) record: &'a PracticeView,
}

impl BriefText<'_> {
    fn word(&self, key: &str) -> String {
        self.words.translate(key)
    }

    /// `Stage: `, to be followed by a text.
    fn label(&self, key: &str) -> String {
        self.words.fill("kit.line", &[("label", &self.word(key)), ("text", "")])
    }

    fn heading(&self, level: u8, key: &str) -> Block {
        Block::Heading { level, text: vec![Inline::text(self.word(key))] }
    }

    /// A heading with a list below it; nothing if the list is empty.
    fn listed(&self, level: u8, key: &str, items: &[String]) -> Vec<Block> {
        let items: Vec<_> = items.iter().map(|item| vec![paragraph(item)]).collect();
        match items.is_empty() {
            true => Vec::new(),
            false => vec![self.heading(level, key), Block::List { first: None, items }],
        }
    }

    fn source_number(&self, source: Option<&CitedSource>) -> Option<Inline> {
        let number = source?.number;
        let label = self.words.fill("source.number", &[("number", &number.to_string())]);
        Some(Inline::Source { number, label })
    }

    /// The warning that a proposal is not a practice that was carried out; `None` for a practice.
    pub(super) fn warning(&self) -> Option<String> {
        let said = || {
            let [warning, text] =
                ["practice.proposed", "practice.proposed-text"].map(|key| self.word(key));
            format!("{warning} {text}")
        };
        self.record.is_proposal.then(said)
    }

    pub(super) fn facts(&self) -> Vec<Fact> {
        let record = self.record;
        let fact = |key: &str, lines: Vec<String>, level| {
            let known = !lines.is_empty();
            let lines = if known { lines } else { vec![self.word("label.not-known")] };
            Fact { label: self.word(key), lines, level }
        };
        let evidence = &record.evidence;
        let level = match evidence.level {
            0 => evidence.label.clone(),
            level => {
                let values = [("level", &*level.to_string()), ("label", &*evidence.label)];
                self.words.fill("evidence.of", &values)
            }
        };
        let direction = evidence.direction.as_ref().map(|direction| direction.label.clone());
        vec![
            fact("label.kind", vec![record.record_type.label.clone()], None),
            fact("label.stage", vec![record.stage.label.clone()], None),
            fact(
                "label.evidence",
                [level].into_iter().chain(direction).collect(),
                Some(evidence.level),
            ),
            fact("label.cost", record.cost.clone(), None),
            fact("label.reached", record.reached.iter().cloned().collect(), None),
            fact("label.when", self.times().into_iter().collect(), None),
        ]
    }

    /// When it started, opened and ended.
    fn times(&self) -> Option<String> {
        let record = self.record;
        let mut said = String::new();
        for (date, first, then) in [
            (&record.started, "practice.begun", "practice.begun"),
            (&record.launched, "practice.open", "practice.then-open"),
            (&record.ended, "practice.ended", "practice.then-ended"),
        ] {
            if let Some(date) = date {
                let key = if said.is_empty() { first } else { then };
                said.push_str(&self.words.fill(key, &[("date", &date.words)]));
            }
        }
        Some(said).filter(|said| !said.is_empty())
    }

    /// The tables of figures, or that nothing has been measured.
    pub(super) fn figures(&self) -> Vec<Block> {
        let record = self.record;
        let mut blocks = vec![self.heading(2, "section.figures")];
        if record.results.is_empty() {
            let key = match (record.targets.is_empty(), record.is_unpublished) {
                (false, _) => "practice.no-results-but-goals",
                (true, true) => "practice.unpublished",
                (true, false) => "practice.no-results",
            };
            blocks.push(paragraph(&self.word(key)));
        }
        for (rows, caption, value) in [
            (&record.results, "practice.results", "label.result"),
            (&record.targets, "practice.goals", "label.goal"),
            (&record.context, "practice.context", "label.figure"),
            (&record.money, "practice.money", "label.sum"),
        ] {
            if !rows.is_empty() {
                blocks.push(self.table(rows, caption, value));
            }
        }
        blocks
    }

    fn table(&self, rows: &[OutcomeView], caption: &str, value: &str) -> Block {
        let is_based = rows.iter().any(|row| row.baseline.is_some());
        let before = is_based.then_some(("label.before", Align::End));
        let first = [("label.what", Align::Start)].into_iter().chain(before);
        let columns: Vec<_> =
            first.chain([(value, Align::End), ("label.when", Align::End)]).collect();
        let cells = |row: &OutcomeView| {
            let missing = |key: &str| vec![Inline::text(self.word(key))];
            let before = is_based.then(|| match &row.baseline {
                Some(text) => vec![Inline::text(text)],
                None => missing("practice.not-given"),
            });
            let figure = match &row.value {
                Some(value) => {
                    let unit = row.unit.iter().map(|unit| Inline::text(format!(" {unit}")));
                    let value = Inline::Strong { parts: vec![Inline::text(value)] };
                    [value].into_iter().chain(unit).collect()
                }
                None => missing("practice.not-given"),
            };
            let date = row.as_of.as_ref().map(|date| vec![Inline::text(&date.words)]);
            let date = date.unwrap_or_else(|| missing("practice.undated"));
            [self.measure(row, value == "label.result")]
                .into_iter()
                .chain(before)
                .chain([figure, date])
                .collect()
        };
        Block::Table {
            caption: Some(self.word(caption)),
            header: columns.iter().map(|(key, _)| vec![Inline::text(self.word(key))]).collect(),
            columns: columns.iter().map(|(_, align)| *align).collect(),
            rows: rows.iter().map(cells).collect(),
        }
    }

    /// What was measured, on whom, and who says so. Only results say what kind of figure they are;
    /// elsewhere the table does.
    fn measure(&self, row: &OutcomeView, is_result: bool) -> Vec<Inline> {
        let mut cell = vec![Inline::text(&row.metric)];
        cell.extend(self.source_number(row.source.as_ref()));
        if is_result {
            cell.extend([Inline::text(" "), remark(&row.kind.label)]);
        }
        let sample = row.sample.as_ref().map(|sample| self.label("label.measured-on") + sample);
        let what = |what: &String| self.words.fill("practice.compared", &[("what", what)]);
        let more = [sample, row.comparator.as_ref().map(what)];
        for line in more.into_iter().flatten() {
            cell.extend([Inline::Break, remark(&line)]);
        }
        cell
    }

    pub(super) fn evidence(&self) -> Vec<Block> {
        let evidence = &self.record.evidence;
        let mut meaning = evidence.meaning.clone();
        if let Some(design) = evidence.design {
            let level = design.to_string();
            meaning.push(' ');
            meaning.push_str(&self.words.fill("practice.design", &[("level", &level)]));
        }
        let mut blocks = vec![self.heading(2, "section.evidence"), paragraph(&meaning)];
        let reasons: Vec<_> =
            evidence.reasons.iter().map(|reason| vec![paragraph(reason)]).collect();
        if !reasons.is_empty() {
            blocks.push(Block::List { first: None, items: reasons });
        }
        if let Some(rater) = &evidence.rated_by {
            let mut said = self.words.fill("practice.rated-by", &[("rater", &rater.label)]);
            let date = evidence.rated_on.iter().flat_map(|date| [", ", &date.words]);
            said.extend(date.chain(["."]));
            blocks.push(Block::Paragraph { text: vec![Inline::text(said)] });
        }
        blocks
    }

    /// What did not work, lessons and advice.
    pub(super) fn experience(&self) -> Vec<Block> {
        let record = self.record;
        let lists = [
            self.listed(2, "section.did-not-work", &record.did_not_work),
            self.listed(2, "section.lessons", &record.lessons),
            self.listed(2, "section.advice", &record.advice),
        ];
        lists.concat()
    }

    pub(super) fn needs(&self) -> Vec<Block> {
        let record = self.record;
        let line = |label: &str, text: &str| {
            self.words.fill("kit.line", &[("label", label), ("text", text)])
        };
        let first = record.preconditions.iter().map(|one| line(&one.kind.label, &one.text));
        let lists = [
            self.listed(3, "practice.first", &first.collect::<Vec<_>>()),
            self.listed(3, "practice.keep", &record.core),
            self.listed(3, "practice.change", &record.adaptable),
        ];
        let lists = lists.concat();
        let heading = (!lists.is_empty()).then(|| self.heading(2, "section.needs"));
        heading.into_iter().chain(lists).collect()
    }

    /// Who adopted it, and from whom it was adopted.
    pub(super) fn adoptions(&self) -> Vec<Block> {
        let list = |key: &str, rows: &[AdaptationView]| {
            let items: Vec<_> = rows.iter().map(|row| vec![self.adoption(row)]).collect();
            match items.is_empty() {
                true => Vec::new(),
                false => vec![self.heading(2, key), Block::List { first: None, items }],
            }
        };
        let record = self.record;
        let lists = [
            list("section.origins", &record.origins),
            list("section.adaptations", &record.adaptations),
        ];
        lists.concat()
    }

    fn adoption(&self, row: &AdaptationView) -> Block {
        let practice = row.practice.iter().map(|practice| practice.title.clone());
        let year = row.year.iter().map(u16::to_string);
        let facts = [row.relation.label.clone()].into_iter().chain(practice).chain(year);
        let facts = facts.collect::<Vec<_>>().join(" · ");
        let city = Inline::Strong { parts: vec![Inline::text(&row.city.title)] };
        let mut text = vec![city, Inline::text(format!(" · {facts}"))];
        text.extend(self.source_number(row.source.as_ref()));
        let what = row.what_changed.iter().map(|what| self.label("label.what-changed") + what);
        match &row.result {
            Some(result) => {
                for line in what.chain([self.label("label.result") + result]) {
                    text.extend([Inline::Break, remark(&line)]);
                }
            }
            None => {
                let none = self.label("label.result") + &self.word("practice.none-known");
                text.push(Inline::text(format!(" · {none}")));
                what.for_each(|line| text.extend([Inline::Break, remark(&line)]));
            }
        }
        Block::Paragraph { text }
    }

    /// The offices to ask.
    pub(super) fn contacts(&self) -> Vec<Block> {
        let mut blocks = vec![self.heading(2, "kit.whom")];
        let mut items = Vec::new();
        for contact in &self.record.contacts {
            let names = [Some(&contact.role), contact.org.as_ref()];
            let names: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();
            let mut text = vec![Inline::text(names.join(", "))];
            let mailbox = contact.mailbox.iter().map(|to| (format!("mailto:{to}"), to));
            for (url, shown) in contact.url.iter().map(|url| (url.clone(), url)).chain(mailbox) {
                text.push(Inline::text(", "));
                text.push(Inline::Link { url, parts: vec![Inline::text(shown)] });
            }
            items.push(vec![Block::Paragraph { text }]);
        }
        blocks.push(match items.is_empty() {
            true => paragraph(&self.word("kit.no-office")),
            false => Block::List { first: None, items },
        });
        blocks
    }

    pub(super) fn sources(&self) -> Vec<Vec<Inline>> {
        self.record.sources.iter().map(|source| self.source(source)).collect()
    }

    fn source(&self, source: &SourceView) -> Vec<Inline> {
        let authors = Some(source.authors.join(", ")).filter(|authors| !authors.is_empty());
        let date = source.date.as_ref().map(|date| date.words.clone());
        let issue: Vec<String> = source.publisher.iter().cloned().chain(date).collect();
        let issue = Some(issue.join(", ")).filter(|issue| !issue.is_empty());
        let said = [authors, Some(source.title.clone()), issue].into_iter().flatten();
        let said: Vec<String> =
            said.map(|text| text.trim_end_matches('.').to_owned() + ".").collect();
        let mut line = vec![Inline::text(said.join(" "))];
        let link = |url: &String| Inline::Link { url: url.clone(), parts: vec![Inline::text(url)] };
        if let Some(url) = &source.url {
            line.extend([Inline::text(" "), link(url)]);
        }
        if let Some(url) = &source.archived_url {
            let label = format!(" {}", self.label("source.archived"));
            line.extend([Inline::text(label), link(url)]);
        }
        if let Some(read) = &source.accessed {
            let read = self.words.fill("source.read", &[("date", &read.words)]);
            line.push(Inline::text(format!(" {read}")));
        }
        line
    }

    /// Where the record is, when it was checked, and how it may be used.
    pub(super) fn colophon(
        &self,
        address: &str,
        license: Option<(&str, String)>,
    ) -> Vec<Vec<Inline>> {
        let link = |url: &str, text: &str| Inline::Link {
            url: url.to_owned(),
            parts: vec![Inline::text(text)],
        };
        let mut lines =
            vec![vec![Inline::text(self.label("section.full")), link(address, address)]];
        if let Some(date) = &self.record.verified {
            let checked = self.label("label.checked") + &date.words;
            lines.push(vec![Inline::text(checked)]);
        }
        if let Some((name, url)) = license {
            let said = self.words.fill("frame.licence", &[("licence", name)]);
            lines.push(vec![link(&url, &said)]);
        }
        lines
    }
}

fn remark(text: &str) -> Inline {
    Inline::Remark { parts: vec![Inline::text(text)] }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph { text: vec![Inline::text(text)] }
}
