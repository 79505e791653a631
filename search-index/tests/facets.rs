//! Filters and counts, against a computation that looks at every record.
#![allow(missing_docs, clippy::unwrap_used)]

#[allow(dead_code, unreachable_pub)]
mod common;

use std::collections::BTreeMap;

use search_index::{
    Count, Extent, Filters, Index, NumberRange, Record, Request, Sort, Term, build,
};

const FIELDS: [&str; 13] = [
    "topic",
    "sphere",
    "city",
    "country",
    "kind",
    "stage",
    "result",
    "method",
    "evidence",
    "year",
    "population",
    "cost",
    "months",
];

/// Those whose values are counted one by one.
const COUNTED: usize = 9;

fn numbers(record: &Record, field: &str) -> Vec<u64> {
    match field {
        "year" => record.year.map(u64::from).into_iter().collect(),
        "population" => record.cities.iter().filter_map(|city| city.population).collect(),
        "cost" => record.cost.into_iter().collect(),
        _ => record.months.into_iter().collect(),
    }
}

fn values(record: &Record, field: &str) -> Vec<String> {
    let slugs = |terms: &[Term]| terms.iter().map(|term| term.slug.clone()).collect();
    match field {
        "topic" => slugs(&record.topics),
        "sphere" => slugs(&record.spheres),
        "city" => slugs(&record.cities),
        "country" => slugs(&record.countries),
        "kind" => vec![record.kind.clone()],
        "stage" => slugs(record.stage.as_slice()),
        "result" => slugs(record.result.as_slice()),
        "method" => slugs(&record.methods),
        _ => record.evidence.iter().map(u8::to_string).collect(),
    }
}

fn passes(record: &Record, filters: &Filters, field: &str) -> bool {
    let wanted = match field {
        "topic" => &filters.topic,
        "sphere" => &filters.sphere,
        "city" => &filters.city,
        "country" => &filters.country,
        "kind" => &filters.kind,
        "stage" => &filters.stage,
        "result" => &filters.result,
        "method" => &filters.method,
        "year" | "population" | "cost" | "months" => {
            let range = match field {
                "year" => filters.year,
                "population" => filters.population,
                "cost" => filters.cost,
                _ => filters.months,
            };
            let Some(NumberRange { from, to }) = range else { return true };
            return numbers(record, field).iter().any(|number| {
                from.is_none_or(|from| from <= *number) && to.is_none_or(|to| *number <= to)
            });
        }
        _ => {
            let least = filters.evidence;
            return least.is_none_or(|least| record.evidence.is_some_and(|level| level >= least));
        }
    };
    wanted.is_empty() || values(record, field).iter().any(|value| wanted.contains(value))
}

/// Whether a record passes all filters but that of a field.
fn others<'a>(filters: &'a Filters, field: &'a str) -> impl Fn(&&&Record) -> bool + 'a {
    move |record| FIELDS.iter().all(|other| *other == field || passes(record, filters, other))
}

fn counted(counts: &[Count]) -> BTreeMap<String, usize> {
    let nonzero = counts.iter().filter(|count| count.count > 0);
    nonzero.map(|count| (count.value.clone(), count.count)).collect()
}

fn list(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

#[allow(clippy::unnecessary_wraps)]
fn range(from: Option<u64>, to: Option<u64>) -> Option<NumberRange> {
    Some(NumberRange { from, to })
}

fn cases() -> Vec<Filters> {
    vec![
        Filters::default(),
        Filters { city: list(&["łódź"]), ..Filters::default() },
        Filters { topic: list(&["housing", "waste"]), ..Filters::default() },
        Filters { kind: list(&["practice"]), evidence: Some(3), ..Filters::default() },
        Filters {
            topic: list(&["open-data", "heat"]),
            city: list(&["lagos", "new-york", "zürich"]),
            stage: list(&["pilot", "scaling"]),
            evidence: Some(1),
            ..Filters::default()
        },
        Filters {
            result: list(&["none", "negative"]),
            stage: list(&["pilot"]),
            evidence: Some(2),
            ..Filters::default()
        },
        Filters { stage: list(&["no-such-stage"]), ..Filters::default() },
        Filters { method: list(&["prizes"]), months: range(None, Some(11)), ..Filters::default() },
        Filters { year: range(Some(2010), Some(2015)), ..Filters::default() },
        Filters { cost: range(None, Some(5_000_000_000)), ..Filters::default() },
        Filters { cost: range(Some(5_000_000_000), None), ..Filters::default() },
        Filters {
            population: range(Some(100_000), Some(500_000)),
            cost: range(Some(1_000_000), None),
            topic: list(&["housing", "waste", "heat"]),
            ..Filters::default()
        },
    ]
}

#[test]
fn counts_and_totals_agree_with_every_record() {
    let records = common::records(400, 40);
    let index = Index::open(build(&records).unwrap()).unwrap();
    let word = common::word(12);
    for filters in cases() {
        for query in ["", &word] {
            let request = Request {
                query: query.to_owned(),
                filters: filters.clone(),
                limit: 1_000,
                ..Request::default()
            };
            let answer = index.search(&request).unwrap();
            let unfiltered = Request { filters: Filters::default(), ..request.clone() };
            let matching: Vec<String> =
                index.search(&unfiltered).unwrap().hits.into_iter().map(|hit| hit.id).collect();
            let found: Vec<&Record> =
                records.iter().filter(|record| matching.contains(&record.id)).collect();
            let all =
                |record: &&&Record| FIELDS.iter().all(|field| passes(record, &filters, field));
            assert_eq!(answer.total, found.iter().filter(all).count(), "{filters:?} {query}");
            assert_eq!(answer.hits.len(), answer.total);
            let facets = &answer.facets;
            let lists = [
                &facets.topic,
                &facets.sphere,
                &facets.city,
                &facets.country,
                &facets.kind,
                &facets.stage,
                &facets.result,
                &facets.method,
                &facets.evidence,
            ];
            let extents = [facets.year, facets.population, facets.cost, facets.months];
            for (field, extent) in FIELDS[COUNTED..].iter().zip(extents) {
                let with: Vec<Vec<u64>> = found
                    .iter()
                    .filter(others(&filters, field))
                    .map(|record| numbers(record, field))
                    .filter(|numbers| !numbers.is_empty())
                    .collect();
                let all = || with.iter().flatten().copied();
                let expected = Extent { count: with.len(), least: all().min(), most: all().max() };
                assert_eq!(extent, expected, "{field} {filters:?} {query}");
            }
            for (field, counts) in FIELDS.iter().zip(lists) {
                let mut expected: BTreeMap<String, usize> = BTreeMap::new();
                let others = others(&filters, field);
                for record in found.iter().filter(others) {
                    for value in values(record, field) {
                        *expected.entry(value).or_default() += 1;
                    }
                }
                assert_eq!(counted(counts), expected, "{field} {filters:?} {query}");
                let sorted = |a: &Count, b: &Count| (b.count, &a.label) <= (a.count, &b.label);
                assert!(counts.is_sorted_by(sorted), "{field} is not in order");
            }
        }
    }
}

#[test]
fn orders_hold() {
    let records = common::records(300, 30);
    let index = Index::open(build(&records).unwrap()).unwrap();
    for (sort, query) in [
        (Sort::Newest, common::word(3)),
        (Sort::Evidence, common::word(3)),
        (Sort::Relevance, common::word(3)),
        (Sort::Relevance, String::new()),
    ] {
        let request = Request { query: query.clone(), sort, limit: 1_000, ..Request::default() };
        let hits = index.search(&request).unwrap().hits;
        assert!(hits.len() > 20);
        let ordered = hits.is_sorted_by(|a, b| match sort {
            Sort::Relevance if !query.is_empty() => a.score >= b.score,
            Sort::Evidence => a.evidence >= b.evidence,
            _ => (b.year, &a.title) <= (a.year, &b.title),
        });
        assert!(ordered, "{sort:?} {query}");
    }
}
