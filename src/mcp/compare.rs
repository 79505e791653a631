//! Practices side by side: the rows of the page that compares them, as data. A value that a record
//! does not have is null; nothing is estimated.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::built_site::BuiltSite;
use super::fault::Fault;
use super::records;
use crate::model::{Choice as _, Direction, Stage};
use crate::theme::views::{direction_label, evidence_line};
use crate::theme::words::{Words, built_in};

/// Most practices side by side.
pub(super) const MOST: usize = 4;
/// Most adoptions of a practice whose cities are named.
const MOST_ADOPTIONS: usize = 50;

/// A practice with its cities, by id.
struct Practice {
    id: String,
    record: Value,
    cities: BTreeMap<String, Value>,
}

/// Practices by their ids, with or without the folder: `{practices, rows}`, where each row has a
/// field, a label and one value for each practice.
///
/// # Errors
/// When there are fewer than two or more than four, or one of them is no practice.
pub(super) fn compare(site: &BuiltSite, given: &[String]) -> Result<Value, Fault> {
    let mut ids: Vec<String> = Vec::new();
    for one in given {
        let id = records::id(one);
        let id = if id.contains('/') { id.to_owned() } else { format!("practices/{id}") };
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    if !(2..=MOST).contains(&ids.len()) {
        let count = ids.len();
        return Err(Fault::Wrong(format!(
            "`practices` takes two to {MOST} different practices, not {count}"
        )));
    }
    let practices = ids.into_iter().map(|id| practice(site, id));
    let practices = practices.collect::<Result<Vec<_>, _>>()?;
    let heads: Vec<Value> = practices
        .iter()
        .map(|Practice { id, record, .. }| {
            json!({"id": id, "title": record["title"], "summary": record["summary"], "url": record["url"], "record_type": record["record_type"]})
        })
        .collect();
    Ok(json!({"practices": heads, "rows": rows(&practices)}))
}

fn practice(site: &BuiltSite, id: String) -> Result<Practice, Fault> {
    let record = records::data(site, &id)?;
    if record["record_kind"] != "practice" {
        return Err(Fault::Wrong(format!("`{id}` is no practice; only practices are compared")));
    }
    let adopted = list(&record["adaptations"]).iter().take(MOST_ADOPTIONS).map(|one| &one["city"]);
    let slugs = list(&record["cities"]).iter().chain(adopted).filter_map(Value::as_str);
    let mut cities = BTreeMap::new();
    for slug in slugs {
        if !cities.contains_key(slug) {
            // A practice is worth comparing even if the file of a city is gone.
            let city = records::data(site, &format!("cities/{slug}")).unwrap_or_default();
            cities.insert(slug.to_owned(), city);
        }
    }
    Ok(Practice { id, record, cities })
}

/// The rows in the order of the page.
fn rows(practices: &[Practice]) -> Vec<Value> {
    let words = built_in();
    let row = |field: &str, label: &str, of: &dyn Fn(&Practice) -> Value| {
        let values: Vec<Value> = practices.iter().map(of).collect();
        json!({"field": field, "label": words.translate(label), "values": values})
    };
    let whole = |field: &'static str| move |practice: &Practice| practice.record[field].clone();
    vec![
        row("stage", "label.stage", &|practice| stage(&practice.record, &words)),
        row("evidence", "label.evidence", &|practice| evidence(&practice.record, &words)),
        row("direction", "compare.direction", &|practice| direction(&practice.record, &words)),
        row("reasons", "compare.reasons", &|practice| {
            known(list(&practice.record["evidence"]["reasons"]))
        }),
        row("results", "compare.results", &|practice| results(&practice.record)),
        row("cost", "label.cost", &whole("cost")),
        row("reached", "label.reached", &whole("reached")),
        row("cost_per_person", "compare.cost-person", &|practice| {
            cost_per_person(&practice.record)
        }),
        row("start_to_opening", "compare.to-pilot", &|Practice { record, .. }| {
            between(record["started"].as_str(), record["launched"].as_str())
        }),
        row("opening_to_first_adoption", "compare.to-scale", &|practice| {
            to_scale(&practice.record)
        }),
        row("preconditions", "compare.needs", &|practice| {
            known(list(&practice.record["preconditions"]))
        }),
        row("adopted", "compare.adopted", &adopted),
        row("population", "compare.size", &population),
    ]
}

/// A list, or null if it is empty.
fn known(list: &[Value]) -> Value {
    if list.is_empty() { Value::Null } else { Value::Array(list.to_vec()) }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn stage(record: &Value, words: &Words) -> Value {
    let Some(stage) = record["stage"].as_str().and_then(Stage::from_word) else {
        return Value::Null;
    };
    json!({"value": stage.as_str(), "text": words.translate(&format!("stage.{}", stage.as_str()))})
}

/// The strength of the evidence and the direction in which it points.
fn rating(record: &Value) -> (u8, Direction) {
    let level = record["evidence"]["level"].as_u64().and_then(|level| u8::try_from(level).ok());
    let direction = record["evidence"]["direction"].as_str().and_then(Direction::from_word);
    (level.unwrap_or(0), direction.unwrap_or(Direction::Unknown))
}

fn evidence(record: &Value, words: &Words) -> Value {
    let (level, direction) = rating(record);
    json!({"value": level, "text": evidence_line(words, level, direction)})
}

fn direction(record: &Value, words: &Words) -> Value {
    if record["evidence"].is_null() {
        return Value::Null;
    }
    let (level, direction) = rating(record);
    json!({"value": direction.as_str(), "text": direction_label(words, direction), "reported_by_city": level < 3})
}

/// Measured results; goals and context are left out.
fn results(record: &Value) -> Value {
    let is_result = |row: &&Value| {
        !row["value"].is_null() && (row["kind"] == "outcome" || row["kind"] == "output")
    };
    known(&list(&record["outcomes"]).iter().filter(is_result).cloned().collect::<Vec<_>>())
}

/// The sums divided by the people reached.
fn cost_per_person(record: &Value) -> Value {
    let (cost, reached) = (&record["cost"], &record["reached"]["people"]);
    let people = reached.as_f64().filter(|people| *people > 0.0);
    let (Some(people), Some(currency)) = (people, cost["currency"].as_str()) else {
        return Value::Null;
    };
    let each = |sum: &str| cost[sum].as_f64().map(|sum| (sum / people * 100.0).round() / 100.0);
    match (each("one_off"), each("annual")) {
        (None, None) => Value::Null,
        (one_off, annual) => {
            json!({"one_off": one_off, "annual": annual, "currency": currency, "people": reached})
        }
    }
}

/// The time between two dates: in months if both have one, or else in years.
fn between(from: Option<&str>, to: Option<&str>) -> Value {
    let (Some(from), Some(to)) = (from, to) else { return Value::Null };
    let parts = |date: &str| {
        let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
        Some((parts.next()??, parts.next().flatten()))
    };
    let (Some((year, month)), Some((later, then))) = (parts(from), parts(to)) else {
        return Value::Null;
    };
    let years = later - year;
    match month.zip(then).map(|(month, then)| years * 12 + then - month) {
        Some(months) if months >= 0 => json!({"from": from, "to": to, "months": months}),
        None if years >= 0 => json!({"from": from, "to": to, "years": years}),
        _ => Value::Null,
    }
}

/// From the year of opening, or of the start, to the year in which the first other city adopted it.
fn to_scale(record: &Value) -> Value {
    let opened = record["launched"].as_str().or(record["started"].as_str());
    let years = list(&record["adaptations"]).iter().filter_map(|one| one["year"].as_i64());
    let first = years.min().map(|year| year.to_string());
    between(opened.and_then(|date| date.get(..4)), first.as_deref())
}

fn city_name<'a>(practice: &'a Practice, slug: &'a str) -> &'a str {
    practice.cities.get(slug).and_then(|city| city["title"].as_str()).unwrap_or(slug)
}

/// The cities that adopted it, with what they report.
fn adopted(practice: &Practice) -> Value {
    let adoptions = list(&practice.record["adaptations"]).iter().map(|one| {
        let city = one["city"].as_str().unwrap_or_default();
        json!({"city": city_name(practice, city), "relation": one["relation"], "year": one["year"], "result": one["result"]})
    });
    known(&adoptions.collect::<Vec<_>>())
}

fn population(practice: &Practice) -> Value {
    let slugs = list(&practice.record["cities"]).iter().filter_map(Value::as_str);
    let sizes = slugs.map(|slug| {
        let people = &practice.cities.get(slug).unwrap_or(&Value::Null)["population"];
        json!({"city": city_name(practice, slug), "population": people["value"], "year": people["year"]})
    });
    known(&sizes.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_as_exact_as_the_dates() {
        let time = |from, to| between(Some(from), Some(to));
        assert_eq!(time("2013-03", "2014-02-11")["months"], 11);
        assert_eq!(time("2013-03", "2014")["years"], 1);
        assert_eq!(time("2013", "2013")["years"], 0);
        assert_eq!(time("2014-02", "2013-03"), Value::Null);
        assert_eq!(time("2014", "2013"), Value::Null);
        assert_eq!(time("soon", "2013"), Value::Null);
        assert_eq!(between(None, Some("2013")), Value::Null);
    }

    #[test]
    fn a_cost_without_people_or_currency_is_not_divided() {
        let cost = json!({"one_off": 1000, "annual": null, "currency": "USD"});
        let with =
            |people: Value| cost_per_person(&json!({"cost": cost, "reached": {"people": people}}));
        assert_eq!(
            with(json!(3)),
            json!({"one_off": 333.33, "annual": null, "currency": "USD", "people": 3})
        );
        assert_eq!(with(json!(0)), Value::Null);
        assert_eq!(with(Value::Null), Value::Null);
        let bare = json!({"cost": {"one_off": 1000}, "reached": {"people": 3}});
        assert_eq!(cost_per_person(&bare), Value::Null);
    }

    #[test]
    fn goals_are_no_results() {
        let record = json!({"outcomes": [
            {"kind": "target", "value": 5}, {"kind": "outcome", "value": null}, {"kind": "output", "value": 3},
        ]});
        assert_eq!(results(&record), json!([{"kind": "output", "value": 3}]));
        assert_eq!(results(&json!({})), Value::Null);
    }
}
