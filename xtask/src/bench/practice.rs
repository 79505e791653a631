//! A generated practice, as long and with as many links as a real one.

use fastrand::Rng;

use super::words::{Words, capital};

/// Number of practices from which the goal for edits is less strict.
pub(super) const LARGE: usize = 5_000;

/// Number of practices from which a site is built only once, to spare the disk, and edits are not
/// measured, because `serve` holds the whole site in memory.
pub(super) const HUGE: usize = 50_000;

pub(super) const SPHERES: [&str; 3] = ["operations", "capital", "collective-impact"];
pub(super) const MECHANISMS: usize = 8;
pub(super) const TOPICS: usize = 40;
const STAGES: [&str; 7] =
    ["proposed", "pilot", "operating", "operating", "operating", "scaled", "ended"];
const UNITS: [&str; 4] = ["residents", "percent", "days", "households"];

/// The number of records of each kind in a site of a given size.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    pub(super) practices: usize,
    pub(super) cities: usize,
    pub(super) convenings: usize,
    /// Whether practices are plain texts, without outcomes, citations and links, with one source.
    pub(super) plain: bool,
}

impl Scale {
    pub(super) fn of(practices: usize) -> Self {
        Self {
            practices,
            cities: (practices / 20).max(5),
            convenings: (practices / 100).max(2),
            plain: false,
        }
    }

    /// A site of plain practices in 300 cities.
    pub(super) fn plain(practices: usize) -> Self {
        Self { practices, cities: 300, convenings: 0, plain: true }
    }
}

/// The data from which the front matter for every generator is written.
pub(super) struct Practice {
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) stage: &'static str,
    pub(super) cities: Vec<usize>,
    pub(super) spheres: Vec<&'static str>,
    pub(super) topics: Vec<usize>,
    pub(super) mechanism: Option<usize>,
    pub(super) year: u32,
    pub(super) core: Vec<String>,
    pub(super) lessons: Vec<String>,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) adopted_by: Option<usize>,
    pub(super) sources: Vec<Source>,
    pub(super) body: Vec<Block>,
}

pub(super) struct Outcome {
    pub(super) metric: String,
    pub(super) value: u32,
    pub(super) unit: &'static str,
    pub(super) source: usize,
}

pub(super) struct Source {
    pub(super) title: String,
    pub(super) publisher: String,
}

/// A part of a body.
pub(super) enum Block {
    Heading(&'static str),
    /// Sentences that may end in a citation and a link to another practice.
    Paragraph {
        text: String,
        source: Option<usize>,
        link: Option<usize>,
    },
    List(Vec<String>),
    Table(Vec<(String, u32, u32)>),
}

/// The slug of the practice at a position.
pub(super) fn practice_slug(at: usize) -> String {
    format!("practice-{at:05}")
}

/// The practice at a position, the same in every run.
pub(super) fn practice(words: &Words, scale: Scale, at: usize) -> Practice {
    if scale.plain { plain(words, scale, at) } else { linked(words, scale, at) }
}

/// A practice of 600 words in ten paragraphs.
fn plain(words: &Words, scale: Scale, at: usize) -> Practice {
    let mut rng = Rng::with_seed(0x91a1_0000 + at as u64);
    let rng = &mut rng;
    let paragraph = |rng: &mut Rng| {
        let text = (0..60).map(|_| words.any(rng)).collect::<Vec<_>>().join(" ");
        Block::Paragraph { text: capital(&text) + ".", source: None, link: None }
    };
    let first = rng.usize(..TOPICS).min(rng.usize(..TOPICS));
    Practice {
        slug: practice_slug(at),
        title: words.title(rng),
        summary: summary(words, rng),
        stage: STAGES[rng.usize(..STAGES.len())],
        cities: vec![rng.usize(..scale.cities)],
        spheres: vec![SPHERES[rng.usize(..SPHERES.len())]],
        topics: vec![first],
        mechanism: None,
        year: rng.u32(1998..=2025),
        core: Vec::new(),
        lessons: Vec::new(),
        outcomes: Vec::new(),
        adopted_by: None,
        sources: vec![Source { title: words.title(rng), publisher: words.title(rng) }],
        body: ["Problem", "How it works", "Results", "What did not work", "Advice"]
            .into_iter()
            .flat_map(|heading| [Block::Heading(heading), paragraph(rng), paragraph(rng)])
            .collect(),
    }
}

fn linked(words: &Words, scale: Scale, at: usize) -> Practice {
    let mut rng = Rng::with_seed(0x5eed_0000 + at as u64);
    let rng = &mut rng;
    let sources: Vec<Source> = (0..rng.usize(2..=4))
        .map(|_| Source { title: words.title(rng), publisher: words.title(rng) })
        .collect();
    let outcomes = (0..rng.usize(1..=4))
        .map(|_| Outcome {
            metric: format!("{} {}", words.title(rng), words.telling(rng)),
            value: rng.u32(3..20_000),
            unit: UNITS[rng.usize(..UNITS.len())],
            source: rng.usize(..sources.len()),
        })
        .collect();
    let home = rng.usize(..scale.cities);
    let mut cities = vec![home];
    if rng.usize(..10) == 0 {
        cities.push((home + 1) % scale.cities);
    }
    // Topics are used as unevenly as words.
    let first = rng.usize(..TOPICS).min(rng.usize(..TOPICS));
    let topics = (0..rng.usize(1..=3)).map(|step| (first + step * 7) % TOPICS).collect();
    let sphere = rng.usize(..SPHERES.len());
    let spheres = (0..rng.usize(1..=2)).map(|step| SPHERES[(sphere + step) % 3]).collect();
    Practice {
        slug: practice_slug(at),
        title: words.title(rng),
        summary: summary(words, rng),
        stage: STAGES[rng.usize(..STAGES.len())],
        cities,
        spheres,
        topics,
        mechanism: Some(rng.usize(..MECHANISMS)),
        year: rng.u32(1998..=2025),
        core: (0..3).map(|_| words.sentence(rng)).collect(),
        lessons: (0..rng.usize(1..=3)).map(|_| words.sentence(rng)).collect(),
        outcomes,
        adopted_by: (rng.usize(..5) == 0).then(|| (home + 2) % scale.cities),
        body: body(words, rng, scale, sources.len()),
        sources,
    }
}

/// At most 300 characters, the limit of the content model.
fn summary(words: &Words, rng: &mut Rng) -> String {
    let mut text = words.sentence(rng);
    loop {
        let more = words.sentence(rng);
        if text.len() + 1 + more.len() > 280 {
            text.truncate(280);
            return text;
        }
        text = format!("{text} {more}");
    }
}

/// About 600 words.
fn body(words: &Words, rng: &mut Rng, scale: Scale, sources: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    for heading in ["Problem", "How it works", "Results", "What did not work", "Advice"] {
        blocks.push(Block::Heading(heading));
        for _ in 0..2 {
            blocks.push(Block::Paragraph {
                text: words.sentences(rng, 3),
                source: Some(rng.usize(..sources)),
                link: (rng.usize(..4) == 0).then(|| rng.usize(..scale.practices)),
            });
        }
        if heading == "How it works" {
            blocks.push(Block::List((0..4).map(|_| words.sentence(rng)).collect()));
        }
        if heading == "Results" {
            let row = |rng: &mut Rng| (words.title(rng), rng.u32(1..9_999), rng.u32(1..9_999));
            blocks.push(Block::Table((0..4).map(|_| row(rng)).collect()));
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_has_about_six_hundred_words() {
        let words = Words::new();
        let count = |block: &Block| match block {
            Block::Heading(text) => text.split(' ').count(),
            Block::Paragraph { text, .. } => text.split(' ').count(),
            Block::List(items) => items.iter().map(|item| item.split(' ').count()).sum(),
            Block::Table(rows) => rows.iter().map(|(text, ..)| text.split(' ').count() + 2).sum(),
        };
        for scale in [Scale::of(100), Scale::plain(100)] {
            let all: usize = (0..100)
                .flat_map(|at| practice(&words, scale, at).body)
                .map(|block| count(&block))
                .sum();
            assert!((550..650).contains(&(all / 100)), "{} words on average", all / 100);
        }
    }

    #[test]
    fn a_practice_is_always_the_same() {
        let words = Words::new();
        let text = |at| practice(&words, Scale::of(1000), at).summary;
        assert_eq!(text(7), text(7));
        assert_ne!(text(7), text(8));
    }
}
