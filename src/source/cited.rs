//! Checks a record's sources: duplicate ids, and citations of ids that no source has.

use std::collections::BTreeSet;

use super::reader::Reader;
use crate::diagnostic::{is_listed, nearest};
use crate::model::{At, Record, Source, Type};

impl Reader<'_> {
    /// Reports duplicate ids of sources, and cited ids that no source has. `unsure` means that a
    /// source could not be read, so citing it is not a second mistake.
    pub(super) fn judge_sources(&self, record: &Record, unsure: bool) {
        let sources = record.sources();
        self.judge_unique(sources);
        if unsure {
            return;
        }
        // An id that is misspelt repeatedly is reported once.
        let mut reported: BTreeSet<&str> = BTreeSet::new();
        record.visit(&mut |of, span, id| {
            if matches!(of, Type::Citation)
                && sources.iter().all(|source| source.id.value != id)
                && reported.insert(id)
            {
                self.judge_citation(&At::new(id, span), sources);
            }
        });
    }

    fn judge_citation(&self, id: &At<&str>, sources: &[Source]) {
        let message = format!("this record lists no source `{}`", id.value);
        let found = self.error("unknown-source", id.span, message);
        if !is_listed(&self.found.borrow(), "unknown-source") {
            self.note(found);
            return;
        }
        let ids: Vec<&str> = sources.iter().map(|source| source.id.as_str()).collect();
        self.note(match nearest(id.value, ids.iter().copied()) {
            Some(candidate) => found.did_you_mean(Some(candidate)),
            None => found
                .label("expected the id of one of its `sources`")
                .help(format!("its sources are {}", ids.join(", "))),
        });
    }

    fn judge_unique(&self, sources: &[Source]) {
        for (at, source) in sources.iter().enumerate().filter(|(_, one)| !one.id.is_empty()) {
            let mut before = sources[..at].iter();
            let Some(first) = before.find(|first| first.id.value == source.id.value) else {
                continue;
            };
            let line = self.file.place(first.id.span).line;
            let message = format!("two sources have the id `{}`", source.id.value);
            let found = self.error("duplicate-source", source.id.span, message);
            self.note(
                found
                    .label(format!("first used in line {line}"))
                    .help("give this source another id"),
            );
        }
    }
}
