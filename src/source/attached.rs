//! The files published with records: checks that each is what its name says and not too large, and
//! determines what is published of it. Other files beside records are never opened.

use std::fs::File;
use std::io::Read;

use rayon::prelude::*;

use super::Asset;
use super::load::{Unread, bounded};
use super::svg;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Attachment, Begins, Group, Limits, attachment};

/// Number of bytes at the start of a file that identify its type.
const HEAD: u64 = 1024;

/// Findings about the files that are to be published.
pub(crate) fn examine(assets: &[Asset], limits: &Limits) -> Vec<Diagnostic> {
    assets.par_iter().flat_map_iter(|asset| examine_one(asset, limits)).collect()
}

fn examine_one(asset: &Asset, limits: &Limits) -> Vec<Diagnostic> {
    // Others are not attachments, which has been reported.
    let Some(kind) = attachment(&asset.to) else { return Vec::new() };
    let mut found = Vec::new();
    let examined = size_and_head(asset, kind, limits).and_then(|size| {
        if kind.group == Group::Picture && size > Limits::PICTURE {
            found.push(large(asset, size));
        }
        match kind.begins {
            Begins::Svg => drawing(asset, limits).map(|(_, removed)| {
                found.extend(removed.map(|removed| cleaned(asset, &removed)));
            }),
            _ => Ok(()),
        }
    });
    found.extend(examined.err().map(|error| *error));
    found
}

/// The published bytes of a file.
///
/// # Errors
/// When it cannot be read, or is not what its name says.
pub(crate) fn attached(asset: &Asset, limits: &Limits) -> Result<Vec<u8>, Box<Diagnostic>> {
    match attachment(&asset.to) {
        Some(Attachment { begins: Begins::Svg, .. }) => drawing(asset, limits).map(|(svg, _)| svg),
        Some(kind) => {
            let bytes = read(asset, limits)?;
            // It may have changed since it was examined.
            let head = bytes.len().min(usize::try_from(HEAD).unwrap_or_default());
            if kind.is(&bytes[..head]) { Ok(bytes) } else { Err(other(asset, kind)) }
        }
        None => Err(Box::new(Diagnostic::error(
            "unpublishable-file",
            place(asset),
            "a file of this kind cannot be published",
        ))),
    }
}

fn read(asset: &Asset, limits: &Limits) -> Result<Vec<u8>, Box<Diagnostic>> {
    bounded(&asset.from, limits.attachment()).map_err(|error| unread_asset(asset, &error))
}

fn drawing(asset: &Asset, limits: &Limits) -> Result<(Vec<u8>, Option<String>), Box<Diagnostic>> {
    let bytes = read(asset, limits)?;
    svg::clean(&bytes).map_err(|reason| {
        let message = format!("this is not an SVG drawing: {reason}");
        Box::new(
            Diagnostic::error("wrong-content", place(asset), message)
                .help("save it again as SVG, or as PNG"),
        )
    })
}

fn size_and_head(
    asset: &Asset,
    kind: &Attachment,
    limits: &Limits,
) -> Result<u64, Box<Diagnostic>> {
    let refused = |error| unread_asset(asset, &Unread::System(error));
    let file = File::open(&asset.from).map_err(refused)?;
    let size = file.metadata().map_err(refused)?.len();
    if size > limits.attachment() {
        let unread = Unread::TooLarge { bytes: size, limit: limits.attachment() };
        return Err(unread_asset(asset, &unread));
    }
    let mut head = Vec::new();
    file.take(HEAD).read_to_end(&mut head).map_err(refused)?;
    if kind.is(&head) { Ok(size) } else { Err(other(asset, kind)) }
}

fn place(asset: &Asset) -> Place {
    Place::file(format!("content/{}", asset.to))
}

fn other(asset: &Asset, kind: &Attachment) -> Box<Diagnostic> {
    let message =
        format!("the content of this file does not match its extension `.{}`", kind.ending);
    Box::new(
        Diagnostic::error("wrong-content", place(asset), message)
            .help("give it the extension of its real format, or save it again in the right one"),
    )
}

fn large(asset: &Asset, size: u64) -> Diagnostic {
    let message = format!("this picture has {}, which is slow on a phone", megabytes(size));
    Diagnostic::warning("large-picture", place(asset), message)
        .help("make it smaller: a JPEG or WebP file 1600 pixels wide has about 300 kB")
}

fn cleaned(asset: &Asset, removed: &str) -> Diagnostic {
    let message = format!("parts of this drawing are not published: {removed}");
    Diagnostic::warning("cleaned-drawing", place(asset), message)
        .help("export it as plain SVG, and look at the page to see whether anything is missing")
}

fn unread_asset(asset: &Asset, unread: &Unread) -> Box<Diagnostic> {
    Box::new(self::unread(&place(asset).file, unread, Some("attachment_mb")))
}

/// A finding for a file that was not read, with the setting that limits its size.
pub(super) fn unread(path: &str, unread: &Unread, setting: Option<&str>) -> Diagnostic {
    match unread {
        Unread::System(error) => Diagnostic::error(
            "unreadable",
            Place::file(path),
            format!("this file cannot be read: {error}"),
        ),
        Unread::TooLarge { bytes, limit } => {
            let message = format!(
                "this file has {}, and at most {} are read",
                megabytes(*bytes),
                megabytes(*limit)
            );
            let found = Diagnostic::error("too-large", Place::file(path), message);
            match setting {
                Some(setting) => found.help(format!(
                    "make it smaller, or raise `limits: {{{setting}: …}}` in content/site.yaml"
                )),
                None => found.help("make it smaller"),
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / Limits::MEGABYTE as f64)
}
