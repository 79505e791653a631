//! Cards of practices in lists. A practice stands in a dozen lists, and its card is the same in all
//! of them: it is drawn once for each language.

use std::collections::BTreeMap;

use super::records::Html;
use crate::shelf::Text;
use crate::site::{Once, Site};
use crate::theme::views::{In, Spoken, card};
use crate::theme::{Engine, RenderFailure};

/// A card, once it was drawn, or why it could not be.
type Drawn = Once<Result<Text, Box<RenderFailure>>>;

/// Cards that were drawn in this build.
#[derive(Debug)]
pub struct Cards(BTreeMap<String, Vec<Drawn>>);

impl Cards {
    /// None yet, in any of the languages.
    #[must_use]
    pub fn new(site: &Site, spoken: &Spoken<'_>) -> Cards {
        let none = || site.practices.iter().map(|_| Once::default()).collect();
        let others = spoken.others().map(|(lang, _)| lang);
        let languages = others.chain([spoken.words().own().lang()]);
        Cards(languages.map(|lang| (lang.to_owned(), none())).collect())
    }

    /// The card of the practice at a position.
    pub(super) fn get(&self, engine: &Engine, site: In<'_>, at: usize) -> Html {
        let draw = || {
            let of = &site.practices[at].meta.path;
            let html = engine.render_part(site.lang(), "card.html", ("card", &card(site, at)), of);
            html.map(|html| html.trim().to_owned())
        };
        let Some(kept) = self.0.get(site.lang()).and_then(|cards| cards.get(at)) else {
            return draw();
        };
        let drawn = kept.get_or_make(|| {
            // A very large site has no room for so many.
            draw().map(|html| site.practices[at].body.html.beside(html))
        });
        drawn.as_ref().map(|html| html.read().into_owned()).map_err(Clone::clone)
    }
}
