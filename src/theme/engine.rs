//! Tera, made ready for one theme and one site.

use serde::Serialize;
use tera::{Context, Tera, Value};

use super::Theme;
use super::error::{self, RenderFailure};
use super::views::{PageView, SiteView};
use crate::diagnostic::Diagnostic;

/// A rendered page or why it could not be.
pub type Rendered = Result<String, Box<RenderFailure>>;

/// Renders pages of one site with one theme. Shared by all threads.
pub struct Engine {
    tera: Tera,
    theme: Theme,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("templates", &self.theme.templates.len())
            .finish_non_exhaustive()
    }
}

impl Engine {
    /// Compiles the templates.
    ///
    /// # Errors
    /// Every template that is not valid.
    pub fn new(theme: Theme, site: &SiteView) -> Result<Engine, Vec<Diagnostic>> {
        let mut tera = Tera::new();
        let texts = theme
            .templates
            .iter()
            .map(|(name, file)| (name.as_str(), String::from_utf8_lossy(&file.bytes)));
        let texts: Vec<_> = texts.collect();
        if let Err(first) =
            tera.add_raw_templates(texts.iter().map(|(name, text)| (*name, text.as_ref())))
        {
            return Err(error::all_syntax_errors(&theme, &texts, &first));
        }
        tera.global_context().insert_value("site", Value::from_serializable(site));
        Ok(Engine { tera, theme })
    }

    /// Renders `template` with `page` and one more value under `name`. `of` says what is being
    /// rendered: the path of a record's file, or of a page.
    ///
    /// # Errors
    /// When the template fails, with its place and `of`.
    pub fn render<T: Serialize>(
        &self,
        template: &str,
        page: &PageView,
        name: &'static str,
        value: &T,
        of: &str,
    ) -> Rendered {
        let mut context = Context::new();
        context.insert_value("page", Value::from_serializable(page));
        context.insert_value(name, Value::from_serializable(value));
        self.tera
            .render(template, &context)
            .map_err(|failure| Box::new(RenderFailure::new(&self.theme, template, &failure, of)))
    }
}
