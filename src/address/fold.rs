//! Paths that some systems treat as equal.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

/// A text with composed letters (NFC), as most systems and keyboards produce; macOS decomposes file
/// names.
#[must_use]
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

/// A normalised path: two paths that could be the same file on some system are equal in this form
/// (composed, in lower case).
#[must_use]
pub fn folded(path: &str) -> Cow<'_, str> {
    if path.is_ascii() && !path.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return path.into();
    }
    composed(&composed(path).to_lowercase()).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::{composed, folded};

    #[test]
    fn accents_and_case_make_no_difference() {
        assert_eq!(composed("Foto n\u{303}.png"), "Foto ñ.png");
        assert_eq!(folded("Case/PAGE"), "case/page");
        assert_eq!(folded("U\u{308}BER"), folded("über"));
        assert_eq!(folded("plain-1"), "plain-1");
    }
}
