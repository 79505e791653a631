//! A page as parsed by a browser.

use std::collections::{BTreeMap, BTreeSet};

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// The elements that a body may contain. The list is repeated here, so that the program cannot
/// permit one by mistake.
const ELEMENTS: &str = "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em \
    figcaption figure h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q s section small span \
    strong sub summary sup table tbody td th thead time tr ul";
const ATTRIBUTES: &str = "alt aria-describedby aria-hidden aria-label aria-labelledby checked class colspan \
    datetime dir disabled height href id lang role rowspan scope src start style tabindex title type width";
/// Attributes that contain an address.
const ADDRESSES: [&str; 8] =
    ["href", "src", "action", "formaction", "data", "poster", "cite", "background"];
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// An element with its attributes and its position.
#[derive(Debug, Clone)]
struct Element {
    depth: usize,
    name: String,
    attributes: Vec<(String, String)>,
    /// Whether it is inside a body, and so made by the author.
    body: bool,
    text: String,
}

/// A page: its elements, in order.
#[derive(Debug)]
pub(crate) struct Page(Vec<Element>);

impl Page {
    pub(crate) fn read(html: &str) -> Page {
        let dom = parse_document(RcDom::default(), ParseOpts::default()).one(html);
        let mut elements = Vec::new();
        gather(&dom.document, 0, false, &mut elements);
        Page(elements)
    }

    /// Checks for what no page may contain, whoever wrote it.
    pub(crate) fn fault(&self) -> Option<String> {
        let mut ids = BTreeSet::new();
        for element in &self.0 {
            let name = element.name.as_str();
            for (attribute, value) in &element.attributes {
                let what = || Some(format!("<{name} {attribute}=\"{value}\">"));
                if attribute.starts_with("on") || attribute == "srcdoc" {
                    return what();
                }
                if ADDRESSES.contains(&attribute.as_str()) && !is_allowed(value) {
                    return what();
                }
                if attribute == "id" && !ids.insert(value.as_str()) {
                    return Some(format!("the id `{value}` twice, the second time at <{name}>"));
                }
                let unknown = !ATTRIBUTES.split_whitespace().any(|known| known == attribute);
                if element.body && (unknown || !is_alignment(attribute, value)) {
                    return what().map(|what| format!("in a body: {what}"));
                }
            }
            if element.body && !ELEMENTS.split_whitespace().any(|known| known == name) {
                return Some(format!("in a body: <{name}>"));
            }
            if let Some(fault) = script(element) {
                return Some(fault);
            }
        }
        None
    }

    /// The first elements outside bodies that another page does not have as often. The order is
    /// ignored, because lists are sorted by their texts.
    pub(crate) fn differs(&self, other: &Page) -> Option<String> {
        let (here, there) = (self.skeleton(), other.skeleton());
        told(&beyond(&here, &there), &beyond(&there, &here))
    }

    /// The first elements outside bodies that pages with harmless bodies lack, or that this page
    /// lacks. Pages may differ in how often they link to a citation.
    pub(crate) fn leaves_its_body(&self, plain: &Page, rich: &Page) -> Option<String> {
        let (here, plain, rich) = (self.skeleton(), plain.skeleton(), rich.skeleton());
        let known = |element: &String| plain.contains_key(element) || rich.contains_key(element);
        let added: Vec<String> = here.keys().filter(|element| !known(element)).cloned().collect();
        told(&added, &beyond(&plain, &here))
    }

    /// The number of elements by name, names of attributes and depth.
    fn skeleton(&self) -> BTreeMap<String, usize> {
        let mut skeleton = BTreeMap::new();
        for element in self.0.iter().filter(|element| !element.body) {
            let names: Vec<&str> =
                element.attributes.iter().map(|(name, _)| name.as_str()).collect();
            let line =
                format!("{}<{} {}>", " ".repeat(element.depth), element.name, names.join(" "));
            *skeleton.entry(line).or_insert(0) += 1;
        }
        skeleton
    }
}

/// Elements that one page has more often than another.
fn beyond(these: &BTreeMap<String, usize>, those: &BTreeMap<String, usize>) -> Vec<String> {
    let more = these.iter().filter(|(element, count)| those.get(*element).unwrap_or(&0) < *count);
    more.map(|(element, _)| element.clone()).collect()
}

fn told(added: &[String], missing: &[String]) -> Option<String> {
    let some =
        |all: &[String]| all.iter().take(5).map(|one| one.trim().to_owned()).collect::<Vec<_>>();
    let is_same = added.is_empty() && missing.is_empty();
    (!is_same).then(|| {
        format!("beyond what it should have: {:?}; missing: {:?}", some(added), some(missing))
    })
}

/// The theme's scripts are files; a script in a page is data.
fn script(element: &Element) -> Option<String> {
    if element.name != "script" {
        return None;
    }
    let value = |name: &str| {
        element.attributes.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str())
    };
    let own = match (value("src"), value("type")) {
        (Some(source), _) => source.contains("/search-index/") || source.contains("/assets/"),
        (None, Some("application/json" | "application/ld+json")) => {
            return serde_json::from_str::<serde_json::Value>(&element.text)
                .err()
                .map(|error| format!("data that is no JSON, {error}: {}", element.text));
        }
        _ => false,
    };
    (!own).then(|| format!("a script that is not the theme's: {:?}", element.attributes))
}

/// Whether an address has a harmless scheme, or none.
fn is_allowed(address: &str) -> bool {
    // As browsers read it: surrounding spaces and line ends within it are ignored.
    let read: String = address
        .trim_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    let scheme = read.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    scheme.is_none_or(|scheme| SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()))
}

/// Styles in a body may only align table cells.
fn is_alignment(attribute: &str, value: &str) -> bool {
    let value = value.trim_end_matches(';').replace(' ', "");
    attribute != "style"
        || value.is_empty()
        || value.starts_with("text-align:") && !value.contains([';', '('])
}

fn gather(node: &Handle, depth: usize, in_body: bool, elements: &mut Vec<Element>) {
    let mut within = in_body;
    let mut deeper = depth;
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let mut attributes: Vec<(String, String)> = attrs
            .borrow()
            .iter()
            .map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()))
            .collect();
        attributes.sort();
        let is = |class: &str| {
            attributes.iter().any(|(name, value)| {
                name == "class" && value.split_whitespace().any(|one| one == class)
            })
        };
        // The theme writes the outline, but its entries are the headings.
        let outline = *name.local == *"nav" && is("outline");
        within |= is("prose");
        if !outline {
            let text = node.children.borrow().iter().map(text_of).collect();
            let name = name.local.to_string();
            elements.push(Element { depth, name, attributes, body: in_body, text });
            deeper += 1;
        }
    }
    if let NodeData::Element { template_contents, .. } = &node.data
        && let Some(contents) = template_contents.borrow().as_ref()
    {
        gather(contents, deeper, within, elements);
    }
    for child in node.children.borrow().iter() {
        gather(child, deeper, within, elements);
    }
}

fn text_of(node: &Handle) -> String {
    match &node.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        _ => String::new(),
    }
}
