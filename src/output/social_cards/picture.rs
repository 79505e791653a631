//! Turns a drawing into a picture: SVG into PNG.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

use super::face::{FAMILY, Face};
use crate::theme::views::{CARD_HEIGHT, CARD_WIDTH};

/// The libraries that draw, with their versions, because other versions may draw other pixels. A
/// test compares them with `Cargo.lock`.
pub(super) const RENDERER: &str = "resvg 0.49.0, png 0.18.1";

/// Draws an SVG document of the size of a card, with the fonts of the face and no others.
///
/// # Errors
/// When it is not valid SVG.
pub(super) fn png(svg: &str, face: &Face) -> io::Result<Vec<u8>> {
    let options = Options {
        font_family: FAMILY.to_owned(),
        fontdb: face.database.clone(),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(io::Error::other)?;
    let size = (u32::from(CARD_WIDTH), u32::from(CARD_HEIGHT));
    let mut pixels = Pixmap::new(size.0, size.1).ok_or(io::ErrorKind::OutOfMemory)?;
    resvg::render(&tree, Transform::default(), &mut pixels.as_mut());
    let (palette, places) = indexed(pixels.data().as_chunks().0);
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, size.0, size.1);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(Compression::Balanced);
    // Filters, which compare numbers, make an indexed picture larger.
    encoder.set_filter(Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&places)?;
    writer.finish()?;
    Ok(out)
}

/// Red, green and blue.
type Colour = [u8; 3];

/// The palette of a picture, and the place in it of each pixel. A card has a few colours and some
/// hundred shades of them at the edges of letters; those beyond the 256 most frequent become the
/// nearest of these, which is not visible and halves the file. Nothing on a card is transparent.
fn indexed(pixels: &[[u8; 4]]) -> (Vec<Colour>, Vec<u8>) {
    let runs = pixels.chunk_by(|one, next| one == next).map(|run| {
        let [red, green, blue, _] = run[0];
        ([red, green, blue], run.len())
    });
    let runs: Vec<(Colour, usize)> = runs.collect();
    let mut counts: BTreeMap<Colour, usize> = BTreeMap::new();
    for (colour, length) in &runs {
        *counts.entry(*colour).or_default() += length;
    }
    let mut by_count: Vec<(Colour, usize)> = counts.into_iter().collect();
    by_count.sort_by_key(|(_, count)| Reverse(*count));
    let palette: Vec<Colour> = by_count.iter().take(256).map(|(colour, _)| *colour).collect();
    let places: BTreeMap<Colour, u8> =
        by_count.iter().map(|(colour, _)| (*colour, nearest(&palette, *colour))).collect();
    let mut indexed = Vec::with_capacity(pixels.len());
    for (colour, length) in &runs {
        let place = places.get(colour).copied().unwrap_or_default();
        indexed.resize(indexed.len() + length, place);
    }
    (palette, indexed)
}

/// The place of the most similar colour.
fn nearest(palette: &[Colour], colour: Colour) -> u8 {
    let distance = |other: &Colour| -> u32 {
        colour.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2)).sum()
    };
    (0..=u8::MAX).zip(palette).min_by_key(|(_, other)| distance(other)).map_or(0, |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::*;
    use crate::output::social_cards::colours::Colours;
    use crate::output::social_cards::drawing::svg;
    use crate::theme::views::SocialCard;

    fn drawn(title: &str) -> Vec<u8> {
        let face = Face::new().unwrap();
        let card = SocialCard {
            site: "Crosstown".to_owned(),
            kind: "Practice".to_owned(),
            title: title.to_owned(),
            text: "Half of what is thrown away is food.".to_owned(),
            facts: Vec::new(),
            tokens: Vec::new(),
        };
        png(&svg(&card, &face, &Colours::of("")), &face).unwrap()
    }

    #[test]
    fn a_card_is_a_png_of_the_size_that_networks_ask_for_and_shows_its_title() {
        let decode = |bytes: &[u8]| {
            let decoder = png::Decoder::new(io::Cursor::new(bytes.to_vec()));
            let mut reader = decoder.read_info().unwrap();
            let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
            let info = reader.next_frame(&mut pixels).unwrap();
            (info.width, info.height, pixels)
        };
        let (width, height, pixels) = decode(&drawn("Food bins"));
        assert_eq!((width, height), (1200, 630));
        assert_ne!(decode(&drawn("Food tins")).2, pixels);
    }

    #[test]
    fn the_same_card_has_the_same_bytes_whichever_thread_draws_it() {
        let one = drawn("Food bins");
        let many: Vec<Vec<u8>> = (0..16).into_par_iter().map(|_| drawn("Food bins")).collect();
        assert!(many.iter().all(|other| *other == one));
    }

    #[test]
    fn the_name_of_the_renderer_has_its_version() {
        let lock = include_str!("../../../Cargo.lock");
        for library in RENDERER.split(", ") {
            let (name, version) = library.split_once(' ').unwrap();
            let entry = format!("name = \"{name}\"\nversion = \"{version}\"\n");
            assert!(lock.contains(&entry), "Cargo.lock has another version of {name}");
        }
    }

    #[test]
    fn frequent_colours_stay_and_rare_ones_become_similar() {
        let shades = (0..=255).flat_map(|red| [[red, 0, 0, 255]; 2]);
        let pixels: Vec<[u8; 4]> = shades.chain([[9, 1, 0, 255], [0, 0, 0, 255]]).collect();
        let (palette, places) = indexed(&pixels);
        assert_eq!(palette.len(), 256);
        let found: Vec<Colour> = places.iter().map(|at| palette[usize::from(*at)]).collect();
        let expected = pixels[..512].iter().map(|[red, green, blue, _]| [*red, *green, *blue]);
        assert!(expected.eq(found[..512].iter().copied()));
        assert_eq!(found[512..], [[9, 0, 0], [0, 0, 0]]);
    }
}
