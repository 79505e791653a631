//! Names of countries (ISO 3166-1) in everyday English.

use celes::Country;

/// Everyday names where the standard's own would puzzle a reader.
const EVERYDAY: [(&str, &str); 12] = [
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

/// The name of a country by its alpha-2 code; `None` when no country has it.
#[must_use]
pub fn country_name(code: &str) -> Option<String> {
    if let Some((_, name)) = EVERYDAY.iter().find(|(known, _)| *known == code) {
        return Some((*name).to_owned());
    }
    let country = Country::from_alpha2(code).ok().filter(|country| country.alpha2 == code)?;
    let name = country.long_name.split(" (").next().unwrap_or(country.long_name);
    Some(name.strip_prefix("The ").unwrap_or(name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::country_name;

    #[test]
    fn names_are_the_everyday_ones() {
        assert_eq!(country_name("US").as_deref(), Some("United States"));
        assert_eq!(country_name("BR").as_deref(), Some("Brazil"));
        assert_eq!(country_name("SE").as_deref(), Some("Sweden"));
        assert_eq!(country_name("XX"), None);
        assert_eq!(country_name("us"), None);
    }
}
