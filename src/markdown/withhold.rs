//! Redaction of bodies under the Chatham House Rule: removes quotations, raw HTML, and the titles of
//! links and pictures, which may be quotations.
//!
//! Nothing is cut out of the source. The parser's events are filtered, and both the page and the
//! published Markdown are made from those that remain. Whatever is removed is reported by a rule of
//! [`crate::check`].

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, OffsetIter, Parser, Tag, TagEnd};
use pulldown_cmark_to_cmark::cmark;

use super::citations;
use super::syntax::options;
use crate::model::Source;

/// An event and its range in the text.
type Placed<'e> = (Event<'e>, Range<usize>);

/// HTML elements that quote.
const QUOTING: [&str; 3] = ["blockquote", "q", "cite"];

/// The events of a body that may be published, and the ranges of what was removed.
#[derive(Default)]
pub(super) struct Redacted<'e> {
    pub(super) events: Vec<Placed<'e>>,
    /// Quotations in Markdown and in HTML.
    pub(super) quotations: Vec<Range<usize>>,
    /// Tags and comments.
    pub(super) html: Vec<Range<usize>>,
    /// Links and pictures with a title beside their address.
    pub(super) titled: Vec<Range<usize>>,
    /// For each open element, whether its start was kept; its end is treated alike.
    kept: Vec<bool>,
    /// Number of open block quotations in Markdown.
    blocks: usize,
    /// The start of the outermost open quotation in HTML, and the number of open ones.
    quoted: Option<(usize, usize)>,
    in_comment: bool,
}

/// Removes from the events of a body what may not be published.
pub(super) fn redact<'e>(events: impl Iterator<Item = Placed<'e>>) -> Redacted<'e> {
    let mut redacted = Redacted::default();
    let mut end = 0;
    for (event, at) in events {
        end = end.max(at.end);
        redacted.event(event, at);
    }
    // A quotation that nothing closes reaches to the end.
    if let Some((start, _)) = redacted.quoted {
        redacted.quotations.push(start..end);
    }
    redacted
}

impl<'e> Redacted<'e> {
    fn event(&mut self, event: Event<'e>, at: Range<usize>) {
        match event {
            Event::Start(tag) => {
                let quotes = matches!(tag, Tag::BlockQuote(_));
                let is_kept = !quotes && self.blocks == 0 && self.quoted.is_none();
                if quotes {
                    if self.blocks == 0 {
                        self.quotations.push(at.clone());
                    }
                    self.blocks += 1;
                }
                self.kept.push(is_kept);
                if is_kept {
                    let (tag, has_title) = untitled(tag);
                    if has_title {
                        self.titled.push(at.clone());
                    }
                    self.events.push((Event::Start(tag), at));
                }
            }
            Event::End(tag) => {
                self.blocks -= usize::from(matches!(tag, TagEnd::BlockQuote(_)));
                if self.kept.pop().unwrap_or_default() {
                    self.events.push((Event::End(tag), at));
                }
            }
            Event::Html(raw) | Event::InlineHtml(raw) => self.raw(&raw, at),
            other if self.blocks == 0 && self.quoted.is_none() => self.events.push((other, at)),
            _ => {}
        }
    }

    fn raw(&mut self, raw: &str, at: Range<usize>) {
        let mut rest = raw;
        loop {
            if self.in_comment {
                let Some((_, after)) = rest.split_once("-->") else { break };
                (rest, self.in_comment) = (after, false);
            }
            let Some((_, tag)) = rest.split_once('<') else { break };
            rest = tag;
            if tag.starts_with("!--") {
                self.in_comment = true;
                continue;
            }
            let (name, closes) = match tag.strip_prefix('/') {
                Some(name) => (name, true),
                None => (tag, false),
            };
            let name: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
            if QUOTING.contains(&name.to_ascii_lowercase().as_str()) {
                self.quote(closes, &at);
            }
        }
        self.html.push(at);
    }

    /// Opens or closes a quotation in HTML.
    fn quote(&mut self, closes: bool, at: &Range<usize>) {
        self.quoted = match (self.quoted, closes) {
            (None, true) => None,
            (None, false) => Some((at.start, 1)),
            (Some((start, 1)), true) => {
                self.quotations.push(start..at.end);
                None
            }
            (Some((start, depth)), true) => Some((start, depth - 1)),
            (Some((start, depth)), false) => Some((start, depth + 1)),
        };
    }
}

/// The tag without a title, and whether it had one beside its address. The title of a reference
/// link is in its definition, see [`titled_definitions`].
fn untitled(tag: Tag<'_>) -> (Tag<'_>, bool) {
    let is_here = |link_type, title: &str| link_type == LinkType::Inline && !title.is_empty();
    match tag {
        Tag::Link { link_type, dest_url, id, title } => {
            let has_title = is_here(link_type, &title);
            (Tag::Link { link_type, dest_url, title: "".into(), id }, has_title)
        }
        Tag::Image { link_type, dest_url, id, title } => {
            let has_title = is_here(link_type, &title);
            (Tag::Image { link_type, dest_url, title: "".into(), id }, has_title)
        }
        other => (other, false),
    }
}

/// The definitions of links that have a title, used or not: `[page]: page.md "Title"`, or
/// `[//]: # (a comment)`.
pub(super) fn titled_definitions(events: &OffsetIter<'_>) -> Vec<Range<usize>> {
    let definitions = events.reference_definitions().iter();
    let titled = definitions.filter(|(_, link)| link.title.as_ref().is_some_and(|t| !t.is_empty()));
    titled.map(|(_, link)| link.span.clone()).collect()
}

/// The Markdown of a body, written anew from the events that may be published.
#[must_use]
pub fn redacted_markdown(body: &str, sources: &[Source]) -> String {
    let prefix = citations::definitions(sources);
    let text = prefix.clone() + body;
    let events = Parser::new_ext(&text, options()).into_offset_iter();
    let redacted = redact(events.filter(|(_, at)| at.start >= prefix.len()));
    let mut links = Vec::new();
    let events = redacted.events.into_iter();
    let events = events.filter_map(|(event, _)| writable(event, &mut links));
    let mut markdown = String::new();
    // Publish nothing rather than too much.
    if cmark(events, &mut markdown, options()).is_err() {
        markdown.clear();
    }
    markdown.push('\n');
    markdown
}

/// How an open link is written.
#[derive(PartialEq)]
enum Link {
    Ordinary,
    /// `[[kind:slug|words]]`.
    Labelled,
    /// `[[kind:slug]]`.
    Bare,
}

/// An event that the writer of Markdown can write: it does not know `[[kind:slug]]`, and writes the
/// definitions of reference links.
fn writable<'e>(event: Event<'e>, links: &mut Vec<Link>) -> Option<Event<'e>> {
    Some(match event {
        Event::Start(Tag::Link {
            link_type: LinkType::WikiLink { has_pothole }, dest_url, ..
        }) => {
            links.push(if has_pothole { Link::Labelled } else { Link::Bare });
            let bar = if has_pothole { "|" } else { "" };
            Event::InlineHtml(format!("[[{dest_url}{bar}").into())
        }
        Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
            links.push(Link::Ordinary);
            let link_type = match link_type {
                LinkType::Autolink | LinkType::Email => link_type,
                _ => LinkType::Inline,
            };
            Event::Start(Tag::Link { link_type, dest_url, title, id: "".into() })
        }
        Event::Start(Tag::Image { dest_url, title, .. }) => {
            let (link_type, id) = (LinkType::Inline, "".into());
            Event::Start(Tag::Image { link_type, dest_url, title, id })
        }
        Event::End(TagEnd::Link) => match links.pop() {
            Some(Link::Labelled | Link::Bare) => Event::InlineHtml("]]".into()),
            _ => Event::End(TagEnd::Link),
        },
        _ if links.last() == Some(&Link::Bare) => return None,
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_leave_nothing_behind() {
        let secrets = [
            "> zork said it",
            "> lazy\nzork",
            "> one\n\n> zork",
            "- item\n\n  > zork\n",
            "<blockquote>\n\nzork\n\n</blockquote>",
            "<BLOCKQUOTE\nclass=x>\n\nzork\n\n- zork\n\n</BLOCKQUOTE>",
            "They say <q>zork</q> there.",
            "They say <q>one</q> and <q lang=en>two <q>three</q> zork</q> there.",
            "<cite>zork</cite>",
            "See [it](https://example.org \"zork\").",
            "See [it](https://example.org 'zork') and ![it](x.png (zork)).",
            "See [it][ref].\n\n> [ref]: https://example.org \"zork\"",
            "See [it][ref].\n\n[ref]: https://example.org\n  'zork'",
            "[unused]: https://example.org/zork \"zork\"",
            "a <!-- zork --> b <span title=zork>c</span>",
            "<div>\nzork\n</div>",
            "> See [it](https://example.org/zork) and ![it](zork.png).",
            "They say <q>see [it](zork.md), ![](zork.png)</q> there.",
            "never closed <q>zork\n\n# zork\n\nzork",
        ];
        for body in secrets {
            let open = redacted_markdown(&format!("Before.\n\n{body}\n"), &[]);
            assert!(open.starts_with("Before."), "{body}: {open}");
            assert!(!open.contains("zork"), "{body}: {open}");
        }
    }

    #[test]
    fn everything_else_stays() {
        let body = "## Costs {#money}\n\nA *lid* and a [page](x.md), [[city:ghent|Ghent]], [[practice:x]].\n\n- one\n- two <!-- <q> -->\n\nAnd <q>gone</q> after.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nNote[^n].\n\n[^n]: Text.\n";
        let open = redacted_markdown(body, &[]);
        for kept in [
            "## Costs { #money }",
            "A *lid* and a [page](x.md), [[city:ghent|Ghent]], [[practice:x]].",
            "one",
            "two",
            "And  after.",
            "|1|2|",
            "Note[^n].",
            "[^n]: Text.",
        ] {
            assert!(open.contains(kept), "{kept} is not in\n{open}");
        }
        let links = "<https://example.org>, [by name][page], ![drawn][plan].\n\n[page]: x.md\n[plan]: plan.png\n";
        let open = redacted_markdown(links, &[]);
        assert_eq!(open.trim_end(), "<https://example.org>, [by name](x.md), ![drawn](plan.png).");
    }

    #[test]
    fn what_is_removed_is_known_by_its_place() {
        let body = "> one\n> > two\n\nSo <q>three <q>four</q> five</q> and <b>six</b>, \
                    [seven](x.md \"title\"), ![eight](y.png 'title'), [nine](z.md), [ten][ref].\n\n\
                    Last <cite>eleven.\n\n[ref]: w.md \"title\"\n[plain]: v.md\n";
        let events = Parser::new_ext(body, options()).into_offset_iter();
        let definitions = titled_definitions(&events);
        let redacted = redact(events);
        let pieces = |places: &[Range<usize>]| -> Vec<String> {
            places.iter().map(|place| body[place.clone()].trim_end().to_owned()).collect()
        };
        assert_eq!(
            pieces(&redacted.quotations),
            ["> one\n> > two", "<q>three <q>four</q> five</q>", "<cite>eleven."]
        );
        assert_eq!(pieces(&redacted.html), ["<q>", "<q>", "</q>", "</q>", "<b>", "</b>", "<cite>"]);
        assert_eq!(
            pieces(&redacted.titled),
            ["[seven](x.md \"title\")", "![eight](y.png 'title')"]
        );
        assert_eq!(pieces(&definitions), ["[ref]: w.md \"title\""]);
    }
}
