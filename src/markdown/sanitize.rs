//! Cleans bodies with raw HTML by an allow-list.
//!
//! Contributors are not trusted. A body without raw HTML contains only what our own renderer wrote,
//! with link schemes already judged, and needs no second parse. One with raw HTML is cleaned once its
//! links are filled in; nothing but labels is put into it after that.

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use crate::escape;

/// Elements that a body may contain: those of Markdown and a few more for text.
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

/// Attributes that every element may have.
const ATTRIBUTES: [&str; 7] = ["id", "class", "lang", "dir", "title", "aria-label", "role"];

/// Attributes of some elements.
const ATTRIBUTES_OF: [(&str, &[&str]); 8] = [
    ("a", &["href"]),
    ("img", &["src", "alt", "width", "height"]),
    ("input", &["type", "checked", "disabled"]),
    ("td", &["colspan", "rowspan", "style"]),
    ("th", &["colspan", "rowspan", "scope", "style"]),
    ("ol", &["start"]),
    ("div", &["tabindex"]),
    ("time", &["datetime"]),
];

/// Elements that are removed with their content.
const WITH_CONTENT: [&str; 5] = ["script", "style", "iframe", "object", "template"];

/// Elements that are removed, and that a browser lays out as blocks of their own.
const BLOCKS: [&str; 29] = [
    "address",
    "article",
    "aside",
    "body",
    "center",
    "dialog",
    "dir",
    "fieldset",
    "footer",
    "form",
    "frameset",
    "h1",
    "head",
    "header",
    "hgroup",
    "html",
    "legend",
    "listing",
    "main",
    "marquee",
    "menu",
    "nav",
    "optgroup",
    "option",
    "plaintext",
    "search",
    "text",
    "title",
    "xmp",
];

/// Elements that are removed, and that a browser shows as a box within the line.
const BOXES: [&str; 20] = [
    "applet", "audio", "button", "canvas", "embed", "iframe", "math", "meter", "noembed",
    "noframes", "noscript", "object", "picture", "progress", "select", "svg", "textarea", "tfoot",
    "track", "video",
];

/// The one property that a `style` may have.
const STYLE: &str = "text-align";

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .add_tags(TAGS)
        .add_tags(MORE_TAGS)
        .add_generic_attributes(ATTRIBUTES)
        .filter_style_properties(HashSet::from([STYLE]))
        .add_url_schemes(["http", "https", "mailto", "tel"])
        .add_clean_content_tags(WITH_CONTENT)
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None);
    for (tag, attributes) in ATTRIBUTES_OF {
        builder.add_tag_attributes(tag, attributes);
    }
    builder
});

/// Number of further cleanings until a text counts as hopeless.
const ROUNDS: usize = 4;

/// Removes what is not on the allow-list, again until nothing changes: HTML can be nested so that
/// each parse moves elements of the one before, and a browser must read it exactly as it was judged.
/// HTML that does not settle becomes text.
pub(super) fn clean(html: &str) -> String {
    let mut cleaned = CLEANER.clean(html).to_string();
    for _ in 0..ROUNDS {
        let again = CLEANER.clean(&cleaned).to_string();
        if again == cleaned {
            return cleaned;
        }
        cleaned = again;
    }
    escape::html(html).into_owned()
}

/// Whether an element, by its lower-case name, is on the allow-list.
pub(super) fn allows(tag: &str) -> bool {
    TAGS.contains(&tag) || MORE_TAGS.contains(&tag)
}

/// Whether an attribute of an element is on the allow-list.
pub(super) fn allows_attribute(tag: &str, attribute: &str) -> bool {
    ATTRIBUTES.contains(&attribute)
        || ATTRIBUTES_OF.iter().any(|(of, names)| *of == tag && names.contains(&attribute))
}

/// Whether an element is removed with its content.
pub(super) fn drops_content(tag: &str) -> bool {
    WITH_CONTENT.contains(&tag)
}

/// Whether a removed element separates the words around it.
pub(super) fn is_separate(tag: &str) -> bool {
    BLOCKS.contains(&tag) || BOXES.contains(&tag)
}

/// What remains of the start or end of a removed element, so that its text does not run into the
/// text around it: `<center>One</center><center>Two</center>` must not read `OneTwo`.
pub(super) fn remains(tag: &str, is_start: bool) -> &'static str {
    match is_start {
        true if BLOCKS.contains(&tag) => "<div>",
        false if BLOCKS.contains(&tag) => "</div>",
        _ if BOXES.contains(&tag) => " ",
        _ => "",
    }
}

/// Whether all properties of a `style` are kept.
pub(super) fn allows_style(style: &str) -> bool {
    let names = style.split(';').filter_map(|rule| rule.split_once(':')).map(|(name, _)| name);
    names.into_iter().all(|name| name.trim().eq_ignore_ascii_case(STYLE))
}

#[cfg(test)]
mod tests {
    use super::{
        allows, allows_attribute, allows_style, clean, drops_content, is_separate, remains,
    };

    #[test]
    fn what_is_cleaned_is_clean() {
        for (html, cleaned) in [
            ("<a><b><a>x</a></b></a>", "<a><b></b></a><b><a>x</a></b>"),
            ("<a title=\"<b>\">x", "<a title=\"&lt;b&gt;\">x</a>"),
            ("<a><button><a>x", "<a></a><a></a><a>x</a>"),
        ] {
            assert_eq!(clean(html), cleaned);
            assert_eq!(clean(cleaned), cleaned);
        }
    }
    #[test]
    fn what_may_stay_is_on_a_list() {
        for (tag, stays) in
            [("table", true), ("time", true), ("h2", true), ("h1", false), ("script", false)]
        {
            assert_eq!(allows(tag), stays, "{tag}");
        }
        for (tag, attribute, stays) in [
            ("p", "id", true),
            ("a", "href", true),
            ("a", "title", true),
            ("a", "onclick", false),
            ("a", "src", false),
            ("p", "href", false),
        ] {
            assert_eq!(allows_attribute(tag, attribute), stays, "{tag} {attribute}");
        }
        assert!(drops_content("script") && !drops_content("center"));
        for (style, stays) in [
            ("text-align: left", true),
            ("Text-Align : right;", true),
            ("color: red", false),
            ("text-align: left; position: fixed", false),
        ] {
            assert_eq!(allows_style(style), stays, "{style}");
        }
    }

    #[test]
    fn a_removed_element_separates_words_as_a_browser_would() {
        for (tag, start, end) in
            [("center", "<div>", "</div>"), ("button", " ", " "), ("font", "", "")]
        {
            assert_eq!(remains(tag, true), start);
            assert_eq!(remains(tag, false), end);
            assert_eq!(is_separate(tag), !start.is_empty(), "{tag}");
        }
    }
}
