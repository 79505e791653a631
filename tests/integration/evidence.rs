//! The direction of the evidence is shown wherever a level is: a level says how well an effect is
//! known, and must not be taken for success.

use std::path::Path;

use crate::common::{Tree, build, crosstown, status, stderr, stdout, tree, write};

/// Levels and directions of invented practices, and the line that readers see for each.
const RATED: [(u8, &str, &str); 12] = [
    (0, "unknown", "Not rated"),
    (1, "positive", "1 of 5: described · positive, as reported by the city"),
    (1, "unknown", "1 of 5: described · unclear"),
    (2, "positive", "2 of 5: measured change · positive, as reported by the city"),
    (2, "mixed", "2 of 5: measured change · mixed, as reported by the city"),
    (2, "none", "2 of 5: measured change · no effect, as reported by the city"),
    (2, "negative", "2 of 5: measured change · negative, as reported by the city"),
    (3, "positive", "3 of 5: tested against a comparison group · positive"),
    (3, "mixed", "3 of 5: tested against a comparison group · mixed"),
    (3, "none", "3 of 5: tested against a comparison group · no effect"),
    (3, "negative", "3 of 5: tested against a comparison group · negative"),
    (4, "none", "4 of 5: confirmed independently · no effect"),
];

fn title(level: u8, direction: &str) -> String {
    format!("Trial {direction} at {level}")
}

fn practice(title: &str, level: u8, direction: &str) -> String {
    let evidence = match (level, direction) {
        // A missing direction means unknown.
        (0, "unknown") => String::new(),
        (1, "unknown") => "evidence: {level: 1}\n".to_owned(),
        (3.., _) => format!("evidence: {{level: {level}, direction: {direction}, design: 5}}\n"),
        _ => format!("evidence: {{level: {level}, direction: {direction}}}\n"),
    };
    format!(
        "---\ntitle: {title}\nsummary: A trial.\nstage: ended\ncities: [denver]\n\
         spheres: [operations]\ntopics: [waste]\nlaunched: 2015\n{evidence}\
         outcomes: [{{metric: Scraps kept, value: 3, unit: tonnes, kind: outcome, source: study}}]\n\
         sources: [{{id: study, title: A study, publisher: A university, url: https://example.org/s}}]\n---\n\nIt was tried.[^study]\n"
    )
}

/// A site with a practice for each rating, one of them in Spanish.
fn site(root: &Path) {
    let config = "title: Crosstown\nbase_url: https://example.org\nlanguages: [en, es, pt, fr]\n";
    write(root, "content/site.yaml", config);
    for (level, direction, _) in RATED {
        let text = practice(&title(level, direction), level, direction);
        write(root, &format!("content/practices/trial-{direction}-{level}.md"), text);
    }
    for (lang, title) in [("es", "Ensayo"), ("pt", "Ensaio"), ("fr", "Essai")] {
        let text = practice(title, 3, "none");
        write(root, &format!("content/practices/trial-none-3.{lang}.md"), text);
        let text = practice(&format!("{title} positif"), 2, "positive");
        write(root, &format!("content/practices/trial-positive-2.{lang}.md"), text);
    }
}

/// The text of a page, without tags.
fn words(files: &Tree, path: &str) -> String {
    let html = String::from_utf8(files[path].clone()).unwrap();
    let mut text = String::new();
    for piece in html.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    let text = text.replace("&#39;", "'").replace('\u{a0}', " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_direction_stands_beside_the_level_on_every_page() {
    let root = crate::common::base();
    site(root.path());
    for theme in ["civic", "plain"] {
        build(root.path(), &["--theme", theme]);
        let files = tree(&root.path().join("public"));
        for list in ["practices", "topics/waste", "stages/ended", "cities/denver"] {
            let text = words(&files, &format!("{list}/index.html"));
            for (_, _, line) in RATED {
                assert!(text.contains(line), "{theme}: /{list}/ lacks “{line}”");
            }
        }
        for (level, direction, line) in RATED {
            let text = words(&files, &format!("practices/trial-{direction}-{level}/index.html"));
            assert!(text.matches(line).count() >= 2, "{theme}: “{line}” is not at both places");
        }
        let text = words(&files, "index.html");
        assert!(text.contains("4 of 5: confirmed independently · no effect"), "the home page");
        for (lang, tested, reported) in [
            (
                "es",
                "3 de 5: probada con un grupo de comparación · sin efecto",
                "2 de 5: cambio medido · positivo, según informa la ciudad",
            ),
            (
                "pt",
                "3 de 5: testada com um grupo de comparação · sem efeito",
                "2 de 5: mudança medida · positivo, segundo informa a cidade",
            ),
            (
                "fr",
                "3 sur 5 : testé avec un groupe de comparaison · aucun effet",
                "2 sur 5 : changement mesuré · positif, selon la ville",
            ),
        ] {
            for page in ["practices/index.html", "index.html"] {
                let text = words(&files, &format!("{lang}/{page}"));
                assert!(text.contains(tested) && text.contains(reported), "/{lang}/{page}: {text}");
            }
            let text = words(&files, &format!("{lang}/practices/trial-none-3/index.html"));
            assert!(text.contains(tested), "{lang}: {text}");
        }
    }
}

#[test]
fn a_trial_that_failed_is_nowhere_said_to_have_worked() {
    let root = crate::common::base();
    site(root.path());
    build(root.path(), &[]);
    let files = tree(&root.path().join("public"));
    let text = |name: &str| words(&files, &format!("practices/{name}/index.html"));
    let tested = "It was tested against a comparison group, which shows what would have happened without it.";
    for (name, found) in [
        (
            "trial-positive-3",
            "The effect was positive: outcomes were better with the practice than without it.",
        ),
        (
            "trial-none-3",
            "No effect was found: outcomes were no better with the practice than without it.",
        ),
        (
            "trial-negative-3",
            "The effect was negative: outcomes were worse with the practice than without it.",
        ),
        ("trial-mixed-3", "The effect was mixed: some results favour the practice, others do not."),
    ] {
        assert!(text(name).contains(&format!("{tested} {found}")), "{name}: {}", text(name));
    }
    assert!(text("trial-positive-2").contains("The city reports positive results."));
    assert!(text("trial-unknown-1").contains("It is unclear whether it works."));
    for name in ["trial-none-3", "trial-negative-3", "trial-none-4"] {
        let page = text(name);
        let (head, _) = page.split_once("Related practices").unwrap_or((&page, ""));
        for praise in ["caused", "Shown", "positive", "it works", "were better"] {
            assert!(!head.contains(praise), "{name} says “{praise}”");
        }
    }
}

#[test]
fn the_search_finds_and_says_which_way_the_evidence_points() {
    let root = crate::common::base();
    site(root.path());
    build(root.path(), &[]);
    let search = |arguments: &[&str]| {
        let output =
            crosstown(root.path()).arg("search").args(arguments).args(["--limit", "50"]).output();
        let output = output.unwrap();
        assert_eq!(status(&output), 0);
        stdout(&output)
    };
    let said = search(&["trial"]);
    for (level, direction, line) in RATED {
        let title = title(level, direction);
        let hit = said.split("\n\n").find(|hit| hit.starts_with(&title)).unwrap();
        assert_eq!(hit.lines().nth(2).unwrap().trim(), line, "{hit}");
    }
    for (arguments, level, directions) in [
        (["trial", "--filter=result=negative"], 0, &["negative"][..]),
        (["result:negative,none evidence:>=3", "--sort=evidence"], 3, &["none", "negative"][..]),
        (
            ["kind:practice -result:positive evidence:>=2", "--sort=evidence"],
            2,
            &["mixed", "none", "negative"][..],
        ),
    ] {
        let json = search(&[&arguments[..], &["--format", "json"]].concat());
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let mut found: Vec<&str> = json["hits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|hit| hit["title"].as_str().unwrap())
            .collect();
        found.sort_unstable();
        let mut expected: Vec<String> = RATED
            .iter()
            .filter(|(at, direction, _)| *at >= level && directions.contains(direction))
            .map(|(level, direction, _)| title(*level, direction))
            .collect();
        expected.sort_unstable();
        assert_eq!(found, expected, "{arguments:?}");
    }
    let output = crosstown(root.path()).args(["search", "", "--filter=result=negativ"]).output();
    let output = output.unwrap();
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("did you mean `negative`?"), "{}", stderr(&output));
    let json: serde_json::Value =
        serde_json::from_str(&search(&["", "--filter=kind=practice", "--format=json"])).unwrap();
    let counts: Vec<(&str, u64)> = json["facets"]["result"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["value"].as_str().unwrap(), one["count"].as_u64().unwrap()))
        .collect();
    // The unrated practice of the base is unclear as well.
    assert_eq!(
        counts,
        [("none", 3), ("positive", 3), ("unknown", 3), ("mixed", 2), ("negative", 2)]
    );
}
