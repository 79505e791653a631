//! Every link of a site leads somewhere, wherever the site is served.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may stop a test")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{Tree, build, repository, site, tree, write};

/// Links of a built site that lead nowhere or out of `base`, each with the first file that has it.
fn broken(files: &Tree, base: &str) -> BTreeMap<String, String> {
    let mut broken = BTreeMap::new();
    let mut anchors: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        anchors.insert(path, attributes(html, "id").collect());
    }
    for path in anchors.keys() {
        let html = std::str::from_utf8(&files[*path]).unwrap();
        let links = attributes(html, "href").chain(attributes(html, "src"));
        for link in links.filter(|link| !is_elsewhere(link)) {
            let (address, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let address = address.split('?').next().unwrap();
            let target = if address.is_empty() {
                Some((*path).to_owned())
            } else {
                address.strip_prefix(base).map(|rest| match rest {
                    "" => "index.html".to_owned(),
                    folder if folder.ends_with('/') => format!("{folder}index.html"),
                    file => file.to_owned(),
                })
            };
            let good = target.as_deref().is_some_and(|target| {
                files.contains_key(target)
                    && (anchor.is_empty()
                        || anchors.get(target).is_none_or(|ids| ids.contains(anchor)))
            });
            if !good {
                broken.entry(link).or_insert_with(|| (*path).to_owned());
            }
        }
    }
    broken
}

fn is_elsewhere(link: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:", "data:"].iter().any(|start| link.starts_with(start))
}

/// The values of an attribute in HTML of our own making: in double quotes, with `&amp;` for `&`.
fn attributes<'a>(html: &'a str, name: &str) -> impl Iterator<Item = String> + use<'a> {
    let start = format!(" {name}=\"");
    let length = start.len();
    let places: Vec<usize> = html.match_indices(&start).map(|(at, _)| at + length).collect();
    places.into_iter().map(|at| {
        let value = html[at..].split('"').next().unwrap();
        value.replace("&amp;", "&").replace("&#x27;", "'").replace("&#39;", "'")
    })
}

#[test]
fn every_link_of_the_real_content_leads_somewhere() {
    let root = tempfile::tempdir().unwrap();
    let (content, out) = (repository(""), root.path().join("site"));
    let (content, out) = (content.to_str().unwrap(), out.to_str().unwrap());
    for base in ["/", "/knowledge/base/"] {
        let url = format!("https://example.org{base}");
        build(root.path(), &["--root", content, "--out", out, "--base-url", &url]);
        let files = tree(out.as_ref());
        let broken = broken(&files, base);
        assert!(broken.is_empty(), "below {base}: {broken:#?}");
    }
}

#[test]
fn every_link_of_a_small_site_leads_somewhere() {
    let root = site("every-kind");
    write(
        root.path(),
        "content/pages/links.md",
        "---\ntitle: Links\n---\n\n[[practice:food-bins]] [[city:ghent]] [[network:bin-league]] \
         [[challenge:bin-prize-2020]] [[convening:bin-day-2021]] [[session:bin-day-2021/smells]] \
         [[page:about]] [[topic:waste]] [[sphere:capital]] [[mechanism:nudge]]\n\n\
         [practices](/practices/) [topics](/topics/) [cities](/cities/) [stages](/stages/) \
         [countries](/countries/) [spheres](/spheres/) [search](/search/) [home](/)\n",
    );
    for base in ["/", "/bins/"] {
        build(root.path(), &["--base-url", &format!("https://example.org{base}")]);
        let broken = broken(&tree(&root.path().join("public")), base);
        assert!(broken.is_empty(), "below {base}: {broken:#?}");
    }
}
