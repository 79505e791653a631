//! Letters without accents, so that names compare as readers compare them, and words in any script.
//! Every module may use it; it uses none.

use icu_normalizer::DecomposingNormalizer;

/// The plain letters of `c`: `e` for `é`, `l` for `ł`, `ss` for `ß`. Other characters are
/// decomposed as Unicode defines (NFKD), including their combining marks. Case is kept; capitals of
/// letters that Unicode does not decompose stay as they are.
pub fn plain(c: char) -> impl Iterator<Item = char> {
    let parts = DecomposingNormalizer::new_nfkd().normalize_iter(std::iter::once(c));
    parts.flat_map(|part| {
        let whole = match part {
            'ł' => "l",
            'ø' => "o",
            'đ' | 'ð' => "d",
            'ħ' => "h",
            'ı' => "i",
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'þ' => "th",
            _ => "",
        };
        whole.chars().chain(whole.is_empty().then_some(part))
    })
}

/// The words of a text. In scripts without spaces between words, two characters count as one.
pub fn words(text: &str) -> impl Iterator<Item = ()> {
    text.split_whitespace().flat_map(|piece| {
        let unspaced = piece.chars().filter(|c| is_unspaced(*c)).count();
        std::iter::repeat_n((), unspaced.div_ceil(2).max(1))
    })
}

/// Whether the character belongs to a script without spaces between words: Thai and Lao, Burmese,
/// Khmer, kana, Han.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::{plain, words};

    #[test]
    fn words_are_counted_in_any_script() {
        let counts = [("", 0), (" two  words ", 2), ("Строки\nиз слов", 3), ("東京都の川", 3)];
        for (text, count) in counts {
            assert_eq!(words(text).count(), count, "{text}");
        }
    }

    #[test]
    fn letters_lose_their_accents() {
        for (word, expected) in [("łódź", "lodz"), ("straße", "strasse"), ("ﬁn", "fin")] {
            let letters = word.chars().flat_map(plain).filter(char::is_ascii);
            assert_eq!(letters.collect::<String>(), expected);
        }
    }
}
