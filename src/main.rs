//! The program. Everything it does is in the library and in [`cli`].

mod cli;

use std::process::ExitCode;

use mimalloc::MiMalloc;

// A build makes and drops millions of small texts; the system's allocator takes a fifth more time
// for it (docs/performance.md).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
