//! A small site with every kind of record, every text field, and placeholders for bodies.

use crate::common::{run, stdout};

/// Files of a root.
pub(crate) struct Laid {
    pub(crate) files: Vec<(String, String)>,
}

/// All files: `@` stands for a text, `~` for a short text, `^` for a word of the theme. The body
/// follows at the end.
const FILES: &[(&str, &str)] = &[
    (
        "content/site.yaml",
        "title: @\nbase_url: https://hostile.example/a/\ndescription: @\nlicense: @\nlanguages: [en, es]\n\
      translations: [{lang: es, title: @, description: @}]\nrepository: {url: 'https://example.org/r', branch: main}\n\
      navigation:\n- {title: @, url: /practices/}\n- {title: @, url: /pages/about/}\n",
    ),
    (
        "content/vocabulary/topics.yaml",
        "- {id: waste, label: @, definition: @, synonyms: [@, @]}\n- {id: compost, label: @, definition: @, broader: waste}\n",
    ),
    (
        "content/vocabulary/topics.es.yaml",
        "- {id: waste, label: @, definition: @, synonyms: [@]}\n",
    ),
    (
        "content/vocabulary/mechanisms.yaml",
        "- {id: nudge, label: @, definition: @, synonyms: [@]}\n",
    ),
    (
        "content/vocabulary/spheres.yaml",
        "- {id: operations, label: @, definition: @}\n- {id: capital, label: @, definition: @}\n- {id: collective-impact, label: @, definition: @}\n",
    ),
    (
        "content/cities/denver.md",
        "title: @\nlocal_names: [@, @]\ncountry: US\nregion: @\nlat: 39.7\nlon: -105\npopulation: {value: 700000, year: 2020, source: @}\n\
      sources:\n- {id: census, title: @, url: 'https://example.org/c', publisher: @}\n",
    ),
    ("content/cities/ghent.md", "title: @\ncountry: BE\n"),
    (
        "content/networks/league.md",
        "title: @\nkind: peer\nurl: 'https://example.org/'\nmembers: [denver, ghent]\nsummary: ~\nsources:\n- {id: s, title: @}\n",
    ),
    (
        "content/challenges/prize.md",
        "title: @\nseries: @\nyear: 2020\nregion: @\nhost: league\nsummary: ~\nsources:\n- {id: s, title: @}\n",
    ),
    ("content/pages/about.md", "title: @\nsummary: ~\n"),
    (
        "content/convenings/day/index.md",
        "title: @\nseries: @\nedition: @\nstart: 2021-05-04\ncity: denver\nvenue: @\nhosts: [league]\nsummary: ~\ntopics: [waste]\n\
      cities_present: [ghent]\nstatus: held\nsources:\n- {id: s, title: @}\n",
    ),
    (
        "content/convenings/day/talk.md",
        "title: @\ndate: 2021-05-04\nformat: panel\nattribution: public\nsummary: ~\ntopics: [waste]\nchair: @\n\
      speakers:\n- {name: @, role: @, org: @, city: denver}\ntakeaways: [@]\npractices: [{practice: bins, relation: asked-for}]\ndecisions: [@]\n\
      actions:\n- {who: @, what: @}\nquestions:\n- @\n- {text: @, answered_by: [bins]}\nmaterials:\n- {title: @, url: 'https://example.org/m'}\n",
    ),
    ("content/practices/bins.md", PRACTICE),
    ("content/practices/bins.es.md", PRACTICE),
    (
        "content/practices/banks.md",
        "title: @\nsummary: ~\nstage: proposed\nrecord_type: challenge-entry\ncities: [ghent]\nspheres: [capital]\ntopics: [compost]\n\
      aliases: [old-banks, /old/page]\nsources:\n- {id: report, title: @}\n",
    ),
    ("themes/civic/i18n/en.yaml", "frame:\n  skip: ^\n  menu: ^\n"),
    ("themes/plain/i18n/en.yaml", "frame:\n  sections: ^\n"),
];

const PRACTICE: &str = "title: @\nsummary: ~\nstage: operating\ncities: [denver]\nspheres: [operations, collective-impact]\ntopics: [waste, compost]\n\
    mechanisms: [nudge]\nstarted: 2011\nplugs_into: @\ncore: [@]\nadaptable: [@]\npreconditions:\n- {kind: legal, text: @}\n\
    outcomes:\n- {metric: @, value: 12, baseline: 3, unit: @, comparator: @, sample: @, source: report}\n\
    evidence: {level: 1, direction: positive, rated_by: editor, reasons: [@]}\ncost: {one_off: 4, currency: USD, price_year: 2012, funders: [@]}\n\
    timeline:\n- {date: 2011, event: @}\nlessons: [@, @]\ndid_not_work: [@]\nadvice: [@]\n\
    adaptations:\n- {city: ghent, practice: banks, year: 2018, what_changed: @, result: @, source: report}\n\
    challenge: {edition: prize, role: winner, award: 10, currency: USD}\npartners: [@]\nnetworks: [league]\n\
    contacts:\n- {role: @, org: @, url: 'https://example.org/contact'}\n\
    sources:\n- {id: report, title: @, url: 'https://example.org/r?a=1&b=2', publisher: @, date: 2020, authors: [@]}\n\
    authors: [@]\nreviewers: [@]\nlicense: @\n";

/// Number of bodies: one per record.
pub(crate) const BODIES: usize = 10;
/// Number of texts.
pub(crate) fn texts() -> usize {
    FILES.iter().map(|(_, text)| text.matches(['@', '~', '^']).count()).sum()
}

/// The site with these texts, and a harmless body in each record.
pub(crate) fn with_texts(texts: &[String]) -> Laid {
    let mut texts = texts.iter();
    let mut next = || texts.next().map_or("", String::as_str);
    lay(
        |sign| match sign {
            '~' => quoted(&next().chars().take(300).collect::<String>()),
            // Braces and brackets have a meaning in a theme's words and are validated there.
            '^' => quoted(&next().replace(['{', '}', '[', ']'], "")),
            _ => quoted(next()),
        },
        |_| BODY.to_owned(),
    )
}

/// A valid body, whose footnote and headings collide with ids of the page.
const BODY: &str =
    "Text.[^n]\n\n## Problem\n\nA.\n\n## Results\n\nB.\n\n## Advice\n\nC.\n\n[^n]: Note.";

/// The site with harmless texts and these bodies.
pub(crate) fn with_bodies(bodies: &[String]) -> Laid {
    let mut number = 0;
    lay(
        |_| {
            number += 1;
            format!("Text {number}")
        },
        |at| bodies[at].clone(),
    )
}

/// Bodies that make a page use everything it has for bodies.
pub(crate) fn rich_bodies() -> Vec<String> {
    let rich = |(path, _): &(&str, &str)| {
        let cited =
            if path.contains("/practices/") { "Text.[^report] Again.[^report]\n\n" } else { "" };
        format!("{cited}{BODY}")
    };
    records().map(rich).collect()
}

/// The numbers of the bodies for which a site is refused.
pub(crate) fn refused(laid: &Laid) -> Vec<usize> {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in &laid.files {
        crate::common::write(root.path(), path, text);
    }
    let said = stdout(&run(root.path(), &["check", "--format", "json"]));
    let found: serde_json::Value = serde_json::from_str(&said).unwrap();
    let records: Vec<&str> = records().map(|(path, _)| *path).collect();
    let errors =
        found["diagnostics"].as_array().unwrap().iter().filter(|one| one["severity"] == "error");
    let mut wrong: Vec<usize> = errors
        .map(|error| {
            let file = error["file"].as_str().unwrap_or_default();
            let at = records.iter().position(|path| *path == file);
            at.unwrap_or_else(|| panic!("a body makes an error elsewhere: {error}"))
        })
        .collect();
    wrong.sort_unstable();
    wrong.dedup();
    wrong
}

fn records() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    FILES.iter().filter(|(path, _)| path.ends_with(".md"))
}

fn lay(mut text: impl FnMut(char) -> String, body: impl Fn(usize) -> String) -> Laid {
    let mut record = 0;
    let files = FILES.iter().map(|(path, template)| {
        let mut filled = String::new();
        for c in template.chars() {
            match c {
                '@' | '~' | '^' => filled.push_str(&text(c)),
                c => filled.push(c),
            }
        }
        if path.ends_with(".md") {
            filled = format!("---\n{filled}---\n\n{}\n", body(record));
            record += 1;
        }
        ((*path).to_owned(), filled)
    });
    Laid { files: files.collect() }
}

/// A text as YAML. JSON is YAML, except for characters that neither may contain.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control()
                || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') =>
            {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
