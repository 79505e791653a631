//! The home page of each language other than the site's own: what is translated, and where the rest
//! is.

use super::lists::{translated_items, translated_practices};
use super::renderer::Renderer;
use crate::theme::Rendered;
use crate::theme::views::{
    LanguageGroup, LanguageView, LinkView, Urls, card, feeds, strongest_first,
};

/// Maximum number of records of a kind on the page; the rest are in their list.
const SHOWN: usize = 12;

pub(super) fn home_page(renderer: &Renderer<'_>, lang: &str) -> Rendered {
    let site = renderer.of(lang);
    let urls = Urls::of(site);
    let mut page = renderer.plain_page(site, site.title(), "", "home");
    page.feeds = feeds(site, site.home(), site.title());
    let folders = renderer.spoken.others().find(|(other, _)| *other == lang);
    let group = |folder: &&'static str| {
        let practices = strongest_first(
            site,
            &if *folder == "practices" { translated_practices(site) } else { Vec::new() },
        );
        let mut items =
            if practices.is_empty() { translated_items(site, folder) } else { Vec::new() };
        let count = practices.len() + items.len();
        items.truncate(SHOWN);
        let title = site.words.translate(&format!("section.{folder}"));
        LanguageGroup {
            id: folder,
            link: LinkView::new(title, urls.page(&site.own(folder))),
            count,
            more: count > SHOWN,
            cards: practices.into_iter().take(SHOWN).map(|at| card(site, at)).collect(),
            items,
        }
    };
    let view = LanguageView {
        // Practices are what most readers come for.
        groups: {
            let all = folders.map(|(_, folders)| folders.iter().map(group).collect::<Vec<_>>());
            let mut all = all.unwrap_or_default();
            all.sort_by_key(|group| group.id != "practices");
            all
        },
        original: urls.base_path.to_owned(),
        original_lang: site.config.default_language().to_owned(),
        original_name: renderer.own().words.translate("language.name"),
    };
    let of = format!("the page /{lang}/");
    renderer.render(site, "language.html", &page, ("language", &view), &of)
}
