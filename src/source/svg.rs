//! Rewrites an SVG drawing with only the elements that draw: no scripts, event handlers, HTML,
//! addresses outside the file, or entities.
//!
//! Elements and attributes are kept by an allow-list. The output is always generated from the
//! parsed tree, so nothing depends on how a browser would read the original.

use std::collections::BTreeMap;

use roxmltree::{Document, Node, NodeType, ParsingOptions};

use crate::escape;

const SVG: &str = "http://www.w3.org/2000/svg";

/// Maximum nesting depth; no drawing program nests deeper.
const DEEPEST: usize = 200;

/// Maximum number of elements and texts in a drawing.
const NODES: u32 = 500_000;

/// Maximum number of kinds of removed parts listed.
const NAMED: usize = 5;

/// Elements that draw, or that others use to draw.
const ELEMENTS: &str = " a circle clipPath defs desc ellipse feBlend feColorMatrix \
    feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap \
    feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge \
    feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile \
    feTurbulence filter g image line linearGradient marker mask path pattern polygon polyline \
    radialGradient rect stop style svg switch symbol text textPath title tspan use view ";

/// Attributes that determine where and how something is drawn.
const ATTRIBUTES: &str = " alignment-baseline amplitude aria-describedby aria-hidden aria-label \
    aria-labelledby azimuth baseFrequency baseline-shift bias class clip-path clip-rule \
    clipPathUnits color color-interpolation color-interpolation-filters cx cy d diffuseConstant \
    direction display divisor dominant-baseline dx dy edgeMode elevation exponent fill \
    fill-opacity fill-rule filter filterUnits flood-color flood-opacity font-family font-size \
    font-size-adjust font-stretch font-style font-variant font-weight fr fx fy gradientTransform \
    gradientUnits height href id image-rendering in in2 intercept k1 k2 k3 k4 kernelMatrix \
    kernelUnitLength lang lengthAdjust letter-spacing lighting-color limitingConeAngle marker \
    marker-end marker-mid marker-start markerHeight markerUnits markerWidth mask mask-type \
    maskContentUnits maskUnits media method mode numOctaves offset opacity operator order orient \
    overflow paint-order pathLength patternContentUnits patternTransform patternUnits \
    pointer-events points pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio \
    primitiveUnits r radius refX refY result role rotate rx ry scale seed shape-rendering side \
    slope space spacing specularConstant specularExponent spreadMethod startOffset stdDeviation \
    stitchTiles stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap \
    stroke-linejoin stroke-miterlimit stroke-opacity stroke-width style surfaceScale \
    systemLanguage tableValues targetX targetY text-anchor text-decoration text-rendering \
    textLength transform transform-origin type unicode-bidi values vector-effect version viewBox \
    visibility width word-spacing writing-mode x x1 x2 xChannelSelector y y1 y2 \
    yChannelSelector z ";

/// Types of pictures that a drawing may embed.
const HELD: [&str; 4] = [
    "data:image/png;base64,",
    "data:image/jpeg;base64,",
    "data:image/gif;base64,",
    "data:image/webp;base64,",
];

/// The drawing as published, and a description of what was removed.
///
/// # Errors
/// Why it is no drawing.
pub(super) fn clean(svg: &[u8]) -> Result<(Vec<u8>, Option<String>), String> {
    let text = std::str::from_utf8(svg).map_err(|_| "it is not UTF-8".to_owned())?;
    let options =
        ParsingOptions { allow_dtd: true, nodes_limit: NODES, ..ParsingOptions::default() };
    let text = text.trim_start_matches('\u{feff}');
    let document =
        Document::parse_with_options(text, options).map_err(|error| error.to_string())?;
    let root = document.root_element();
    if !(root.has_tag_name((SVG, "svg"))) {
        return Err(format!("it begins with `<{}>`", root.tag_name().name()));
    }
    let mut writing = Writing::default();
    writing.element(root, 0)?;
    writing.text.push('\n');
    Ok((writing.text.into_bytes(), told(&writing.removed)))
}

#[derive(Default)]
struct Writing {
    text: String,
    /// Names of removed parts, with their counts.
    removed: BTreeMap<String, usize>,
}

impl Writing {
    fn element(&mut self, element: Node<'_, '_>, depth: usize) -> Result<(), String> {
        if depth > DEEPEST {
            return Err("its parts are nested too deep".to_owned());
        }
        let name = element.tag_name().name();
        if name == "style" && !is_harmless_style(&all_text(element)) {
            self.remove("a `<style>` with addresses".to_owned());
            return Ok(());
        }
        self.text.push('<');
        self.text.push_str(name);
        if depth == 0 {
            self.text.push_str(" xmlns=\"");
            self.text.push_str(SVG);
            self.text.push('"');
        }
        let mut led = false;
        for attribute in element.attributes() {
            let (key, value) = (attribute.name(), attribute.value());
            let is_href = key == "href";
            let known = match attribute.namespace() {
                None => ATTRIBUTES.contains(&format!(" {key} ")),
                Some("http://www.w3.org/1999/xlink") => is_href,
                Some("http://www.w3.org/XML/1998/namespace") => ["space", "lang"].contains(&key),
                // Metadata of the drawing program.
                Some(_) => continue,
            };
            let harmless = if is_href {
                !led && is_within(value, name == "image")
            } else {
                is_harmless_style(value)
            };
            if !known || !harmless {
                self.remove(format!("`{key}` of `<{name}>`"));
                continue;
            }
            led |= is_href;
            let prefix = if attribute.namespace() == Some("http://www.w3.org/XML/1998/namespace") {
                "xml:"
            } else {
                ""
            };
            self.text.push_str(&format!(" {prefix}{key}=\""));
            self.text.push_str(&escape::xml(value));
            self.text.push('"');
        }
        let end = self.text.len();
        self.text.push('>');
        let inner = self.text.len();
        self.children(element, depth)?;
        if self.text.len() == inner {
            self.text.truncate(end);
            self.text.push_str("/>");
        } else {
            self.text.push_str(&format!("</{name}>"));
        }
        Ok(())
    }

    fn children(&mut self, element: Node<'_, '_>, depth: usize) -> Result<(), String> {
        for child in element.children() {
            match child.node_type() {
                NodeType::Text => {
                    self.text.push_str(&escape::xml(child.text().unwrap_or_default()))
                }
                NodeType::Element => {
                    let (name, space) = (child.tag_name().name(), child.tag_name().namespace());
                    if space == Some(SVG) && ELEMENTS.contains(&format!(" {name} ")) {
                        self.element(child, depth + 1)?;
                    } else if space == Some(SVG) && name == "metadata" {
                        // It draws nothing.
                    } else if space == Some(SVG) || is_html(space) {
                        self.remove(format!("`<{name}>`"));
                    }
                }
                NodeType::Root | NodeType::PI | NodeType::Comment => {}
            }
        }
        Ok(())
    }

    fn remove(&mut self, what: String) {
        *self.removed.entry(what).or_default() += 1;
    }
}

fn is_html(space: Option<&str>) -> bool {
    matches!(space, None | Some("http://www.w3.org/1999/xhtml"))
}

fn all_text(element: Node<'_, '_>) -> String {
    element.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// Whether an address stays within the drawing: a part of it, or an embedded picture.
fn is_within(address: &str, is_picture: bool) -> bool {
    let held = |start: &&str| {
        address.strip_prefix(*start).is_some_and(|data| {
            data.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/= \t\r\n".contains(&byte))
        })
    };
    address.starts_with('#') && !address.contains(char::is_whitespace)
        || is_picture && HELD.iter().any(held)
}

/// Whether a style, or a value read like one, is self-contained: no imports, no escapes, and every
/// `url(…)` refers to a part of the drawing.
fn is_harmless_style(style: &str) -> bool {
    let lower: String = style.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let is_local = |rest: &str| rest.trim_start_matches(['"', '\'']).starts_with('#');
    let active = [
        "@import",
        "@namespace",
        "@font-face",
        "image-set(",
        "image(",
        "src(",
        "expression(",
        "javascript:",
        "data:text",
        "-moz-binding",
        "behavior:",
        "\\",
        "/*",
    ];
    !active.iter().any(|active| lower.contains(active)) && lower.split("url(").skip(1).all(is_local)
}

fn told(removed: &BTreeMap<String, usize>) -> Option<String> {
    let named: Vec<&str> = removed.keys().take(NAMED).map(String::as_str).collect();
    match removed.len().saturating_sub(NAMED) {
        _ if named.is_empty() => None,
        0 => Some(named.join(", ")),
        more => Some(format!("{} and {more} more", named.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(inner: &str) -> (String, Option<String>) {
        let svg = format!(
            "<svg xmlns=\"{SVG}\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\">{inner}</svg>"
        );
        let (bytes, removed) = clean(svg.as_bytes()).unwrap();
        (String::from_utf8(bytes).unwrap(), removed)
    }

    #[test]
    fn what_only_draws_stays_as_it_is() {
        for inner in [
            "<path d=\"M0 0h9\" fill=\"url(#g)\" style=\"stroke:#384\"/>",
            "<defs><linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"red\"/></linearGradient></defs>",
            "<style>.a &gt; b { fill: #384; mask: url('#m') }</style>",
            "<text x=\"1\" xml:space=\"preserve\">5 &lt; 6  &amp; été</text>",
            "<image width=\"9\" href=\"data:image/png;base64,iVBORw0KGgo=\"/>",
            "<use href=\"#a\"/><title>A box</title>",
        ] {
            let (svg, removed) = drawn(inner);
            let expected = format!("<svg xmlns=\"{SVG}\" viewBox=\"0 0 9 9\">{inner}</svg>\n");
            assert_eq!((svg, removed), (expected, None), "{inner}");
        }
        assert!(drawn("<use xlink:href=\"#a\"/>").0.contains("<use href=\"#a\"/>"));
    }

    #[test]
    fn what_could_run_or_fetch_goes() {
        for inner in [
            "<script>alert(1)</script>",
            "<script href=\"data:text/javascript,alert(1)\"/>",
            "<h:script xmlns:h=\"http://www.w3.org/1999/xhtml\">alert(1)</h:script>",
            "<s:script xmlns:s=\"http://www.w3.org/2000/svg\">alert(1)</s:script>",
            "<rect onclick=\"alert(1)\"/>",
            "<g onload=\"alert(1)\" ONLOAD=\"alert(1)\"/>",
            "<a href=\"javascript:alert(1)\"><text>x</text></a>",
            "<a xlink:href=\"java&#10;script:alert(1)\"><text>x</text></a>",
            "<a href=\"https://evil.example/alert\"><text>x</text></a>",
            "<animate attributeName=\"href\" values=\"javascript:alert(1)\"/>",
            "<a><animate attributeName=\"href\" to=\"javascript:alert(1)\"/></a>",
            "<set attributeName=\"onmouseover\" to=\"alert(1)\"/>",
            "<animateTransform onbegin=\"alert(1)\"/>",
            "<handler type=\"text/javascript\">alert(1)</handler>",
            "<listener event=\"load\" handler=\"#alert\"/>",
            "<foreignObject><iframe xmlns=\"http://www.w3.org/1999/xhtml\" src=\"javascript:alert(1)\"/></foreignObject>",
            "<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\" onload=\"alert(1)\"/></foreignObject>",
            "<iframe xmlns=\"http://www.w3.org/1999/xhtml\" srcdoc=\"alert\"/>",
            "<use href=\"https://evil.example/alert.svg#x\"/>",
            "<use href=\"data:image/svg+xml;base64,alert#x\"/>",
            "<use href=\"/alert.svg#x\"/>",
            "<image href=\"https://evil.example/alert.png\"/>",
            "<image href=\"data:image/svg+xml,alert\"/>",
            "<image href=\"data:text/html;base64,alert\"/>",
            "<image href=\"data:image/png;base64,&quot;alert(1)\"/>",
            "<feImage href=\"//evil.example/alert\"/>",
            "<style>@import url(https://evil.example/alert.css);</style>",
            "<style>@im\\port 'alert.css';</style>",
            "<style>a { fill: url(//evil.example/alert) }</style>",
            "<style><![CDATA[a { background: URL( 'https://evil.example/alert') }]]></style>",
            "<style>@font-face { src: url('alert.woff') }</style>",
            "<style>a { background: image-set('https://evil.example/alert' 1x) }</style>",
            "<rect style=\"fill: url(https://evil.example/alert)\"/>",
            "<rect style=\"behavior: url(alert.htc)\"/>",
            "<rect fill=\"url(&#x68;ttps://evil.example/alert)\"/>",
            "<rect filter=\"url(/alert.svg#f)\"/>",
            "<discard onend=\"alert(1)\"/>",
            "<audio src=\"https://evil.example/alert\"/>",
            "<tref href=\"alert.txt\"/>",
            "<link xmlns=\"http://www.w3.org/1999/xhtml\" href=\"alert.css\"/>",
        ] {
            let (svg, removed) = drawn(inner);
            for bad in ["alert", "evil", "javascript", "script", "import"] {
                assert!(!svg.to_lowercase().contains(bad), "{bad} of {inner} is in {svg}");
            }
            assert!(removed.is_some(), "nothing is said of {inner}");
            assert_eq!(clean(svg.as_bytes()).unwrap().0, svg.as_bytes(), "clean stays clean");
        }
    }

    #[test]
    fn what_stands_around_the_drawing_goes_without_a_word() {
        let svg = "\u{feff}<?xml version=\"1.0\"?><?xml-stylesheet href=\"alert.css\"?><!DOCTYPE svg PUBLIC \
            \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\" [<!ENTITY a \"b\">]>\
            <!-- alert --><svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:i=\"http://inkscape\" i:v=\"1\">\
            <i:view/><metadata>x</metadata><text>&a;</text></svg>";
        let (bytes, removed) = clean(svg.as_bytes()).unwrap();
        let expected = format!("<svg xmlns=\"{SVG}\"><text>b</text></svg>\n");
        assert_eq!((bytes, removed), (expected.into_bytes(), None));
    }

    #[test]
    fn what_is_no_drawing_is_refused() {
        let laughs = "<!DOCTYPE svg [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY c \"&b;&c;\">]>\
            <svg xmlns=\"http://www.w3.org/2000/svg\"><text>&c;</text></svg>";
        let deep = format!(
            "<svg xmlns=\"{SVG}\">{}{}</svg>",
            "<g>".repeat(100_000),
            "</g>".repeat(100_000)
        );
        for wrong in ["", "x", "<svg>", "<svg/>", "<html/>", "<svg xmlns='x'/>", laughs, &deep] {
            let start: String = wrong.chars().take(40).collect();
            assert!(clean(wrong.as_bytes()).is_err(), "{start}");
        }
        assert!(clean(b"\xff\xfe<\0s\0").is_err());
        let large = format!(
            "<svg xmlns=\"{SVG}\">{}</svg>",
            "<g>".repeat(DEEPEST) + &"</g>".repeat(DEEPEST)
        );
        assert!(clean(large.as_bytes()).is_ok());
    }
}
