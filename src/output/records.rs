//! The files of each record: its page, its fields as JSON, and its source.

use serde::Serialize;

use super::json;
use super::record_place::RecordPlace;
use super::renderer::Renderer;
use super::unit::{Contents, Context, Output, Owner, Reads, Units};
use crate::model::{
    Challenge, City, Convening, Network, Page, Practice, Session, with_list, with_record,
};
use crate::site::{Body, Item, Meta, Site, Translation};
use crate::spill::Text;
use crate::theme::Rendered;
use crate::theme::views::{self, Localized, PageView};

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

/// A kind of record that has a page.
trait Shown: Serialize {
    /// Its page.
    fn html(&self, subject: &Subject<'_>) -> Rendered;
}

fn item<T: Shown>(renderer: &Renderer<'_>, at: usize, item: &Item<T>) -> Contents {
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
fn files<T: Shown>(subject: &Subject<'_>, record: &T) -> Contents {
    let Subject { renderer, at, meta, body, markdown, .. } = *subject;
    let html = record.html(subject)?;
    let json = json::record(renderer.site, at, meta, record, body);
    let markdown = markdown.read().as_bytes().to_vec();
    Ok(vec![html.into_bytes().into(), json.into(), markdown.into()])
}

impl Subject<'_> {
    /// What the page shows besides its record. Its breadcrumbs lead from the home page to its
    /// collection.
    fn page(&self, title: &str, description: &str) -> PageView {
        let Subject { renderer, site, meta, .. } = *self;
        let folder = meta.kind.folder();
        let collection = site.words.translate(&format!("section.{folder}"));
        let has_list = !site.words.is_default() && renderer.spoken.has(site.lang(), folder);
        let list = if has_list { site.own(folder) } else { folder.to_owned() };
        let trail = vec![views::crumb(site, &collection, &list)];
        let mut page = views::page(site, meta, title, description, trail);
        page.alternates = renderer.spoken.named(site, views::versions(site.site, meta));
        page
    }

    fn render<V: Serialize>(&self, template: &str, page: &PageView, view: &V) -> Rendered {
        self.renderer.render(self.site, template, page, ("record", view), &self.meta.path)
    }
}

impl Shown for Practice {
    fn html(&self, subject: &Subject<'_>) -> Rendered {
        let page = subject.page(&self.title, &self.summary);
        let Subject { renderer, site, at, body, .. } = *subject;
        let view = views::practice(site, at, self, body, renderer.neighbours(site, at)?);
        subject.render("practice.html", &page, &view)
    }
}

impl Shown for Convening {
    fn html(&self, subject: &Subject<'_>) -> Rendered {
        let page = subject.page(&self.title, &self.summary);
        let view = views::convening(subject.site, subject.at, self, subject.body);
        subject.render("convening.html", &page, &view)
    }
}

impl Shown for Session {
    fn html(&self, subject: &Subject<'_>) -> Rendered {
        let mut page = subject.page(&self.title, &self.summary);
        let view = views::session(subject.site, subject.at, self, subject.body);
        page.breadcrumbs.extend(view.convening.clone());
        subject.render("session.html", &page, &view)
    }
}

impl Shown for City {
    fn html(&self, subject: &Subject<'_>) -> Rendered {
        let title = &self.title.value;
        let description = subject.site.words.fill("city.description", &[("city", title)]);
        let page = subject.page(title, &description);
        let view = views::city(subject.site, subject.at, self, subject.body);
        subject.render("city.html", &page, &view)
    }
}

impl Shown for Network {
    fn html(&self, subject: &Subject<'_>) -> Rendered {
        let page = subject.page(&self.title, &self.summary);
        let view = views::network(subject.site, subject.at, self, subject.body);
        subject.render("network.html", &page, &view)
    }
}

impl Shown for Challenge {
    fn html(&self, subject: &Subject<'_>) -> Rendered {
        let page = subject.page(&self.title, &self.summary);
        let view = views::challenge(subject.site, subject.at, self, subject.body);
        subject.render("challenge.html", &page, &view)
    }
}

impl Shown for Page {
    fn html(&self, subject: &Subject<'_>) -> Rendered {
        let description = match &self.summary {
            Some(summary) => &summary.value,
            None => &subject.site.site.config.description,
        };
        let mut page = subject.page(&self.title, description);
        page.section = format!("/{}/", subject.meta.id);
        subject.render("page.html", &page, &views::free_page(subject.site, self, subject.body))
    }
}
