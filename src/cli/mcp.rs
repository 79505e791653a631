//! `crosstown mcp`: a built site for AI assistants and other tools.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::Args;
use crosstown::mcp::{BuiltSite, serve};

use super::exit;
use super::terminal::Terminal;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown mcp\n  crosstown mcp --dir crosstown.zip   a site that is already built, or an archive of one\n\nA client starts this program and speaks the Model Context Protocol with it over standard input and output; there is nothing to type. Most clients are told how to start it in a settings file:\n\n  {\"mcpServers\": {\"crosstown\": {\"command\": \"crosstown\", \"args\": [\"mcp\", \"--dir\", \"/path/to/public\"]}}}\n\nIt reads only the published files of that site, writes nothing and fetches nothing."
)]
pub(super) struct McpArgs {
    /// The built site: a folder or a zip archive.
    #[arg(long, value_name = "PLACE", default_value = "public")]
    dir: PathBuf,
}

/// Serves until the client leaves.
pub(super) fn run(args: &McpArgs, terminal: &Terminal) -> u8 {
    let site = match BuiltSite::open(&args.dir) {
        Ok(site) => site,
        Err(error) => {
            terminal.error(error);
            return exit::SYSTEM;
        }
    };
    // Two threads, so that a long search does not keep the next request from being read.
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            terminal.error(format_args!("starting the server: {error}"));
            return exit::SYSTEM;
        }
    };
    if io::stdin().is_terminal() {
        terminal.err("Waiting for a client of the Model Context Protocol on standard input; `crosstown mcp --help` tells how to add this command to one. Press Ctrl-C to stop.\n");
    }
    let ended = runtime.block_on(serve(site, tokio::io::stdin(), tokio::io::stdout()));
    // A thread may still wait for input that no longer matters.
    runtime.shutdown_background();
    match ended {
        Ok(()) => exit::DONE,
        Err(error) => {
            terminal.error(error);
            exit::SYSTEM
        }
    }
}
