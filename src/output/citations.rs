//! Files for reference managers, beside each practice and each of its translations.

use super::record_place::RecordPlace;
use super::renderer::Renderer;
use super::unit::{Contents, Context, Output, Reads, Units};
use crate::cite::{bibtex, csl_json, ris};
use crate::model::{Kind, RecordRef};
use crate::site::Site;
use crate::theme::views::{CITATION_FILES, cited};

/// A file per format and practice.
pub(super) const OUTPUT: Output = Output {
    name: "citations",
    reads: Reads::Bodies,
    uses_templates: false,
    units: |context| Box::new(Citations::new(context)),
};

struct Citations<'a> {
    site: &'a Site,
    places: Vec<RecordPlace>,
}

impl<'a> Citations<'a> {
    fn new(context: Context<'a>) -> Citations<'a> {
        let site = context.site();
        let is_practice = |place: &RecordPlace| place.record(site).0.kind == Kind::Practice;
        Citations { site, places: RecordPlace::all(site).into_iter().filter(is_practice).collect() }
    }
}

impl<'a> Units<'a> for Citations<'a> {
    fn count(&self) -> usize {
        self.places.len()
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        let (meta, _) = self.places[unit].record(self.site);
        CITATION_FILES.iter().map(|(end, ..)| format!("{}/index.{end}", meta.id)).collect()
    }

    fn contents(&self, renderer: &Renderer<'_>, unit: usize) -> Contents {
        let site = self.site;
        let own = renderer.own();
        let citation = match self.places[unit] {
            RecordPlace::Original(_, at) => {
                let item = &site.practices[at];
                cited(own, &item.meta, &item.record, &item.markdown)
            }
            RecordPlace::Translation(at) => {
                let item = &site.translations[at].item;
                let RecordRef::Practice(practice) = RecordRef::from(&item.record) else {
                    return Ok(Vec::new());
                };
                cited(own, &item.meta, practice, &item.markdown)
            }
        };
        let files = [bibtex(&citation), ris(&citation), csl_json(&citation)];
        Ok(files.map(|text| text.into_bytes().into()).into())
    }
}
