//! `crosstown serve`.

use std::sync::{Arc, Mutex, PoisonError};

use crosstown::model::Extra;
use crosstown::output::Sink;
use crosstown::pipeline::{self, Options};
use crosstown::serve::{
    Build, Built, Event, Limits, Port, ServeConfig, ServeError, WriteIndex, serve, serve_built,
};

use super::args::ServeArgs;
use super::report::{duration, findings, plural, records, system};
use super::terminal::{Terminal, shown};
use super::{exit, start};

/// The hint that is printed when a built site is served.
const STOP: &str = "Press Ctrl-C to stop.";
/// The hint that is printed when content is served.
const REBUILD: &str = "Save a file to rebuild; press Ctrl-C to stop.";

/// Serves until interrupted.
pub(super) fn run(args: &ServeArgs, terminal: &Arc<Terminal>) -> u8 {
    if let Some(place) = &args.dir {
        let told = Arc::clone(terminal);
        let port = port(args);
        return ended(|| serve_built(place, port, move |event| said(event, STOP, &told)), terminal);
    }
    if let Some(status) = start::refused(&args.content.root, terminal) {
        return status;
    }
    args.content.set_threads();
    let options: Options = match args.content.options(None, args.theme.clone()) {
        // Nobody shares a link to this computer, and pictures would delay the first page.
        Ok(options) => Options { left_out: vec![Extra::Cards], ..options },
        Err(error) => return system(&error, terminal),
    };
    let config =
        ServeConfig { root: options.root.clone(), port: port(args), limits: Limits::default() };
    let build = pipeline(options);
    terminal.err("Building …\n");
    let told = Arc::clone(terminal);
    ended(|| serve(config, build, move |event| said(event, REBUILD, &told)), terminal)
}

fn port(args: &ServeArgs) -> Port {
    args.port.map_or_else(Port::default, Port::Exactly)
}

/// Runs a server to its end, and returns the exit status.
fn ended<S: Future<Output = Result<(), ServeError>>>(
    server: impl FnOnce() -> S,
    terminal: &Terminal,
) -> u8 {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            terminal.error(format_args!("starting the server: {error}"));
            return exit::SYSTEM;
        }
    };
    match runtime.block_on(server()) {
        Ok(()) => exit::DONE,
        Err(error) => {
            terminal.error(error);
            exit::SYSTEM
        }
    }
}

/// The pipeline with its memory.
fn pipeline(options: Options) -> Arc<Build> {
    let memory = Mutex::new((pipeline::Memory::default(), false));
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().ok().map(Arc::new);
    Arc::new(move |sink: &dyn Sink| {
        let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
        let (memory, is_indexed) = &mut *memory;
        let inputs = pipeline::read(&options, Some(memory))?;
        let built = pipeline::build(&options, inputs, Some(memory), sink)?;
        let pipeline::Built { report, index, .. } = built;
        let index = index.map(|index| -> WriteIndex {
            // The first index may use all threads. Later ones must not delay the next build.
            let pool = one.clone().filter(|_| std::mem::replace(is_indexed, true));
            Box::new(move |sink| match pool {
                Some(pool) => pool.install(|| index.put(sink)),
                None => index.put(sink),
            })
        });
        Ok(Built { report, index })
    })
}

/// Prints an event of the server; at the start, also `hint`.
fn said(event: Event, hint: &str, terminal: &Terminal) {
    match event {
        Event::Started { url, instead_of } => {
            if let Some(port) = instead_of {
                terminal.err(&format!("Port {port} is taken by another program.\n"));
            }
            terminal.out(&format!("Serving {url}\n{hint}\n"));
        }
        Event::Rebuilt { report, files, duration: time } => {
            findings(&report.diagnostics, terminal);
            let files = plural(files, "file");
            terminal.out(&format!("Built {} ({files}) in {}.\n", records(&report), duration(time)));
        }
        Event::Indexed { duration: time } => {
            terminal.out(&format!("The search index followed {} later.\n", duration(time)));
        }
        Event::Failed { diagnostics } => {
            findings(&diagnostics, terminal);
            terminal.out("The page shows these errors, too; it reloads when they are mended.\n");
        }
        Event::Broken { error } => {
            system(&error, terminal);
        }
        Event::NotWatching { path, reason } => {
            let path = shown(&path);
            terminal.err(&format!("warning: changes to {path} are not seen: {reason}\n"));
        }
    }
}
