//! Links from a page to the feeds and calendars about its subject.

use serde::Serialize;

use super::links::Urls;
use super::localized::Localized;
use crate::model::{Convening, Date, slug_for};

/// A feed or calendar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FeedView {
    /// Its subject, in the language of the page.
    pub title: String,
    /// The name of its format: `Atom`, `JSON Feed` or `iCalendar`.
    pub format: &'static str,
    /// The media type of this format.
    pub media_type: &'static str,
    /// Its URL.
    pub url: String,
}

/// The formats of feeds: file, name and media type.
const FEEDS: [(&str, &str, &str); 2] = [
    ("feed.xml", "Atom", "application/atom+xml"),
    ("feed.json", "JSON Feed", "application/feed+json"),
];

/// The folder of the feed of changed evidence.
pub const EVIDENCE_FOLDER: &str = "evidence";

/// The longest slug of a series in bytes.
const LONGEST: usize = 100;

/// The folder of the feeds of a series of convenings: its slug, or a digest of a name that has none
/// (in a script without Latin letters) or a very long one.
#[must_use]
pub fn series_folder(name: &str) -> String {
    if let Some(slug) = slug_for(name).filter(|slug| slug.len() <= LONGEST) {
        return format!("series/{slug}");
    }
    let digest = blake3::hash(name.as_bytes()).to_hex();
    format!("series/{}", &digest[..16])
}

/// The feeds in a folder, which is empty for those of the whole site.
#[must_use]
pub fn feeds(site: Localized<'_>, folder: &str, title: &str) -> Vec<FeedView> {
    FEEDS.map(|format| one(site, folder, title, format)).into()
}

/// The feeds of the practices whose evidence was rated last.
#[must_use]
pub fn evidence_feeds(site: Localized<'_>) -> Vec<FeedView> {
    feeds(site, &site.own(EVIDENCE_FOLDER), &site.words.translate("feed.evidence"))
}

/// The calendar in a folder.
#[must_use]
pub fn calendar(site: Localized<'_>, folder: &str, title: &str) -> FeedView {
    one(site, folder, title, ("calendar.ics", "iCalendar", "text/calendar"))
}

/// Whether the convening at a position has a calendar: whether the day of it or of one of its
/// sessions is known.
#[must_use]
pub fn has_calendar(site: Localized<'_>, at: usize) -> bool {
    let has_day = |date: Date| date.day.is_some();
    let mut sessions = site.graph.convening_sessions[at].iter();
    has_day(site.convenings[at].record.start.value)
        || sessions.any(|at| has_day(site.sessions[*at].record.date.value))
}

/// The calendar of the convening at a position, and the calendar and feeds of its series.
pub(super) fn of_convening(site: Localized<'_>, at: usize, shown: &Convening) -> Vec<FeedView> {
    let item = &site.convenings[at];
    let series = item.record.series.as_ref().map(|name| (name, series_folder(name)));
    let mut found = Vec::new();
    if has_calendar(site, at) {
        found.push(calendar(site, &item.meta.id, &shown.title));
        found.extend(series.iter().map(|(name, folder)| calendar(site, folder, name)));
    }
    found.extend(series.iter().flat_map(|(name, folder)| feeds(site, folder, name)));
    found
}

fn one(
    site: Localized<'_>,
    folder: &str,
    title: &str,
    (file, format, media_type): (&str, &'static str, &'static str),
) -> FeedView {
    let path = if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") };
    let url = Urls::of(site).file(&path);
    FeedView { title: title.to_owned(), format, media_type, url }
}

#[cfg(test)]
mod tests {
    use super::series_folder;

    #[test]
    fn a_series_of_any_name_has_a_folder() {
        assert_eq!(series_folder("Bin Days"), "series/bin-days");
        assert_eq!(series_folder("CON"), "series/con-1");
        assert_eq!(series_folder("ごみの日").len(), "series/".len() + 16);
        assert_eq!(series_folder(&"long ".repeat(50)).len(), "series/".len() + 16);
    }
}
