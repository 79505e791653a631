//! Social cards: for each page a picture that chats and social networks show with a link to it
//! (Open Graph, `og:image`). An extra, see `Extra::Cards`.
//!
//! A card is drawn as SVG and rendered with fonts that the program carries, so that it is the same on
//! every computer. Rendering takes long, so pictures are kept between builds by what is drawn.

mod colours;
mod drawing;
mod face;
mod lines;
mod picture;

use std::io;

use blake3::Hash;

use self::colours::Colours;
use self::face::Face;
use self::picture::{RENDERER, png};
use super::lists::ListPage;
use super::record_place::RecordPlace;
use super::renderer::Renderer;
use super::unit::{Contents, Context, Failure, Output, Reads, Units};
use crate::model::{Extra, with_list, with_record};
use crate::store::made_from;
use crate::theme::views::{Shown as _, SocialCard, card_path};

/// A picture for each record, each list of practices with something in common, and the home page of
/// each language. Cards do not use the bodies of records.
pub(super) const OUTPUT: Output = Output {
    name: "social-cards",
    reads: Reads::Fields,
    uses_templates: false,
    units: |context| Box::new(SocialCards::new(context)),
};

struct SocialCards<'a> {
    context: Context<'a>,
    pages: Vec<Page<'a>>,
    /// What cards are drawn with; `None` until it is needed.
    tools: Option<Tools>,
}

/// A page that has a card of its own.
enum Page<'a> {
    /// The home page of a language.
    Home(&'a str),
    Record(RecordPlace),
    List(&'a ListPage),
}

/// What cards are drawn with.
struct Tools {
    face: Face,
    colours: Colours,
    /// A digest of the fonts and the renderer.
    from: Hash,
}

impl<'a> SocialCards<'a> {
    fn new(context: Context<'a>) -> SocialCards<'a> {
        let site = context.site();
        let mut pages = Vec::new();
        if site.config.makes(Extra::Cards) {
            let others = context.spoken.others().map(|(lang, _)| lang);
            pages.extend([context.own.lang()].into_iter().chain(others).map(Page::Home));
            pages.extend(RecordPlace::all(site).into_iter().map(Page::Record));
            let lists = context.lists.pages.iter();
            let own = lists.filter(|page| page.is_first() && page.has_social_card());
            pages.extend(own.map(Page::List));
        }
        SocialCards { context, pages, tools: None }
    }

    /// The contents of a card.
    fn card(&self, renderer: &Renderer<'_>, unit: usize) -> SocialCard {
        let site = renderer.site;
        match &self.pages[unit] {
            Page::Home(lang) => SocialCard::of_site(renderer.of(lang)),
            Page::List(page) => page.social_card(renderer),
            Page::Record(RecordPlace::Original(kind, at)) => with_list!(*kind, site, list => {
                let item = &list[*at];
                item.record.social_card(renderer.own(), &item.meta, *at)
            }),
            Page::Record(RecordPlace::Translation(at)) => {
                let translation = &site.translations[*at];
                let (item, at) = (&translation.item, translation.original);
                let own = renderer.of(&item.meta.lang);
                with_record!(&item.record, record => record.social_card(own, &item.meta, at))
            }
        }
    }
}

impl<'a> Units<'a> for SocialCards<'a> {
    fn count(&self) -> usize {
        self.pages.len()
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        let path = match &self.pages[unit] {
            Page::Home(lang) if *lang == self.context.own.lang() => card_path(""),
            Page::Home(lang) => card_path(lang),
            Page::Record(place) => card_path(&place.record(self.context.site()).0.id),
            Page::List(page) => card_path(page.path()),
        };
        vec![path]
    }

    fn digest(&self, unit: usize) -> Option<Hash> {
        match &self.pages[unit] {
            Page::List(page) => page.digest(),
            _ => Some(made_from(&[])),
        }
    }

    fn prepare(&mut self) {
        if !self.pages.is_empty() {
            let is_style = |path: &str| path.starts_with("assets/style.") && path.ends_with(".css");
            let style = self.context.files.iter().find(|file| is_style(&file.path));
            let style = style.map(|file| String::from_utf8_lossy(&file.bytes)).unwrap_or_default();
            let colours = Colours::of(&style);
            let from = made_from(&[RENDERER.as_bytes(), Face::digest().as_bytes()]);
            self.tools = Face::new().ok().map(|face| Tools { face, colours, from });
        }
    }

    fn hidden(&self, renderer: &Renderer<'_>, unit: usize) -> Option<String> {
        Some(self.card(renderer, unit).words())
    }

    fn contents(&self, renderer: &Renderer<'_>, unit: usize) -> Contents {
        let Some(Tools { face, colours, from }) = &self.tools else {
            return Err(Failure::System(io::Error::other("a font of the program is damaged")));
        };
        let svg = drawing::svg(&self.card(renderer, unit), face, colours);
        let draw = || png(&svg, face);
        let picture = match renderer.store {
            Some(store) => store.get_or_make(&made_from(&[svg.as_bytes(), from.as_bytes()]), draw),
            None => draw(),
        };
        Ok(vec![picture.map_err(Failure::System)?.into()])
    }
}
