//! Splits a text into sentences.

/// Words with a full stop that usually do not end a sentence, in lower case.
const ABBREVIATIONS: [&str; 28] = [
    "approx", "art", "av", "ave", "blvd", "cf", "co", "corp", "dr", "dra", "fig", "gen", "inc",
    "jr", "mr", "mrs", "ms", "mt", "no", "nos", "núm", "prof", "sr", "sra", "st", "sta", "ste",
    "vs",
];

/// The sentences of a text, in order. Together they are the text, but for spaces around them.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let (sentence, after) = rest.split_at(end(rest));
        rest = after;
        Some(sentence.trim_end())
    })
}

/// Where the first sentence ends, in bytes.
fn end(text: &str) -> usize {
    let mut signs = text.char_indices().filter(|(_, c)| is_end(*c) || *c == '\n');
    let found = signs.find_map(|(at, sign)| {
        let after = text.get(at + sign.len_utf8()..)?;
        let closed = after.trim_start_matches(|c| is_end(c) || is_closing(c));
        let next = closed.trim_start();
        let apart = next.len() < closed.len() || matches!(sign, '。' | '！' | '？' | '\n');
        // What goes on with a small letter is the same sentence.
        let begins = !next.chars().next().is_some_and(char::is_lowercase);
        let ends = sign != '.'
            || closed.len() < after.len()
            || !is_abbreviated(text.get(..at).unwrap_or_default());
        (sign == '\n' || next.is_empty() || apart && begins && ends)
            .then_some(text.len() - closed.len())
    });
    found.unwrap_or(text.len())
}

fn is_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」')
}

/// Whether a text ends with an abbreviation, whose full stop follows: `St`, `U.S`, `J`.
fn is_abbreviated(text: &str) -> bool {
    let start = text.rfind(|c: char| !c.is_alphanumeric() && c != '.');
    let after = start
        .and_then(|at| text.get(at..))
        .map(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let word = after.unwrap_or(text);
    let letters = word.chars().count();
    let dotted = word.contains('.') && !word.contains(|c: char| c.is_ascii_digit());
    dotted
        || letters == 1 && word.chars().all(char::is_uppercase)
        || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_where_the_next_begins() {
        for (text, expected) in [
            ("One. Two!  Three? ", vec!["One.", "Two!", "Three?"]),
            (
                "It cost $1.5 million. St. Louis paid.",
                vec!["It cost $1.5 million.", "St. Louis paid."],
            ),
            (
                "He said “no.” She left (twice.) Done",
                vec!["He said “no.”", "She left (twice.)", "Done"],
            ),
            (
                "In the U.S. Senate, J. Smith vs. Dr. No",
                vec!["In the U.S. Senate, J. Smith vs. Dr. No"],
            ),
            ("Up by 15. 2,000 more came.", vec!["Up by 15.", "2,000 more came."]),
            ("Buses etc. were late... and full.", vec!["Buses etc. were late... and full."]),
            ("¿Quién paga? ¡La ciudad! Fin.", vec!["¿Quién paga?", "¡La ciudad!", "Fin."]),
            ("東京。大阪！終", vec!["東京。", "大阪！", "終"]),
            ("A title\nand a line.", vec!["A title", "and a line."]),
            ("see example.org for more", vec!["see example.org for more"]),
            ("...", vec!["..."]),
            (" ", vec![]),
        ] {
            assert_eq!(sentences(text).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
