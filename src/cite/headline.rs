//! Headline-style capitals, in which the Chicago Manual of Style writes English titles.

/// Words that stay lower case within a title: articles, conjunctions and prepositions. These are
/// the stop words of the Citation Style Language.
const SMALL: [&str; 94] = [
    "a",
    "about",
    "above",
    "across",
    "afore",
    "after",
    "against",
    "al",
    "along",
    "alongside",
    "amid",
    "amidst",
    "among",
    "amongst",
    "an",
    "and",
    "anenst",
    "apropos",
    "apud",
    "around",
    "as",
    "aside",
    "astride",
    "at",
    "athwart",
    "atop",
    "barring",
    "before",
    "behind",
    "below",
    "beneath",
    "beside",
    "besides",
    "between",
    "beyond",
    "but",
    "by",
    "c",
    "ca",
    "circa",
    "de",
    "despite",
    "down",
    "during",
    "et",
    "except",
    "for",
    "forenenst",
    "from",
    "given",
    "in",
    "inside",
    "into",
    "lest",
    "like",
    "modulo",
    "near",
    "next",
    "nor",
    "notwithstanding",
    "of",
    "off",
    "on",
    "onto",
    "or",
    "out",
    "over",
    "per",
    "plus",
    "pro",
    "qua",
    "sans",
    "since",
    "so",
    "than",
    "the",
    "through",
    "throughout",
    "till",
    "to",
    "toward",
    "towards",
    "under",
    "underneath",
    "until",
    "unto",
    "up",
    "upon",
    "v",
    "versus",
    "via",
    "with",
    "within",
    "without",
];

/// A title with capitals: the first and the last word, words after a colon, a question or an
/// exclamation mark, and all others but small ones. Words that have a capital somewhere stay as
/// they are.
pub(super) fn headline(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    let last = words(title).last();
    let (mut end, mut begins) = (0, true);
    for (start, word) in words(title) {
        let between = &title[end..start];
        begins |= between.contains([':', '?', '!']);
        out.push_str(between);
        let is_last = last == Some((start, word));
        let has_capital = word.chars().any(char::is_uppercase);
        let is_small = word.chars().count() == 1 || SMALL.contains(&word);
        if has_capital || (is_small && !begins && !(is_last && word.len() > 1)) {
            out.push_str(word);
        } else {
            let mut letters = word.chars();
            out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            out.push_str(letters.as_str());
        }
        begins = false;
        end = start + word.len();
    }
    out.push_str(&title[end..]);
    out
}

/// The words of a title with their positions. An apostrophe belongs to its word, and the parts of a
/// word with a hyphen are words.
fn words(title: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_between = |c: char| c.is_whitespace() || "-–—/.,;?!:[]()“”‘\"".contains(c);
    let mut at = 0;
    title.split(is_between).filter_map(move |word| {
        let start = title[at..].find(word).map_or(at, |found| at + found);
        at = start + word.len();
        (!word.is_empty()).then_some((start, word))
    })
}

#[cfg(test)]
mod tests {
    use super::headline;

    #[test]
    fn small_words_stay_small_within_a_title() {
        assert_eq!(headline("the price of a bin"), "The Price of a Bin");
        assert_eq!(headline("bins: the sequel, and what for"), "Bins: The Sequel, and What For");
        assert_eq!(headline("street-by-street cleaning"), "Street-by-Street Cleaning");
    }

    #[test]
    fn words_with_a_capital_stay_as_they_are() {
        assert_eq!(headline("synAthina and iBins"), "synAthina and iBins");
        assert_eq!(headline("école du vélo"), "École Du Vélo");
        assert_eq!(headline(""), "");
    }
}
