//! The rules, one file each, in the order of their documentation. Advice is in the order of its use
//! to an author.

mod dates_in_order;
mod evidence;
mod figure_without_citation;
mod hard_to_read;
mod heading_order;
mod long_sentence;
mod money_without_currency;
mod near_duplicate;
mod out_of_date;
mod people;
mod private_address;
mod recommended_fields;
mod recommended_headings;
mod revealing;
mod sources;
mod translated_attribution;
mod typographic_slip;
mod unexplained_acronym;
mod withheld_html;
mod withheld_identity;
mod withheld_name;
mod withheld_quotation;
mod withheld_title;

use super::Rule;

/// Every rule.
pub const RULES: &[Rule] = &documented([
    evidence::RULES[0],
    evidence::RULES[1],
    evidence::RULES[2],
    evidence::RULES[3],
    evidence::RULES[4],
    evidence::RULES[5],
    withheld_identity::WITHHELD,
    withheld_identity::LEAKED,
    revealing::RULE,
    withheld_name::RULE,
    withheld_quotation::WITHHELD,
    withheld_quotation::LEAKED,
    withheld_html::RULE,
    withheld_title::RULE,
    translated_attribution::RULE,
    private_address::RULE,
    dates_in_order::RULE,
    money_without_currency::RULE,
    recommended_headings::RULE,
    heading_order::RULE,
    near_duplicate::RULE,
    out_of_date::DUE,
    recommended_fields::RULE,
    figure_without_citation::RULE,
    sources::DATE,
    out_of_date::OLD,
    sources::ARCHIVE,
    long_sentence::RULE,
    hard_to_read::RULE,
    unexplained_acronym::RULE,
    typographic_slip::RULE,
]);

/// The rules as they are; in the browser, which shows only findings, without what is for the
/// documentation.
const fn documented<const COUNT: usize>(mut rules: [Rule; COUNT]) -> [Rule; COUNT] {
    let mut at = 0;
    while at < COUNT && cfg!(not(feature = "native")) {
        rules[at].what = "";
        rules[at].why = "";
        rules[at].example = "";
        at += 1;
    }
    rules
}
