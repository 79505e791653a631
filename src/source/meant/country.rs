//! Countries by their names, in place of their codes.

use celes::Country;

use crate::model::slugify;

/// Names that people use and the standard does not.
const EVERYDAY: [(&str, &str); 24] = [
    ("usa", "US"),
    ("u-s", "US"),
    ("u-s-a", "US"),
    ("united-states", "US"),
    ("america", "US"),
    ("estados-unidos", "US"),
    ("etats-unis", "US"),
    ("uk", "GB"),
    ("u-k", "GB"),
    ("united-kingdom", "GB"),
    ("great-britain", "GB"),
    ("britain", "GB"),
    ("england", "GB"),
    ("scotland", "GB"),
    ("wales", "GB"),
    ("northern-ireland", "GB"),
    ("reino-unido", "GB"),
    ("royaume-uni", "GB"),
    ("south-korea", "KR"),
    ("korea", "KR"),
    ("russia", "RU"),
    ("brasil", "BR"),
    ("espana", "ES"),
    ("deutschland", "DE"),
];

/// Whether this is the code of a country.
pub(in crate::source) fn is_country(code: &str) -> bool {
    Country::from_alpha2(code).is_ok_and(|country| country.alpha2 == code)
}

/// The code of the country that a text names.
pub(in crate::source) fn country(text: &str) -> Option<String> {
    let wanted = slugify(text);
    let everyday = EVERYDAY.iter().find(|(name, _)| *name == wanted).map(|(_, code)| *code);
    let known = || {
        let named = |country: &Country| {
            let long = country.long_name;
            let short = long.split(" (").next().unwrap_or(long);
            [long, short, short.trim_start_matches("The ")]
                .iter()
                .any(|name| slugify(name) == wanted)
        };
        let upper = text.trim().to_uppercase();
        let coded = Country::from_alpha2(&upper).or_else(|_| Country::from_alpha3(&upper)).ok();
        coded.or_else(|| Country::get_countries().into_iter().find(named)).map(|found| found.alpha2)
    };
    everyday.or_else(known).filter(|_| !wanted.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::country;

    #[rustfmt::skip]
    #[test]
    fn names_and_other_codes_lead_to_the_code() {
        for (text, code) in [
            ("USA", "US"), ("U.S.", "US"), ("United States", "US"), ("us", "US"), ("UK", "GB"),
            ("United Kingdom", "GB"), ("Germany", "DE"), ("DEU", "DE"), ("Brasil", "BR"),
            ("Colombia", "CO"), ("Netherlands", "NL"), ("España", "ES"), ("Mexico", "MX"),
        ] {
            assert_eq!(country(text).as_deref(), Some(code), "{text}");
        }
        for text in ["XX", "", "Colorado", "Europe"] {
            assert_eq!(country(text), None, "{text}");
        }
    }
}
