//! The typeface of cards, Newsreader, which the program carries: the drawing must not depend on the
//! fonts installed on the computer.

use std::sync::Arc;

use blake3::Hash;
use resvg::usvg::fontdb::Database;
use skrifa::MetadataProvider as _;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, raw::ReadError};

use crate::address::composed;
use crate::store::made_from;

/// Its name in the files.
pub(super) const FAMILY: &str = "Newsreader";

const REGULAR: &[u8] = include_bytes!("../../../fonts/newsreader-regular.ttf");
const SEMIBOLD: &[u8] = include_bytes!("../../../fonts/newsreader-semibold.ttf");

/// A weight of the face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// 400.
    Regular,
    /// 600.
    SemiBold,
}

impl Weight {
    /// The number in CSS.
    pub(super) fn number(self) -> u16 {
        match self {
            Weight::Regular => 400,
            Weight::SemiBold => 600,
        }
    }
}

/// The face in its weights.
pub(super) struct Face {
    regular: FontRef<'static>,
    semibold: FontRef<'static>,
    /// The same for the renderer.
    pub(super) database: Arc<Database>,
}

impl Face {
    /// Reads the fonts.
    ///
    /// # Errors
    /// When one of them is damaged, which a test rules out.
    pub(super) fn new() -> Result<Face, ReadError> {
        let mut database = Database::new();
        for bytes in [REGULAR, SEMIBOLD] {
            database.load_font_data(bytes.to_vec());
        }
        Ok(Face {
            regular: FontRef::new(REGULAR)?,
            semibold: FontRef::new(SEMIBOLD)?,
            database: Arc::new(database),
        })
    }

    /// A digest of the fonts, on which every picture depends.
    pub(super) fn digest() -> Hash {
        made_from(&[REGULAR, SEMIBOLD])
    }

    fn font(&self, weight: Weight) -> &FontRef<'static> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::SemiBold => &self.semibold,
        }
    }

    /// The width of a text in pixels at a size in pixels: the sum of the advances, which kerning
    /// makes slightly smaller.
    pub(super) fn width(&self, text: &str, weight: Weight, size: f32) -> f32 {
        let font = self.font(weight);
        let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
        let letters = font.charmap();
        let advance = |letter| metrics.advance_width(letters.map(letter)?);
        text.chars().filter_map(advance).sum()
    }

    /// The text as it can be drawn. Signs that the face lacks, such as emoji, are left out; a text
    /// with a letter or digit that it lacks is not drawn at all (`None`), rather than with boxes.
    pub(super) fn writable(&self, text: &str) -> Option<String> {
        let letters = self.regular.charmap();
        let mut out = String::with_capacity(text.len());
        for letter in composed(text).chars() {
            if letters.map(letter).is_some_and(|glyph| glyph.to_u32() != 0) {
                out.push(letter);
            } else if letter.is_alphanumeric() {
                return None;
            } else if letter.is_whitespace() {
                out.push(' ');
            }
        }
        let out = out.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        Some(out).filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_our_languages_are_drawn_as_they_are() {
        let face = Face::new().unwrap();
        for text in [
            "Providence Talks",
            "¿Qué funcionó en Córdoba, São Paulo y Orléans? Œuvres à 100 %…",
            "Łódź · Đà Nẵng · Şişli · Rīga — “quoted” ‘so’, €5 £6 ½",
        ] {
            assert_eq!(face.writable(text).as_deref(), Some(text));
        }
        assert_eq!(face.writable("Co\u{301}rdoba\n\n 2").as_deref(), Some("Córdoba 2"));
    }

    #[test]
    fn a_text_in_letters_that_the_face_lacks_is_not_drawn() {
        let face = Face::new().unwrap();
        for text in ["Αθήνα", "Київ", "東京", "القاهرة", "Seoul 서울", "", "🚲", " "]
        {
            assert_eq!(face.writable(text), None, "{text}");
        }
        assert_eq!(face.writable("Cycling 🚲 for\u{200d} all").as_deref(), Some("Cycling for all"));
    }

    #[test]
    fn a_wider_letter_and_a_bolder_one_take_more_space() {
        let face = Face::new().unwrap();
        let width = |text, weight| face.width(text, weight, 100.0);
        assert!(width("m", Weight::Regular) > width("i", Weight::Regular));
        assert!(width("minimum", Weight::SemiBold) > width("minimum", Weight::Regular));
        assert!(width("mm", Weight::Regular) > 100.0);
    }
}
