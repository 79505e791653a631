//! Tera, set up for one theme and one site.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::{Context, Tera, TeraResult, Value};

use super::Theme;
use super::error::{self, RenderFailure};
use super::views::{PageView, SiteView};
use super::words::Words;
use super::{inline_components, inline_messages, translate};
use crate::diagnostic::Diagnostic;
use crate::escape;

/// A rendered page, or why rendering failed.
pub type Rendered = Result<String, Box<RenderFailure>>;

/// Renders pages of one site with one theme. Shared by all threads.
pub struct Engine {
    /// The templates for each language, which differ in their words and in `site`.
    templates: BTreeMap<String, LocalizedTemplates>,
    default: String,
    theme: Arc<Theme>,
}

/// The templates in one language.
struct LocalizedTemplates {
    /// With fixed words and components inserted, see [`super::inline_messages`] and
    /// [`super::inline_components`].
    quick: Tera,
    /// As written: compiled when a template fails, to find the place.
    exact: OnceLock<Option<Tera>>,
    words: Arc<Words>,
    site: Value,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("templates", &self.theme.templates.len())
            .field("languages", &self.templates.keys())
            .finish_non_exhaustive()
    }
}

impl Engine {
    /// Compiles the templates for each language, with its words and its view of the site. The first
    /// language is the site's own.
    ///
    /// # Errors
    /// Every invalid template.
    pub fn new(
        theme: &Arc<Theme>,
        sites: &[(Arc<Words>, SiteView)],
    ) -> Result<Engine, Vec<Diagnostic>> {
        let mut templates = BTreeMap::new();
        for (words, site) in sites {
            let (words, site) = (Arc::clone(words), Value::from_serializable(site));
            let quick = match quick(theme, &words, &site) {
                Ok(quick) => quick,
                Err(_) => exact(theme, &words, &site).map_err(|first| {
                    error::all_syntax_errors(theme, &texts(theme), &bare(&words), &first)
                })?,
            };
            let localized = LocalizedTemplates { quick, exact: OnceLock::new(), words, site };
            templates.insert(localized.words.lang().to_owned(), localized);
        }
        let default = sites.first().map(|(words, _)| words.lang().to_owned()).unwrap_or_default();
        Ok(Engine { templates, default, theme: Arc::clone(theme) })
    }

    /// Renders `template` with the words of `lang`, with `page` and one more value called `name`.
    /// `of` says what is being rendered: the path of a record's file, or of a page.
    ///
    /// # Errors
    /// When the template fails, with its place and `of`.
    pub fn render<T: Serialize>(
        &self,
        lang: &str,
        template: &str,
        page: &PageView,
        (name, value): (&'static str, &T),
        of: &str,
    ) -> Rendered {
        let mut context = Context::new();
        context.insert_value("page", Value::from_serializable(page));
        context.insert_value(name, Value::from_serializable(value));
        self.run(lang, template, &context, of)
    }

    /// Renders a template for a part of pages, with one value, and trims the result.
    ///
    /// # Errors
    /// As [`Engine::render`].
    pub fn render_part<T: Serialize>(
        &self,
        lang: &str,
        template: &str,
        (name, value): (&'static str, &T),
        of: &str,
    ) -> Rendered {
        let mut context = Context::new();
        context.insert_value(name, Value::from_serializable(value));
        self.run(lang, template, &context, of).map(|html| html.trim().to_owned())
    }

    fn run(&self, lang: &str, template: &str, context: &Context, of: &str) -> Rendered {
        let found = self.templates.get(lang).or_else(|| self.templates.get(&self.default));
        let rendered = match found {
            Some(found) => found.quick.render(template, context).or_else(|failure| {
                found
                    .exact(&self.theme)
                    .map_or(Err(failure), |exact| exact.render(template, context))
            }),
            None => Tera::new().render(template, context),
        };
        rendered
            .map_err(|failure| Box::new(RenderFailure::new(&self.theme, template, &failure, of)))
    }
}

impl LocalizedTemplates {
    /// The templates as written, in which errors have the right places.
    fn exact(&self, theme: &Theme) -> Option<&Tera> {
        let exact = || exact(theme, &self.words, &self.site).ok();
        self.exact.get_or_init(exact).as_ref()
    }
}

/// The templates of a theme by name.
fn texts(theme: &Theme) -> Vec<(&str, Cow<'_, str>)> {
    let texts = theme.templates.iter();
    texts.map(|(name, file)| (name.as_str(), String::from_utf8_lossy(&file.bytes))).collect()
}

/// Templates as written, with everything they use.
fn exact(theme: &Theme, words: &Arc<Words>, site: &Value) -> TeraResult<Tera> {
    let mut tera = bare(words);
    tera.add_raw_templates(texts(theme))?;
    tera.global_context().insert_value("site", site.clone());
    Ok(tera)
}

/// The folder of components that may be rendered before other templates are compiled.
const COMPONENTS: &str = "components/";

/// Templates with everything they use, and with fixed words and components inserted.
fn quick(theme: &Theme, words: &Arc<Words>, site: &Value) -> TeraResult<Tera> {
    let folded = |(name, text): (_, Cow<'_, str>)| (name, inline_messages::folded(&text, words));
    let (components, mut others): (Vec<_>, Vec<_>) = texts(theme)
        .into_iter()
        .map(folded)
        .partition(|(name, _): &(&str, String)| name.starts_with(COMPONENTS));
    let mut tera = bare(words);
    tera.global_context().insert_value("site", site.clone());
    tera.add_raw_templates(components)?;
    if !inline_components::may_read_the_page(&tera) {
        for (_, text) in &mut others {
            *text = inline_components::folded(text, &tera, site);
        }
    }
    tera.add_raw_templates(others)?;
    Ok(tera)
}

/// Tera without templates, with our filters.
fn bare(words: &Arc<Words>) -> Tera {
    let mut tera = Tera::new();
    tera.set_escape_fn(escape::write_html);
    // Escapes in all templates, whatever their names, because all of them make parts of pages.
    tera.autoescape_on([""]);
    translate::register(&mut tera, words);
    tera
}
