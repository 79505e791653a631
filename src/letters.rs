//! Letters without their accents, so that names are compared as readers compare them. Every room
//! may use it, and it uses none.

use icu_normalizer::DecomposingNormalizer;

/// The plain letters that `c` stands for: `e` for `é`, `l` for `ł`, `ss` for `ß`. Other characters
/// are taken apart as far as Unicode does so (NFKD), with their combining marks. Case is kept but
/// for the letters that Unicode leaves whole, whose capitals stay as they are.
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
