//! Briefs: each practice on about two pages, as a PDF document to print and to hand out. An extra, see
//! `Extra::Briefs`.
//!
//! The words of a brief are put together here; a separate program typesets them (`briefs/` in the
//! repository), because its libraries would triple the size of this one. Typesetting takes long, so
//! briefs are cached between builds by their content.

mod answer;
mod brief;
mod fault;
pub(super) mod program;
mod text;
mod worker;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use blake3::Hash;

use super::record_place::RecordPlace;
use super::renderer::Renderer;
use super::unit::{Contents, Context, Failure, Output, Owner, Reads, Units};
use crate::diagnostic::{Diagnostic, Place};
use crate::model::Extra;
use crate::site::{Meta, Site};
use crate::store::made_from;

use answer::Answer;
use brief::{Brief, brief, brief_path};
use fault::Fault;
use worker::Worker;

/// A brief for each practice and each of its translations.
pub(super) const OUTPUT: Output = Output {
    name: "briefs",
    reads: Reads::Bodies,
    uses_templates: false,
    units: |context| Box::new(Briefs::new(context)),
};

struct Briefs<'a> {
    site: &'a Site,
    places: Vec<RecordPlace>,
    /// Workers that are idle at the moment.
    idle: Mutex<Vec<Worker>>,
    /// A digest of the program, or why it cannot be read.
    program: OnceLock<Result<Hash, String>>,
    /// Whether the program has failed, which it would with every other brief, too.
    failed: AtomicBool,
    warnings: Mutex<Vec<Diagnostic>>,
}

impl<'a> Briefs<'a> {
    fn new(context: Context<'a>) -> Briefs<'a> {
        let site = context.site();
        let is_made = site.config.makes(Extra::Briefs);
        Briefs {
            site,
            places: if is_made { RecordPlace::practices(site) } else { Vec::new() },
            idle: Mutex::default(),
            program: OnceLock::new(),
            failed: AtomicBool::new(false),
            warnings: Mutex::default(),
        }
    }

    fn brief(&self, renderer: &Renderer<'_>, unit: usize) -> Option<(&'a Meta, Brief)> {
        let version = self.places[unit].practice(self.site)?;
        let only = renderer.briefs.map_or(&[][..], |options| &options.only);
        if !only.is_empty() && !only.contains(&version.meta.slug) {
            return None;
        }
        let site = match self.places[unit] {
            RecordPlace::Original(..) => renderer.own(),
            RecordPlace::Translation(_) => renderer.of(&version.meta.lang),
        };
        Some((version.meta, brief(site, &version)))
    }

    /// The brief as JSON, set as PDF: taken from the store, or by the program.
    ///
    /// # Errors
    /// Why there is none.
    fn set(&self, renderer: &Renderer<'_>, id: &str, json: &str) -> Result<Answer, Fault> {
        let options = renderer.briefs.ok_or_else(|| Fault::of_program("there is no program"))?;
        let program = &options.program;
        let from = self.program.get_or_init(|| program.digest().map_err(|error| error.to_string()));
        let from = from.as_ref().map_err(|error| Fault::of_program(error))?;
        let from = made_from(&[json.as_bytes(), from.as_bytes()]);
        let make = || {
            let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut worker = idle.map_or_else(|| Worker::start(program), Ok)?;
            let answer = worker.ask(id, json);
            // A worker that broke the protocol is dropped, which ends its process.
            if answer.as_ref().map_or_else(|fault| !fault.is_of_program, |_| true) {
                self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
            }
            answer
        };
        let bytes = match renderer.store {
            Some(store) => store.get_or_make(&from, make)?,
            None => make()?,
        };
        Answer::read(bytes).map_err(|why| Fault::of_program(&why))
    }
}

impl<'a> Units<'a> for Briefs<'a> {
    fn count(&self) -> usize {
        self.places.len()
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        vec![brief_path(self.places[unit].record(self.site).0)]
    }

    fn owner(&self, _: usize) -> Owner<'a> {
        Owner::File
    }

    fn hidden(&self, renderer: &Renderer<'_>, unit: usize) -> Option<String> {
        let (_, brief) = self.brief(renderer, unit)?;
        let json = serde_json::to_string(&brief).unwrap_or_default();
        Some(format!("{}\n{json}", brief.words()))
    }

    fn contents(&self, renderer: &Renderer<'_>, unit: usize) -> Contents {
        let Some((meta, brief)) = self.brief(renderer, unit) else { return Ok(Vec::new()) };
        if self.failed.load(Ordering::Relaxed) {
            return Ok(Vec::new());
        }
        let json = serde_json::to_string(&brief).map_err(|error| Failure::System(error.into()))?;
        match self.set(renderer, &brief.id, &json) {
            Ok(answer) => {
                if !answer.missing.is_empty() {
                    let found = missing_letters(meta, &answer.missing);
                    self.warnings.lock().unwrap_or_else(PoisonError::into_inner).push(found);
                }
                Ok(vec![answer.pdf.into()])
            }
            Err(fault) => {
                if fault.is_of_program && self.failed.swap(true, Ordering::Relaxed) {
                    return Ok(Vec::new());
                }
                Err(Failure::Content(Box::new(not_set(meta, &fault))))
            }
        }
    }

    fn warnings(&self) -> Vec<Diagnostic> {
        std::mem::take(&mut *self.warnings.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The finding that a brief was not set.
fn not_set(meta: &Meta, fault: &Fault) -> Diagnostic {
    let message = format!("the brief of this practice could not be set: {}", fault.why);
    let found = Diagnostic::error("brief-not-set", Place::file(&meta.path), message);
    let again = "to publish without briefs, build with `--no-extras`, or remove `briefs` from `extras` in site.yaml";
    match fault.is_of_program {
        true => found.help(format!(
            "install `crosstown-briefs` again (`cargo install --locked --path briefs`); {again}"
        )),
        false => found.help(again),
    }
}

/// The finding that the fonts of a brief lack letters.
fn missing_letters(meta: &Meta, missing: &str) -> Diagnostic {
    let message = format!("the fonts of the briefs lack letters of this practice: {missing}");
    let found = Diagnostic::warning("brief-letters", Place::file(&meta.path), message);
    found.help("the brief shows a sign in their place; add the name in Latin letters")
}
