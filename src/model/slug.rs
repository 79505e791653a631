//! Slugs: the names by which records refer to each other and by which they are addressed.

/// Whether `text` is a slug: lower-case letters, digits and single hyphens between them.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The slug nearest to a text: letters lower-cased, common accents dropped, everything else a
/// hyphen. Empty when nothing usable is left.
#[must_use]
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match plain(character) {
            "" if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            letters => slug.push_str(letters),
        }
    }
    slug.trim_end_matches('-').to_owned()
}

fn plain(character: char) -> &'static str {
    const ASCII: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
    if let Some(at) = ASCII.find(character) {
        return &ASCII[at..=at];
    }
    match character {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ą' | 'ā' => "a",
        'ä' | 'æ' => "ae",
        'ç' | 'č' | 'ć' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' => "o",
        'ö' | 'œ' => "oe",
        'ř' => "r",
        'ß' => "ss",
        'š' | 'ś' | 'ş' => "s",
        'ù' | 'ú' | 'û' | 'ů' => "u",
        'ü' => "ue",
        'ý' => "y",
        'ž' | 'ź' | 'ż' => "z",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{is_slug, slugify};

    #[test]
    fn slugs_are_plain_and_stable() {
        assert_eq!(slugify("What did not work?"), "what-did-not-work");
        assert_eq!(slugify("  São Paulo & Łódź "), "sao-paulo-lodz");
        assert!(is_slug("sao-paulo"));
        for wrong in ["", "-a", "a-", "a--b", "A", "a b", "é"] {
            assert!(!is_slug(wrong), "{wrong:?} is no slug");
        }
    }
}
