//! Excerpts: a record's summary, and the sentence of its body that best shows why it was found.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::schema::Field;
use tantivy::snippet::{Snippet, SnippetGenerator, collapse_overlapped_ranges};
use tantivy::tokenizer::TextAnalyzer;

use super::sentences::sentences;
use crate::format::{Fragment, Passage};
use crate::response::HitSection;
use crate::text::{Language, WordTokenizer};

/// The most bytes of a sentence that are shown.
const LENGTH: usize = 220;

/// The most bytes of a summary that are shown: more than summaries have.
const SUMMARY: usize = 800;

/// The excerpt of a record, with the query's terms highlighted.
pub(super) struct Excerpt {
    /// The summary as HTML.
    pub(super) summary: String,
    /// The sentence of the body that matches best as HTML, with its section; `None` where none says
    /// more than the summary.
    pub(super) sentence: Option<(String, HitSection)>,
}

/// A sentence of a section, and how well it matches.
struct Candidate<'a> {
    passage: &'a Passage,
    sentence: &'a str,
    snippet: Snippet,
    words: BTreeSet<String>,
    /// What is compared: the number of words, of those that the summary lacks, whether it has a
    /// heading to say where it is from, and the number of occurrences.
    worth: (usize, usize, bool, usize),
}

/// Makes the excerpt of a record.
pub(super) fn excerpt(fragment: &Fragment, terms: &BTreeMap<String, f32>, field: Field) -> Excerpt {
    let language = Language::of_tag(&fragment.lang);
    let tokenizer = WordTokenizer::new(language, terms.keys().map(String::as_str));
    let analyzer = TextAnalyzer::from(tokenizer);
    let mut generator = SnippetGenerator::new(terms.clone(), analyzer, field, SUMMARY);
    let summary = generator.snippet(&fragment.summary);
    generator.set_max_num_chars(LENGTH);
    let (known, _) = words([&summary]);
    let mut best: Option<Candidate<'_>> = None;
    for passage in &fragment.sections {
        let heading = generator.snippet(&passage.heading);
        for sentence in sentences(&passage.text) {
            let snippet = generator.snippet(sentence);
            let (words, count) = words([&snippet, &heading]);
            let new = words.difference(&known).count();
            let worth = (words.len(), new, !passage.heading.is_empty(), count);
            if worth.0 > 0 && best.as_ref().is_none_or(|other| worth > other.worth) {
                best = Some(Candidate { passage, sentence, snippet, words, worth });
            }
        }
    }
    // A sentence that says less than the summary takes only room.
    best = best.filter(|best| best.words.len() >= known.len() || !best.words.is_subset(&known));
    Excerpt {
        summary: marked(&fragment.summary, &summary, SUMMARY),
        sentence: best.map(|Candidate { passage, sentence, snippet, .. }| {
            let Passage { anchor, heading, .. } = passage;
            let section = HitSection { anchor: anchor.clone(), heading: heading.clone() };
            (marked(sentence, &snippet, LENGTH), section)
        }),
    }
}

/// The different words found, and the number of all occurrences.
fn words<'a>(snippets: impl IntoIterator<Item = &'a Snippet>) -> (BTreeSet<String>, usize) {
    let (mut words, mut count) = (BTreeSet::new(), 0);
    for snippet in snippets {
        for range in snippet.highlighted() {
            words.insert(snippet.fragment().get(range.clone()).unwrap_or_default().to_lowercase());
            count += 1;
        }
    }
    (words, count)
}

/// The excerpt as HTML, or the beginning of `text` where nothing is highlighted.
fn marked(text: &str, snippet: &Snippet, length: usize) -> String {
    let mut html = String::new();
    if snippet.is_empty() {
        let beginning = beginning(text, length);
        escape(beginning, &mut html);
        if beginning.len() < text.trim_end().len() {
            html.push('…');
        }
        return html;
    }
    let fragment = snippet.fragment();
    let range = snippet.fragment_range();
    if !text.get(..range.start).unwrap_or_default().trim().is_empty() {
        html.push('…');
    }
    let mut at = 0;
    for mark in collapse_overlapped_ranges(snippet.highlighted()) {
        escape(fragment.get(at..mark.start).unwrap_or_default(), &mut html);
        html.push_str("<mark>");
        escape(fragment.get(mark.clone()).unwrap_or_default(), &mut html);
        html.push_str("</mark>");
        at = mark.end;
    }
    escape(fragment.get(at..).unwrap_or_default(), &mut html);
    let rest = text.get(range.end..).unwrap_or_default().trim_end();
    if rest.chars().any(char::is_alphanumeric) {
        html.push('…');
    } else {
        escape(rest, &mut html);
    }
    html
}

/// The first words of a text, up to a length in bytes.
fn beginning(text: &str, length: usize) -> &str {
    let text = text.trim();
    if text.len() <= length {
        return text;
    }
    let fits = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= length).last();
    let cut = text.get(..fits.unwrap_or(0)).unwrap_or_default();
    cut.rfind(char::is_whitespace).and_then(|space| cut.get(..space)).unwrap_or(cut).trim_end()
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fragment() -> Fragment {
        let passage = |heading: &str, text: &str| Passage {
            anchor: heading.to_lowercase(),
            heading: heading.to_owned(),
            text: text.to_owned(),
        };
        Fragment {
            id: String::new(),
            kind: String::new(),
            stage: None,
            evidence: None,
            result: None,
            year: None,
            cities: Vec::new(),
            url: String::new(),
            lang: "en".to_owned(),
            title: "Talks".to_owned(),
            summary: "Families & words.".to_owned(),
            sections: vec![
                passage(
                    "Problem",
                    &format!(
                        "{} Some <b>families</b> hear few words.",
                        "x y ".repeat(80).trim_end().to_owned() + "."
                    ),
                ),
                passage("Practice", "Coaches visit homes. Recorders count."),
            ],
        }
    }

    fn excerpt_of(fragment: &Fragment, words: &[&str]) -> Excerpt {
        let terms = words.iter().map(|word| ((*word).to_owned(), 1.0)).collect();
        excerpt(fragment, &terms, Field::from_field_id(0))
    }

    fn found(words: &[&str]) -> Excerpt {
        excerpt_of(&fragment(), words)
    }

    #[test]
    fn the_sentence_with_most_words_is_shown_and_escaped() {
        let excerpt = found(&["famili", "hear"]);
        let (html, section) = excerpt.sentence.unwrap();
        assert_eq!(section.anchor, "problem");
        assert_eq!(
            html,
            "Some &lt;b&gt;<mark>families</mark>&lt;/b&gt; <mark>hear</mark> few words."
        );
        assert_eq!(excerpt.summary, "<mark>Families</mark> &amp; words.");
    }

    #[test]
    fn a_long_sentence_is_cut_around_what_was_found() {
        let (html, _) = found(&["y"]).sentence.unwrap();
        assert!(
            html.ends_with('…') && html.len() < 2 * LENGTH + 50 * "<mark></mark>".len(),
            "{html}"
        );
    }

    #[test]
    fn a_heading_counts_for_its_section() {
        let (html, section) = found(&["practic"]).sentence.unwrap();
        assert_eq!((section.anchor.as_str(), html.as_str()), ("practice", "Coaches visit homes."));
    }

    #[test]
    fn a_sentence_that_says_less_than_the_summary_is_left_out() {
        let excerpt = found(&["famili", "word", "count"]);
        let (html, _) = excerpt.sentence.unwrap();
        assert_eq!(
            html,
            "Some &lt;b&gt;<mark>families</mark>&lt;/b&gt; hear few <mark>words</mark>."
        );
        let less = Fragment { summary: "Families, words and recorders.".to_owned(), ..fragment() };
        let less = excerpt_of(&less, &["famili", "record", "home"]);
        assert!(less.sentence.is_some(), "homes are not in the summary");
        let only = Fragment { summary: "Coaches for homes.".to_owned(), ..fragment() };
        assert!(excerpt_of(&only, &["coach", "home", "count"]).sentence.is_some());
        let all = Fragment { summary: "Recorders in homes count words.".to_owned(), ..fragment() };
        assert!(excerpt_of(&all, &["record", "home", "count", "word"]).sentence.is_none());
    }

    #[test]
    fn without_a_match_the_summary_stands_alone() {
        let excerpt = found(&["absent"]);
        assert_eq!(excerpt.summary, "Families &amp; words.");
        assert!(excerpt.sentence.is_none());
    }
}
