//! What is particular to English text: two spellings, and acronyms.
//!
//! Contributors write American or British English, and readers search in either.

use std::borrow::Cow;

/// No shorter word has two spellings worth knowing.
const SHORTEST: usize = 6;

/// British endings of words, and their American counterparts. What stands before an ending must
/// end in one of the letters given, if any are.
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

/// Letters before `our` that make it a British ending, as in labour; not those of hour or four.
const OUR: &str = "bcdlmnptv";

/// A folded word in American spelling. Both spellings of a word must become one, no more: a word
/// that is none in the end, as `exercize`, is found by whoever types it as it is written.
pub(super) fn american(word: &str) -> Cow<'_, str> {
    if word.len() < SHORTEST {
        return Cow::Borrowed(word);
    }
    // The longest ending that fits, so that `programmes` is not taken for another.
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
