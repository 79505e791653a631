//! Dates as people write them, in the languages of the records.

use crate::model::Date;

/// Names of months in English, Spanish, French and Portuguese, without accents; their first letters
/// are enough.
const MONTHS: [&[&str]; 12] = [
    &["january", "enero", "janvier", "janeiro"],
    &["february", "febrero", "fevrier", "fevereiro"],
    &["march", "marzo", "mars", "marco"],
    &["april", "abril", "avril"],
    &["may", "mayo", "mai", "maio"],
    &["june", "junio", "juin", "junho"],
    &["july", "julio", "juillet", "julho"],
    &["august", "agosto", "aout"],
    &["september", "septiembre", "setiembre", "septembre", "setembro"],
    &["october", "octubre", "octobre", "outubro"],
    &["november", "noviembre", "novembre", "novembro"],
    &["december", "diciembre", "decembre", "dezembro"],
];

/// The dates that a text may mean: one if it is certain, two if day and month are ambiguous, none
/// if it is not a complete date.
pub(in crate::source) fn dates(text: &str) -> Vec<Date> {
    // An author who marks a date as uncertain must not be told to write it as certain.
    if text.contains('?') {
        return Vec::new();
    }
    let text =
        text.split(['T', 't']).next().filter(|day| Date::parse(day).is_some()).unwrap_or(text);
    let parts: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .map(crate::model::slugify)
        .filter(|part| {
            !part.is_empty() && !["de", "del", "of", "the", "le"].contains(&part.as_str())
        })
        .collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let mut found = match parts.as_slice() {
        [year] => eight_digits(year),
        [first, second] => vec![two(first, second)],
        [first, second, third] => three(first, second, third),
        _ => Vec::new(),
    };
    found.dedup();
    found.into_iter().flatten().collect()
}

fn eight_digits(text: &str) -> Vec<Option<Date>> {
    let number = |range| text.get(range).and_then(|part: &str| part.parse().ok());
    if text.len() == 4 {
        return vec![date(year(text), None, None)];
    }
    let whole = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let (month, day) = (number(4..6), number(6..8));
    let certain = whole && month.is_some() && day.is_some();
    vec![certain.then(|| date(text.get(..4).and_then(year), month, day)).flatten()]
}

fn two(first: &str, second: &str) -> Option<Date> {
    match (year(first), year(second)) {
        (Some(found), None) => {
            date(Some(found), month(second), None).filter(|_| month(second).is_some())
        }
        (None, Some(found)) => {
            date(Some(found), month(first), None).filter(|_| month(first).is_some())
        }
        _ => None,
    }
}

fn three(first: &str, second: &str, third: &str) -> Vec<Option<Date>> {
    if let Some(found) = year(first) {
        return vec![full(Some(found), month(second), day(third))];
    }
    let Some(found) = year(third) else { return Vec::new() };
    let named = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
    let day_first = full(Some(found), month(second), day(first));
    let month_first = full(Some(found), month(first), day(second));
    match (named(first), named(second)) {
        (true, _) => vec![month_first],
        (_, true) => vec![day_first],
        _ => [day_first, month_first].into_iter().filter(Option::is_some).collect(),
    }
}

fn year(text: &str) -> Option<u16> {
    let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().filter(|year| *year >= 1000)
}

fn month(text: &str) -> Option<u8> {
    if let Ok(number) = text.parse() {
        return (1..=12).contains(&number).then_some(number);
    }
    let name = |names: &&[&str]| {
        names.iter().any(|name| *name == text || text.len() >= 3 && name.starts_with(text))
    };
    let mut meant =
        (1..=12).zip(&MONTHS).filter(|(_, names)| name(names)).map(|(number, _)| number);
    // An abbreviation of two months means neither.
    let found = meant.next()?;
    meant.next().is_none().then_some(found)
}

fn day(text: &str) -> Option<u8> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &text[digits.len()..];
    let ordinal = ["", "st", "nd", "rd", "th", "er", "o", "a"].contains(&ending);
    ordinal.then(|| digits.parse().ok()).flatten()
}

fn full(year: Option<u16>, month: Option<u8>, day: Option<u8>) -> Option<Date> {
    month?;
    day?;
    date(year, month, day)
}

fn date(year: Option<u16>, month: Option<u8>, day: Option<u8>) -> Option<Date> {
    Date::parse(&Date { year: year?, month, day }.to_string())
}

#[cfg(test)]
mod tests {
    use super::dates;

    #[rustfmt::skip]
    #[test]
    fn a_date_that_can_only_mean_one_day_is_that_day_and_others_are_asked_for() {
        for (text, expected) in [
            ("April 2019", "2019-04"), ("Apr. 2019", "2019-04"), ("2019 April", "2019-04"),
            ("abril de 2019", "2019-04"), ("avril 2019", "2019-04"), ("março de 2019", "2019-03"),
            ("5 April 2019", "2019-04-05"), ("April 5, 2019", "2019-04-05"),
            ("5th of April, 2019", "2019-04-05"), ("5 de abril de 2019", "2019-04-05"),
            ("1er août 2019", "2019-08-01"), ("2019/04", "2019-04"), ("2019/4/5", "2019-04-05"),
            ("2019-4", "2019-04"), ("2019.04.05", "2019-04-05"), ("04/2019", "2019-04"),
            ("20190405", "2019-04-05"), ("2019-04-05T10:00", "2019-04-05"), ("2019.", "2019"),
            ("14/03/2024", "2024-03-14"), ("03/14/2024", "2024-03-14"), ("4/4/2021", "2021-04-04"),
            ("3/4/2021", "2021-04-03 2021-03-04"), ("12.05.2019", "2019-05-12 2019-12-05"),
            ("ju 2019", ""), ("3/4/21", ""), ("spring 2019", ""), ("2014-2016", ""),
            ("31 February 2019", ""), ("last year", ""), ("2019-13", ""), ("c. 2014", ""), ("2014?", ""), ("April 2014 (?)", ""),
        ] {
            let found: Vec<String> = dates(text).iter().map(ToString::to_string).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
