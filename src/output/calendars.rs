//! Calendars (`calendar.ics`): of each convening with its sessions, of each series, and of all
//! convenings. An event needs a day; what is dated only by month or year is left out.

mod event;
mod ics;

use blake3::{Hash, Hasher};

use super::renderer::Renderer;
use super::series::Series;
use super::unit::{Contents, Context, Output, Reads, Units};
use crate::model::Kind;
use crate::theme::views::{Localized, Urls, has_calendar};
use event::events;
use ics::Calendar;

/// A file per calendar.
pub(super) const OUTPUT: Output = Output {
    name: "calendars",
    reads: Reads::Fields,
    uses_templates: false,
    units: |context| Box::new(Calendars::new(context)),
};

/// The calendar of the convening at a position; none if its day is not known.
#[must_use]
pub fn calendar(view: Localized<'_>, at: usize) -> Option<String> {
    let item = &view.site.convenings[at];
    let url = Urls::of(view).absolute(&item.meta.id);
    let lang = view.config.default_language();
    let mut calendar = Calendar::new(&item.record.title, &url, lang);
    let events = events(view, at);
    events.iter().for_each(|event| calendar.add(event));
    (!events.is_empty()).then(|| calendar.finish())
}

struct Calendars<'a> {
    view: Localized<'a>,
    all: Vec<Described>,
}

/// A calendar before it is written.
struct Described {
    /// The folder of its file within the site.
    folder: String,
    /// The path of the page about it.
    page: String,
    title: String,
    /// Positions of its convenings.
    convenings: Vec<usize>,
}

impl<'a> Calendars<'a> {
    fn new(context: Context<'a>) -> Calendars<'a> {
        let view = context.own;
        let site = view.site;
        let list = Kind::Convening.folder();
        let dated: Vec<usize> =
            (0..site.convenings.len()).filter(|at| has_calendar(view, *at)).collect();
        let whole = Described {
            folder: list.to_owned(),
            page: list.to_owned(),
            title: view.words.translate("section.convenings"),
            convenings: dated.clone(),
        };
        let series = Series::of(site);
        let of_series = series.all.iter().enumerate().map(|(number, (folder, name))| {
            let belongs = |at: &usize| series.with(site, *at) == Some(number);
            Described {
                folder: folder.clone(),
                page: list.to_owned(),
                title: (*name).to_owned(),
                convenings: dated.iter().copied().filter(belongs).collect(),
            }
        });
        let of_one = dated.iter().map(|at| {
            let item = &site.convenings[*at];
            Described {
                folder: item.meta.id.clone(),
                page: item.meta.id.clone(),
                title: item.record.title.value.clone(),
                convenings: vec![*at],
            }
        });
        let mut all: Vec<_> = std::iter::once(whole).chain(of_series).chain(of_one).collect();
        // The format does not allow a calendar without events.
        all.retain(|one| !one.convenings.is_empty());
        Calendars { view, all }
    }
}

impl<'a> Units<'a> for Calendars<'a> {
    fn count(&self) -> usize {
        self.all.len()
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        vec![format!("{}/calendar.ics", self.all[unit].folder)]
    }

    fn contents(&self, _: &Renderer<'_>, unit: usize) -> Contents {
        let Described { page, title, convenings, .. } = &self.all[unit];
        let config = &self.view.config;
        let name = if convenings.len() == 1 && *page != Kind::Convening.folder() {
            title.clone()
        } else {
            format!("{}: {title}", config.title)
        };
        let url = Urls::of(self.view).absolute(page);
        let mut calendar = Calendar::new(&name, &url, config.default_language());
        for at in convenings {
            events(self.view, *at).iter().for_each(|event| calendar.add(event));
        }
        Ok(vec![calendar.finish().into_bytes().into()])
    }

    fn digest(&self, unit: usize) -> Option<Hash> {
        let Described { title, convenings, .. } = &self.all[unit];
        let mut hasher = Hasher::new();
        hasher.update(title.as_bytes());
        for at in convenings {
            hasher.update(&at.to_le_bytes());
        }
        Some(hasher.finalize())
    }
}
