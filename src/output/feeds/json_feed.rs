//! A feed as JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde::Serialize;

use super::dated::Dated;
use super::feed::{Feed, timestamp};

/// The name of its file.
pub(super) const FILE: &str = "feed.json";

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: String,
    home_page_url: String,
    feed_url: String,
    description: &'a str,
    language: &'a str,
    authors: [Author<'a>; 1],
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    url: String,
    title: &'a str,
    content_text: &'a str,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

impl Feed<'_> {
    /// The feed as JSON Feed.
    pub(super) fn to_json(&self) -> Vec<u8> {
        let document = Document {
            version: "https://jsonfeed.org/version/1.1",
            title: self.full_title(),
            home_page_url: self.urls.absolute(self.page),
            feed_url: self.url(FILE),
            description: self.view.description().0,
            language: self.view.lang(),
            authors: [Author { name: self.site_title(), url: self.urls.base_url }],
            items: self.entries.iter().map(|entry| self.item(entry)).collect(),
        };
        let mut bytes = Vec::new();
        // Writing to memory cannot fail, and all keys are strings.
        _ = serde_json::to_writer_pretty(&mut bytes, &document);
        bytes.push(b'\n');
        bytes
    }

    fn item<'e>(&'e self, entry: &'e Dated<'_>) -> Item<'e> {
        Item {
            id: self.id_of(entry),
            url: self.page_of(entry),
            title: &entry.title,
            content_text: &entry.summary,
            date_modified: timestamp(entry.updated),
            tags: self.topics(entry).collect(),
            language: self.other_language(entry),
        }
    }
}
