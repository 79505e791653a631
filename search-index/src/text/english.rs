//! British and American spelling.
//!
//! Contributors write either, and readers search in either.

use std::borrow::Cow;

/// Shorter words are left as they are.
const SHORTEST: usize = 6;

/// British endings and their American counterparts. The letter before an ending must be one of
/// those given, if any are.
const ENDINGS: &[(&str, &str, &str)] = &[
    ("", "programme", "program"),
    ("", "programmes", "programs"),
    ("", "isation", "ization"),
    ("", "isations", "izations"),
    ("", "ise", "ize"),
    ("", "ised", "ized"),
    ("", "ises", "izes"),
    ("", "iser", "izer"),
    ("", "isers", "izers"),
    ("", "ising", "izing"),
    (OUR, "our", "or"),
    (OUR, "ours", "ors"),
    (OUR, "oured", "ored"),
    (OUR, "ouring", "oring"),
    (OUR, "oural", "oral"),
    (OUR, "ourable", "orable"),
    (OUR, "ourhood", "orhood"),
    (OUR, "ourhoods", "orhoods"),
    (OUR, "ourful", "orful"),
    ("nebp", "tre", "ter"),
    ("nebp", "tres", "ters"),
    ("", "ogue", "og"),
    ("", "ogues", "ogs"),
    ("", "elled", "eled"),
    ("", "elling", "eling"),
    ("", "eller", "eler"),
    ("", "ellers", "elers"),
];

/// The letters before `our` that make it a British ending, as in `labour`, but not in `hour` or
/// `four`.
const OUR: &str = "bcdlmnptv";

/// The American spelling of a folded word. All that matters is that both spellings become the same;
/// `exercize` is no word, but matches itself.
pub(super) fn american(word: &str) -> Cow<'_, str> {
    if word.len() < SHORTEST {
        return Cow::Borrowed(word);
    }
    // The longest ending that fits.
    let mut best: Option<(&str, &str)> = None;
    for (before, british, american) in ENDINGS {
        let Some(start) = word.strip_suffix(british) else { continue };
        let fits = before.is_empty() || start.ends_with(|letter| before.contains(letter));
        let longer = best.is_none_or(|(shortest, _)| start.len() < shortest.len());
        if fits && longer {
            best = Some((start, american));
        }
    }
    best.map_or(Cow::Borrowed(word), |(start, ending)| Cow::Owned(format!("{start}{ending}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spellings_become_one() {
        for (one, other) in [
            ("organisation", "organization"),
            ("organised", "organized"),
            ("neighbourhoods", "neighborhoods"),
            ("labour", "labor"),
            ("centre", "center"),
            ("programme", "program"),
            ("counselling", "counseling"),
            ("dialogue", "dialog"),
        ] {
            assert_eq!(american(one), american(other));
        }
        for same in ["hour", "four", "court", "encourage", "cities", "wise"] {
            assert_eq!(american(same), same);
        }
    }
}
