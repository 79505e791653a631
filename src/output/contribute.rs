//! What the forms need beside their pages: the rules as WebAssembly, the names that a record may use,
//! and templates for those who write offline.

mod docx;
mod template;

use serde_json::{Value, json};

use super::client::hashed_name;
use super::renderer::Renderer;
use super::unit::{Contents, Context, Failure, Output, Reads, Units};
use crate::draft::Names;
use crate::model::Kind;
use crate::theme::Rendered;
use crate::theme::views::{self, FORMS, FORMS_FOLDER, Localized, TEMPLATES, Urls};

use template::Template;

/// The files of the forms.
pub(super) const OUTPUT: Output = Output {
    name: "forms",
    reads: Reads::Fields,
    uses_templates: false,
    units: |context| Box::new(Forms::new(context)),
};

/// The built rules, see `cargo xtask wasm`.
const DIST: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/form_dist.rs"));

/// The script of the forms, which a theme may lack.
const SCRIPT: &str = "assets/contribute/form.js";

/// The files of the rules that are published.
const ENGINE: [&str; 2] = ["engine.js", "engine.wasm.gz"];

fn engine(name: &str) -> Option<&'static [u8]> {
    DIST.iter().find(|(file, _)| *file == name).map(|(_, bytes)| *bytes)
}

/// The path of a file of the rules: named by its content, so that it can be kept forever.
fn engine_path(name: &str) -> Option<String> {
    engine(name).map(|bytes| format!("{FORMS_FOLDER}/{}", hashed_name(name, bytes)))
}

fn names_path() -> String {
    format!("{FORMS_FOLDER}/names.json")
}

/// The addresses of what the script of the forms fetches. None if the theme has no script, or the
/// program was built without the rules.
fn files(site: Localized<'_>, has_script: bool) -> Option<Value> {
    let urls = Urls::of(site);
    let engine = |name| engine_path(name).map(|path| urls.file(&path));
    let files = json!({
        "glue": engine("engine.js")?,
        "engine": engine("engine.wasm.gz")?,
        "names": urls.file(&names_path()),
    });
    Some(files).filter(|_| has_script)
}

/// Whether the theme has the script of the forms.
pub(super) fn has_script(context: &Context<'_>) -> bool {
    context.files.iter().any(|file| file.path == SCRIPT)
}

/// The path of the page of a form without the language: `contribute/practice`.
pub(super) fn page_path(kind: Kind) -> String {
    format!("{FORMS_FOLDER}/{}", kind.as_str())
}

/// Renders the page of a form.
pub(super) fn page(renderer: &Renderer<'_>, lang: &str, kind: Kind, has_script: bool) -> Rendered {
    let site = renderer.of(lang);
    let word = |name: &str| site.words.translate(&format!("form.{name}-{}", kind.as_str()));
    let mut page = renderer.plain_page(site, &word("title"), &page_path(kind), "form");
    page.description = word("text");
    page.section = format!("/{}/", kind.folder());
    let view = views::form(site, kind, files(site, has_script));
    let of = format!("the page /{}/", page.path);
    renderer.render(site, "form.html", &page, ("form", &view), &of)
}

struct Forms<'a> {
    units: Vec<Unit<'a>>,
}

enum Unit<'a> {
    Names(Localized<'a>),
    Engine(&'static str),
    Template(Localized<'a>, Kind, &'static str),
}

impl<'a> Forms<'a> {
    fn new(context: Context<'a>) -> Forms<'a> {
        let own = context.own;
        let mut units = Vec::new();
        if has_script(&context) {
            units.push(Unit::Names(own));
            units
                .extend(ENGINE.into_iter().filter(|name| engine(name).is_some()).map(Unit::Engine));
        }
        let others = context.spoken.others();
        let others =
            others.map(|(lang, _)| Localized { words: context.spoken.words().get(lang), ..own });
        for site in [own].into_iter().chain(others) {
            for kind in FORMS {
                units.extend(TEMPLATES.map(|(format, _)| Unit::Template(site, kind, format)));
            }
        }
        Forms { units }
    }
}

impl<'a> Units<'a> for Forms<'a> {
    fn count(&self) -> usize {
        self.units.len()
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        vec![match &self.units[unit] {
            Unit::Names(_) => names_path(),
            Unit::Engine(name) => engine_path(name).unwrap_or_default(),
            Unit::Template(site, kind, format) => views::template_path(*site, *kind, format),
        }]
    }

    fn contents(&self, _: &Renderer<'_>, unit: usize) -> Contents {
        let bytes = match &self.units[unit] {
            Unit::Names(site) => serde_json::to_vec(&Names::of(site.site)).unwrap_or_default(),
            Unit::Engine(name) => return Ok(vec![engine(name).unwrap_or_default().into()]),
            Unit::Template(site, kind, format) => {
                let template = Template::of(*site, *kind);
                match *format {
                    "docx" => docx::docx(&template, site.lang()).map_err(Failure::System)?,
                    _ => template.markdown().into_bytes(),
                }
            }
        };
        Ok(vec![bytes.into()])
    }
}
