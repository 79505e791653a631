//! Feeds: of the whole site, of each topic, sphere, city, country and series of convenings, of some
//! lists, and of changed evidence; in another language, of its home page, its lists and changed
//! evidence. With them a reader can follow one subject without an account and without being
//! tracked. Each is written as Atom and as JSON Feed.
//!
//! A feed is made from the records alone. An entry's date of update is the latest date in its
//! record, so that a build of the same content gives the same feed on any day; a record without a
//! date is in no feed.

mod atom;
mod dated;
mod feed;
mod json_feed;
mod language;

use std::collections::BTreeMap;

use blake3::Hash;

use super::renderer::Renderer;
use super::series::Series;
use super::unit::{Contents, Context, Output, Reads, Units};
use crate::model::Date;
use crate::site::Site;
use crate::theme::views::Localized;
pub(crate) use feed::timestamp;

use feed::feed_path;
use language::LanguageFeeds;

/// A feed for each subject.
pub(super) const OUTPUT: Output = Output {
    name: "feeds",
    reads: Reads::Fields,
    uses_templates: false,
    units: |context| Box::new(Feeds::new(context)),
};

/// The latest date in each record about something that happened, by the id of the record.
#[must_use]
pub fn last_updates(site: &Site) -> BTreeMap<String, Date> {
    let dated = dated::dated(site, &Series::of(site));
    dated.into_iter().map(|record| (record.meta.id.clone(), record.updated)).collect()
}

struct Feeds<'a> {
    languages: Vec<LanguageFeeds<'a>>,
    /// For each unit, the position of its language and its position among the feeds of that
    /// language.
    units: Vec<(usize, usize)>,
}

impl<'a> Feeds<'a> {
    fn new(context: Context<'a>) -> Feeds<'a> {
        let Context { own, spoken, .. } = context;
        let other = |(lang, folders)| {
            let view = Localized { site: own.site, words: spoken.words().get(lang) };
            LanguageFeeds::other(view, folders)
        };
        let languages: Vec<LanguageFeeds<'a>> =
            std::iter::once(LanguageFeeds::own(own)).chain(spoken.others().map(other)).collect();
        let units = languages.iter().enumerate();
        let units =
            units.flat_map(|(lang, feeds)| (0..feeds.described.len()).map(move |at| (lang, at)));
        Feeds { units: units.collect(), languages }
    }

    fn unit(&self, unit: usize) -> (&LanguageFeeds<'a>, usize) {
        let (lang, at) = self.units[unit];
        (&self.languages[lang], at)
    }
}

impl<'a> Units<'a> for Feeds<'a> {
    fn count(&self) -> usize {
        self.units.len()
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        let (feeds, at) = self.unit(unit);
        let folder = &feeds.described[at].folder;
        vec![feed_path(folder, atom::FILE), feed_path(folder, json_feed::FILE)]
    }

    fn prepare(&mut self) {
        self.languages.iter_mut().for_each(LanguageFeeds::prepare);
    }

    fn digest(&self, unit: usize) -> Option<Hash> {
        let (feeds, at) = self.unit(unit);
        Some(feeds.digest(at))
    }

    fn contents(&self, _: &Renderer<'_>, unit: usize) -> Contents {
        let (feeds, at) = self.unit(unit);
        let entries = feeds.entries(at);
        // `prepare` looked the records up for all feeds at once, so the reads of this feed are
        // noted here.
        entries.iter().for_each(|record| record.read.note());
        let feed = feeds.feed(at, &entries);
        Ok(vec![feed.to_atom().into(), feed.to_json().into()])
    }
}
