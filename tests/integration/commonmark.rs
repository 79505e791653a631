//! Runs the 652 examples of the CommonMark specification through our parser of bodies.
//!
//! Each must render as specified, or be listed in `tests/commonmark/differences.yaml` with the
//! reason and the actual result. An unlisted difference fails, and so does a listed one that no
//! longer differs. The examples come from an npm package, installed by `cargo xtask test --only
//! commonmark`, which runs this test.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;

use crosstown::address::{Address, judge};
use crosstown::escape;
use crosstown::markdown::{self, Label, LinkTarget};
use crosstown::model::{FoundLines, Kind, SourceFile};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use serde::Deserialize;

const EXAMPLES: usize = 652;

/// An example of the specification.
struct Example {
    number: usize,
    markdown: String,
    html: String,
}

/// Examples that differ for one reason.
#[derive(Deserialize)]
struct Difference {
    /// The reason, as text for readers.
    reason: String,
    /// Numbers of examples that differ only in the ids and levels of headings.
    #[serde(default)]
    headings: Vec<usize>,
    /// The actual results of the others, by number.
    #[serde(default)]
    give: BTreeMap<usize, String>,
}

/// Reads the examples as the package does: `example` fences, with a line `.` between Markdown and
/// HTML, and arrows for tabs.
fn examples(spec: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let spec = spec.split("<!-- END TESTS -->").next().unwrap();
    let start = format!("{fence} example\n");
    let blocks = spec.split(&start).skip(1);
    let example = |(at, block): (usize, &str)| {
        let block = block.split(&format!("{fence}\n")).next().unwrap().replace('→', "\t");
        let (markdown, html) = match block.strip_prefix(".\n") {
            Some(html) => (String::new(), html.to_owned()),
            None => {
                block.split_once("\n.\n").map(|(a, b)| (format!("{a}\n"), b.to_owned())).unwrap()
            }
        };
        Example { number: at + 1, markdown, html }
    };
    blocks.enumerate().map(example).collect()
}

/// Our rendering of a body in which links within the site keep their addresses.
fn ours(markdown: &str) -> String {
    let file = SourceFile {
        path: "content/pages/example.md".to_owned(),
        kind: Kind::Page,
        slug: "example".to_owned(),
        parent: None,
        lang: None,
        text: markdown.to_owned().into(),
        lines: FoundLines::default(),
    };
    let (doc, _) = markdown::parse(&file, 0..markdown.len(), &[], false);
    let close = |number: usize, html: &mut String| {
        let LinkTarget::Local(address) = &doc.links[number].target else { return };
        if let Ok(Address::Here(local)) = judge(address) {
            html.push_str(&escape::html(&local.written(&local.path)));
        }
    };
    markdown::fill_labels(&doc.closed(0, close).0.read(), |label| match label {
        Label::Table(number) => format!("Table {number}"),
        other => format!("{other:?}"),
    })
}

/// HTML as normalised tokens: names and attributes in order, texts decoded, line ends between tags
/// removed.
fn tokens(html: &str) -> Vec<String> {
    let tokenizer = Tokenizer::new(Tokens::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    _ = tokenizer.feed(&queue);
    tokenizer.end();
    let tokens = tokenizer.sink.0.into_inner();
    tokens.into_iter().filter(|token| !token.trim_matches('\n').is_empty()).collect()
}

#[derive(Default)]
struct Tokens(RefCell<Vec<String>>);

impl TokenSink for Tokens {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut tokens = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                let attribute = |one: &html5ever::Attribute| {
                    let value = one.value.trim_end_matches(';').replace(": ", ":");
                    format!(" {}={value:?}", one.name.local)
                };
                let mut attributes: Vec<String> = tag.attrs.iter().map(attribute).collect();
                attributes.sort();
                let slash = if tag.kind == TagKind::EndTag { "/" } else { "" };
                tokens.push(format!("<{slash}{}{}>", tag.name, attributes.concat()));
            }
            Token::CharacterTokens(text) => match tokens.last_mut() {
                Some(last) if !last.starts_with('<') => last.push_str(&text),
                _ => tokens.push(text.to_string()),
            },
            Token::CommentToken(text) => tokens.push(format!("<!--{text}-->")),
            other => tokens.push(format!("{other:?}")),
        }
        TokenSinkResult::Continue
    }
}

/// Tokens without the ids of headings, which start at level 2.
fn without_headings(tokens: &[String]) -> Vec<String> {
    let plain = |token: &String| {
        let name = token.trim_start_matches(['<', '/']).get(..2).unwrap_or_default();
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let end = if token.starts_with("</") { "/" } else { "" };
                format!("<{end}{}>", if name == "h1" { "h2" } else { name })
            }
            _ => token.clone(),
        }
    };
    tokens.iter().map(plain).collect()
}

#[test]
#[ignore = "needs the examples: cargo xtask test --only commonmark"]
fn examples_of_the_specification_give_what_it_says() {
    let spec = crate::common::repository("tests/commonmark/node_modules/commonmark-spec/spec.txt");
    let examples = examples(&fs::read_to_string(spec).unwrap());
    assert_eq!(examples.len(), EXAMPLES);
    let (mut headings, mut given) = (BTreeMap::new(), BTreeMap::new());
    for difference in differences() {
        headings.extend(difference.headings.iter().map(|number| (*number, ())));
        given.extend(difference.give);
    }
    let mut faults = Vec::new();
    let (mut equal, mut of_headings, mut listed) = (0, 0, 0);
    for Example { number, markdown, html } in examples {
        let ours = ours(&markdown);
        let (as_ours, as_said) = (tokens(&ours), tokens(&html));
        let heading = headings.remove(&number).is_some();
        let given = given.remove(&number);
        if as_ours == as_said {
            equal += 1;
            if heading || given.is_some() {
                faults.push(format!("{number} is listed and does not differ any more"));
            }
        } else if without_headings(&as_ours) == without_headings(&as_said) {
            of_headings += 1;
            if !heading || given.is_some() {
                faults.push(format!("{number} differs by its headings only and is not listed so"));
            }
        } else if given.as_ref().is_some_and(|given| tokens(given) == as_ours) && !heading {
            listed += 1;
        } else {
            faults.push(format!("{number}: {markdown:?}\n  said {html:?}\n  ours {ours:?}"));
        }
    }
    let left = headings.into_keys().chain(given.into_keys());
    faults.extend(left.map(|number| format!("{number} is listed, and there is no such example")));
    println!("trust: commonmark: {} cases", equal + of_headings + listed);
    println!("{equal} equal, {of_headings} but for headings, {listed} listed with what they give");
    assert!(
        faults.is_empty(),
        "{} examples are not as listed\n{}",
        faults.len(),
        faults.join("\n")
    );
}

fn differences() -> Vec<Difference> {
    let list =
        fs::read_to_string(crate::common::repository("tests/commonmark/differences.yaml")).unwrap();
    serde_yaml::from_str(&list).unwrap()
}

#[test]
fn each_difference_is_listed_once_with_its_reason() {
    let mut seen = Vec::new();
    for difference in differences() {
        assert!(difference.reason.len() > 20, "{}", difference.reason);
        let numbers = difference.headings.iter().chain(difference.give.keys());
        for number in numbers {
            assert!((1..=EXAMPLES).contains(number) && !seen.contains(number), "{number}");
            seen.push(*number);
        }
        assert!(!difference.headings.is_empty() || !difference.give.is_empty());
    }
}
