//! The colours of cards: those that the theme's stylesheet names for light pages.

use std::collections::BTreeMap;

/// Colours as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Colours(BTreeMap<&'static str, String>);

/// The custom properties that cards use, without their dashes, with what they are in Civic. A theme
/// that does not name one has Civic's.
const NAMES: &[(&str, &str)] = &[
    ("accent", "#005a43"),
    ("alert", "#8c1d18"),
    ("bg", "#ffffff"),
    ("edge", "#74827b"),
    ("ink", "#15201b"),
    ("ink-2", "#4a5851"),
    ("line", "#d5dcd8"),
    ("mark", "#005a43"),
    ("plan-bg", "#fff5e0"),
    ("plan-ink", "#683b00"),
    ("plan-line", "#a86400"),
];

impl Colours {
    /// Reads the colours from a stylesheet: the last of each in a rule for `:root` that holds for all
    /// pages. Only hexadecimal colours are understood.
    pub(super) fn of(stylesheet: &str) -> Colours {
        let mut colours: BTreeMap<&str, String> =
            NAMES.iter().map(|(name, colour)| (*name, (*colour).to_owned())).collect();
        for (selector, block) in rules(stylesheet) {
            if !selector.split(',').any(|one| one.trim() == ":root") {
                continue;
            }
            for (name, value) in block.split(';').filter_map(|one| one.split_once(':')) {
                let name = name.trim().strip_prefix("--").unwrap_or_default();
                if let (Some(known), Some(colour)) = (colours.get_mut(name), hexadecimal(value)) {
                    *known = colour;
                }
            }
        }
        Colours(colours)
    }

    /// A colour by the name of its property.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("#000000", String::as_str)
    }
}

/// The rules of a stylesheet with their selectors, without those inside other rules.
fn rules(css: &str) -> Vec<(&str, &str)> {
    let (mut rules, mut depth, mut selector, mut start) = (Vec::new(), 0_usize, "", 0);
    for (at, sign) in css.match_indices(['{', '}', ';']) {
        match sign {
            "{" => {
                if depth == 0 {
                    selector = css[start..at].trim();
                    start = at + 1;
                }
                depth += 1;
            }
            "}" => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    rules.push((selector, &css[start..at]));
                    start = at + 1;
                }
            }
            // The end of an `@import` or `@charset`.
            _ if depth == 0 => start = at + 1,
            _ => {}
        }
    }
    rules
}

/// `#rgb` or `#rrggbb`, in six digits.
fn hexadecimal(value: &str) -> Option<String> {
    let digits = value.trim().strip_prefix('#')?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    match digits.len() {
        3 => Some(digits.chars().fold("#".to_owned(), |all, one| format!("{all}{one}{one}"))),
        6 => Some(format!("#{digits}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_light_colour_counts() {
        let css = "@charset \"utf-8\";:root{color-scheme:light dark;--ink:#123;--bg:#FfFfF0}\
            @media (prefers-color-scheme:dark){:root{--ink:#fff}}\
            a{color:red}:root{--accent:#aabbcc;--alert:oklch(50% 0 0);--other:#000}";
        let colours = Colours::of(css);
        let found = ["ink", "bg", "accent", "alert"].map(|name| colours.get(name));
        assert_eq!(found, ["#112233", "#FfFfF0", "#aabbcc", "#8c1d18"]);
    }

    #[test]
    fn civics_stylesheet_names_them_all() {
        let css = include_str!("../../../themes/civic/static/style/base.css");
        assert_eq!(Colours::of(css), Colours::of(""));
        for (name, _) in NAMES {
            assert!(css.contains(&format!("--{name}: #")), "{name}");
        }
    }
}
