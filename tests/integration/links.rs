//! Every link of a site has a target, wherever the site is served.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::{Tree, build, real_site, repository, run, site, stderr, tree, write};

/// Links of a built site that lead nowhere or out of `base`, each with the first file that contains
/// it.
pub(crate) fn broken(files: &Tree, base: &str) -> BTreeMap<String, String> {
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
                address.strip_prefix(base).map(|rest| match &*percent_decode(rest) {
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

/// An address as read by a server.
fn percent_decode(address: &str) -> String {
    percent_encoding::percent_decode_str(address).decode_utf8().unwrap().into_owned()
}

fn is_elsewhere(link: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:", "data:"].iter().any(|start| link.starts_with(start))
}

/// The values of an attribute in our own HTML: in double quotes, with `&amp;` for `&`.
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
    let out = tempfile::tempdir().unwrap();
    let site = out.path().join("site");
    let url = "https://example.org/knowledge/base/";
    build(&repository(""), &["--out", site.to_str().unwrap(), "--base-url", url]);
    for (files, base) in [(real_site(), "/"), (&tree(&site), "/knowledge/base/")] {
        let broken = broken(files, base);
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

/// The signature of a document or picture, which is checked.
fn beginning(name: &str) -> &'static [u8] {
    if name.ends_with(".pdf") { b"%PDF-1.7\n" } else { b"\x89PNG\r\n\x1a\n" }
}

#[test]
fn files_of_any_name_are_linked_to_so_that_a_browser_finds_them() {
    // Names that some systems cannot check out, so they are created here.
    let names = [
        "My file.pdf",
        "50% off.pdf",
        "a;b=c+d@e,f.pdf",
        "a#b.pdf",
        "Foto \u{f1}.png",
        "o\u{301}.png",
        "a&b'c.pdf",
    ];
    let root = site("every-kind");
    for name in names {
        write(root.path(), &format!("content/pages/files/{name}"), beginning(name));
    }
    write(
        root.path(),
        "content/pages/files/index.md",
        "---\ntitle: Files\n---\n\n[a](My%20file.pdf) [b](<My file.pdf>) [c](50%25%20off.pdf) \
         [d](<50% off.pdf>) [e](<a;b=c+d@e,f.pdf#page=2>) [f](a%23b.pdf) [i](<a&b'c.pdf>)\n\n\
         ![g](Foto%20n%CC%83.png) ![h](\u{f3}.png)\n",
    );
    for base in ["/", "/b%20%26/"] {
        build(root.path(), &["--base-url", &format!("https://example.org{base}")]);
        let files = tree(&root.path().join("public"));
        let page = std::str::from_utf8(&files["pages/files/index.html"]).unwrap();
        for name in names {
            let file = format!("pages/files/{name}");
            assert!(files.contains_key(&file), "{file} is not published");
            let mut links = attributes(page, "href").chain(attributes(page, "src"));
            let decoded = percent_decode(base) + &file;
            let leads =
                |link: String| percent_decode(link.split(['?', '#']).next().unwrap()) == decoded;
            assert!(links.any(leads), "no link leads to {file}");
        }
        let broken = broken(&files, base);
        assert!(broken.is_empty(), "below {base}: {broken:#?}");
    }
}

#[test]
fn a_file_whose_name_is_not_written_as_an_address_is_suggested_as_one() {
    let root = site("every-kind");
    write(root.path(), "content/pages/files/plan#1.pdf", beginning("plan#1.pdf"));
    write(root.path(), "content/pages/files/Photo.JPG", b"\xff\xd8\xff\xe0");
    write(
        root.path(),
        "content/pages/files/index.md",
        "---\ntitle: Files\n---\n\n[a](plan#1.pdf)\n[b](photo.jpg)\n",
    );
    let said = stderr(&run(root.path(), &["check"]));
    for near in ["did you mean `plan%231.pdf`?", "did you mean `Photo.JPG`?"] {
        assert!(said.contains(near), "{said}");
    }
}
