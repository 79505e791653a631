//! Whatever a host serves is either read or refused, and never leads to a wrong answer.
use std::io::Read as _;
use std::sync::OnceLock;

use super::sample;
use flate2::read::GzDecoder;
use search_index::{Index, Package, Request, Response, SearchError, build, fuzzing};

fn package() -> &'static Package {
    static PACKAGE: OnceLock<Package> = OnceLock::new();
    PACKAGE.get_or_init(|| build(&sample::records()).unwrap())
}

fn answer(package: Package) -> Result<Response, SearchError> {
    Index::open(package)?.search(&Request { query: "tram -bus".to_owned(), ..Request::default() })
}

/// Damages a file: `way` chooses the kind of damage, and `bytes` are its content.
fn damage(content: &mut Vec<u8>, way: u8, bytes: &[u8]) {
    match way % 4 {
        0 => *content = bytes.to_vec(),
        1 => content.truncate(bytes.iter().map(|byte| usize::from(*byte)).sum()),
        2 => content.extend_from_slice(bytes),
        _ => {
            for change in bytes.chunks_exact(3) {
                let place = usize::from(change[0]) << 8 | usize::from(change[1]);
                let length = content.len().max(1);
                if let Some(byte) = content.get_mut(place % length) {
                    *byte ^= change[2];
                }
            }
        }
    }
}

/// The content of each file, decompressed. Damage to it is not caught by digests, so it reaches the
/// code that reads the parts.
fn parts() -> &'static [Vec<u8>] {
    static PARTS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    PARTS.get_or_init(|| {
        let unpacked = package().files.iter().map(|file| {
            let mut content = Vec::new();
            match GzDecoder::new(file.bytes.as_slice()).read_to_end(&mut content) {
                Ok(_) => content,
                Err(_) => file.bytes.clone(),
            }
        });
        unpacked.collect()
    })
}

/// Reads the bytes as files, and damages a sound package with them.
pub fn run(data: &[u8]) {
    std::hint::black_box(fuzzing::read_as_parts(data));
    let [choice, way, bytes @ ..] = data else { return };
    let choice = usize::from(*choice);
    let mut part = parts()[choice % parts().len()].clone();
    damage(&mut part, *way, bytes);
    std::hint::black_box(fuzzing::read_as_parts(&part));
    static SOUND: OnceLock<Response> = OnceLock::new();
    let sound = SOUND.get_or_init(|| answer(package().clone()).unwrap());
    let mut damaged = package().clone();
    let at = choice % damaged.files.len();
    damage(&mut damaged.files[at].bytes, *way, bytes);
    if let Ok(given) = answer(damaged) {
        assert_eq!(&given, sound);
    }
}
