//! The files of each record: its page, its fields as JSON, and its source.

use super::json;
use super::record_place::RecordPlace;
use super::renderer::Renderer;
use super::unit::{Contents, Context, Output, Owner, Reads, Units};
use crate::model::{Described, Kind, with_list, with_record};
use crate::site::{Body, Item, Meta, Site, Translation};
use crate::spill::Text;
use crate::theme::Rendered;
use crate::theme::views::{self, CardImage, Crumb, Localized, PageContext, Shown};

/// Three files per record and translation.
pub(super) const OUTPUT: Output = Output {
    name: "records",
    reads: Reads::Bodies,
    uses_templates: true,
    units: |context| Box::new(Records::new(context)),
};

/// The files of a record, in the folder of its address.
const FILES: [&str; 3] = ["index.html", "index.json", "index.md"];

struct Records<'a> {
    site: &'a Site,
    places: Vec<RecordPlace>,
}

impl<'a> Records<'a> {
    fn new(context: Context<'a>) -> Records<'a> {
        Records { site: context.site(), places: RecordPlace::all(context.site()) }
    }
}

impl<'a> Units<'a> for Records<'a> {
    fn count(&self) -> usize {
        self.places.len()
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        let (meta, _) = self.places[unit].record(self.site);
        FILES.iter().map(|name| format!("{}/{name}", meta.id)).collect()
    }

    fn owner(&self, unit: usize) -> Owner<'a> {
        let (meta, body) = self.places[unit].record(self.site);
        Owner::Record(meta, body)
    }

    fn contents(&self, renderer: &Renderer<'_>, unit: usize) -> Contents {
        let site = self.site;
        match self.places[unit] {
            RecordPlace::Original(kind, at) => {
                with_list!(kind, site, list => item(renderer, at, &list[at]))
            }
            RecordPlace::Translation(at) => translation(renderer, &site.translations[at]),
        }
    }
}

/// Everything about a record except its fields.
struct Subject<'a> {
    renderer: &'a Renderer<'a>,
    /// The site in the language of the page's words.
    site: Localized<'a>,
    /// Position of the record, or of the original of a translation.
    at: usize,
    meta: &'a Meta,
    body: &'a Body,
    markdown: &'a Text,
}

fn item<T: Shown + Described>(renderer: &Renderer<'_>, at: usize, item: &Item<T>) -> Contents {
    let Item { meta, record, body, markdown, .. } = item;
    files(&Subject { renderer, site: renderer.own(), at, meta, body, markdown }, record)
}

fn translation(renderer: &Renderer<'_>, translation: &Translation) -> Contents {
    let Item { meta, record, body, markdown, .. } = &*translation.item;
    let site = renderer.of(&meta.lang);
    let subject = Subject { renderer, site, at: translation.original, meta, body, markdown };
    with_record!(record, record => files(&subject, &**record))
}

/// Page, JSON and Markdown of a record.
fn files<T: Shown + Described>(subject: &Subject<'_>, record: &T) -> Contents {
    let Subject { renderer, at, meta, body, markdown, .. } = *subject;
    let html = page(subject, record)?;
    let json = json::record(renderer.site, at, meta, record, body);
    let markdown = markdown.read().as_bytes().to_vec();
    Ok(vec![html.into_bytes().into(), json.into(), markdown.into()])
}

/// The list of a kind, in the language of the page if that has one.
pub(super) fn list_crumb(renderer: &Renderer<'_>, site: Localized<'_>, kind: Kind) -> Crumb {
    let folder = kind.folder();
    let title = site.words.translate(&format!("section.{folder}"));
    let has_list = !site.words.is_default() && renderer.spoken.has(site.lang(), folder);
    let list = if has_list { site.own(folder) } else { folder.to_owned() };
    views::crumb(site, &title, &list)
}

/// The page of a record. Its breadcrumbs lead from the home page to its collection.
fn page<T: Shown>(subject: &Subject<'_>, record: &T) -> Rendered {
    let Subject { renderer, site, at, meta, body, markdown } = *subject;
    let related = match meta.kind {
        Kind::Practice => renderer.neighbours(site, at)?,
        _ => Vec::new(),
    };
    let view = record.view(PageContext { site, at, body, related });
    let list = list_crumb(renderer, site, meta.kind);
    let trail = [list].into_iter().chain(T::parent(&view));
    let description = record.description(site);
    let mut page = views::page(site, meta, record.title(), &description, trail.collect());
    page.care_of(site, record);
    page.citation = record.citation(site, meta, markdown);
    page.feeds = record.feeds(site, at);
    page.alternates = renderer.spoken.named(site, views::versions(site.site, meta));
    page.linked_data = views::linked_data(site, &page, record.thing(site, at));
    page.card = CardImage::at(site, &meta.id, &record.social_card(site, meta, at));
    if meta.kind == Kind::Page {
        // The navigation links to single free pages.
        page.section = format!("/{}/", meta.id);
    }
    let template = format!("{}.html", meta.kind.as_str());
    renderer.render(site, &template, &page, ("record", &view), &meta.path)
}
