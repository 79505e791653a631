//! Cards of practices in lists and beside other practices. A practice is in a dozen lists and
//! beside its four neighbours, and looks the same everywhere, so it is rendered once per language.

use std::collections::BTreeMap;

use crate::escape;
use crate::site::{Once, Site};
use crate::spill::Text;
use crate::theme::views::{CardLine, LanguagePages, Localized, card};
use crate::theme::{Engine, RenderFailure, Rendered};

/// Rendered HTML, or why rendering failed.
type Drawn = Once<Result<Text, Box<RenderFailure>>>;

/// The rendered HTML of a practice.
#[derive(Debug, Default)]
struct Practice {
    card: Drawn,
    line: Drawn,
}

/// The placeholder for the note of a line: two private-use characters, a sequence that occurs in no
/// text.
const NOTE: &str = "\u{e000}\u{f8ff}";

/// The cards rendered in this build.
#[derive(Debug)]
pub struct Cards(BTreeMap<String, Vec<Practice>>);

impl Cards {
    /// An empty cache for the practices of all languages; cards are rendered when they are asked
    /// for.
    #[must_use]
    pub fn new(site: &Site, spoken: &LanguagePages<'_>) -> Cards {
        let none = || site.practices.iter().map(|_| Practice::default()).collect();
        let others = spoken.others().map(|(lang, _)| lang);
        let languages = others.chain([spoken.words().own().lang()]);
        Cards(languages.map(|lang| (lang.to_owned(), none())).collect())
    }

    /// The card of the practice at a position.
    pub(super) fn card(&self, engine: &Engine, site: Localized<'_>, at: usize) -> Rendered {
        let draw = || {
            let of = &site.practices[at].meta.path;
            engine.render_part(site.lang(), "card.html", ("card", &card(site, at)), of)
        };
        kept(self.of(site, at).map(|drawn| &drawn.card), site, at, draw)
    }

    /// The practice at a position as a line beside another one, with a note.
    pub(super) fn line(
        &self,
        engine: &Engine,
        site: Localized<'_>,
        at: usize,
        note: &str,
    ) -> Rendered {
        let draw = || {
            let of = &site.practices[at].meta.path;
            let line = CardLine { card: card(site, at), note: NOTE };
            engine.render_part(site.lang(), "card-line.html", ("line", &line), of)
        };
        let line = kept(self.of(site, at).map(|drawn| &drawn.line), site, at, draw)?;
        Ok(line.replace(NOTE, &escape::html(note)))
    }

    fn of(&self, site: Localized<'_>, at: usize) -> Option<&Practice> {
        self.0.get(site.lang())?.get(at)
    }
}

/// Returns what was rendered before, or renders it now.
fn kept(
    drawn: Option<&Drawn>,
    site: Localized<'_>,
    at: usize,
    draw: impl Fn() -> Rendered,
) -> Rendered {
    let Some(drawn) = drawn else { return draw() };
    let html = drawn.get_or_make(|| {
        // On a very large site, cards are kept in the temporary file, as bodies are.
        draw().map(|html| site.practices[at].body.html.beside(html))
    });
    html.as_ref().map(|html| html.read().into_owned()).map_err(Clone::clone)
}
