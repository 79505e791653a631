//! The fonts of a brief: Newsreader, and fallbacks for letters that it lacks.

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};

/// Newsreader, by its designers under the SIL Open Font License, see `fonts/newsreader-licence.txt`.
const NEWSREADER: [&[u8]; 4] = [
    include_bytes!("../../fonts/newsreader-regular.ttf"),
    include_bytes!("../../fonts/newsreader-italic.ttf"),
    include_bytes!("../../fonts/newsreader-semibold.ttf"),
    include_bytes!("../../fonts/newsreader-semibold-italic.ttf"),
];

/// Families embedded in typst that are tried in this order for letters that Newsreader lacks: the
/// first has Greek and Cyrillic, the second Arabic and many symbols.
const OTHERS: [&str; 2] = ["Libertinus Serif", "DejaVu Sans Mono"];

/// The replacement for a letter that no font has.
const UNKNOWN: char = '\u{FFFD}';

/// All faces.
#[derive(Debug)]
pub(crate) struct Fonts {
    faces: Vec<Font>,
}

impl Fonts {
    /// Loads them.
    pub(crate) fn load() -> Fonts {
        let read = |bytes: &'static [u8]| Font::iter(Bytes::new(bytes));
        let mut faces: Vec<Font> = NEWSREADER.into_iter().flat_map(read).collect();
        let others = typst_assets::fonts().flat_map(read);
        faces.extend(others.filter(|face| OTHERS.contains(&face.info().family.as_str())));
        Fonts { faces }
    }

    /// The index in which typst looks up fonts.
    pub(crate) fn book(&self) -> FontBook {
        FontBook::from_fonts(&self.faces)
    }

    /// The face at a position in the book.
    pub(crate) fn get(&self, at: usize) -> Option<Font> {
        self.faces.get(at).cloned()
    }

    /// Replaces letters that no face has, and control characters, and adds these letters to `missing`.
    pub(crate) fn replace_missing(&self, text: &mut String, missing: &mut Vec<char>) {
        let is_missing =
            |letter: char| !is_blank(letter) && (letter.is_control() || !self.has(letter));
        if !text.contains(is_missing) {
            return;
        }
        missing.extend(text.chars().filter(|letter| is_missing(*letter)));
        *text = text.replace(is_missing, UNKNOWN.encode_utf8(&mut [0; 4]));
    }

    fn has(&self, letter: char) -> bool {
        self.faces.iter().any(|face| face.info().coverage.contains(letter.into()))
    }
}

/// Whether a character has no visible shape, so that no font needs to have it.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}
