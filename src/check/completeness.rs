//! Which of the fields that readers look for first a record has.

use crate::model::{Datum, Described as _, Record, Stage};

/// Something that readers look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recommended {
    /// What it tells, as part of a sentence.
    pub what: &'static str,
    /// The fields that tell it; one of them is enough.
    pub fields: &'static [&'static str],
}

/// How much of what readers look for a record has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completeness {
    /// How many things they look for.
    pub of: usize,
    /// What it lacks, the most useful first.
    pub missing: Vec<Recommended>,
}

impl Completeness {
    /// How many of these things it has.
    #[must_use]
    pub fn present(&self) -> usize {
        self.of - self.missing.len()
    }

    /// The share of them, in percent.
    #[must_use]
    pub fn percent(&self) -> usize {
        (100 * self.present()).checked_div(self.of).unwrap_or(100)
    }
}

const fn tells(what: &'static str, fields: &'static [&'static str]) -> Recommended {
    Recommended { what, fields }
}

/// Of a practice that was carried out, the most useful first.
const PRACTICE: [Recommended; 9] = [
    tells("what came of it", &["outcomes"]),
    tells("what it cost", &["cost"]),
    tells("what did not work", &["did_not_work", "lessons"]),
    tells("what has to be in place first", &["preconditions"]),
    tells("what makes it work", &["core"]),
    tells("when it began", &["started", "launched"]),
    tells("how sure we can be", &["evidence"]),
    tells("whom to ask", &["contacts", "partners"]),
    tells("when it was last checked", &["verified", "review_due"]),
];

/// Of a practice that is only proposed.
const PROPOSAL: [Recommended; 3] = [
    tells("what would make it work", &["core"]),
    tells("what has to be in place first", &["preconditions"]),
    tells("what it would cost", &["cost"]),
];

const SESSION: [Recommended; 3] = [
    tells("what to take away", &["takeaways"]),
    tells("which practices were discussed", &["practices"]),
    tells("what it was about", &["topics"]),
];

const CONVENING: [Recommended; 3] = [
    tells("who held it", &["hosts"]),
    tells("where it was held", &["city", "online"]),
    tells("where the claims come from", &["sources"]),
];

const CITY: [Recommended; 2] =
    [tells("its population", &["population"]), tells("where it lies", &["lat"])];

const NETWORK: [Recommended; 2] =
    [tells("its web page", &["url"]), tells("where the claims come from", &["sources"])];

/// What readers look for in a record, and what of it is missing.
#[must_use]
pub fn completeness(record: &Record) -> Completeness {
    let (schema, data, wanted): (_, _, &[Recommended]) = match record {
        Record::Practice(practice) => {
            let is_proposal = practice.stage.value == Stage::Proposed;
            let wanted: &[Recommended] = if is_proposal { &PROPOSAL } else { &PRACTICE };
            (crate::model::Practice::SCHEMA, practice.data(), wanted)
        }
        Record::Session(session) => (crate::model::Session::SCHEMA, session.data(), &SESSION),
        Record::Convening(convening) => {
            (crate::model::Convening::SCHEMA, convening.data(), &CONVENING)
        }
        Record::City(city) => (crate::model::City::SCHEMA, city.data(), &CITY),
        Record::Network(network) => (crate::model::Network::SCHEMA, network.data(), &NETWORK),
        Record::Challenge(_) | Record::Question(_) | Record::Page(_) => {
            return Completeness { of: 0, missing: Vec::new() };
        }
    };
    let has = |name: &&str| {
        let datum = schema.field(name).and_then(|(at, _)| data.get(at));
        datum.is_some_and(|datum| !datum.is_empty() && !matches!(datum, Datum::Flag(false)))
    };
    let missing = wanted.iter().filter(|one| !one.fields.iter().any(has)).copied().collect();
    Completeness { of: wanted.len(), missing }
}
