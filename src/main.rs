//! The program. Its code is in the library and in [`cli`].

mod cli;

use std::process::ExitCode;

use mimalloc::MiMalloc;

// A build allocates and frees millions of small strings, for which the system's allocator takes a
// fifth more time (docs/performance.md).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
