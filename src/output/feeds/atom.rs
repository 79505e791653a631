//! A feed as Atom (RFC 4287).

use super::super::xml::Xml;
use super::dated::Dated;
use super::feed::{Feed, timestamp};
use crate::model::Date;

/// The name of its file.
pub(super) const FILE: &str = "feed.xml";

const NAMESPACE: &str = "http://www.w3.org/2005/Atom";

/// The date of a feed, which the format requires, where no record of the site has one: obviously
/// not a real date.
const NEVER: Date = Date { year: 1, month: None, day: None };

impl Feed<'_> {
    /// The feed as Atom.
    pub(super) fn to_atom(&self) -> Vec<u8> {
        let config = &self.view.config;
        let page = self.urls.absolute(self.page);
        let own = self.url(FILE);
        let updated = self.entries.first().map(|entry| entry.updated).or(self.latest);
        let lang = self.view.lang();
        let mut xml = Xml::new("feed", &[("xmlns", NAMESPACE), ("xml:lang", lang)]);
        xml.text("title", &self.full_title()).line();
        let (description, other) = self.view.description();
        let other = other.as_deref().map(|lang| ("xml:lang", lang));
        xml.start("subtitle", other.as_slice()).content(description).end("subtitle").line();
        xml.text("id", &own).line();
        let link = [("rel", "self"), ("type", "application/atom+xml"), ("href", &own)];
        xml.empty("link", &link).line();
        xml.empty("link", &alternate(&page)).line();
        xml.text("updated", &timestamp(updated.unwrap_or(NEVER))).line();
        xml.start("author", &[]).text("name", self.site_title()).end("author").line();
        if let Some(license) = &config.license {
            xml.text("rights", license).line();
        }
        for entry in self.entries {
            self.atom_entry(entry, &mut xml);
        }
        xml.finish("feed")
    }

    fn atom_entry(&self, entry: &Dated<'_>, xml: &mut Xml) {
        let other = self.other_language(entry).map(|lang| ("xml:lang", lang));
        xml.start("entry", other.as_slice()).line();
        xml.text("title", &entry.title).line();
        xml.text("id", &self.id_of(entry)).line();
        xml.empty("link", &alternate(&self.page_of(entry))).line();
        xml.text("updated", &timestamp(entry.updated)).line();
        xml.text("summary", &entry.summary).line();
        for topic in self.topics(entry) {
            xml.empty("category", &[("term", topic)]).line();
        }
        xml.end("entry").line();
    }
}

/// The attributes of a link to the page that a feed or an entry is about.
fn alternate(page: &str) -> [(&str, &str); 3] {
    [("rel", "alternate"), ("type", "text/html"), ("href", page)]
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_feed_that_was_never_updated_has_an_impossible_date() {
        assert_eq!(super::timestamp(super::NEVER), "0001-01-01T00:00:00Z");
    }
}
