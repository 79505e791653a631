//! Writes a generated site in our content model, or for another generator with the same bodies.

use std::fmt::Write as _;
use std::path::Path;

use fastrand::Rng;

use super::files::write;
use super::front::{Front, Value};
use super::practice::{
    Block, MECHANISMS, Practice, SPHERES, Scale, TOPICS, practice, practice_slug,
};
use super::words::{Words, capital};

const COUNTRIES: [&str; 12] =
    ["US", "CA", "GB", "FR", "DE", "BR", "CO", "NZ", "SE", "JP", "IN", "ZA"];
const NETWORKS: usize = 10;
const FORMATS: [&str; 4] = ["panel", "workshop", "clinic", "plenary"];

/// The generator that a site is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    /// Crosstown.
    Ours,
    /// Hugo. Links and citations are plain Markdown, a city is a taxonomy term, and a convening is
    /// a section.
    Hugo,
    /// Zola. Like Hugo, with TOML. Its taxonomy terms have no text, so the text of a city is a
    /// separate page.
    Zola,
}

impl Tongue {
    fn link(self, to: usize) -> String {
        let slug = practice_slug(to);
        match self {
            Self::Ours => format!("[[practice:{slug}]]"),
            Self::Hugo | Self::Zola => format!("[{slug}](/practices/{slug}/)"),
        }
    }

    fn page(self, front: &Front, body: &str) -> String {
        match self {
            Self::Ours | Self::Hugo => front.yaml() + body,
            Self::Zola => front.toml() + body,
        }
    }

    fn section(self, front: &Front, body: &str) -> String {
        match self {
            Self::Ours | Self::Hugo => front.yaml() + body,
            Self::Zola => front.section_toml(LISTED) + body,
        }
    }
}

/// Zola's settings for listing the pages of a section.
const LISTED: &str = "sort_by = \"title\"\npaginate_by = 100\n";

/// Writes `content/` below the root.
pub(super) fn write_site(
    words: &Words,
    scale: Scale,
    root: &Path,
    tongue: Tongue,
) -> Result<(), String> {
    let content = root.join("content");
    let put = |path: String, text: &str| write(&content.join(path), text);
    match tongue {
        Tongue::Ours => {
            put("site.yaml".to_owned(), SITE)?;
            for (name, terms) in vocabularies(words) {
                put(format!("vocabulary/{name}.yaml"), &terms)?;
            }
            for at in 0..if scale.plain { 0 } else { NETWORKS } {
                put(format!("networks/network-{at:02}.md"), &network_text(words, scale, at))?;
            }
        }
        Tongue::Zola => {
            for name in ["Practices", "Places", "Convenings"] {
                let section = Front::titled(name).section_toml(LISTED);
                put(format!("{}/_index.md", name.to_lowercase()), &section)?;
            }
        }
        Tongue::Hugo => {}
    }
    for at in 0..scale.practices {
        let practice = practice(words, scale, at);
        put(format!("practices/{}.md", practice.slug), &practice_text(&practice, tongue))?;
    }
    for at in 0..scale.cities {
        let path = match tongue {
            Tongue::Ours => format!("cities/city-{at:04}.md"),
            Tongue::Hugo => format!("cities/city-{at:04}/_index.md"),
            Tongue::Zola => format!("places/city-{at:04}.md"),
        };
        put(path, &city_text(words, scale, at, tongue))?;
    }
    for at in 0..scale.convenings {
        let folder = format!("convenings/convening-{at:03}");
        let index = if tongue == Tongue::Ours { "index.md" } else { "_index.md" };
        put(format!("{folder}/{index}"), &convening_text(words, scale, at, tongue))?;
        for session in 0..5 {
            let text = session_text(words, scale, at, session, tongue);
            put(format!("{folder}/session-{session}.md"), &text)?;
        }
    }
    put("pages/about.md".to_owned(), &page_text(words, tongue))
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
                let cited = source.map(|at| format!("[^s{at}]")).unwrap_or_default();
                writeln!(text, "\n{sentences}{see}{cited}")
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
    // Generators without sources in their content model need the text of footnotes.
    if tongue != Tongue::Ours {
        for (at, source) in practice.sources.iter().enumerate() {
            let _ = writeln!(text, "\n[^s{at}]: {}: {}", source.publisher, source.title);
        }
    }
    text
}

fn practice_text(practice: &Practice, tongue: Tongue) -> String {
    let named = |word: &str, width: usize, at: &[usize]| {
        at.iter().map(|at| format!("{word}-{at:0width$}")).collect::<Vec<_>>()
    };
    let outcomes = practice.outcomes.iter().map(|outcome| {
        vec![
            ("metric", Value::Plain(outcome.metric.clone())),
            ("value", Value::Number(outcome.value)),
            ("unit", Value::Plain(outcome.unit.to_owned())),
            ("as_of", Value::Quoted((practice.year + 2).to_string())),
            ("kind", Value::Plain("outcome".to_owned())),
            ("source", Value::Plain(format!("s{}", outcome.source))),
        ]
    });
    let sources = practice.sources.iter().enumerate().map(|(at, source)| {
        let url = format!("https://source.example/{}/{at}", practice.slug);
        vec![
            ("id", Value::Plain(format!("s{at}"))),
            ("title", Value::Plain(source.title.clone())),
            ("url", Value::Plain(url)),
            ("publisher", Value::Plain(source.publisher.clone())),
            ("date", Value::Quoted((practice.year + 1).to_string())),
            ("accessed", Value::Quoted("2026-11-01".to_owned())),
        ]
    });
    let mut front = Front::titled(&practice.title)
        .quoted("summary", &practice.summary)
        .plain("stage", practice.stage)
        .row("cities", named("city", 4, &practice.cities))
        .row("spheres", practice.spheres.iter().map(|sphere| (*sphere).to_owned()).collect())
        .row("topics", named("topic", 2, &practice.topics))
        .quoted("started", practice.year.to_string());
    if let Some(mechanism) = practice.mechanism {
        front = front
            .row("mechanisms", named("mechanism", 2, &[mechanism]))
            .with("core", Value::Lines(practice.core.clone()))
            .with("lessons", Value::Lines(practice.lessons.clone()))
            .with("outcomes", Value::Items(outcomes.collect()));
    }
    if let Some(city) = practice.adopted_by {
        let adaptation = vec![
            ("city", Value::Plain(format!("city-{city:04}"))),
            ("year", Value::Number(practice.year + 3)),
        ];
        front = front.with("adaptations", Value::Items(vec![adaptation]));
    }
    if !practice.sources.is_empty() {
        front = front.with("sources", Value::Items(sources.collect()));
    }
    tongue.page(&front, &body(practice, tongue))
}

fn city_text(words: &Words, scale: Scale, at: usize, tongue: Tongue) -> String {
    let mut rng = Rng::with_seed(0xc17e + at as u64);
    let name = capital(words.telling(&mut rng));
    let link = tongue.link(rng.usize(..scale.practices));
    let front = Front::titled(format!("{name} {at}"))
        .plain("country", COUNTRIES[at % COUNTRIES.len()])
        .plain("region", capital(words.telling(&mut rng)))
        .with("population", Value::Within("value", rng.u32(20_000..9_000_000)));
    tongue.page(&front, &format!("\n{} See {link}.\n", words.sentences(&mut rng, 4)))
}

fn network_text(words: &Words, scale: Scale, at: usize) -> String {
    let mut rng = Rng::with_seed(0x4e37 + at as u64);
    let mut members: Vec<String> = (0..20.min(scale.cities))
        .map(|step| format!("city-{:04}", (at + step * 3) % scale.cities))
        .collect();
    members.sort();
    members.dedup();
    let front = Front::titled(words.title(&mut rng))
        .plain("kind", "peer")
        .plain("url", format!("https://network.example/{at}"))
        .row("members", members)
        .quoted("summary", words.sentence(&mut rng));
    Tongue::Ours.page(&front, &format!("\n{}\n", words.sentences(&mut rng, 8)))
}

fn convening_text(words: &Words, scale: Scale, at: usize, tongue: Tongue) -> String {
    let mut rng = Rng::with_seed(0xc0_4e + at as u64);
    let year = 2000 + at % 25;
    let front = Front::titled(words.title(&mut rng))
        .quoted("start", format!("{year}-05-10"))
        .quoted("end", format!("{year}-05-11"))
        .plain("city", format!("city-{:04}", rng.usize(..scale.cities)))
        .row("hosts", vec![format!("network-{:02}", at % NETWORKS)])
        .quoted("summary", words.sentence(&mut rng))
        .row("spheres", vec!["operations".to_owned()])
        .row("topics", vec![format!("topic-{:02}", at % TOPICS)])
        .plain("status", "held");
    tongue.section(&front, &format!("\n{}\n", words.sentences(&mut rng, 6)))
}

fn session_text(words: &Words, scale: Scale, at: usize, session: usize, tongue: Tongue) -> String {
    let mut rng = Rng::with_seed(0x5e55 + (at * 8 + session) as u64);
    let takeaways: Vec<String> = (0..4).map(|_| words.sentence(&mut rng)).collect();
    let practices: std::collections::BTreeSet<usize> =
        (0..3).map(|_| rng.usize(..scale.practices)).collect();
    let practices = practices.into_iter().map(|at| {
        vec![
            ("practice", Value::Plain(practice_slug(at))),
            ("relation", Value::Plain("presented".to_owned())),
        ]
    });
    let front = Front::titled(words.title(&mut rng))
        .quoted("date", format!("{}-05-10", 2000 + at % 25))
        .plain("format", FORMATS[session % FORMATS.len()])
        .row("spheres", vec!["capital".to_owned()])
        .row("topics", vec![format!("topic-{:02}", (at + session) % TOPICS)])
        .plain("attribution", "public")
        .quoted("summary", words.sentence(&mut rng))
        .with("takeaways", Value::Lines(takeaways))
        .with("practices", Value::Items(practices.collect()))
        .plain("status", "approved");
    tongue.page(&front, &format!("\n{}\n", words.sentences(&mut rng, 20)))
}

fn page_text(words: &Words, tongue: Tongue) -> String {
    let mut rng = Rng::with_seed(0xab07);
    tongue.page(&Front::titled("About"), &format!("\n{}\n", words.sentences(&mut rng, 20)))
}
