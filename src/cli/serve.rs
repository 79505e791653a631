//! `crosstown serve`.

use std::sync::{Arc, Mutex, PoisonError};

use crosstown::output::Sink;
use crosstown::pipeline::{self, Options};
use crosstown::serve::{Build, Built, Event, Limits, Port, ServeConfig, WriteIndex, serve};

use super::args::ServeArgs;
use super::report::{duration, findings, plural, records, system};
use super::terminal::{Terminal, shown};
use super::{exit, start};

/// Serves until interrupted.
pub(super) fn run(args: &ServeArgs, terminal: &Arc<Terminal>) -> u8 {
    if let Some(status) = start::refused(&args.content.root, terminal) {
        return status;
    }
    args.content.set_threads();
    let options: Options = match args.content.options(None, args.theme.clone()) {
        Ok(options) => options,
        Err(error) => return system(&error, terminal),
    };
    let config = ServeConfig {
        root: options.root.clone(),
        port: args.port.map_or(Port::From(4321), Port::Exactly),
        limits: Limits::default(),
    };
    let build = pipeline(options);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            terminal.error(format_args!("starting the server: {error}"));
            return exit::SYSTEM;
        }
    };
    terminal.err("Building …\n");
    let told = Arc::clone(terminal);
    match runtime.block_on(serve(config, build, move |event| said(event, &told))) {
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

fn said(event: Event, terminal: &Terminal) {
    match event {
        Event::Started { url, instead_of } => {
            if let Some(port) = instead_of {
                terminal.err(&format!("Port {port} is taken by another program.\n"));
            }
            terminal
                .out(&format!("Serving {url}\nSave a file to rebuild; press Ctrl-C to stop.\n"));
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
