//! Excerpts: the passage of a record that best shows why it was found.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::schema::Field;
use tantivy::snippet::{Snippet, SnippetGenerator, collapse_overlapped_ranges};
use tantivy::tokenizer::TextAnalyzer;

use crate::format::{Fragment, Passage};
use crate::response::HitSection;
use crate::text::{Language, WordTokenizer};

/// The length of an excerpt in bytes.
const LENGTH: usize = 220;

/// An excerpt, and the section it is from.
pub(super) struct Excerpt {
    pub(super) html: String,
    pub(super) section: Option<HitSection>,
}

/// Chooses the excerpt of a record and highlights the terms in it.
pub(super) fn excerpt(fragment: &Fragment, terms: &BTreeMap<String, f32>, field: Field) -> Excerpt {
    let language = Language::of_tag(&fragment.lang);
    let tokenizer = WordTokenizer::new(language, terms.keys().map(String::as_str));
    let analyzer = TextAnalyzer::from(tokenizer);
    let generator = SnippetGenerator::new(terms.clone(), analyzer, field, LENGTH);
    let mut best: Option<((usize, usize), &Passage, Snippet)> = None;
    for passage in &fragment.sections {
        let snippet = generator.snippet(&passage.text);
        let heading = generator.snippet(&passage.heading);
        let worth = worth(&snippet, &heading);
        if worth.0 > 0 && best.as_ref().is_none_or(|(other, _, _)| worth > *other) {
            best = Some((worth, passage, snippet));
        }
    }
    let summary = generator.snippet(&fragment.summary);
    let summary_worth = worth(&summary, &Snippet::empty());
    match best {
        Some((worth, passage, snippet)) if worth.0 >= summary_worth.0 => Excerpt {
            html: marked(&passage.text, &snippet),
            section: Some(HitSection {
                anchor: passage.anchor.clone(),
                heading: passage.heading.clone(),
            }),
        },
        _ => Excerpt { html: marked(&fragment.summary, &summary), section: None },
    }
}

/// The number of different words found, and of all occurrences.
fn worth(snippet: &Snippet, heading: &Snippet) -> (usize, usize) {
    let mut words = BTreeSet::new();
    let mut count = 0;
    for snippet in [snippet, heading] {
        for range in snippet.highlighted() {
            words.insert(snippet.fragment().get(range.clone()).unwrap_or_default().to_lowercase());
            count += 1;
        }
    }
    (words.len(), count)
}

/// The excerpt as HTML, or the beginning of `text` where nothing is highlighted.
fn marked(text: &str, snippet: &Snippet) -> String {
    let mut html = String::new();
    if snippet.is_empty() {
        let beginning = beginning(text);
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

/// The first words of a text, up to the length of an excerpt.
fn beginning(text: &str) -> &str {
    let text = text.trim();
    if text.len() <= LENGTH {
        return text;
    }
    let fits = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= LENGTH).last();
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

    fn found(words: &[&str]) -> Excerpt {
        let passage = |heading: &str, text: &str| Passage {
            anchor: heading.to_lowercase(),
            heading: heading.to_owned(),
            text: text.to_owned(),
        };
        let fragment = Fragment {
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
                    &format!("{} Some <b>families</b> hear few words.", "x y ".repeat(80)),
                ),
                passage("Practice", "Coaches visit homes. Recorders count."),
            ],
        };
        let terms = words.iter().map(|word| ((*word).to_owned(), 1.0)).collect();
        excerpt(&fragment, &terms, Field::from_field_id(0))
    }

    #[test]
    fn the_section_with_most_words_is_shown_and_escaped() {
        let excerpt = found(&["famili", "hear"]);
        assert_eq!(excerpt.section.unwrap().anchor, "problem");
        assert!(excerpt.html.starts_with('…'));
        let marked = "&lt;b&gt;<mark>families</mark>&lt;/b&gt; <mark>hear</mark> few words.";
        assert!(excerpt.html.ends_with(marked), "{}", excerpt.html);
    }

    #[test]
    fn a_heading_counts_for_its_section() {
        let excerpt = found(&["practic"]);
        assert_eq!(excerpt.section.unwrap().anchor, "practice");
        assert_eq!(excerpt.html, "Coaches visit homes. Recorders count.");
    }

    #[test]
    fn without_a_match_the_summary_stands() {
        let excerpt = found(&["absent"]);
        assert_eq!((excerpt.html.as_str(), excerpt.section), ("Families &amp; words.", None));
    }
}
