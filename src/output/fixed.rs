//! Pages that a site has once, or once per language: home, map, data, overviews, search, comparison,
//! forms, not found.

use super::data::parts;
use super::overviews::Overview;
use super::renderer::Renderer;
use super::unit::{Contents, Context, Output, Owner, Reads, Units};
use super::{contribute, languages, lists, map, overviews};
use crate::model::Kind;
use crate::theme::Rendered;
use crate::theme::views::{self, DATA_FOLDER, FORMS, Localized, compare, home};

/// One page per unit.
pub(super) const OUTPUT: Output = Output {
    name: "pages",
    reads: Reads::Bodies,
    uses_templates: true,
    units: |context| Box::new(FixedPages::new(context)),
};

/// The script of the page to compare practices.
const COMPARE: &str = "assets/compare/compare.js";

struct FixedPages<'a> {
    context: Context<'a>,
    pages: Vec<Page>,
}

enum Page {
    Home,
    Map,
    Overview(Overview),
    Data,
    NotFound,
    /// The search page of a language.
    Search(String),
    /// The page to compare practices of a language.
    Compare(String),
    /// The form for a kind of record in a language.
    Form(String, Kind),
    /// The home page of a language other than the site's own.
    Language(String),
}

impl<'a> FixedPages<'a> {
    fn new(context: Context<'a>) -> FixedPages<'a> {
        let own = Page::Search(context.own.lang().to_owned());
        let mut pages = vec![Page::Home, Page::Map, Page::Data, own, Page::NotFound];
        pages.extend(Overview::ALL.map(Page::Overview));
        // A theme without scripts cannot compare.
        let compares = context.files.iter().any(|file| file.path == COMPARE);
        let comparison = |lang: &str| compares.then(|| Page::Compare(lang.to_owned()));
        pages.extend(comparison(context.own.lang()));
        let forms = |lang: &str| FORMS.map(|kind| Page::Form(lang.to_owned(), kind));
        pages.extend(forms(context.own.lang()));
        for (lang, _) in context.spoken.others() {
            pages.extend([Page::Language(lang.to_owned()), Page::Search(lang.to_owned())]);
            pages.extend(comparison(lang));
            pages.extend(forms(lang));
        }
        FixedPages { context, pages }
    }

    /// The file of a page that every language has.
    fn own(&self, lang: &str, path: &str) -> String {
        let words = self.context.spoken.words().get(lang);
        let site = Localized { words, ..self.context.own };
        format!("{}/index.html", site.own(path))
    }
}

impl<'a> Units<'a> for FixedPages<'a> {
    fn count(&self) -> usize {
        self.pages.len()
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        vec![match &self.pages[unit] {
            Page::Home => "index.html".to_owned(),
            Page::Map => return map::PATHS.map(str::to_owned).into(),
            Page::Overview(overview) => format!("{}/index.html", overview.id()),
            Page::Data => format!("{DATA_FOLDER}/index.html"),
            Page::NotFound => "404.html".to_owned(),
            Page::Search(lang) => self.own(lang, "search"),
            Page::Compare(lang) => self.own(lang, "compare"),
            Page::Form(lang, kind) => self.own(lang, &contribute::page_path(*kind)),
            Page::Language(lang) => format!("{lang}/index.html"),
        }]
    }

    fn owner(&self, _: usize) -> Owner<'a> {
        Owner::Page
    }

    fn contents(&self, renderer: &Renderer<'_>, unit: usize) -> Contents {
        let html = match &self.pages[unit] {
            Page::Home => home_page(renderer),
            Page::Map => {
                let files = [map::map_page(renderer)?, map::filter_style(renderer.own())];
                return Ok(files.map(|text| text.into_bytes().into()).into());
            }
            Page::Overview(overview) => overviews::page(renderer, *overview),
            Page::Data => data_page(renderer),
            Page::NotFound => not_found(renderer),
            Page::Search(lang) => search_page(renderer, lang),
            Page::Compare(lang) => compare_page(renderer, lang),
            Page::Form(lang, kind) => {
                contribute::page(renderer, lang, *kind, contribute::has_script(&self.context))
            }
            Page::Language(lang) => languages::home_page(renderer, lang),
        };
        Ok(vec![html?.into_bytes().into()])
    }
}

fn home_page(renderer: &Renderer<'_>) -> Rendered {
    let site = renderer.own();
    let mut page = renderer.plain_page(site, &site.config.title, "", "home");
    page.feeds = views::feeds(site, site.home(), site.title());
    renderer.render(site, "home.html", &page, ("home", &home(site)), "the home page")
}

fn data_page(renderer: &Renderer<'_>) -> Rendered {
    let site = renderer.own();
    let title = site.words.translate("data.title");
    let mut page = renderer.plain_page(site, &title, DATA_FOLDER, "data");
    page.description = site.words.translate("data.text");
    let view = views::data(site, parts(site.site));
    let thing = views::dataset(site, &view, &page.description);
    page.linked_data = views::linked_data(site, &page, thing);
    renderer.render(site, "data.html", &page, ("data", &view), "the page about the data")
}

fn search_page(renderer: &Renderer<'_>, lang: &str) -> Rendered {
    let site = renderer.of(lang);
    let page = renderer.plain_page(site, &site.words.translate("frame.search"), "search", "search");
    let of = format!("the search page /{}/", page.path);
    renderer.render(site, "search.html", &page, ("list", &lists::ways(site)), &of)
}

fn compare_page(renderer: &Renderer<'_>, lang: &str) -> Rendered {
    let site = renderer.of(lang);
    let title = site.words.translate("compare.title");
    let mut page = renderer.plain_page(site, &title, "compare", "compare");
    page.description = site.words.translate("compare.text");
    page.section = "/practices/".to_owned();
    let of = format!("the page /{}/", page.path);
    renderer.render(site, "compare.html", &page, ("compare", &compare(site)), &of)
}

fn not_found(renderer: &Renderer<'_>) -> Rendered {
    let site = renderer.own();
    let page = renderer.plain_page(site, &site.words.translate("not-found.page"), "404", "404");
    renderer.render(site, "404.html", &page, ("list", &()), "the page for missing pages")
}
