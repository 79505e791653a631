//! Themes and the map, tested through the program: what `plain` must never contain, listing and
//! ejecting, interface versions.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::common::{build, crosstown, real_site, repository, status, stderr, stdout, tree, write};

/// Builds the real content with the theme `plain` and returns its files.
fn plain() -> crate::common::Tree {
    let out = tempfile::tempdir().unwrap();
    let site = out.path().join("site");
    build(&repository(""), &["--theme", "plain", "--out", site.to_str().unwrap()]);
    tree(&site)
}

fn text(files: &crate::common::Tree, path: &str) -> String {
    String::from_utf8(files[path].clone()).unwrap()
}

#[test]
fn plain_has_no_script_and_one_small_style_sheet() {
    let files = plain();
    let mut pages = 0;
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes).to_lowercase();
        for script in ["<script", "=\"javascript:", " onclick=", " onload=", "data-search-input"] {
            assert!(!html.contains(script), "{path} holds {script}");
        }
        pages += 1;
    }
    assert!(pages > 400, "only {pages} pages were built");
    let scripts: Vec<_> =
        files.keys().filter(|path| path.ends_with(".js") || path.contains("wasm")).collect();
    assert!(scripts.is_empty(), "{scripts:?}");
    let styles = files.iter().filter(|(path, _)| path.ends_with(".css"));
    // Only pages with a map load its style and its filter.
    let styles: Vec<_> = styles.filter(|(path, _)| !path.contains("map/")).collect();
    assert_eq!(styles.len(), 1);
    assert!(styles[0].1.len() < 15_000, "the style sheet has {} bytes", styles[0].1.len());
    assert!(files.contains_key("search-index/manifest.json"), "`crosstown search` needs it");
    let ways = text(&files, "search/index.html");
    for way in ["/practices/", "/topics/", "/topics/early-childhood/", "/map/", "/stages/pilot/"] {
        assert!(ways.contains(&format!("href=\"{way}\"")), "no link to {way}");
    }
}

#[test]
fn the_map_has_every_city_once_and_stays_small() {
    let files = real_site();
    let html = text(files, "map/index.html");
    let (map, table) = html.split_once("<table").unwrap();
    let mut placed = 0;
    let mut cities = 0;
    for path in files.keys() {
        let Some(city) = path.strip_suffix("/index.json").filter(|_| path.starts_with("cities/"))
        else {
            continue;
        };
        cities += 1;
        let link = format!("href=\"/{city}/\"");
        assert_eq!(table.matches(&link).count(), 1, "{city} in the table");
        let record: serde_json::Value = serde_json::from_slice(&files[path]).unwrap();
        let has_place = record["lat"].is_number();
        assert_eq!(map.matches(&link).count(), usize::from(has_place), "{city} on the map");
        placed += usize::from(has_place);
    }
    assert!(cities > 200 && placed > 200, "{placed} of {cities} cities");
    // The page's frame and the outlines of the land; a dot, a name and a row of the table for each
    // city, with its topics.
    assert!(html.len() < 50_000 + 300 * cities, "the map has {} bytes", html.len());
    assert!(map.contains("<title>Boston, United States: "));
    assert!(html.contains("Land outlines: Natural Earth, public domain"));
    assert!(!html.contains("style=") && !html.contains("fill=\"#"), "colours are the theme's");
    assert!(text(files, "sitemap.xml").contains("/map/</loc>"));
    assert!(text(files, "cities/index.html").contains("href=\"/map/\""));
}

#[test]
fn a_page_may_link_to_the_map_and_nobody_may_take_its_address() {
    let root = crate::common::base();
    let page = |body: &str| format!("---\ntitle: Ways\nsummary: Ways in.\n---\n\n{body}\n");
    write(root.path(), "content/pages/ways.md", page("[The map](/map/)."));
    build(root.path(), &[]);
    let files = tree(&root.path().join("public"));
    assert!(text(&files, "pages/ways/index.html").contains("href=\"/map/\""));
    assert!(text(&files, "map/index.html").contains("<table"));

    let practices = tree(&root.path().join("content/practices"));
    let (name, bytes) = practices.first_key_value().unwrap();
    let taking =
        String::from_utf8(bytes.clone()).unwrap().replacen("---\n", "---\naliases: [/map/]\n", 1);
    write(root.path(), &format!("content/practices/{name}"), taking);
    let output = crate::common::run(root.path(), &["build"]);
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).contains("error[route-collision]"), "{}", stderr(&output));
}

#[test]
fn list_says_where_themes_come_from() {
    let root = crate::common::base();
    write(
        root.path(),
        "themes/harbour/theme.yaml",
        "name: harbour\ntitle: Harbour\ninterface: [2, 3]\nparent: plain\n",
    );
    write(root.path(), "themes/civic/static/favicon.svg", "<svg/>");
    let output = crosstown(root.path()).args(["theme", "list"]).output().unwrap();
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let said = stdout(&output);
    for line in [
        "civic (built in; this site changes 1 file)",
        "  themes/civic/static/favicon.svg: replaces the built-in one",
        "harbour (this site's own; rests on plain)",
        "plain (built in; rests on civic)",
    ] {
        assert!(said.lines().any(|one| one == line), "{line} is not in\n{said}");
    }
    build(root.path(), &["--theme", "harbour"]);
    let home = fs::read_to_string(root.path().join("public/index.html")).unwrap();
    assert!(!home.contains("<script"), "it rests on a theme without scripts");
}

#[test]
fn a_theme_for_other_versions_is_refused_in_words() {
    let root = crate::common::base();
    for (interface, said) in [
        ("[3, 4]", "theme `new` is written for versions 3 and 4 of the template interface"),
        ("[]", "`interface` is empty"),
        ("soon", "`soon` is not a number"),
    ] {
        let manifest = format!("name: new\ninterface: {interface}\n");
        write(root.path(), "themes/new/theme.yaml", manifest);
        let output = crosstown(root.path()).args(["build", "--theme", "new"]).output().unwrap();
        assert_eq!(status(&output), 1);
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
        let output = crosstown(root.path()).args(["theme", "list"]).output().unwrap();
        assert_eq!(status(&output), 1);
        assert!(stdout(&output).contains("civic (built in)"), "the others are still listed");
    }
}

fn eject(root: &Path, arguments: &[&str]) -> (i32, String) {
    let output = crosstown(root).args(["theme", "eject"]).args(arguments).output().unwrap();
    (status(&output), format!("{}{}", stdout(&output), stderr(&output)))
}

#[test]
fn eject_copies_one_file_and_never_replaces_it_unasked() {
    let root = crate::common::base();
    let file = root.path().join("themes/civic/templates/practice.html");
    let one = ["--file", "templates/practice.html"];
    let (code, said) = eject(root.path(), &one);
    assert_eq!((code, said.as_str()), (0, "wrote themes/civic/templates/practice.html\n"));
    let built_in = fs::read(repository("themes/civic/templates/practice.html")).unwrap();
    assert_eq!(fs::read(&file).unwrap(), built_in);

    fs::write(&file, "mine").unwrap();
    let (code, said) = eject(root.path(), &one);
    assert_eq!(code, 2);
    assert!(said.contains("kept themes/civic/templates/practice.html"), "{said}");
    assert_eq!(fs::read(&file).unwrap(), b"mine");
    let (code, _) = eject(root.path(), &[&one[..], &["--force"]].concat());
    assert_eq!(code, 0);
    assert_eq!(fs::read(&file).unwrap(), built_in);
}

#[test]
fn eject_copies_a_whole_theme_but_not_its_parents() {
    let root = crate::common::base();
    let (code, said) = eject(root.path(), &["plain"]);
    assert_eq!(code, 0, "{said}");
    let copied: BTreeSet<String> = tree(&root.path().join("themes/plain")).into_keys().collect();
    let mut expected: BTreeSet<String> = tree(&repository("themes/plain")).into_keys().collect();
    expected.insert("ejected.yaml".to_owned());
    assert_eq!(copied, expected);
    // A file of its parent theme, by name.
    let (code, said) = eject(root.path(), &["plain", "--file", "templates/city.html"]);
    assert_eq!((code, said.as_str()), (0, "wrote themes/plain/templates/city.html\n"));
    build(root.path(), &["--theme", "plain"]);
}

#[test]
fn eject_names_the_nearest_file_and_leaves_no_folder() {
    let root = crate::common::base();
    let (code, said) = eject(root.path(), &["--file", "templates/practise.html"]);
    assert_eq!(code, 2);
    assert!(said.contains("did you mean `templates/practice.html`?"), "{said}");
    for name in ["../civic", "civik", "/etc"] {
        let (code, said) = eject(root.path(), &[name, "--file", "theme.yaml"]);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("there is no theme"), "{said}");
    }
    assert!(!root.path().join("themes").exists());
    write(root.path(), "themes/harbour/static/logo.svg", "<svg/>");
    let (code, said) = eject(root.path(), &["harbour"]);
    assert_eq!(code, 2);
    assert!(said.contains("[not-built-in]"), "{said}");
}

#[test]
fn list_says_what_has_changed_since_it_was_ejected() {
    let root = crate::common::base();
    for file in ["templates/page.html", "templates/city.html", "templates/network.html"] {
        assert_eq!(eject(root.path(), &["--file", file]).0, 0);
    }
    let mine = "{% extends \"base.html\" %}\n{% block main %}Mine{% endblock main %}\n";
    write(root.path(), "themes/civic/templates/page.html", mine);
    write(root.path(), "themes/civic/templates/city.html", mine);
    write(root.path(), "themes/civic/templates/facet.html", mine);
    write(root.path(), "themes/civic/static/extra.css", "p { color: teal; }");
    // As if the built-in file had been different then.
    let note = root.path().join("themes/civic/ejected.yaml");
    let text = fs::read_to_string(&note).unwrap();
    let (before, after) = text.split_once("templates/city.html: \"").unwrap();
    let other = if after.starts_with('0') { "1" } else { "0" };
    fs::write(&note, format!("{before}templates/city.html: \"{other}{}", &after[1..])).unwrap();

    let output = crosstown(root.path()).args(["theme", "list"]).output().unwrap();
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let said = stdout(&output);
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines.contains(&"civic (built in; this site changes 4 files)"), "{said}");
    for line in [
        "  themes/civic/static/extra.css: added",
        "  themes/civic/templates/city.html: replaces the built-in one, which has changed since it was ejected",
        "  themes/civic/templates/facet.html: replaces the built-in one",
        "  themes/civic/templates/network.html: the same as the built-in one",
        "  themes/civic/templates/page.html: replaces the built-in one",
    ] {
        assert!(lines.contains(&line), "{line} is not in\n{said}");
    }

    // Ejecting again brings both up to date.
    assert_eq!(eject(root.path(), &["--file", "templates/city.html", "--force"]).0, 0);
    let said = stdout(&crosstown(root.path()).args(["theme", "list"]).output().unwrap());
    assert!(
        said.contains("themes/civic/templates/city.html: the same as the built-in one"),
        "{said}"
    );
    write(root.path(), "themes/civic/templates/city.html", mine);
    let said = stdout(&crosstown(root.path()).args(["theme", "list"]).output().unwrap());
    assert!(!said.contains("since it was ejected"), "{said}");
    build(root.path(), &[]);
}

#[test]
fn a_folder_that_is_no_theme_is_listed_as_a_fault() {
    let root = crate::common::base();
    fs::create_dir_all(root.path().join("themes/harbour")).unwrap();
    fs::create_dir_all(root.path().join("themes/Old Port")).unwrap();
    let output = crosstown(root.path()).args(["theme", "list"]).output().unwrap();
    assert_eq!(status(&output), 1);
    let said = stderr(&output);
    assert!(said.contains("error[empty-theme]: theme `harbour` has no files"), "{said}");
    assert!(said.contains("`Old Port` cannot be the name of a theme"), "{said}");
    build(root.path(), &[]);
}

/// The single stylesheet that pages of a site link to.
fn style(root: &Path) -> String {
    let files = tree(&root.join("public"));
    let home = text(&files, "index.html");
    let links: Vec<&str> = home.split("rel=\"stylesheet\" href=\"/").skip(1).collect();
    assert_eq!(links.len(), 1);
    text(&files, links[0].split('"').next().unwrap())
}

/// The stylesheet of a built-in theme, with its parts in place of their imports.
fn stylesheet_of(theme: &str) -> String {
    let folder = repository(&format!("themes/{theme}/static"));
    let sheet = fs::read_to_string(folder.join("style.css")).unwrap();
    let lines = sheet.lines().map(|line| match line.strip_prefix("@import \"") {
        Some(name) => fs::read_to_string(folder.join(name.trim_end_matches("\";"))).unwrap(),
        None => format!("{line}\n"),
    });
    lines.collect()
}

/// Compares stylesheets except for comments and space, which are not published.
fn assert_same_style(published: &str, expected: &str) {
    let bare = |css: &str| {
        let parts: Vec<&str> = css.split("/*").collect();
        let rules = parts.iter().enumerate().map(|(at, part)| match part.split_once("*/") {
            Some((_, rest)) if at > 0 => rest,
            _ => part,
        });
        let rules: String = rules.collect::<String>().split_whitespace().collect();
        rules.replace(";}", "}")
    };
    // Tested alone, so that a difference does not print both sheets.
    let same = bare(published) == bare(expected);
    assert!(same && published.len() <= expected.len());
}

#[test]
fn a_site_replaces_one_part_of_the_style() {
    let root = crate::common::base();
    let print = fs::read_to_string(repository("themes/civic/static/style/print.css")).unwrap();
    let mine = "@media print { nav { display: none; } }\n";
    write(root.path(), "themes/civic/static/style/print.css", mine);
    build(root.path(), &[]);
    assert_same_style(&style(root.path()), &(stylesheet_of("civic").replace(&print, mine)));
    let files = tree(&root.path().join("public"));
    let parts: Vec<_> = files.keys().filter(|path| path.starts_with("assets/style/")).collect();
    assert!(parts.is_empty(), "parts are not published on their own: {parts:?}");

    // A site's own stylesheet may import any of the parts; other imports stay.
    let sheet = "@import \"style/harbour.css\";\n@import \"style/print.css\" print;\n";
    write(root.path(), "themes/harbour/theme.yaml", "name: harbour\ninterface: 2\nparent: civic\n");
    write(root.path(), "themes/harbour/static/style.css", sheet);
    write(root.path(), "themes/harbour/static/style/harbour.css", "body { margin: 0; }\n");
    build(root.path(), &["--theme", "harbour"]);
    let joined = "body { margin: 0; }\n@import \"style/print.css\" print;\n";
    assert_same_style(&style(root.path()), joined);
    let files = tree(&root.path().join("public"));
    assert_eq!(text(&files, "assets/style/print.css"), mine);
}

#[test]
fn a_little_style_of_the_sites_own_comes_after_the_themes() {
    let root = crate::common::base();
    let own = stylesheet_of;
    write(root.path(), "themes/civic/static/extra.css", ":root { --accent: teal; }\n");
    build(root.path(), &[]);
    assert_same_style(&style(root.path()), &(own("civic") + "\n:root { --accent: teal; }\n"));

    // A theme with its own stylesheet ignores the `extra.css` of its parents.
    build(root.path(), &["--theme", "plain"]);
    assert_same_style(&style(root.path()), &own("plain"));

    // A theme without a stylesheet uses its parent's, with the `extra.css` of each.
    write(root.path(), "themes/harbour/theme.yaml", "name: harbour\ninterface: 2\nparent: civic\n");
    write(root.path(), "themes/harbour/static/extra.css", "a { color: navy; }\n");
    build(root.path(), &["--theme", "harbour"]);
    let both = "\n:root { --accent: teal; }\n\na { color: navy; }\n";
    assert_same_style(&style(root.path()), &(own("civic") + both));

    // The whole stylesheet can still be replaced.
    write(root.path(), "themes/civic/static/style.css", "body { margin: 0; }\n");
    build(root.path(), &[]);
    assert_same_style(&style(root.path()), "body { margin: 0; }\n:root { --accent: teal; }\n");
}

#[test]
fn the_page_for_missing_pages_has_no_address_of_its_own() {
    let root = crate::common::base();
    for theme in ["civic", "plain"] {
        build(root.path(), &["--theme", theme]);
        let files = tree(&root.path().join("public"));
        let missing = text(&files, "404.html");
        for address in ["rel=\"canonical\"", "og:url", "hreflang", "/404/"] {
            assert!(!missing.contains(address), "{theme}: {address}");
        }
        for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with("/index.html")) {
            let html = String::from_utf8_lossy(bytes);
            let (_, rest) = html.split_once("rel=\"canonical\" href=\"").unwrap();
            let address = rest.split('"').next().unwrap().splitn(4, '/').nth(3).unwrap();
            assert!(files.contains_key(&format!("{address}index.html")), "{path}: {address}");
        }
    }
}
