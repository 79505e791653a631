//! References: links, ids and fields that name other records. Whatever a handful of files say about
//! each other, the program checks and links them without a panic, and what is withheld stays out.

use crosstown::check::{self, Extent};
use crosstown::site::{Audience, LinkOptions, is_published, link};
use crosstown::source;
use crosstown::withheld::{Confidential, List};

/// The files that the parts of the input become, in order. Names occur in each other's texts.
const PATHS: [&str; 7] = [
    "content/practices/a.md",
    "content/practices/b.md",
    "content/cities/c.md",
    "content/convenings/m/index.md",
    "content/convenings/m/s.md",
    "content/vocabulary/topics.yaml",
    "content/practices/a.es.md",
];

/// What separates the files in the input.
pub const BETWEEN: &str = "\n%%\n";

const SITE: &str = "title: Bins\nbase_url: https://bins.example/\nlanguages: [en, es]\n";

/// Checks and links the files.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let files = PATHS.iter().zip(text.split(BETWEEN));
    let files = files.map(|(path, text)| ((*path).to_owned(), text.to_owned()));
    let site = [("content/site.yaml".to_owned(), SITE.to_owned())];
    let (content, _) = source::parse(source::given(site.into_iter().chain(files)), None);
    let public = LinkOptions { audience: Audience::Public, drafts: false };
    let guard = Confidential::new(&content, &List::default());
    let published = |entry: &source::Entry| is_published(&entry.record, public);
    for found in check::run(&content, &guard, &published, Extent::default()) {
        assert!(!found.message.chars().any(char::is_control), "{found:?}");
    }
    let (site, _) = link(content, public, None);
    for session in site.sessions.iter() {
        let published = session.markdown.read();
        if session.record.attribution.value.as_str() == "chatham-house" {
            // A body may have the word.
            let front = published.split("\n---\n").next().unwrap_or_default();
            assert!(!front.contains("\nspeakers:"), "{published}");
        }
    }
    for practice in site.practices.iter() {
        assert!(practice.meta.id.starts_with("practices/"), "{:?}", practice.meta);
    }
}
