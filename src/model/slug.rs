//! Slugs: the names by which records refer to each other and by which they are addressed.

use crate::address::{NameFault, name_fault, safe_name};
use crate::letters;

/// Whether `text` is a slug: lower-case letters, digits and single hyphens between them, and not a
/// name that Windows keeps for a device, since a folder of the site is named by it.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && name_fault(text).is_none()
}

/// The slug nearest to a text: letters in lower case and without accents, everything else a
/// hyphen. Empty if nothing usable is left.
#[must_use]
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            'a'..='z' | '0'..='9' => slug.push(character),
            // As German writes them where it has no umlauts.
            'ä' => slug.push_str("ae"),
            'ö' => slug.push_str("oe"),
            'ü' => slug.push_str("ue"),
            _ if character.is_ascii() => hyphen(&mut slug),
            // Combining marks belong to the letter before them.
            '\u{300}'..='\u{36f}' => {}
            _ => {
                let before = slug.len();
                let plain = letters::plain(character).filter(char::is_ascii_alphabetic);
                // Letters for formulas (`𝒩`) have no small ones of their own.
                slug.extend(plain.map(|letter| letter.to_ascii_lowercase()));
                if slug.len() == before {
                    hyphen(&mut slug);
                }
            }
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// What is wrong with a text that is not a slug.
#[must_use]
pub fn not_a_slug(text: &str) -> String {
    match name_fault(text) {
        Some(why @ NameFault::Device) => format!("`{text}` cannot be a name: {why}"),
        _ => format!("`{text}` is not a slug"),
    }
}

/// A slug for something of this title; `None` if nothing usable is left of it.
#[must_use]
pub fn slug_for(title: &str) -> Option<String> {
    Some(slugify(title)).filter(|slug| !slug.is_empty()).map(|slug| safe_name(&slug))
}

fn hyphen(slug: &mut String) {
    if !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
}

#[cfg(test)]
mod tests {
    use super::{is_slug, not_a_slug, slug_for, slugify};

    #[test]
    fn slugs_are_plain_and_stable() {
        assert_eq!(slugify("What did not work?"), "what-did-not-work");
        assert_eq!(slugify("  São Paulo & Łódź "), "sao-paulo-lodz");
        assert_eq!(slugify("Beyoğlu, Iași & Zürich"), "beyoglu-iasi-zuerich");
        assert_eq!(slugify("Bogota\u{301} · 東京 ½"), "bogota");
        assert_eq!(slugify("\u{1d4a9}ew"), "new");
        assert!(is_slug("sao-paulo"));
        for wrong in ["", "-a", "a-", "a--b", "A", "a b", "é", "aux", "com1"] {
            assert!(!is_slug(wrong), "{wrong:?} is no slug");
        }
        assert_eq!(slug_for("What did not work?").as_deref(), Some("what-did-not-work"));
        assert_eq!(slug_for("CON").as_deref(), Some("con-1"));
        assert_eq!(slug_for("東京"), None);
        assert_eq!(not_a_slug("A"), "`A` is not a slug");
        assert_eq!(not_a_slug("aux"), "`aux` cannot be a name: Windows keeps it for a device");
    }
}
