//! Folding: case and diacritics are ignored, so that `lodz` finds `Łódź` and `sao paulo` finds `São
//! Paulo`.
//!
//! The table covers the letters of Latin scripts. A full Unicode decomposition would be the largest
//! table in the browser's engine.

/// Lower-case letters, and what replaces them in the index.
const FOLDED: &[(&str, &str)] = &[
    ("àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặẚ", "a"),
    ("æǣǽ", "ae"),
    ("ḃḅḇƀɓ", "b"),
    ("çćĉċčḉƈ", "c"),
    ("ďđðḋḍḏḑḓɗ", "d"),
    ("èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệə", "e"),
    ("ḟƒ", "f"),
    ("ĝğġģǥǧǵḡ", "g"),
    ("ĥħȟḣḥḧḩḫẖ", "h"),
    ("ìíîïĩīĭįıǐȉȋḭḯỉị", "i"),
    ("ĳ", "ij"),
    ("ĵǰ", "j"),
    ("ķǩḱḳḵƙ", "k"),
    ("ĺļľŀłḷḹḻḽ", "l"),
    ("ḿṁṃ", "m"),
    ("ñńņňŉŋǹṅṇṉṋ", "n"),
    ("òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ", "o"),
    ("œ", "oe"),
    ("ṕṗ", "p"),
    ("ŕŗřȑȓṙṛṝṟ", "r"),
    ("śŝşšșṡṣṥṧṩ", "s"),
    ("ß", "ss"),
    ("ţťŧțṫṭṯṱẗ", "t"),
    ("þ", "th"),
    ("ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự", "u"),
    ("ṽṿ", "v"),
    ("ŵẁẃẅẇẉẘ", "w"),
    ("ẋẍ", "x"),
    ("ýÿŷȳẏẙỳỵỷỹ", "y"),
    ("źżžƶẑẓẕ", "z"),
    ("ﬀ", "ff"),
    ("ﬁ", "fi"),
    ("ﬂ", "fl"),
    ("ﬃ", "ffi"),
    ("ﬄ", "ffl"),
    ("ﬅﬆ", "st"),
];

/// The distance from a full-width letter or digit to its usual form.
const FULL_WIDTH: u32 = 0xfee0;

/// Whether the character is part of a word but not of its folded form: a combining accent, or a
/// character without width, such as the soft hyphens of text pasted from a PDF.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Whether the character belongs to a script that puts no spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    // Thai and Lao, Burmese, Khmer, kana, Han ideographs.
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        && c.is_alphanumeric()
}

/// Whether the character is an apostrophe, however it is typed. The ʻokina is one.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʻ' | 'ʼ' | 'ʹ')
}

/// Whether the character is a letter or digit of a word.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_mark(c) && !is_apostrophe(c)
}

/// Appends `c` to `out`, in lower case and without accents.
#[inline]
pub(super) fn fold_into(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    if matches!(c, '\u{ff01}'..='\u{ff5e}') {
        out.extend(char::from_u32(c as u32 - FULL_WIDTH).map(|c| c.to_ascii_lowercase()));
        return;
    }
    for lower in c.to_lowercase().filter(|lower| !is_mark(*lower)) {
        match FOLDED.iter().find(|(from, _)| from.contains(lower)) {
            Some((_, to)) => out.push_str(to),
            None => out.push(lower),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(text: &str) -> String {
        let mut out = String::new();
        text.chars().for_each(|c| fold_into(c, &mut out));
        out
    }

    #[test]
    fn names_of_cities_fold_to_plain_letters() {
        for (name, folded) in [
            ("Łódź", "lodz"),
            ("São Paulo", "sao paulo"),
            ("Hà Nội", "ha noi"),
            ("Århus", "arhus"),
            ("İzmir", "izmir"),
            ("Chișinău", "chisinau"),
            ("Weißwasser", "weisswasser"),
            ("Cafe\u{301}", "cafe"),
            ("Αθήνα", "αθήνα"),
            ("e\u{ad}ﬃ\u{200b}cient", "efficient"),
            ("Ｃｉｔｙ１", "city1"),
        ] {
            assert_eq!(fold(name), folded);
        }
    }
}
