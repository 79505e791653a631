//! Languages: the words of themes are complete, pages in different languages link to each other,
//! and readers find records in their own language.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::common::{
    build, crosstown, real_root, real_site, repository, site, status, stderr, stdout, tree, write,
};
use crosstown::history::SILENT;
use crosstown::model::{Choice, Kind, Many, Schema, Type};
use crosstown::theme::{self, Languages, Message};

/// The languages of the built-in themes besides English.
const OTHERS: [&str; 3] = ["es", "pt", "fr"];

/// The words of a language in a built-in theme, with their findings.
fn words(theme: &str, lang: &str) -> (BTreeMap<String, Message>, Vec<String>) {
    let theme = theme::load(Path::new("nowhere"), theme).unwrap();
    let (languages, found) = Languages::read(&theme, &[lang], None);
    let all = languages.own().all();
    let all = all.map(|(key, message)| (key.to_owned(), message.clone())).collect();
    (all, found.into_iter().map(|found| found.message).collect())
}

/// The words of a file itself, without the English fallback.
fn written(lang: &str) -> BTreeMap<String, BTreeMap<String, serde_json::Value>> {
    let path = repository(&format!("themes/civic/i18n/{lang}.yaml"));
    serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn every_language_has_all_words_with_the_same_places() {
    for theme in ["civic", "plain"] {
        for lang in OTHERS {
            // A key that is missing, unknown or has different placeholders is a finding.
            assert_eq!(words(theme, lang).1, Vec::<String>::new(), "{theme}, {lang}");
        }
    }
    let english = written("en");
    for lang in OTHERS {
        let own = written(lang);
        for (section, keys) in &english {
            for (key, text) in keys {
                let translated = own.get(section).and_then(|keys| keys.get(key));
                let translated =
                    translated.unwrap_or_else(|| panic!("{lang} lacks {section}.{key}"));
                assert!(
                    translated.is_object() || !text.is_object(),
                    "{lang}: {section}.{key} needs a form for one and a form for other numbers"
                );
            }
        }
    }
}

#[test]
fn every_missing_word_is_counted() {
    let root = site("words-missing");
    let said = stderr(&crosstown(root.path()).args(["build", "--theme", "bare"]).output().unwrap());
    let (before, _) = said.split_once(" more: English is shown instead").unwrap();
    let (before, more) = before.rsplit_once(" and ").unwrap();
    let named = before.rsplit_once("has no words for ").unwrap().1.split(", ").count();
    let german = fs::read_to_string(root.path().join("themes/bare/i18n/de.yaml")).unwrap();
    let german: BTreeMap<String, BTreeMap<String, String>> = serde_yaml::from_str(&german).unwrap();
    let own: usize = german.values().map(BTreeMap::len).sum();
    assert_eq!(named + more.parse::<usize>().unwrap() + own, words("civic", "en").0.len());
}

/// The texts of all files below a folder with this extension.
fn texts(folder: &str, ending: &str) -> String {
    let files = tree(&repository(folder)).into_iter().filter(|(path, _)| path.ends_with(ending));
    files.map(|(_, bytes)| String::from_utf8(bytes).unwrap()).collect()
}

/// Quoted keys that a text passes to the filter `translate`.
fn asked(templates: &str) -> BTreeSet<&str> {
    templates
        .match_indices("\" | translate")
        .map(|(at, _)| {
            let begin = templates[..at].rfind('"').unwrap() + 1;
            &templates[begin..at]
        })
        .collect()
}

#[test]
fn templates_ask_only_for_words_that_there_are() {
    let templates = texts("themes", ".html");
    let english = words("civic", "en").0;
    let asked = asked(&templates);
    assert!(asked.len() > 200, "only {} keys were found in the templates", asked.len());
    let missing: Vec<&&str> = asked.iter().filter(|key| !english.contains_key(**key)).collect();
    assert!(missing.is_empty(), "en.yaml lacks {missing:?}");
}

/// The keys of the names of fields, and of those within them.
fn keys_of_fields(schema: &Schema, above: &str, keys: &mut BTreeSet<String>) {
    for field in schema.fields.iter().filter(|field| !SILENT.contains(&field.name)) {
        let key = format!("{above}{}", field.name.replace('_', "-"));
        if let (Type::Map(inner), Many::One) = (field.of, field.many) {
            keys_of_fields(inner, &format!("{key}-"), keys);
        }
        keys.insert(key);
    }
}

#[test]
fn every_field_whose_changes_are_told_has_a_name() {
    let mut keys = BTreeSet::new();
    for (kind, _) in Kind::ALL {
        keys_of_fields(kind.schema(), "field.", &mut keys);
    }
    let english = words("civic", "en").0;
    let named: BTreeSet<String> =
        english.into_keys().filter(|key| key.starts_with("field.")).collect();
    assert_eq!(named, keys, "en.yaml (left) and the descriptions of the fields (right)");
}

/// Prefixes of keys that the program composes: `"stage.{…}"`, and the sections of choices.
fn put_together(code: &str) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    for (at, _) in code.match_indices('{') {
        let begin = code[..at].rfind('"').map_or(at, |quote| quote + 1);
        let part = &code[begin..at];
        let plain = |c: char| c.is_ascii_lowercase() || c == '-' || c == '.';
        if part.contains('.') && part.chars().all(plain) {
            found.insert(part.to_owned());
        }
    }
    let sections = code.split(" in \"").skip(1).filter_map(|rest| rest.split('"').next());
    found.extend(sections.map(|section| format!("{section}.")));
    found
}

#[test]
fn all_words_are_asked_for() {
    let (templates, code) = (texts("themes", ".html"), texts("src", ".rs"));
    let scripts = texts("themes", ".js");
    let asked = asked(&templates);
    let beginnings = put_together(&code);
    // The words of scripts are checked where scripts are embedded, see `src/output/client.rs`.
    let known = |key: &str| {
        asked.contains(key)
            || key.starts_with("search.")
            || key.starts_with("kind.")
            || scripts.contains(&format!("\"{key}\""))
            || key
                .strip_prefix("compare.")
                .is_some_and(|key| scripts.contains(&format!("\"{key}\"")))
            || key
                .strip_prefix("form-script.")
                .is_some_and(|key| scripts.contains(&format!("\"{key}\"")))
            || code.contains(&format!("\"{key}\""))
            || key.strip_suffix("-large").is_some_and(|key| code.contains(&format!("\"{key}\"")))
            || key.strip_prefix("heading.").is_some_and(|key| code.contains(&format!("\"{key}\"")))
            || beginnings.iter().any(|begin| key.starts_with(begin.as_str()))
    };
    let english = words("civic", "en").0;
    let unused: Vec<&String> = english.keys().filter(|key| !known(key)).collect();
    assert!(unused.is_empty(), "nothing asks for {unused:?}");
}

#[test]
fn what_a_file_of_the_site_says_lies_over_what_the_theme_says() {
    let root = site("languages");
    write(root.path(), "themes/civic/i18n/es.yaml", "frame:\n  menu: Carta\n");
    write(root.path(), "themes/civic/i18n/en.yaml", "label:\n  kind: What it is\n");
    build(root.path(), &[]);
    let files = tree(&root.path().join("public"));
    let page = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    let spanish = page("es/practices/food-bins/index.html");
    assert!(spanish.contains("<summary>Carta</summary>"));
    assert!(spanish.contains(">Saltar al contenido principal</a>"), "all other words stay");
    assert!(page("practices/food-bins/index.html").contains("<dt>What it is</dt>"));
    // The scripts contain the site's own language; only pages in other languages carry their words.
    write(root.path(), "themes/civic/i18n/en.yaml", "search:\n  more: And more\n");
    build(root.path(), &[]);
    let files = tree(&root.path().join("public"));
    let page = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    let script = files.keys().find(|path| path.starts_with("search-index/page.")).unwrap();
    assert!(page(script).contains("\"more\":\"And more\""));
    assert!(!page("index.html").contains("\"strings\""));
    assert!(page("es/practices/food-bins/index.html").contains("\"more\":\"Mostrar más\""));
}

/// The versions that a page links to, by language.
fn alternates(html: &str) -> BTreeMap<String, String> {
    let links = html.split("<link rel=\"alternate\" hreflang=\"").skip(1);
    let one = |link: &str| {
        let (lang, rest) = link.split_once("\" href=\"")?;
        Some((lang.to_owned(), rest.split_once('"')?.0.to_owned()))
    };
    links.filter_map(one).collect()
}

#[test]
fn versions_of_a_page_name_each_other() {
    const BASE: &str = "https://crosstown.example/";
    let files = real_site();
    let pages: BTreeMap<String, String> = files
        .iter()
        .filter_map(|(path, bytes)| {
            let folder = path.strip_suffix("index.html")?;
            Some((format!("{BASE}{folder}"), String::from_utf8(bytes.clone()).unwrap()))
        })
        .collect();
    let mut several = 0;
    for (url, html) in &pages {
        let own = alternates(html);
        if own.is_empty() {
            continue;
        }
        several += 1;
        let lang = html.split_once("<html lang=\"").unwrap().1.split('"').next().unwrap();
        assert_eq!(own.get(lang), Some(url), "{url} names itself, in its own language");
        assert_eq!(own.get("x-default"), own.get("en"), "{url}");
        for other in own.values() {
            let there = pages.get(other).unwrap_or_else(|| panic!("{url} names {other}"));
            assert_eq!(alternates(there), own, "{other} names the same pages as {url}");
            let path = other.trim_start_matches("https://crosstown.example");
            let is_own = other == url;
            assert!(
                is_own || html.contains(&format!("<a href=\"{path}\" hreflang=")),
                "{url} has no switch to {other}"
            );
        }
        if lang != "en" {
            assert!(url.starts_with(&format!("{BASE}{lang}/")), "{url}");
        }
    }
    // The three languages with their home pages, lists, search pages and records, and English.
    assert!(several >= 19, "only {several} pages have versions");
    let three = alternates(&pages[&format!("{BASE}practices/porto-alegre-participatory-budget/")]);
    assert_eq!(three.keys().collect::<Vec<_>>(), ["en", "es", "pt", "x-default"]);
    let map = String::from_utf8(files["sitemap.xml"].clone()).unwrap();
    for (url, html) in pages.iter().filter(|(_, html)| !alternates(html).is_empty()) {
        let entry = map.split("<url>").find(|entry| entry.contains(&format!("<loc>{url}</loc>")));
        let Some(entry) = entry else {
            assert!(
                ["/search/", "/compare/", "/kit/"].iter().any(|end| url.ends_with(end))
                    || url.contains("/contribute/")
                    || !url.contains("/es/"),
                "{url} is not in the site map"
            );
            continue;
        };
        for (lang, other) in alternates(html) {
            let link = format!("hreflang=\"{lang}\" href=\"{other}\"");
            assert!(entry.contains(&link), "{url} in the site map lacks {link}");
        }
    }
}

#[test]
fn pages_of_a_language_speak_it() {
    let files = real_site();
    let page = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    for (lang, slug, words) in [
        ("es", "bogota-care-blocks", ["Ficha completa", "7,67 millones", "Comenzó: "]),
        (
            "pt",
            "porto-alegre-participatory-budget",
            ["Registro completo", "mais de 2.700", "O que não funcionou"],
        ),
        (
            "fr",
            "paris-budget-participatif",
            ["Fiche complète", "92\u{202f}809", "Solidité des preuves"],
        ),
    ] {
        let html = page(&format!("{lang}/practices/{slug}/index.html"));
        assert!(html.contains(&format!("<html lang=\"{lang}\"")));
        for word in words {
            assert!(html.contains(word), "{lang}: no {word:?}");
        }
        let english = words_of_frame();
        for word in english {
            assert!(!html.contains(&format!(">{word}<")), "{lang}: {word} is English");
        }
        // A link with English words is marked as English.
        assert!(html.contains("lang=\"en\""), "{lang}");
    }
    for path in ["index.html", "practices/porto-alegre-participatory-budget/index.html"] {
        assert!(page(path).contains("<html lang=\"en\""), "{path}");
    }
}

/// Some words of English pages.
fn words_of_frame() -> Vec<String> {
    let english = words("civic", "en").0;
    [
        "frame.skip",
        "section.short",
        "section.related",
        "label.kind",
        "section.timeline",
        "foot.json",
    ]
    .map(|key| english[key].written()[0].1.clone())
    .to_vec()
}

/// The ids that `crosstown search` finds, in order.
fn found(root: &Path, query: &str, more: &[&str]) -> Vec<String> {
    let index = root.join("public/search-index");
    let arguments = ["search", query, "--index", index.to_str().unwrap(), "--format", "json"];
    let output = crosstown(root).args(arguments).args(more).output().unwrap();
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let answer: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let hits = answer["hits"].as_array().unwrap().iter();
    hits.map(|hit| hit["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_reader_finds_a_record_once_and_in_their_language() {
    let find = |query: &str, more: &[&str]| found(real_root(), query, more);
    let (spanish, english) = ("es/practices/bogota-care-blocks", "practices/bogota-care-blocks");
    for query in ["cuidado no remunerado", "lavandería para cuidadoras", "lavanderia cuidadora"] {
        let hits = find(query, &["--lang", "es"]);
        assert_eq!(hits.first().map(String::as_str), Some(spanish), "{query}: {hits:?}");
        assert!(!hits.iter().any(|id| id == english), "{query}: the record is there twice");
    }
    for (query, id) in [
        ("orçamento participativo", "pt/practices/porto-alegre-participatory-budget"),
        ("orcamento participativo", "pt/practices/porto-alegre-participatory-budget"),
    ] {
        assert_eq!(find(query, &["--lang", "pt"]).first().map(String::as_str), Some(id), "{query}");
    }
    for query in ["budget d’investissement des écoles", "quartiers defavorises"] {
        let hits = find(query, &["--lang", "fr"]);
        assert_eq!(
            hits.first().map(String::as_str),
            Some("fr/practices/paris-budget-participatif")
        );
    }
    // Without a language, a search finds originals, each once.
    let hits = find("care blocks bogota", &[]);
    assert!(hits.contains(&english.to_owned()) && !hits.contains(&spanish.to_owned()), "{hits:?}");
    let all = find("participatory budget", &["--limit", "500"]);
    let records: BTreeSet<&str> = all
        .iter()
        .map(|id| OTHERS.iter().find_map(|lang| id.strip_prefix(&format!("{lang}/"))).unwrap_or(id))
        .collect();
    assert_eq!(records.len(), all.len(), "a record is found once");
}

#[test]
fn words_of_a_vocabulary_are_those_of_the_reader() {
    let root = site("languages");
    build(root.path(), &[]);
    // The synonym of the Spanish topic occurs in no text.
    assert_eq!(found(root.path(), "basura", &["--lang", "es"]), ["es/practices/food-bins"]);
    let index = root.path().join("public/search-index");
    let arguments = ["search", "bins", "--index", index.to_str().unwrap(), "--format", "json"];
    let answer = stdout(&crosstown(root.path()).args(arguments).output().unwrap());
    assert!(
        answer.contains("\"label\": \"Waste\""),
        "facets keep the words of the originals: {answer}"
    );
    assert!(!answer.contains("Residuos"), "{answer}");
}
