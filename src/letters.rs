//! Letters without accents, so that names compare as readers compare them. Every module may use it;
//! it uses none.

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

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn letters_lose_their_accents() {
        for (word, expected) in [("łódź", "lodz"), ("straße", "strasse"), ("ﬁn", "fin")] {
            let letters = word.chars().flat_map(plain).filter(char::is_ascii);
            assert_eq!(letters.collect::<String>(), expected);
        }
    }
}
