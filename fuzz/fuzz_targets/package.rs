//! See `targets/package.rs`.
#![no_main]

#[path = "../targets/mod.rs"]
#[allow(dead_code, unreachable_pub)]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::package::run(data));
