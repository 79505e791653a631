//! Breaks a text into lines, because SVG does not.

/// A text in lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lines {
    /// The lines, none of them wider than was asked for.
    pub(super) lines: Vec<String>,
    /// Whether the text was too long, so that the last line ends in `…`.
    pub(super) is_cut: bool,
}

/// Breaks a text into at most so many lines, none wider than `width` as `measure` sees it: at spaces
/// and after hyphens, and within words that are wider than a line. Lines are then made as equal as
/// their number allows, as browsers balance headings.
pub(super) fn broken(text: &str, width: f32, most: usize, measure: &dyn Fn(&str) -> f32) -> Lines {
    let lines = greedy(text, width, measure);
    if lines.len() > most {
        return cut(lines, width, most, measure);
    }
    Lines { lines: balanced(text, lines, width, measure), is_cut: false }
}

/// As many words on each line as it takes.
fn greedy(text: &str, width: f32, measure: &dyn Fn(&str) -> f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let longer = format!("{line}{piece}");
        if measure(longer.trim_end()) <= width {
            line = longer;
            continue;
        }
        finish(&mut line, &mut lines);
        if measure(piece.trim_end()) <= width {
            piece.clone_into(&mut line);
            continue;
        }
        for letter in piece.chars() {
            line.push(letter);
            if measure(line.trim_end()) > width && line.chars().count() > 1 {
                line.pop();
                finish(&mut line, &mut lines);
                line.push(letter);
            }
        }
    }
    finish(&mut line, &mut lines);
    lines
}

/// Ends a line, unless it is empty.
fn finish(line: &mut String, lines: &mut Vec<String>) {
    let done = std::mem::take(line);
    lines.extend(Some(done.trim().to_owned()).filter(|line| !line.is_empty()));
}

/// Parts of a text that stay on one line if they can, each with the space after it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let is_break = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}');
    text.split_inclusive(is_break)
        .flat_map(|word| word.split_inclusive(['-', '\u{2013}', '\u{2014}', '/']))
}

/// The same number of lines, as narrow as possible.
fn balanced(
    text: &str,
    lines: Vec<String>,
    width: f32,
    measure: &dyn Fn(&str) -> f32,
) -> Vec<String> {
    /// Halvings of the width, after which the rest is less than a pixel.
    const STEPS: usize = 10;
    let (mut best, count) = (lines, 0);
    let count = count.max(best.len());
    let (mut low, mut high) = (0.0, width);
    for _ in 0..STEPS {
        let middle = f32::midpoint(low, high);
        let narrower = greedy(text, middle, measure);
        let fits = narrower.len() == count && narrower.iter().all(|one| measure(one) <= middle);
        if fits && words(&narrower) == words(&best) {
            (best, high) = (narrower, middle);
        } else {
            low = middle;
        }
    }
    best
}

/// How many words lines have; a word that is broken within counts twice.
fn words(lines: &[String]) -> usize {
    lines.iter().map(|line| pieces(line).count()).sum()
}

/// The first lines, of which the last ends in `…`, after a whole word if there is one.
fn cut(mut lines: Vec<String>, width: f32, most: usize, measure: &dyn Fn(&str) -> f32) -> Lines {
    lines.truncate(most);
    if let Some(last) = lines.last_mut() {
        let mut text = last.clone();
        let shortened = |text: &str| format!("{}…", text.trim_end_matches(is_loose));
        while measure(&shortened(&text)) > width && !text.is_empty() {
            match text.trim_end().rfind(char::is_whitespace) {
                Some(at) => text.truncate(at),
                None => _ = text.pop(),
            }
        }
        *last = shortened(&text);
    }
    Lines { lines, is_cut: true }
}

/// Whether a sign looks wrong before `…`.
fn is_loose(sign: char) -> bool {
    sign.is_whitespace()
        || matches!(sign, ',' | ';' | ':' | '.' | '-' | '\u{2013}' | '\u{2014}' | '…')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every letter is one wide.
    #[expect(clippy::cast_precision_loss, reason = "texts of tests are short")]
    fn count(text: &str) -> f32 {
        text.chars().count() as f32
    }

    fn of(text: &str, width: f32, most: usize) -> Vec<String> {
        broken(text, width, most, &count).lines
    }

    #[test]
    fn a_line_takes_whole_words_and_all_lines_are_about_as_long() {
        assert_eq!(of("Free buses", 20.0, 3), ["Free buses"]);
        assert_eq!(
            of("Free buses for all who live here", 20.0, 3),
            ["Free buses for", "all who live here"]
        );
        assert_eq!(of("", 20.0, 3), [""; 0]);
    }

    #[test]
    fn a_line_may_end_after_a_hyphen_but_not_at_a_space_that_forbids_it() {
        assert_eq!(of("evidence-based", 10.0, 3), ["evidence-", "based"]);
        assert_eq!(of("about 100\u{a0}000 people", 9.0, 3), ["about", "100\u{a0}000", "people"]);
    }

    #[test]
    fn a_word_wider_than_a_line_is_broken() {
        assert_eq!(of("Donaudampfschifffahrt", 8.0, 4), ["Donauda", "mpfschi", "fffahrt"]);
    }

    #[test]
    fn a_text_that_is_too_long_ends_in_an_ellipsis_after_a_word() {
        let lines = broken("One two three, four five six", 10.0, 2, &count);
        assert_eq!(lines, Lines { lines: vec!["One two".into(), "three…".into()], is_cut: true });
        assert_eq!(of("Donaudampfschifffahrtsgesellschaft", 8.0, 2), ["Donaudam", "pfschif…"]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(
            text in "[a-zß,. -]{0,80}",
            width in 2_u8..30,
            most in 1_usize..6,
        ) {
            let width = f32::from(width);
            let Lines { lines, is_cut } = broken(&text, width, most, &count);
            prop_assert!(lines.len() <= most);
            for line in &lines {
                prop_assert!(count(line) <= width, "{line:?}");
                prop_assert!(!line.is_empty() && line.trim() == line, "{line:?}");
            }
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            let kept = letters(&lines.concat());
            if is_cut {
                let kept = kept.strip_suffix('…').unwrap();
                prop_assert!(letters(&text).starts_with(kept), "{text:?} {lines:?}");
            } else {
                prop_assert_eq!(kept, letters(&text));
            }
        }
    }
}
