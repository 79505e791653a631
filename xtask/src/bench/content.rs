//! Writes a made-up site in our own content model, or for another generator with the same bodies.

use std::fmt::Write as _;
use std::path::Path;

use fastrand::Rng;

use super::files::write;
use super::practice::{
    Block, MECHANISMS, Practice, SPHERES, Scale, TOPICS, practice, practice_slug,
};
use super::words::{Words, capital};

const COUNTRIES: [&str; 12] =
    ["US", "CA", "GB", "FR", "DE", "BR", "CO", "NZ", "SE", "JP", "IN", "ZA"];
const NETWORKS: usize = 10;
const FORMATS: [&str; 4] = ["panel", "workshop", "clinic", "plenary"];

/// For whom a site is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    /// Our content model.
    Ours,
    /// Hugo: links and citations are plain Markdown, a city is a term of a taxonomy, and a
    /// convening is a section.
    Hugo,
}

impl Tongue {
    fn link(self, to: usize) -> String {
        let slug = practice_slug(to);
        match self {
            Self::Ours => format!("[[practice:{slug}]]"),
            Self::Hugo => format!("[{slug}](/practices/{slug}/)"),
        }
    }
}

/// Writes `content/` below the root.
pub(super) fn write_site(
    words: &Words,
    scale: Scale,
    root: &Path,
    tongue: Tongue,
) -> Result<(), String> {
    let content = root.join("content");
    let put = |path: String, text: &str| write(&content.join(path), text);
    if tongue == Tongue::Ours {
        put("site.yaml".to_owned(), SITE)?;
        for (name, terms) in vocabularies(words) {
            put(format!("vocabulary/{name}.yaml"), &terms)?;
        }
        for at in 0..NETWORKS {
            put(format!("networks/network-{at:02}.md"), &network_text(words, scale, at))?;
        }
    }
    for at in 0..scale.practices {
        let practice = practice(words, scale, at);
        put(format!("practices/{}.md", practice.slug), &practice_text(&practice, tongue))?;
    }
    for at in 0..scale.cities {
        let path = match tongue {
            Tongue::Ours => format!("cities/city-{at:04}.md"),
            Tongue::Hugo => format!("cities/city-{at:04}/_index.md"),
        };
        put(path, &city_text(words, scale, at, tongue))?;
    }
    for at in 0..scale.convenings {
        let folder = format!("convenings/convening-{at:03}");
        let index = if tongue == Tongue::Ours { "index.md" } else { "_index.md" };
        put(format!("{folder}/{index}"), &convening_text(words, scale, at))?;
        for session in 0..5 {
            let text = session_text(words, scale, at, session);
            put(format!("{folder}/session-{session}.md"), &text)?;
        }
    }
    put("pages/about.md".to_owned(), &page_text(words))
}

const SITE: &str = "title: Made-up site\nbase_url: https://site.example/\n\
    description: A site to measure with.\nlanguages: [en]\ntheme: civic\nlicense: CC-BY-4.0\n\
    navigation:\n- {title: Practices, url: /practices/}\n- {title: Topics, url: /topics/}\n\
    - {title: Cities, url: /cities/}\n- {title: Convenings, url: /convenings/}\n";

fn slugs(word: &str, count: usize) -> impl Iterator<Item = String> {
    (0..count).map(move |at| format!("{word}-{at:02}"))
}

fn vocabularies(words: &Words) -> [(&'static str, String); 3] {
    [
        ("spheres", vocabulary(words, SPHERES.map(str::to_owned))),
        ("topics", vocabulary(words, slugs("topic", TOPICS))),
        ("mechanisms", vocabulary(words, slugs("mechanism", MECHANISMS))),
    ]
}

fn vocabulary(words: &Words, ids: impl IntoIterator<Item = String>) -> String {
    let mut rng = Rng::with_seed(40);
    let mut text = String::new();
    for id in ids {
        let (label, definition) = (words.title(&mut rng), words.sentence(&mut rng));
        let synonyms = [words.telling(&mut rng), words.telling(&mut rng)].join(", ");
        let _ = writeln!(
            text,
            "- id: {id}\n  label: {label}\n  definition: '{definition}'\n  synonyms: [{synonyms}]"
        );
    }
    text
}

fn body(practice: &Practice, tongue: Tongue) -> String {
    let mut text = String::new();
    for block in &practice.body {
        let _ = match block {
            Block::Heading(heading) => writeln!(text, "\n## {heading}"),
            Block::Paragraph { text: sentences, source, link: to } => {
                let see = to.map(|at| format!(" See {}.", tongue.link(at))).unwrap_or_default();
                writeln!(text, "\n{sentences}{see}[^s{source}]")
            }
            Block::List(items) => {
                let items: String = items.iter().map(|item| format!("\n- **{item}**")).collect();
                writeln!(text, "{items}")
            }
            Block::Table(rows) => {
                let rows =
                    rows.iter().map(|(name, from, to)| format!("\n| {name} | {from} | {to} |"));
                writeln!(
                    text,
                    "\n| Measure | Before | After |\n|---|---|---|{}",
                    rows.collect::<String>()
                )
            }
        };
    }
    // Where sources are no part of the content model, a footnote needs its text.
    if tongue == Tongue::Hugo {
        for (at, source) in practice.sources.iter().enumerate() {
            let _ = writeln!(text, "\n[^s{at}]: {}: {}", source.publisher, source.title);
        }
    }
    text
}

fn practice_text(practice: &Practice, tongue: Tongue) -> String {
    let mut text = String::from("---\n");
    let cities: Vec<String> = practice.cities.iter().map(|at| format!("city-{at:04}")).collect();
    let topics: Vec<String> = practice.topics.iter().map(|at| format!("topic-{at:02}")).collect();
    let _ = writeln!(
        text,
        "title: {}\nsummary: '{}'\nstage: {}\ncities: [{}]\nspheres: [{}]\ntopics: [{}]\n\
         mechanisms: [mechanism-{:02}]\nstarted: '{}'",
        practice.title,
        practice.summary,
        practice.stage,
        cities.join(", "),
        practice.spheres.join(", "),
        topics.join(", "),
        practice.mechanism,
        practice.year,
    );
    text.push_str(&list("core", &practice.core));
    text.push_str(&list("lessons", &practice.lessons));
    text.push_str("outcomes:\n");
    for outcome in &practice.outcomes {
        let _ = writeln!(
            text,
            "- metric: {}\n  value: {}\n  unit: {}\n  as_of: '{}'\n  kind: outcome\n  source: s{}",
            outcome.metric,
            outcome.value,
            outcome.unit,
            practice.year + 2,
            outcome.source
        );
    }
    if let Some(city) = practice.adopted_by {
        let year = practice.year + 3;
        let _ = writeln!(text, "adaptations:\n- city: city-{city:04}\n  year: {year}");
    }
    text.push_str("sources:\n");
    for (at, source) in practice.sources.iter().enumerate() {
        let _ = writeln!(
            text,
            "- id: s{at}\n  title: {}\n  url: https://source.example/{}/{at}\n  publisher: {}\n  \
             date: '{}'\n  accessed: '2026-11-01'",
            source.title,
            practice.slug,
            source.publisher,
            practice.year + 1,
        );
    }
    text.push_str("---\n");
    text.push_str(&body(practice, tongue));
    text
}

fn list(name: &str, items: &[String]) -> String {
    let items: String = items.iter().map(|item| format!("- '{item}'\n")).collect();
    format!("{name}:\n{items}")
}

fn city_text(words: &Words, scale: Scale, at: usize, tongue: Tongue) -> String {
    let mut rng = Rng::with_seed(0xc17e + at as u64);
    let name = capital(words.telling(&mut rng));
    let link = tongue.link(rng.usize(..scale.practices));
    format!(
        "---\ntitle: {name} {at}\ncountry: {}\nregion: {}\npopulation:\n  value: {}\n---\n\n{} \
         See {link}.\n",
        COUNTRIES[at % COUNTRIES.len()],
        capital(words.telling(&mut rng)),
        rng.u32(20_000..9_000_000),
        words.sentences(&mut rng, 4)
    )
}

fn network_text(words: &Words, scale: Scale, at: usize) -> String {
    let mut rng = Rng::with_seed(0x4e37 + at as u64);
    let members: Vec<String> = (0..20.min(scale.cities))
        .map(|step| format!("city-{:04}", (at + step * 3) % scale.cities))
        .collect();
    let mut members: Vec<String> = members;
    members.sort();
    members.dedup();
    format!(
        "---\ntitle: {}\nkind: peer\nurl: https://network.example/{at}\nmembers: [{}]\n\
         summary: '{}'\n---\n\n{}\n",
        words.title(&mut rng),
        members.join(", "),
        words.sentence(&mut rng),
        words.sentences(&mut rng, 8)
    )
}

fn convening_text(words: &Words, scale: Scale, at: usize) -> String {
    let mut rng = Rng::with_seed(0xc0_4e + at as u64);
    format!(
        "---\ntitle: {}\nstart: '{year}-05-10'\nend: '{year}-05-11'\ncity: city-{:04}\n\
         hosts: [network-{:02}]\nsummary: '{}'\nspheres: [operations]\ntopics: [topic-{:02}]\n\
         status: held\n---\n\n{}\n",
        words.title(&mut rng),
        rng.usize(..scale.cities),
        at % NETWORKS,
        words.sentence(&mut rng),
        at % TOPICS,
        words.sentences(&mut rng, 6),
        year = 2000 + at % 25,
    )
}

fn session_text(words: &Words, scale: Scale, at: usize, session: usize) -> String {
    let mut rng = Rng::with_seed(0x5e55 + (at * 8 + session) as u64);
    let takeaways: Vec<String> = (0..4).map(|_| words.sentence(&mut rng)).collect();
    let practices: String = (0..3)
        .map(|_| rng.usize(..scale.practices))
        .collect::<std::collections::BTreeSet<usize>>()
        .iter()
        .map(|at| format!("- {{practice: {}, relation: presented}}\n", practice_slug(*at)))
        .collect();
    format!(
        "---\ntitle: {}\ndate: '{}-05-10'\nformat: {}\nspheres: [capital]\ntopics: [topic-{:02}]\n\
         attribution: public\nsummary: '{}'\n{}practices:\n{practices}status: approved\n---\n\n{}\n",
        words.title(&mut rng),
        2000 + at % 25,
        FORMATS[session % FORMATS.len()],
        (at + session) % TOPICS,
        words.sentence(&mut rng),
        list("takeaways", &takeaways),
        words.sentences(&mut rng, 20)
    )
}

fn page_text(words: &Words) -> String {
    let mut rng = Rng::with_seed(0xab07);
    format!("---\ntitle: About\n---\n\n{}\n", words.sentences(&mut rng, 20))
}
