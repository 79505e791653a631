//! Which form of a message belongs to a number.
//!
//! The rules are those of CLDR 45 (Unicode, "Language Plural Rules") for the languages that the
//! built-in themes speak. Their further form, for whole millions in Spanish, Portuguese and
//! French, is written like the form for many here, since such numbers are put into words.

/// Whether a number takes the form for one in a language (a tag like `pt` or `pt-PT`).
pub(super) fn is_one(lang: &str, number: f64) -> bool {
    let size = number.abs();
    match lang {
        "pt-PT" => size == 1.0,
        // What is less than two: 0, 1 and 1.5.
        _ if ["fr", "pt"].contains(&primary(lang)) => size < 2.0,
        _ => size == 1.0,
    }
}

/// The language of a tag, without its country or script.
pub(super) fn primary(lang: &str) -> &str {
    lang.split('-').next().unwrap_or(lang)
}

#[cfg(test)]
mod tests {
    use super::is_one;

    #[test]
    fn each_language_counts_in_its_own_way() {
        let ones = |lang: &str| {
            let all = [0.0, 0.5, 1.0, 1.5, 2.0, 21.0];
            all.into_iter().filter(|number| is_one(lang, *number)).collect::<Vec<_>>()
        };
        assert_eq!(ones("en"), [1.0]);
        assert_eq!(ones("es"), [1.0]);
        assert_eq!(ones("fr"), [0.0, 0.5, 1.0, 1.5], "nothing is singular in French");
        assert_eq!(ones("fr-CA"), ones("fr"));
        assert_eq!(ones("pt"), [0.0, 0.5, 1.0, 1.5]);
        assert_eq!(ones("pt-PT"), [1.0], "Portugal counts otherwise than Brazil");
        assert_eq!(ones("de"), [1.0]);
    }
}
