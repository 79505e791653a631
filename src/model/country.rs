//! Countries by their ISO 3166-1 codes and by their names.

use celes::Country;

use super::slugify;

/// Everyday English names, where those of the standard are unusual or long.
const NAMES: [(&str, &str); 12] = [
    ("BO", "Bolivia"),
    ("CD", "DR Congo"),
    ("CZ", "Czechia"),
    ("GB", "United Kingdom"),
    ("IR", "Iran"),
    ("KR", "South Korea"),
    ("NL", "Netherlands"),
    ("RU", "Russia"),
    ("TW", "Taiwan"),
    ("TZ", "Tanzania"),
    ("US", "United States"),
    ("VE", "Venezuela"),
];

/// Other names in use, as slugs: those that neither the standard nor [`NAMES`] has.
const OTHER_NAMES: [(&str, &str); 20] = [
    ("usa", "US"),
    ("u-s", "US"),
    ("u-s-a", "US"),
    ("america", "US"),
    ("estados-unidos", "US"),
    ("etats-unis", "US"),
    ("uk", "GB"),
    ("u-k", "GB"),
    ("great-britain", "GB"),
    ("britain", "GB"),
    ("england", "GB"),
    ("scotland", "GB"),
    ("wales", "GB"),
    ("northern-ireland", "GB"),
    ("reino-unido", "GB"),
    ("royaume-uni", "GB"),
    ("korea", "KR"),
    ("brasil", "BR"),
    ("espana", "ES"),
    ("deutschland", "DE"),
];

/// Whether `code` is the alpha-2 code of a country, in capitals.
#[must_use]
pub fn is_country(code: &str) -> bool {
    country(code).is_some()
}

/// The English name of a country by its alpha-2 code; `None` if no country has that code.
#[must_use]
pub fn country_name(code: &str) -> Option<&'static str> {
    country(code).map(|country| name(&country))
}

/// The alpha-2 code of the country that `text` names: by a name, or by a code of two or three
/// letters in either case.
#[must_use]
pub fn country_code(text: &str) -> Option<&'static str> {
    let wanted = slugify(text);
    if let Some((_, code)) = OTHER_NAMES.iter().find(|(name, _)| *name == wanted) {
        return Some(code);
    }
    let upper = text.trim().to_uppercase();
    let by_code = || Country::from_alpha2(&upper).or_else(|_| Country::from_alpha3(&upper)).ok();
    let is_named = |country: &Country| {
        let names = [country.long_name, short_name(country), name(country)];
        names.iter().any(|name| slugify(name) == wanted)
    };
    let by_name = || Country::get_countries().into_iter().find(is_named);
    by_code().or_else(by_name).map(|country| country.alpha2).filter(|_| !wanted.is_empty())
}

fn country(code: &str) -> Option<Country> {
    Country::from_alpha2(code).ok().filter(|country| country.alpha2 == code)
}

fn name(country: &Country) -> &'static str {
    let everyday = NAMES.iter().find(|(code, _)| *code == country.alpha2);
    everyday.map_or_else(|| short_name(country).trim_start_matches("The "), |(_, name)| name)
}

/// The standard's name without what it adds in brackets: `Bolivia (Plurinational State of)`.
fn short_name(country: &Country) -> &'static str {
    country.long_name.split(" (").next().unwrap_or(country.long_name)
}

#[cfg(test)]
mod tests {
    use super::{country_code, country_name};

    #[test]
    fn names_are_the_everyday_ones() {
        assert_eq!(country_name("US"), Some("United States"));
        assert_eq!(country_name("BR"), Some("Brazil"));
        assert_eq!(country_name("SE"), Some("Sweden"));
        assert_eq!(country_name("XX"), None);
        assert_eq!(country_name("us"), None);
    }

    #[rustfmt::skip]
    #[test]
    fn names_and_other_codes_lead_to_the_code() {
        for (text, code) in [
            ("USA", "US"), ("U.S.", "US"), ("United States", "US"), ("us", "US"), ("UK", "GB"),
            ("United Kingdom", "GB"), ("Germany", "DE"), ("DEU", "DE"), ("Brasil", "BR"),
            ("Colombia", "CO"), ("Netherlands", "NL"), ("España", "ES"), ("Mexico", "MX"),
            ("South Korea", "KR"), ("Russia", "RU"), ("The Gambia", "GM"),
        ] {
            assert_eq!(country_code(text), Some(code), "{text}");
        }
        for text in ["XX", "", "Colorado", "Europe"] {
            assert_eq!(country_code(text), None, "{text}");
        }
    }

    #[test]
    fn every_name_leads_back_to_its_code() {
        for country in celes::Country::get_countries() {
            let name = country_name(country.alpha2).unwrap();
            assert_eq!(country_code(name), Some(country.alpha2), "{name}");
        }
    }
}
