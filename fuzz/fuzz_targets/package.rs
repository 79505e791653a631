//! Whatever a host serves is read or refused, and never gives a wrong answer.
#![no_main]

#[path = "../sample.rs"]
mod sample;

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use search_index::{Index, Package, Request, Response, SearchError, build, fuzzing};

fn package() -> &'static Package {
    static PACKAGE: OnceLock<Package> = OnceLock::new();
    PACKAGE.get_or_init(|| build(&sample::records()).unwrap())
}

fn answer(package: Package) -> Result<Response, SearchError> {
    Index::open(package)?.search(&Request { query: "tram -bus".to_owned(), ..Request::default() })
}

/// The first byte chooses a file, the second what becomes of it; the rest is the damage.
fn damaged(choice: u8, way: u8, bytes: &[u8]) -> Package {
    let mut package = package().clone();
    let at = usize::from(choice) % package.files.len();
    let content = &mut package.files[at].bytes;
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
    package
}

fuzz_target!(|data: &[u8]| {
    std::hint::black_box(fuzzing::read_as_parts(data));
    let [choice, way, bytes @ ..] = data else { return };
    static SOUND: OnceLock<Response> = OnceLock::new();
    let sound = SOUND.get_or_init(|| answer(package().clone()).unwrap());
    if let Ok(given) = answer(damaged(*choice, *way, bytes)) {
        assert_eq!(&given, sound);
    }
});
