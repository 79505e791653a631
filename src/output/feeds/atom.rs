//! A feed as Atom (RFC 4287). The format needs a dozen elements of fixed shape and one escape, so
//! it is written as the sitemap is, and a test reads every feed back with an XML parser.

use std::borrow::Cow;
use std::collections::HashMap;

use super::dated::Dated;
use super::feed_path;
use crate::model::Date;
use crate::site::Site;
use crate::theme::views::Urls;

/// A feed before it is written.
pub(super) struct Feed<'a> {
    pub(super) site: &'a Site,
    pub(super) urls: Urls<'a>,
    /// What topics are called, by their slugs.
    pub(super) labels: &'a HashMap<&'a str, &'a str>,
    /// The path of the subject's page, empty for the whole site.
    pub(super) id: &'a str,
    /// The subject's name.
    pub(super) title: &'a str,
    pub(super) entries: &'a [&'a Dated<'a>],
    /// When anything of the site was last updated: so was a feed without entries, at the latest.
    pub(super) latest: Option<Date>,
}

/// What stands where the format wants a date and no record of the site gives one: plainly none.
const NEVER: Date = Date { year: 1, month: None, day: None };

impl Feed<'_> {
    pub(super) fn to_xml(&self) -> String {
        let config = &self.site.config;
        let title = if self.id.is_empty() {
            config.title.clone()
        } else {
            format!("{}: {}", config.title, self.title)
        };
        let page = self.urls.absolute(self.id);
        let page = escape(&page);
        let own = format!("{}{}", self.urls.base_url, feed_path(self.id));
        let own = escape(&own);
        let updated = self.entries.first().map(|entry| entry.updated).or(self.latest);
        let mut xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
             <title>{}</title>\n<subtitle>{}</subtitle>\n<id>{own}</id>\n\
             <link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\n\
             <updated>{}</updated>\n<author><name>{}</name></author>\n",
            escape(config.default_language()),
            escape(&title),
            escape(&config.description),
            timestamp(updated.unwrap_or(NEVER)),
            escape(&config.title),
        );
        if let Some(license) = &config.license {
            xml.push_str(&format!("<rights>{}</rights>\n", escape(license)));
        }
        for entry in self.entries {
            self.entry(entry, &mut xml);
        }
        xml.push_str("</feed>\n");
        xml
    }

    fn entry(&self, record: &Dated<'_>, xml: &mut String) {
        let page = self.urls.absolute(&record.meta.id);
        let page = escape(&page);
        let language = if record.meta.lang == self.site.config.default_language() {
            String::new()
        } else {
            format!(" xml:lang=\"{}\"", escape(&record.meta.lang))
        };
        xml.push_str(&format!(
            "<entry{language}>\n<title>{}</title>\n<id>{page}</id>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\n\
             <updated>{}</updated>\n<summary>{}</summary>\n",
            escape(record.title),
            timestamp(record.updated),
            escape(record.summary),
        ));
        let labels = record.topics.iter().filter_map(|slug| self.labels.get(slug.value.as_str()));
        for topic in labels {
            xml.push_str(&format!("<category term=\"{}\"/>\n", escape(topic)));
        }
        xml.push_str("</entry>\n");
    }
}

/// A date as RFC 3339 has it: of a year or a month the first moment.
pub(super) fn timestamp(date: Date) -> String {
    let (month, day) = (date.month.unwrap_or(1), date.day.unwrap_or(1));
    format!("{:04}-{month:02}-{day:02}T00:00:00Z", date.year)
}

/// Text for an element or an attribute. What XML 1.0 has no way to say is left out.
fn escape(text: &str) -> Cow<'_, str> {
    // The first byte of U+FFFE and U+FFFF is 0xEF, as that of much else.
    let special = |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | 0..=0x1f | 0xef);
    let Some(first) = text.bytes().position(special) else { return text.into() };
    let (plain, rest) = text.split_at(first);
    let mut escaped = String::with_capacity(text.len() + 16);
    escaped.push_str(plain);
    for char in rest.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => escaped.push(other),
        }
    }
    escaped.into()
}

#[cfg(test)]
mod tests {
    use super::{Cow, escape, timestamp};
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

    #[test]
    fn text_is_escaped_for_both_places() {
        assert_eq!(escape("a <b> & \"c\"\u{8}\u{1f}\n"), "a &lt;b&gt; &amp; &quot;c&quot; ");
        assert_eq!(escape("plain \u{fffe}\u{ffff}\u{fffd} ﬁne"), "plain \u{fffd} ﬁne");
        assert!(matches!(escape("plain"), Cow::Borrowed(_)));
    }
}
