//! A feed before it is written in one of its formats.

use std::collections::HashMap;

use super::dated::Dated;
use crate::model::Date;
use crate::theme::views::{Localized, Urls};

/// A feed.
pub(super) struct Feed<'a> {
    /// The site in the language of the feed.
    pub(super) view: Localized<'a>,
    pub(super) urls: Urls<'a>,
    /// Labels of topics by slug.
    pub(super) labels: &'a HashMap<&'a str, String>,
    /// The folder of its files within the site, empty for the whole site.
    pub(super) folder: &'a str,
    /// The path of the page about its subject, empty for the home page.
    pub(super) page: &'a str,
    /// The subject's name.
    pub(super) title: &'a str,
    pub(super) entries: &'a [&'a Dated<'a>],
    /// When any record of the site was last updated, for feeds without entries.
    pub(super) latest: Option<Date>,
}

/// The path of a file of a feed; the folder of the whole site's is empty.
pub(super) fn feed_path(folder: &str, file: &str) -> String {
    if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") }
}

impl Feed<'_> {
    /// The title of the site.
    pub(super) fn site_title(&self) -> &str {
        self.view.title()
    }

    /// Its title.
    pub(super) fn full_title(&self) -> String {
        match self.title {
            "" => self.site_title().to_owned(),
            title => format!("{}: {title}", self.site_title()),
        }
    }

    /// The absolute URL of one of its files.
    pub(super) fn url(&self, file: &str) -> String {
        format!("{}{}", self.urls.base_url, feed_path(self.folder, file))
    }

    /// The URL of an entry's page.
    pub(super) fn page_of(&self, entry: &Dated<'_>) -> String {
        self.urls.absolute(&entry.meta.id)
    }

    /// The permanent identifier of an entry: its page, and for a rating also the day, so that feed
    /// readers show the next rating of the same practice as a new entry.
    pub(super) fn id_of(&self, entry: &Dated<'_>) -> String {
        let page = self.page_of(entry);
        if entry.is_rating { format!("{page}#rated-{}", entry.updated) } else { page }
    }

    /// Labels of the topics of an entry.
    pub(super) fn topics<'e>(&'e self, entry: &'e Dated<'_>) -> impl Iterator<Item = &'e str> {
        entry
            .topics
            .iter()
            .filter_map(|slug| self.labels.get(slug.value.as_str()).map(String::as_str))
    }

    /// The language of an entry, if it is not the feed's.
    pub(super) fn other_language<'e>(&self, entry: &'e Dated<'_>) -> Option<&'e str> {
        let lang = entry.meta.lang.as_str();
        (lang != self.view.lang()).then_some(lang)
    }
}

/// A date in the form of RFC 3339; the first moment of a year or a month that has no day.
pub(crate) fn timestamp(date: Date) -> String {
    let (month, day) = (date.month.unwrap_or(1), date.day.unwrap_or(1));
    format!("{:04}-{month:02}-{day:02}T00:00:00Z", date.year)
}

#[cfg(test)]
mod tests {
    use super::timestamp;
    use crate::model::Date;

    #[test]
    fn a_date_of_any_precision_becomes_a_moment() {
        for (date, moment) in [
            ("2014", "2014-01-01T00:00:00Z"),
            ("2014-03", "2014-03-01T00:00:00Z"),
            ("2014-03-05", "2014-03-05T00:00:00Z"),
        ] {
            assert_eq!(timestamp(Date::parse(date).unwrap()), moment);
        }
    }
}
