//! The kit of a practice: what a city needs in order to decide whether to adapt it. It says what is
//! on record and what is not, and adds nothing.

use serde::Serialize;

use super::cite::{CitationView, citation};
use super::kit_cost::{KitCost, kit_cost};
use super::kit_questions::{KitGroup, kit_questions};
use super::links::{LinkView, Urls};
use super::practice::PracticeView;
use super::record::{PageContext, Shown};
use crate::cite::Citation;
use crate::model::Practice;
use crate::site::Meta;

/// The kit of a practice, as `kit`.
#[derive(Debug, Clone, Serialize)]
pub struct KitView {
    /// The practice, as on its own page; without related practices.
    pub record: PracticeView,
    /// A link to its page.
    pub practice: LinkView,
    /// Its cost, restated for cities of other sizes.
    pub cost: KitCost,
    /// Questions to ask, in groups.
    pub questions: Vec<KitGroup>,
    /// How to cite the practice.
    pub citation: CitationView,
    /// URL of the archive with all parts of the kit.
    pub archive: String,
}

/// The folder of the kit of a record within the site, and the name of its archive.
#[must_use]
pub fn kit_paths(meta: &Meta) -> (String, String) {
    (format!("{}/kit", meta.id), format!("{}-kit", meta.slug))
}

/// The kit of a practice or of a translation of it.
#[must_use]
pub fn kit(
    context: PageContext<'_>,
    meta: &Meta,
    practice: &Practice,
    cited: &Citation,
) -> KitView {
    let (site, at) = (context.site, context.at);
    let urls = Urls::of(site);
    let (folder, name) = kit_paths(meta);
    let questions = kit_questions(site, at, practice, context.body);
    let mut record = practice.view(context);
    // The kit does not show the body, so there are no citations to link back to.
    record.sources.iter_mut().for_each(|source| source.mentions.clear());
    KitView {
        practice: LinkView::new(&practice.title.value, urls.page(&meta.id)),
        cost: kit_cost(site, at, practice, &record),
        questions,
        citation: citation(site, meta, cited),
        archive: format!("{}{name}.zip", urls.page(&folder)),
        record,
    }
}
