//! Raw HTML in a body passes only through an allow-list.
//!
//! Contributors are not trusted. A body without raw HTML holds nothing but what our own renderer
//! wrote, with link schemes already judged, and needs no second parse.

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// Elements that a body may hold: those that Markdown makes and a few more for text.
const TAGS: [&str; 50] = [
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
];

const MORE_TAGS: [&str; 3] = ["time", "tr", "ul"];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .add_tags(TAGS)
        .add_tags(MORE_TAGS)
        .add_generic_attributes(["id", "class", "lang", "dir", "title", "aria-label", "role"])
        .add_tag_attributes("a", ["href"])
        .add_tag_attributes("img", ["src", "alt", "width", "height"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .add_tag_attributes("td", ["colspan", "rowspan", "style"])
        .add_tag_attributes("th", ["colspan", "rowspan", "scope", "style"])
        .add_tag_attributes("ol", ["start"])
        .add_tag_attributes("div", ["tabindex"])
        .add_tag_attributes("time", ["datetime"])
        .filter_style_properties(HashSet::from(["text-align"]))
        .add_url_schemes(["http", "https", "mailto", "tel"])
        .add_clean_content_tags(["script", "style", "iframe", "object", "template"])
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None);
    builder
});

/// Drops what the allow-list does not name.
pub(super) fn clean(html: &str) -> String {
    CLEANER.clean(html).to_string()
}

/// The first element of a piece of raw HTML that the allow-list drops.
pub(super) fn dropped_element(raw: &str) -> Option<String> {
    raw.match_indices('<').find_map(|(at, _)| {
        // A closing tag has been told of with the one that opens.
        let name: String = raw[at + 1..].chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        let known = TAGS.contains(&name.as_str()) || MORE_TAGS.contains(&name.as_str());
        (!name.is_empty() && !known).then_some(name)
    })
}
