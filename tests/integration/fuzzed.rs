//! The targets of `fuzz/` hold for their seeds, and for random changes of these. libFuzzer, which
//! looks for inputs that reach new code, runs them for longer (`cargo xtask fuzz`).

use std::fs;
use std::panic;
use std::path::PathBuf;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::common::repository;

#[path = "../../fuzz/targets/mod.rs"]
#[allow(unreachable_pub, clippy::expect_used, reason = "they are the code of another workspace")]
pub(crate) mod targets;

/// The seeds of a target.
fn seeds(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = repository("fuzz/seeds").join(name);
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

#[test]
fn every_target_holds_for_its_seeds() {
    for (name, run) in targets::ALL {
        let seeds = seeds(name);
        assert!(seeds.len() >= 4, "{name} has only {} seeds", seeds.len());
        for (path, bytes) in seeds {
            let held = panic::catch_unwind(|| run(&bytes));
            assert!(held.is_ok(), "{} does not hold", path.display());
        }
    }
}

/// A change of a seed: bytes are replaced, removed, doubled, or put in from another seed.
fn changed(seeds: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let seed = || prop::sample::select(seeds.clone());
    let change = (0..4_u8, any::<u16>(), any::<u16>(), any::<u8>());
    (seed(), seed(), prop::collection::vec(change, 0..6)).prop_map(|(mut bytes, other, changes)| {
        for (way, at, length, byte) in changes {
            let at = usize::from(at) % (bytes.len() + 1);
            let end = (at + usize::from(length) % 40).min(bytes.len());
            let part = other.get(at..(at + usize::from(length) % 40).min(other.len()));
            let with = match way {
                0 => vec![byte],
                1 => Vec::new(),
                2 => bytes[at..end].repeat(2),
                _ => part.unwrap_or_default().to_vec(),
            };
            bytes.splice(at..end, with);
        }
        bytes
    })
}

#[test]
fn every_target_holds_for_changed_seeds() {
    for (name, run) in targets::ALL {
        let cases = if name == "package" { 12 } else { 60 };
        let seeds = seeds(name).into_iter().map(|(_, bytes)| bytes).collect();
        let config = Config { cases, failure_persistence: None, ..Config::default() };
        // The same changes in every run: new ones are for libFuzzer to find.
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let held = TestRunner::new_with_rng(config, rng).run(&changed(seeds), |bytes| {
            run(&bytes);
            Ok(())
        });
        assert!(held.is_ok(), "{name}: {}", held.unwrap_err());
    }
}
