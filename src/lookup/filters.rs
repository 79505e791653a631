//! Filters as people write them, `field=value`.

use search_index::{Filters, NumberRange};

use crate::diagnostic::nearest;
use crate::model::{Choice, Direction, Kind, Sphere, Stage};

/// The fields to filter by.
pub const FIELDS: [&str; 13] = [
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

/// The filters of a search, each written as `field=value`. Several values of a list are
/// alternatives; of a number the last one counts.
///
/// # Errors
/// A sentence about the first that is no filter, with what was meant.
pub fn filters(given: &[String]) -> Result<Filters, String> {
    let mut filters = Filters::default();
    for filter in given {
        let (field, value) = filter
            .split_once('=')
            .ok_or_else(|| format!("`{filter}` is not FIELD=VALUE, like `sphere=capital`"))?;
        let list = match field {
            "topic" => &mut filters.topic,
            "sphere" => &mut filters.sphere,
            "city" => &mut filters.city,
            "country" => &mut filters.country,
            "kind" => &mut filters.kind,
            "stage" => &mut filters.stage,
            "result" => &mut filters.result,
            "method" => &mut filters.method,
            "evidence" => {
                let level = value.parse().ok().filter(|level| *level <= 5);
                filters.evidence = Some(level.ok_or_else(|| {
                    format!("`{value}` is not a level of evidence: expected 0 to 5")
                })?);
                continue;
            }
            "year" => {
                filters.year = Some(range(value, "a year", "`2013`, or `2013..2018`")?);
                continue;
            }
            "population" => {
                filters.population =
                    Some(range(value, "a number of people", "`..100000`, or `100000..500000`")?);
                continue;
            }
            "cost" => {
                filters.cost =
                    Some(range(value, "a sum in dollars", "`..1000000`, or `100000..500000`")?);
                continue;
            }
            "months" => {
                filters.months = Some(range(value, "a number of months", "`..12`, or `12..24`")?);
                continue;
            }
            unknown => {
                let near = nearest(unknown, FIELDS)
                    .map(|field| format!("; did you mean `{field}`?"))
                    .unwrap_or_default();
                return Err(format!("there is no field `{unknown}` to filter by{near}"));
            }
        };
        // Keywords of a fixed set are valid even if no record has them.
        match field {
            "sphere" => known_word::<Sphere>(field, value)?,
            "kind" => known_word::<Kind>(field, value)?,
            "stage" => known_word::<Stage>(field, value)?,
            "result" => known_word::<Direction>(field, value)?,
            _ => {}
        }
        list.push(value.to_owned());
    }
    Ok(filters)
}

/// A range of numbers.
fn range(value: &str, what: &str, examples: &str) -> Result<NumberRange, String> {
    NumberRange::parse(value)
        .ok_or_else(|| format!("`{value}` is not {what}: expected one like {examples}"))
}

/// Whether a field has this value.
fn known_word<T: Choice>(field: &str, value: &str) -> Result<(), String> {
    if T::from_word(value).is_some() {
        return Ok(());
    }
    let words: Vec<&str> = T::ALL.iter().map(|(_, word)| *word).collect();
    let near = nearest(value, words.iter().copied())
        .map_or_else(String::new, |word| format!("; did you mean `{word}`?"));
    Err(format!("`{value}` is not a {field}: expected {}{near}", words.join(", ")))
}
