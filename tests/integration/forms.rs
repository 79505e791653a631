//! The forms of the site: what they say and write is what the program says and writes.

use std::fs;
use std::path::Path;

use crosstown::diagnostic::{Diagnostic, Severity};
use crosstown::draft::{Draft, Known, Names, Part};
use crosstown::pipeline::{self, Options};
use crosstown::source;
use search_index::client::{Sources, file_digest};
use serde_json::Value;

use crate::common::{base, build, repository, run, stdout, write};

#[test]
fn the_rules_for_the_browser_are_built_from_these_sources() {
    let folder = repository("form");
    let read = |name: &str| fs::read(folder.join(name)).unwrap();
    let built: Value = serde_json::from_slice(&read("dist/client.json")).unwrap();
    let sources: Sources = serde_json::from_slice(&read("sources.json")).unwrap();
    let digest = sources.digest(&repository(""), &repository("Cargo.lock")).unwrap();
    assert_eq!(built["sources"], digest.as_str(), "run `cargo xtask wasm` and commit form/dist");
    let files = built["files"].as_object().unwrap();
    assert_eq!(files.len(), 2);
    for (name, digest) in files {
        assert_eq!(*digest, file_digest(&read(&format!("dist/{name}"))), "{name}");
    }
}

/// A site with a topic, a city and a convening.
fn site() -> tempfile::TempDir {
    let root = base();
    let at = root.path();
    let terms = "- {id: buses, label: Buses, definition: Public transport.}\n- {id: waste, label: Waste, definition: Waste.}\n";
    write(at, "content/vocabulary/topics.yaml", terms);
    write(at, "content/cities/denver.md", "---\ntitle: Denver\ncountry: US\n---\n");
    write(
        at,
        "content/convenings/summit-2024/index.md",
        "---\ntitle: Summit\nstart: 2024-05-01\nsummary: A meeting.\n---\n",
    );
    root
}

/// The names that a site publishes for its forms.
fn names(root: &Path) -> Names {
    build(root, &[]);
    let json = fs::read(root.join("public/contribute/names.json")).unwrap();
    serde_json::from_slice(&json).unwrap()
}

fn draft(kind: &str, values: &[(&str, &str)], parts: &[(&str, &str)]) -> Draft {
    let owned = |(path, value): &(&str, &str)| ((*path).to_owned(), (*value).to_owned());
    let part = |(heading, text): &(&str, &str)| Part {
        heading: (*heading).to_owned(),
        text: (*text).to_owned(),
    };
    Draft {
        kind: kind.to_owned(),
        convening: (kind == "session").then(|| "summit-2024".to_owned()),
        values: values.iter().map(owned).collect(),
        parts: parts.iter().map(part).collect(),
        ..Draft::default()
    }
}

/// A practice and notes with mistakes of many kinds, and a good one.
fn drafts() -> Vec<Draft> {
    vec![
        draft("practice", &[("title", "Nothing else")], &[]),
        draft(
            "practice",
            &[
                ("title", "Night: buses"),
                ("summary", "No"),
                ("stage", "pilott"),
                ("cities", "Denvor"),
                ("spheres", "operations"),
                ("topics", "buses"),
                ("launched", "soon"),
                ("ended", "2011"),
                ("started", "2012"),
                ("evidence.level", "4"),
                ("cost.one_off", "a lot"),
                ("cost.annual", "12"),
                ("outcomes.metric", "Riders"),
                ("outcomes.2.metric", "Cost"),
                ("outcomes.2.kind", "monney"),
                ("sources.id", "a"),
                ("sources.title", "A report"),
                ("sources.2.id", "a"),
                ("sources.2.title", "Another"),
                ("sources.2.url", "htp://example.org"),
            ],
            &[("Results", "See [^b] and [[city:denvver]].\n\n#### Too deep")],
        ),
        draft(
            "session",
            &[
                ("title", "Paying for what works"),
                ("date", "2024-05-01"),
                ("attribution", "chatham-house"),
                ("summary", "How cities pay."),
                ("chair", "Ada Quimby"),
                ("actions.who", "Ada Quimby"),
                ("actions.what", "Share the contract."),
            ],
            &[("", "The mayor of Denver said “never again”, and Ada Quimby agreed.")],
        ),
        draft(
            "practice",
            &[
                ("title", "Night buses"),
                ("summary", "Buses at night."),
                ("stage", "pilot"),
                ("cities", "denver"),
                ("spheres", "operations"),
                ("topics", "buses"),
                ("sources.title", "A report"),
                ("sources.url", "https://example.org/report"),
            ],
            &[
                ("Problem", "Nobody gets home [^source-1]."),
                ("How it works", "Buses."),
                ("Results", "None yet."),
                ("What did not work", "Nothing."),
                ("Advice", "Ask riders."),
            ],
        ),
    ]
}

fn told(found: &[Diagnostic], path: &str) -> Vec<(String, String)> {
    // Advice is for reviewers, and not given in a form.
    let given = found.iter().filter(|one| one.severity != Severity::Advice);
    let own = given.filter(|one| one.place.as_ref().is_some_and(|place| place.file == path));
    let mut told: Vec<_> =
        own.map(|one| (one.code.clone().into_owned(), one.message.clone())).collect();
    told.sort();
    told
}

#[test]
fn a_form_finds_what_check_finds() {
    let root = site();
    let mut known = Known::new(&names(root.path()));
    let mut all = 0;
    for draft in drafts() {
        let review = known.review(&draft);
        let path = review.path.unwrap();
        write(root.path(), &path, &review.text);
        let report = pipeline::check(&Options::new(root.path())).unwrap();
        fs::remove_file(root.path().join(&path)).unwrap();
        let mut found: Vec<_> =
            review.findings.into_iter().map(|one| (one.code, one.message)).collect();
        found.sort();
        assert_eq!(found, told(&report.diagnostics, &path), "{}", review.text);
        all += found.len();
    }
    assert!(all > 15, "only {all} findings were compared");
}

#[test]
fn findings_stand_beside_the_fields_that_they_are_about() {
    let root = site();
    let mut known = Known::new(&names(root.path()));
    let [_, wrong, notes, good] = drafts().try_into().unwrap();
    let review = known.review(&wrong);
    let at = |code: &str| {
        let found = review.findings.iter().filter(|one| one.code == code);
        found.map(|one| one.at.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(at("unknown-value"), ["stage", "outcomes.2.kind"]);
    assert_eq!(at("dangling-reference"), ["cities", "body.1"]);
    assert_eq!(at("unknown-citation"), ["body.1"]);
    assert_eq!(at("bad-date"), ["launched"]);
    let review = known.review(&notes);
    assert!(review.findings.iter().any(|one| one.at == "chair"), "{review:?}");
    let review = known.review(&good);
    assert_eq!(review.findings, []);
    assert_eq!(review.path.as_deref(), Some("content/practices/night-buses.md"));
    assert!(review.html.contains("Nobody gets home"), "{}", review.html);
}

#[test]
fn a_name_that_is_taken_or_missing_is_told() {
    let root = site();
    let mut known = Known::new(&names(root.path()));
    let notes = draft("session", &[("title", "Summit")], &[]);
    let review = known.review(&Draft { convening: None, ..notes });
    let told: Vec<_> = review.findings.iter().map(|one| (&*one.at, &*one.message)).collect();
    assert!(told.contains(&("convening", "a session belongs to a convening")), "{told:?}");
    let review = known.review(&draft("practice", &[("stage", "pilot")], &[]));
    assert_eq!(review.path, None);
    let names = Names {
        records: serde_json::from_str(
            r#"[{"kind": "practice", "slug": "night-buses", "title": "Night buses"}]"#,
        )
        .unwrap(),
        ..names(root.path())
    };
    let review = Known::new(&names).review(&draft("practice", &[("title", "Night Buses")], &[]));
    assert!(review.findings.iter().any(|one| one.code == "taken-name"), "{review:?}");
}

#[test]
fn a_form_writes_the_values_that_new_writes() {
    let root = site();
    let content = source::walk(root.path()).unwrap();
    let (content, _) = source::parse(source::load(content, None), None);
    let good = drafts().pop().unwrap();
    let review = Known::of(content).review(&good);
    let mut args = vec!["new", "practice", "Night buses", "--print", "--root"];
    let at = root.path().display().to_string();
    args.push(&at);
    let sets: Vec<String> =
        good.values.iter().skip(1).map(|(path, value)| format!("{path}={value}")).collect();
    for set in &sets {
        args.extend(["--set", set]);
    }
    let text = stdout(&run(root.path(), &args));
    let values = |text: &str| -> Vec<String> {
        let front = text.split("---\n").nth(1).unwrap();
        let is_value = |line: &&str| !line.is_empty() && !line.trim_start().starts_with('#');
        front.lines().filter(is_value).map(str::to_owned).collect()
    };
    assert_eq!(values(&review.text), values(&text));
}

#[test]
fn every_language_has_forms_with_its_own_words() {
    let site = crate::common::real_root().join("public");
    for (lang, title, hint) in [
        ("", "Add a practice", "Cities that carry it out."),
        ("es/", "Añadir una práctica", "Ciudades que la llevan a cabo."),
        ("fr/", "Ajouter une pratique", "Villes qui la mettent en œuvre."),
        ("pt/", "Adicionar uma prática", "Cidades que a realizam."),
    ] {
        let page = site.join(format!("{lang}contribute/practice/index.html"));
        let page = fs::read_to_string(page).unwrap();
        assert!(page.contains(title) && page.contains(hint), "{lang}");
        let config = page.split("data-form-config>").nth(1).unwrap();
        let config: Value =
            serde_json::from_str(config.split("</script>").next().unwrap()).unwrap();
        let engine = config["files"]["engine"].as_str().unwrap();
        assert!(site.join(engine.trim_start_matches('/')).is_file(), "{engine}");
        assert!(site.join(format!("{lang}contribute/session.docx")).is_file());
    }
}
