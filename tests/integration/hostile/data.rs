//! Checks what a build writes besides pages: XML and JSON, read with independent parsers.

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use roxmltree::Document;

use super::page::Page;
use crate::common::Tree;

/// Elements and attributes of an XML file, sorted, because the order of entries depends on their
/// texts.
fn skeleton(document: &Document<'_>) -> Vec<String> {
    let elements = document.descendants().filter(roxmltree::Node::is_element);
    let mut lines: Vec<String> = elements
        .map(|element| {
            let names: Vec<&str> = element.attributes().map(|attribute| attribute.name()).collect();
            format!("{} {}", element.tag_name().name(), names.join(" "))
        })
        .collect();
    lines.sort();
    lines
}

/// Checks that all files of a build parse as what they claim to be, and that XML has the same
/// elements as in another build.
pub(crate) fn judge(hostile: &Tree, harmless: &Tree) -> Result<(), TestCaseError> {
    for (path, bytes) in hostile {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        if !matches!(ending, "xml" | "svg" | "json" | "jsonld" | "ndjson") {
            continue;
        }
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Err(TestCaseError::fail(format!("{path} is not UTF-8")));
        };
        match ending {
            "xml" | "svg" => {
                let parsed = Document::parse(text);
                prop_assert!(parsed.is_ok(), "{}: {:?}\n{}", path, parsed.err(), text);
                let plain =
                    harmless.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
                let plain = plain.unwrap_or_default();
                let (Ok(document), Ok(plain)) = (parsed, Document::parse(&plain)) else { continue };
                prop_assert_eq!(skeleton(&document), skeleton(&plain), "{}", path);
                feed(path, &document)?;
            }
            "ndjson" => {
                for line in text.lines() {
                    prop_assert!(
                        serde_json::from_str::<serde_json::Value>(line).is_ok(),
                        "{}: {}",
                        path,
                        line
                    );
                }
            }
            _ => {
                let parsed = serde_json::from_str::<serde_json::Value>(text);
                prop_assert!(parsed.is_ok(), "{}: {:?}", path, parsed.err());
            }
        }
    }
    Ok(())
}

/// HTML in a feed is rendered by feed readers, so it is checked like a page.
fn feed(path: &str, document: &Document<'_>) -> Result<(), TestCaseError> {
    let html = document.descendants().filter(|node| node.attribute("type") == Some("html"));
    for text in html.filter_map(|node| node.text()) {
        let fault = Page::read(&format!("<div class=\"prose\">{text}</div>")).fault();
        prop_assert!(fault.is_none(), "{}: {}", path, fault.unwrap_or_default());
    }
    Ok(())
}
