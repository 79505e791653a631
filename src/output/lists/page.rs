//! Lists, split into pages.

use std::cmp::Reverse;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use super::filed::Filed;
use crate::model::Kind;
use crate::output::renderer::Renderer;
use crate::theme::Rendered;
use crate::theme::views::{
    self, CardImage, Crumb, FacetIndexView, FacetLink, FeedView, LinkView, ListItem, ListView,
    Localized, Pager, SocialCard, Urls, pages as cut,
};

/// One page of a list, ready to be rendered: positions of practices, or lines of other records.
#[derive(Debug)]
pub(in crate::output) struct ListPage {
    pub(super) template: &'static str,
    /// Path within the site without slashes at the ends.
    pub(super) path: String,
    practices: Vec<usize>,
    /// How many of them, counted from the first, are recommended to begin with.
    start_here: usize,
    items: Vec<ListItem>,
    pager: Option<Pager>,
    /// What all pages of the list share.
    common: Arc<Common>,
    /// A digest of all this, computed on first use.
    digest: OnceLock<Option<blake3::Hash>>,
}

/// The records of a whole list, for its table.
#[derive(Debug)]
pub(in crate::output) struct ListTable {
    /// The language of the list.
    pub(in crate::output) lang: String,
    /// Its rows.
    pub(in crate::output) rows: TableRows,
}

/// The rows of the table of a list.
#[derive(Debug, Serialize)]
pub(in crate::output) enum TableRows {
    /// The practices at these positions.
    Practices(Vec<usize>),
    /// All records of a kind.
    Records(Kind),
    /// The records of a folder that are in the language of the list.
    Translations(&'static str),
    /// The values of a facet.
    Values(Vec<FacetLink>),
}

/// What all pages of a list share.
#[derive(Debug)]
struct Common {
    crumbs: Vec<Crumb>,
    list: ListView,
    table: ListTable,
    /// A digest of all this, computed on first use, because the list may have many pages.
    digest: OnceLock<Option<blake3::Hash>>,
}

impl Common {
    fn digest(&self) -> Option<blake3::Hash> {
        *self.digest.get_or_init(|| digest_of(&(&self.crumbs, &self.list, &self.table.lang)))
    }
}

/// A digest of anything that can be serialized.
fn digest_of(of: &impl Serialize) -> Option<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    serde_json::to_writer(&mut hasher, of).ok().map(|()| hasher.finalize())
}

impl ListPage {
    /// The page's path within the site.
    pub(in crate::output) fn path(&self) -> &str {
        &self.path
    }

    /// Whether it is the first page of its list, beside which the table of the list is.
    pub(in crate::output) fn is_first(&self) -> bool {
        self.pager.as_ref().is_none_or(|pager| pager.current == 1)
    }

    /// The records of the whole list.
    pub(in crate::output) fn table(&self) -> &ListTable {
        &self.common.table
    }

    /// Whether the list has a social card of its own: a list of practices that have something in
    /// common, such as a topic.
    pub(in crate::output) fn has_social_card(&self) -> bool {
        self.template == "facet.html"
    }

    /// The contents of that card.
    pub(in crate::output) fn social_card(&self, renderer: &Renderer<'_>) -> SocialCard {
        let list = &self.common.list;
        SocialCard {
            kind: list.of_label.clone(),
            title: list.title.clone(),
            text: list.intro.clone(),
            ..SocialCard::of_site(renderer.of(&self.common.table.lang))
        }
    }

    /// The path of the first page of the list.
    fn first_path(&self) -> &str {
        self.path.split_once("/page/").map_or(&*self.path, |(path, _)| path)
    }

    /// A digest of which records the table has.
    pub(in crate::output) fn table_digest(&self) -> Option<blake3::Hash> {
        let ListTable { lang, rows } = self.table();
        digest_of(&(&self.path, lang, rows))
    }

    /// A digest of everything on the page except the cards of its practices.
    pub(in crate::output) fn digest(&self) -> Option<blake3::Hash> {
        let ListPage { template, path, practices, start_here, items, pager, common, digest } = self;
        *digest.get_or_init(|| {
            let common = common.digest()?;
            digest_of(&(template, path, practices, start_here, items, pager, common.as_bytes()))
        })
    }
}

/// A list before it is split into pages.
pub(super) struct Whole {
    pub(super) template: &'static str,
    pub(super) id: String,
    pub(super) crumbs: Vec<Crumb>,
    pub(super) list: ListView,
    pub(super) practices: Vec<usize>,
    /// The practices recommended to begin with, in order.
    pub(super) start_here: Vec<usize>,
    pub(super) items: Vec<ListItem>,
    /// The rows of its table, if they are not the practices.
    pub(super) rows: Option<TableRows>,
    /// Records on one page.
    pub(super) page_size: usize,
}

/// An empty list with a name.
pub(super) fn blank(
    title: impl Into<String>,
    intro: impl Into<String>,
    of: &'static str,
) -> ListView {
    ListView {
        title: title.into(),
        intro: intro.into(),
        of,
        of_label: String::new(),
        value: String::new(),
        total: 0,
        measured: 0,
        proposed: 0,
        start_here: Vec::new(),
        cards: Vec::new(),
        items: Vec::new(),
        synonyms: Vec::new(),
        questions: Vec::new(),
        facets: Vec::new(),
        search_url: None,
        filter: None,
        overviews: Vec::new(),
        csv_url: None,
        pager: None,
    }
}

/// Splits a list into pages: first the practices to begin with, then those with the strongest
/// evidence.
pub(super) fn paged(site: Localized<'_>, filed: &Filed<'_>, whole: Whole) -> Vec<ListPage> {
    let Whole { template, id, crumbs, mut list, mut practices, start_here, items, rows, page_size } =
        whole;
    let place = |at: &usize| start_here.iter().position(|start| start == at);
    practices.sort_by_key(|at| (place(at).unwrap_or(usize::MAX), filed.rank(*at)));
    list.total = practices.len() + items.len();
    if list.total > page_size {
        list.facets.iter_mut().for_each(|facet| shorten(site, facet));
    }
    list.measured = practices.iter().filter(|at| filed.evidence(**at) >= 2).count();
    list.proposed = practices.iter().filter(|at| filed.is_proposed(**at)).count();
    let base_path = Urls::of(site).base_path;
    list.csv_url = Some(Urls::of(site).file(&format!("{id}/index.csv")));
    let lang = site.lang().to_owned();
    let rows = rows.unwrap_or_else(|| TableRows::Practices(practices.clone()));
    let table = ListTable { lang, rows };
    let common = Arc::new(Common { crumbs, list, table, digest: OnceLock::new() });
    let page = |practices: &[usize], items: &[ListItem], path: String, pager| ListPage {
        template,
        path,
        practices: practices.to_vec(),
        start_here: practices.iter().filter(|at| place(at).is_some()).count(),
        items: items.to_vec(),
        pager,
        common: Arc::clone(&common),
        digest: OnceLock::new(),
    };
    if items.is_empty() {
        let cut = cut(&practices, page_size, base_path, &id);
        cut.into_iter().map(|(chunk, path, pager)| page(chunk, &[], path, pager)).collect()
    } else {
        let cut = cut(&items, page_size, base_path, &id);
        cut.into_iter().map(|(chunk, path, pager)| page(&[], chunk, path, pager)).collect()
    }
}

/// Maximum number of values of a facet beside a list with several pages. If each page had all
/// values, the size of all pages together would grow with the square of the site.
const MOST_VALUES: usize = 150;

/// Keeps the most frequent values, and a link to all.
fn shorten(site: Localized<'_>, facet: &mut FacetIndexView) {
    let count = facet.links.len();
    let Some(all) = facet.all.clone().filter(|_| count > MOST_VALUES) else { return };
    let mut ranked: Vec<usize> = (0..count).collect();
    ranked.sort_by_key(|at| Reverse(facet.links[*at].count));
    ranked.truncate(MOST_VALUES);
    ranked.sort_unstable();
    facet.links = ranked.into_iter().map(|at| facet.links[at].clone()).collect();
    let all = LinkView::new(site.words.translate("list.see-all"), all);
    facet.links.push(FacetLink::new(all, count, String::new()));
}

/// The feeds about the subject of a list, in the list's language, the same on each of its pages.
/// `path` is that of a page in the site's own language.
fn feeds_of(site: Localized<'_>, list: &ListView, path: &str) -> Vec<FeedView> {
    let folder = path.split_once("/page/").map_or(path, |(folder, _)| folder);
    let mut found = match list.of {
        "topic" | "sphere" | "country" | "practices" | "convenings" | "challenges" => {
            views::feeds(site, &site.own(folder), &list.title)
        }
        _ => Vec::new(),
    };
    match list.of {
        "practices" => found.extend(views::evidence_feeds(site)),
        "convenings" if (0..site.convenings.len()).any(|at| views::has_calendar(site, at)) => {
            found.push(views::calendar(site, folder, &list.title));
        }
        _ => {}
    }
    found
}

/// Renders one page.
pub(in crate::output) fn render(renderer: &Renderer<'_>, page: &ListPage) -> Rendered {
    let ListPage { template, path, practices, start_here, items, pager, common, .. } = page;
    let site = renderer.of(&common.table.lang);
    let cards = practices.iter().map(|at| renderer.card(site, *at));
    let mut start_here_cards = cards.collect::<Result<Vec<_>, _>>()?;
    let cards = start_here_cards.split_off(*start_here);
    let (items, pager) = (items.clone(), pager.clone());
    let list =
        ListView { start_here: start_here_cards, cards, items, pager, ..common.list.clone() };
    let kind = if *template == "facet.html" { "facet" } else { "collection" };
    let numbered = list.pager.as_ref().filter(|pager| pager.current > 1);
    let title = match numbered {
        Some(pager) => {
            let (page, last) = (pager.current.to_string(), pager.last.to_string());
            let values = [("title", list.title.as_str()), ("page", &page), ("last", &last)];
            site.words.fill("list.page-title", &values)
        }
        None => list.title.clone(),
    };
    let home = site.home();
    let general = if home.is_empty() { path.as_str() } else { &path[home.len() + 1..] };
    let mut view = renderer.plain_page(site, &title, general, kind);
    view.description.clone_from(&list.intro);
    view.breadcrumbs.clone_from(&common.crumbs);
    view.feeds = feeds_of(site, &list, general);
    view.section = format!("/{}/", general.split('/').next().unwrap_or_default());
    if page.has_social_card() {
        view.card = CardImage::at(site, page.first_path(), &page.social_card(renderer));
    }
    renderer.render(site, template, &view, ("list", &list), &format!("the page /{path}/"))
}
