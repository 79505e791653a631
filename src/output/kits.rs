//! The kits of practices: a page to print and an archive to take along, for a city that considers
//! adapting the practice. An extra, see `Extra::Kits`.

mod document;
mod documents;
mod odt;

use std::io;

use super::record_place::{PracticeVersion, RecordPlace};
use super::records::list_crumb;
use super::renderer::Renderer;
use super::unit::{Contents, Context, Failure, Output, Owner, Reads, Units};
use crate::archive::zip;
use crate::cite::{Citation, bibtex, csl_json, ris};
use crate::model::{Extra, Kind, Practice};
use crate::site::{Meta, Site};
use crate::theme::Rendered;
use crate::theme::views::{
    self, CardImage, KitView, Localized, PageContext, Shown, Urls, kit, kit_paths,
};

use documents::documents;
use odt::odt;

/// A page for each practice and each of its translations.
pub(super) const OUTPUT: Output = Output {
    name: "kits",
    reads: Reads::Bodies,
    uses_templates: true,
    units: |context| Box::new(Kits::new(context)),
};

struct Kits<'a> {
    site: &'a Site,
    places: Vec<RecordPlace>,
}

impl<'a> Kits<'a> {
    fn new(context: Context<'a>) -> Kits<'a> {
        let site = context.site();
        let is_made = site.config.makes(Extra::Kits);
        let places = if is_made { RecordPlace::practices(site) } else { Vec::new() };
        Kits { site, places }
    }
}

impl<'a> Units<'a> for Kits<'a> {
    fn count(&self) -> usize {
        self.places.len()
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        let (meta, _) = self.places[unit].record(self.site);
        let (folder, name) = kit_paths(meta);
        vec![format!("{folder}/index.html"), format!("{folder}/{name}.zip")]
    }

    fn owner(&self, _: usize) -> Owner<'a> {
        Owner::Page
    }

    fn contents(&self, renderer: &Renderer<'_>, unit: usize) -> Contents {
        let site = self.site;
        let place = self.places[unit];
        let Some(version) = place.practice(site) else { return Ok(Vec::new()) };
        let PracticeVersion { at, meta, practice, body, markdown } = version;
        let own = match place {
            RecordPlace::Original(..) => renderer.own(),
            RecordPlace::Translation(_) => renderer.of(&meta.lang),
        };
        let cited = views::cited(own, meta, practice, markdown);
        let subject = Subject { renderer, site: own, at, meta, practice };
        let context = PageContext { site: own, at, body, related: Vec::new() };
        let view = kit(context, meta, practice, &cited);
        let page = subject.page(&view)?.into_bytes();
        let archive = subject.archive(&view, &cited).map_err(Failure::System)?;
        Ok(vec![page.into(), archive.into()])
    }
}

/// The practice of a kit.
struct Subject<'a> {
    renderer: &'a Renderer<'a>,
    /// The site in the language of the kit.
    site: Localized<'a>,
    /// Position of the practice, or of its original.
    at: usize,
    meta: &'a Meta,
    practice: &'a Practice,
}

impl Subject<'_> {
    fn page(&self, view: &KitView) -> Rendered {
        let Subject { renderer, site, at, meta, practice } = *self;
        let (path, _) = kit_paths(meta);
        let title = site.words.fill("kit.title", &[("title", &practice.title.value)]);
        let crumbs = vec![list_crumb(renderer, site, Kind::Practice), view.practice.clone()];
        let mut page = views::page(site, meta, &title, &practice.summary.value, crumbs);
        let versions = views::versions(site.site, meta).into_iter();
        let versions = versions.map(|(lang, id)| (lang, format!("{id}/kit"))).collect();
        page.alternates = renderer.spoken.named(site, versions);
        page.canonical = Some(Urls::of(site).absolute(&path));
        page.kind = "kit";
        page.card = CardImage::at(site, &meta.id, &practice.social_card(site, meta, at));
        (page.edit_url, page.history_url, page.json_url, page.markdown_url) =
            (None, None, None, None);
        (page.issue_url, page.mail_url) = (None, None);
        page.changes = None;
        let of = format!("the kit /{path}/");
        page.path = path;
        page.linked_data = views::linked_data(site, &page, views::plain_thing(site, page.kind));
        renderer.render(site, "kit.html", &page, ("kit", view), &of)
    }

    /// All parts of the kit as files in one folder.
    fn archive(&self, view: &KitView, cited: &Citation) -> io::Result<Vec<u8>> {
        let (_, name) = kit_paths(self.meta);
        let words = self.site.words;
        let mut files = Vec::new();
        for (of, document) in documents(view, words) {
            let markdown = document.markdown().map_err(io::Error::other)?;
            files.push((format!("{name}/{of}.md"), markdown.into_bytes()));
            if of == "memo" {
                let title = format!("{}: {}", words.translate("kit.memo"), cited.title);
                let memo = odt(&document, &title, self.site.lang())?;
                files.push((format!("{name}/{of}.odt"), memo));
            }
        }
        for (end, text) in
            [("bib", bibtex(cited)), ("ris", ris(cited)), ("csl.json", csl_json(cited))]
        {
            files.push((format!("{name}/citation.{end}"), text.into_bytes()));
        }
        files.sort();
        zip(files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())))
    }
}
