//! Recognises practices by their titles, slugs and old slugs.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::model::Record;
use crate::source::Content;
use crate::withheld::{Reading, fold};

/// A practice that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its slug.
    pub slug: String,
    /// Its title.
    pub title: String,
}

/// A practice that the notes name and that is not known by that name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// As the notes call it.
    pub name: String,
    /// The practices that it may be, the likeliest first.
    pub near: Vec<Candidate>,
}

/// All practices of the content by what they are called.
#[derive(Debug)]
pub(super) struct Practices {
    /// Titles by slug.
    titles: BTreeMap<String, String>,
    /// Slugs by folded name; a name that two practices have stands for neither.
    by_name: BTreeMap<String, Option<String>>,
    /// Finds names of several words in a text.
    search: Option<AhoCorasick>,
    /// The slug of each of them.
    found: Vec<String>,
}

/// The most practices that are suggested for a name.
const NEAR: usize = 3;

impl Practices {
    pub(super) fn of(content: &Content) -> Practices {
        let mut titles = BTreeMap::new();
        let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut written: Vec<(String, String)> = Vec::new();
        for entry in &content.entries {
            let Record::Practice(practice) = &entry.record else { continue };
            let slug = &entry.file.slug;
            if entry.file.lang.is_none() {
                titles.insert(slug.clone(), practice.title.value.clone());
            }
            let old = practice.aliases.iter().map(|old| old.value.as_str());
            let called = [practice.title.as_str(), slug].into_iter().chain(old);
            for name in called.filter(|name| !name.starts_with('/')) {
                names.entry(fold(name, Reading::Apart)).or_default().insert(slug.clone());
                written.push((name.to_owned(), slug.clone()));
            }
        }
        let by_name: BTreeMap<String, Option<String>> = names
            .into_iter()
            .map(|(name, slugs)| (name, slugs.into_iter().collect::<Vec<_>>()))
            .map(|(name, slugs)| (name, <[String; 1]>::try_from(slugs).ok().map(|[slug]| slug)))
            .collect();
        // A single word in running text may mean anything, so such names count only after
        // `practice:`.
        written.retain(|(name, _)| {
            let folded = fold(name, Reading::Apart);
            folded.contains(' ') && by_name.get(&folded).is_some_and(Option::is_some)
        });
        let (names, found): (Vec<String>, Vec<String>) = written.into_iter().unzip();
        let search = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(&names);
        let search = search.ok().filter(|_| !names.is_empty());
        Practices { titles, by_name, search, found }
    }

    /// The practice that a text names.
    pub(super) fn named(&self, text: &str) -> Option<&str> {
        let folded = fold(text, Reading::Apart);
        let bare = ["the ", "el ", "la ", "le ", "o ", "a "]
            .iter()
            .find_map(|article| folded.strip_prefix(article))
            .unwrap_or(&folded);
        let known = self.by_name.get(&folded).or_else(|| self.by_name.get(bare))?;
        known.as_deref()
    }

    /// Whether there is a practice with this slug.
    pub(super) fn has(&self, slug: &str) -> bool {
        self.titles.contains_key(slug)
    }

    /// The practices whose titles are most similar to a text, the most similar first.
    pub(super) fn nearest(&self, text: &str) -> Vec<Candidate> {
        let folded = fold(text, Reading::Apart);
        let words: BTreeSet<&str> = folded.split(' ').filter(|word| word.len() > 3).collect();
        let likeness = |title: &str| {
            let title = fold(title, Reading::Apart);
            let shared = title.split(' ').filter(|word| words.contains(word)).count();
            #[expect(clippy::cast_precision_loss, reason = "numbers of words are small")]
            let shared = shared as f64 / words.len().max(1) as f64;
            strsim::normalized_damerau_levenshtein(&folded, &title) + shared
        };
        let mut near: Vec<(f64, &String, &String)> =
            self.titles.iter().map(|(slug, title)| (likeness(title), slug, title)).collect();
        near.retain(|(likeness, ..)| *likeness > 0.5);
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let near = near.into_iter().take(NEAR);
        near.map(|(_, slug, title)| Candidate { slug: slug.clone(), title: title.clone() })
            .collect()
    }

    /// Where a text names practices, in order, each with its slug. Code, links and HTML are left
    /// alone.
    pub(super) fn mentioned(&self, text: &str) -> Vec<(Range<usize>, &str)> {
        let Some(search) = self.search.as_ref().filter(|_| !text.contains(['[', '`', '<'])) else {
            return Vec::new();
        };
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let found = search.find_iter(text).filter(|found| {
            let (before, after) = (&text[..found.start()], &text[found.end()..]);
            !is_word(before.chars().next_back()) && !is_word(after.chars().next())
        });
        found.map(|found| (found.range(), &*self.found[found.pattern().as_usize()])).collect()
    }
}
