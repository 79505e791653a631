//! A feed as Atom (RFC 4287).

use std::collections::HashMap;

use super::super::xml::Xml;
use super::dated::Dated;
use crate::model::Date;
use crate::site::Site;
use crate::theme::views::Urls;

/// A feed before it is written.
pub(super) struct Feed<'a> {
    pub(super) site: &'a Site,
    pub(super) urls: Urls<'a>,
    /// Labels of topics by slug.
    pub(super) labels: &'a HashMap<&'a str, &'a str>,
    /// The path of the subject's page, empty for the whole site.
    pub(super) id: &'a str,
    /// The subject's name.
    pub(super) title: &'a str,
    pub(super) entries: &'a [&'a Dated<'a>],
    /// When any record of the site was last updated, for feeds without entries.
    pub(super) latest: Option<Date>,
}

const NAMESPACE: &str = "http://www.w3.org/2005/Atom";

/// The date of a feed, which the format requires, where no record of the site has one: obviously
/// not a real date.
const NEVER: Date = Date { year: 1, month: None, day: None };

/// The path of a subject's feed; that of the whole site for the empty path.
pub(super) fn feed_path(id: &str) -> String {
    if id.is_empty() { "feed.xml".to_owned() } else { format!("{id}/feed.xml") }
}

impl Feed<'_> {
    /// The feed's file.
    pub(super) fn to_xml(&self) -> Vec<u8> {
        let config = &self.site.config;
        let title = if self.id.is_empty() {
            config.title.clone()
        } else {
            format!("{}: {}", config.title, self.title)
        };
        let page = self.urls.absolute(self.id);
        let own = format!("{}{}", self.urls.base_url, feed_path(self.id));
        let updated = self.entries.first().map(|entry| entry.updated).or(self.latest);
        let lang = config.default_language();
        let mut xml = Xml::new("feed", &[("xmlns", NAMESPACE), ("xml:lang", lang)]);
        xml.text("title", &title).line();
        xml.text("subtitle", &config.description).line();
        xml.text("id", &own).line();
        let link = [("rel", "self"), ("type", "application/atom+xml"), ("href", &own)];
        xml.empty("link", &link).line();
        xml.empty("link", &alternate(&page)).line();
        xml.text("updated", &timestamp(updated.unwrap_or(NEVER))).line();
        xml.start("author", &[]).text("name", &config.title).end("author").line();
        if let Some(license) = &config.license {
            xml.text("rights", license).line();
        }
        for entry in self.entries {
            self.entry(entry, &mut xml);
        }
        xml.finish("feed")
    }

    fn entry(&self, record: &Dated<'_>, xml: &mut Xml) {
        let page = self.urls.absolute(&record.meta.id);
        let lang = record.meta.lang.as_str();
        let other = [("xml:lang", lang)];
        let is_other = lang != self.site.config.default_language();
        xml.start("entry", if is_other { &other } else { &[] }).line();
        xml.text("title", record.title).line();
        xml.text("id", &page).line();
        xml.empty("link", &alternate(&page)).line();
        xml.text("updated", &timestamp(record.updated)).line();
        xml.text("summary", record.summary).line();
        let labels = record.topics.iter().filter_map(|slug| self.labels.get(slug.value.as_str()));
        for topic in labels {
            xml.empty("category", &[("term", topic)]).line();
        }
        xml.end("entry").line();
    }
}

/// The attributes of a link to the page that a feed or an entry is about.
fn alternate(page: &str) -> [(&str, &str); 3] {
    [("rel", "alternate"), ("type", "text/html"), ("href", page)]
}

/// A date in the form of RFC 3339; the first moment of a year or a month that has no day.
pub(super) fn timestamp(date: Date) -> String {
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
        assert_eq!(timestamp(super::NEVER), "0001-01-01T00:00:00Z");
    }
}
