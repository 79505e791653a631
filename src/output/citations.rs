//! Files for reference managers, beside each practice and each of its translations.

use super::record_place::{PracticeVersion, RecordPlace};
use super::renderer::Renderer;
use super::unit::{Contents, Context, Output, Reads, Units};
use crate::cite::{bibtex, csl_json, ris};
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
        Citations { site, places: RecordPlace::practices(site) }
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
        let Some(version) = self.places[unit].practice(site) else { return Ok(Vec::new()) };
        let PracticeVersion { meta, practice, markdown, .. } = version;
        let citation = cited(renderer.own(), meta, practice, markdown);
        let files = [bibtex(&citation), ris(&citation), csl_json(&citation)];
        Ok(files.map(|text| text.into_bytes().into()).into())
    }
}
