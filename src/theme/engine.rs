//! Tera, made ready for one theme and one site.

use std::io::{self, Write};

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
        tera.set_escape_fn(escape);
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

/// Escapes text as Tera does, but writes it in runs: Tera's own writes each byte by itself, which
/// took a tenth of the time of a build.
fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let bytes = text.as_bytes();
    let mut from = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let escaped: &[u8] = match byte {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            b'\'' => b"&#39;",
            _ => continue,
        };
        out.write_all(&bytes[from..at])?;
        out.write_all(escaped)?;
        from = at + 1;
    }
    out.write_all(&bytes[from..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_as_tera_escapes_it() {
        let all: String = (0..0x250_u32).filter_map(char::from_u32).collect();
        for text in ["", "plain", "<", "a'b\"c&d<e>f", "&&", "é<ü>", all.as_str()] {
            let (mut ours, mut theirs) = (Vec::new(), Vec::new());
            escape(text, &mut ours).unwrap();
            tera::escape_html(text, &mut theirs).unwrap();
            assert_eq!(ours, theirs, "{text}");
        }
    }
}
