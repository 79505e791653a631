//! The cost of a practice, restated for cities of other sizes with every step shown. Nothing is
//! converted to another currency or to the prices of another year.

use serde::Serialize;
use serde_json::json;

use super::localized::Localized;
use super::practice::PracticeView;
use crate::escape;
use crate::model::{Cost, Practice, SIZES};
use crate::theme::words::Words;

/// The cost of a practice, restated for cities of other sizes.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct KitCost {
    /// The sums that are restated, each divided by the population; empty if that is not possible.
    pub sums: Vec<KitSum>,
    /// The population that the sums are divided by, with its place and year.
    pub population: Option<String>,
    /// The sums for cities of other sizes.
    pub examples: Vec<KitExample>,
    /// The sums divided by the people reached.
    pub reached: Vec<String>,
    /// What to bear in mind, and why something is not restated.
    pub caveats: Vec<String>,
    /// The figures and words that the script needs, as JSON: insert it unchanged into a script
    /// element.
    pub script: String,
}

/// A sum divided by the population.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KitSum {
    /// Whether it is spent once or every year, in words.
    pub label: String,
    /// The division, with its result.
    pub step: String,
    /// The result.
    pub each: String,
}

/// The sums for a city of another size.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KitExample {
    /// The population.
    pub people: String,
    /// The sums, in the order of `sums`.
    pub sums: Vec<String>,
}

/// The sums of a cost with a currency, with the keys of their labels.
fn sums(cost: &Cost) -> impl Iterator<Item = (&'static str, f64)> {
    let sums = [("kit.once", cost.one_off), ("kit.yearly", cost.annual)];
    sums.into_iter().filter_map(|(key, sum)| Some((key, sum?))).filter(|(_, sum)| *sum > 0.0)
}

/// Restates the cost of the practice at a position.
pub(super) fn kit_cost(
    site: Localized<'_>,
    at: usize,
    practice: &Practice,
    view: &PracticeView,
) -> KitCost {
    let words = site.words;
    let Some(cost) = practice.cost.as_ref().filter(|cost| sums(cost).next().is_some()) else {
        let key = if view.cost.is_empty() { "kit.no-cost" } else { "kit.no-sum" };
        return KitCost { caveats: vec![words.translate(key)], ..KitCost::default() };
    };
    let Some(currency) = cost.currency.as_deref() else {
        let caveats = vec![words.translate("kit.no-currency")];
        return KitCost { caveats, ..KitCost::default() };
    };
    let money = |sum: f64| words.money_in_full(sum, currency);
    let divided = |key: &str, sum: f64, people: f64| {
        let (total, people, each) = (money(sum), words.grouped(people), money(sum / people));
        words.fill(key, &[("total", &total), ("people", &people), ("each", &each)])
    };
    let mut restated = KitCost { caveats: caveats(words, practice, cost), ..KitCost::default() };
    let reached = practice.reached.as_ref().map(|reached| reached.people);
    if let Some(people) = reached.filter(|people| *people > 0.0) {
        restated.reached = sums(cost)
            .map(|(key, sum)| labelled(words, key, &divided("kit.each-reached", sum, people)))
            .collect();
    }
    let Some((people, population)) = population(site, at, view) else {
        let place = [("place", view.place.as_str())];
        restated.caveats.insert(0, words.fill("kit.no-population", &place));
        return restated;
    };
    restated.population = Some(population);
    restated.sums = sums(cost)
        .map(|(key, sum)| KitSum {
            label: words.translate(key),
            step: divided("kit.each", sum, people),
            each: money(sum / people),
        })
        .collect();
    restated.examples = SIZES
        .all()
        .filter_map(|band| band.least)
        .map(f64::from)
        .map(|other| KitExample {
            people: words.grouped(other),
            sums: sums(cost).map(|(_, sum)| money(sum / people * other)).collect(),
        })
        .collect();
    restated.script = script(words, cost, currency, people);
    restated
}

/// `One-off: $8,600,000 ÷ …`.
fn labelled(words: &Words, key: &str, step: &str) -> String {
    words.fill("kit.line", &[("label", &words.translate(key)), ("text", step)])
}

/// The population of all cities of the practice, as a number and in words; `None` unless all of them
/// are known.
fn population(site: Localized<'_>, at: usize, view: &PracticeView) -> Option<(f64, String)> {
    let cities = &site.graph.practice_cities[at];
    let known = |city: &usize| site.cities[*city].record.population.as_ref();
    let people: Vec<f64> =
        cities.iter().map(|city| known(city).map(|one| one.value)).collect::<Option<_>>()?;
    let total: f64 = people.iter().sum();
    let said = view.cities.iter().map(|line| {
        let people = line.population.as_deref().unwrap_or_default();
        site.words.fill("kit.line", &[("label", &line.city.title), ("text", people)])
    });
    let said = said.collect::<Vec<_>>().join("; ");
    (total > 0.0).then_some((total, said))
}

fn caveats(words: &Words, practice: &Practice, cost: &Cost) -> Vec<String> {
    let currency = cost.currency.as_deref().unwrap_or_default();
    let prices = match cost.price_year {
        Some(year) => words.fill("kit.prices", &[("year", &year.to_string())]),
        None => words.translate("kit.no-prices"),
    };
    let is_proposal = practice.stage.value == crate::model::Stage::Proposed;
    let planned = is_proposal.then(|| words.translate("kit.planned"));
    let mut caveats: Vec<String> = planned.into_iter().collect();
    caveats.extend([
        words.translate("kit.scale"),
        words.fill("kit.currency", &[("currency", currency)]),
        prices,
    ]);
    caveats
}

/// What the script needs in order to restate the sums for any population, in the same words.
fn script(words: &Words, cost: &Cost, currency: &str, people: f64) -> String {
    let sums: Vec<_> = sums(cost)
        .map(|(key, total)| json!({ "label": words.translate(key), "total": total }))
        .collect();
    let script = json!({
        "people": people,
        "sums": sums,
        "money": words.in_currency("#", currency, 0.0),
        "thousands": words.translate("number.thousands"),
        "decimal": words.translate("number.decimal"),
        "line": words.fill("kit.line", &[("label", "{label}"), ("text", "{text}")]),
        "each": words.fill("kit.each", &[("total", "{total}"), ("people", "{people}"), ("each", "{each}")]),
        "yours": words.fill("kit.yours", &[("each", "{each}"), ("people", "{people}"), ("sum", "{sum}")]),
        "wrong": words.translate("kit.wrong"),
    });
    escape::json_in_html(&script.to_string())
}
