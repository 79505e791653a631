//! An artificial language whose word frequencies resemble those of a real one.
//!
//! The size of an index and the time of a search depend on word frequencies: a few words are
//! everywhere, most are rare. Words follow the Zipf-Mandelbrot distribution, and many share a stem,
//! as in English, so that stemming matters.

use fastrand::Rng;

/// The most frequent words, by rank. They also make the text look like English.
const COMMON: &str = "the of and to in a that for is with as city was by on are it from at this \
    be an or which have not their were has but they one residents more other its when council \
    who had programme between after two first most people service some than staff time would \
    public there been year data into neighbourhood money board how where through over housing \
    made budget school every new team department contract office report number street children \
    families water transit small before agency manager each pilot permit health cost work \
    project plan grant partner law open waste police fire park library vote map phone visit";

const ONSETS: [&str; 24] = [
    "b", "br", "c", "cl", "d", "dr", "f", "g", "gr", "h", "l", "m", "n", "p", "pl", "pr", "r", "s",
    "st", "t", "tr", "v", "w", "th",
];
const VOWELS: [&str; 10] = ["a", "e", "i", "o", "u", "ea", "ou", "ai", "oo", "ie"];
const CODAS: [&str; 12] = ["", "n", "r", "l", "t", "nd", "st", "m", "ck", "s", "rt", "ng"];
const ENDINGS: [&str; 8] = ["", "s", "ed", "ing", "er", "ation", "ly", "ment"];

/// Number of distinct words.
const SIZE: usize = 20_000;

/// The vocabulary, with the frequency of each word.
pub(super) struct Words {
    words: Vec<String>,
    /// Cumulative frequency up to each word.
    odds: Vec<f64>,
}

impl Words {
    /// Generates the vocabulary, the same every time.
    pub(super) fn new() -> Self {
        let mut rng = Rng::with_seed(0x0043_524f_5353);
        let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_owned).collect();
        let mut known: std::collections::BTreeSet<String> = words.iter().cloned().collect();
        while words.len() < SIZE {
            let stem = stem(&mut rng);
            for ending in ENDINGS {
                let word = format!("{stem}{ending}");
                if rng.f32() < 0.4 && words.len() < SIZE && known.insert(word.clone()) {
                    words.push(word);
                }
            }
        }
        let mut sum = 0.0;
        let odds = (0..u32::try_from(SIZE).unwrap_or(u32::MAX)).map(|rank| {
            sum += 1.0 / (f64::from(rank) + 2.7);
            sum
        });
        Self { odds: odds.collect(), words }
    }

    /// A random word, according to its frequency.
    pub(super) fn any(&self, rng: &mut Rng) -> &str {
        let aim = rng.f64() * self.odds.last().copied().unwrap_or_default();
        let at = self.odds.partition_point(|sum| *sum < aim);
        self.words.get(at).map_or("city", String::as_str)
    }

    /// A random word of medium frequency.
    pub(super) fn telling(&self, rng: &mut Rng) -> &str {
        rng.choice(&self.words[100..2000]).map_or("city", String::as_str)
    }

    /// A title of a few words, with an initial capital.
    pub(super) fn title(&self, rng: &mut Rng) -> String {
        let count = rng.usize(2..=5);
        let words: Vec<&str> = (0..count).map(|_| self.telling(rng)).collect();
        capital(&words.join(" "))
    }

    /// A sentence, with its full stop.
    pub(super) fn sentence(&self, rng: &mut Rng) -> String {
        let count = rng.usize(8..=24);
        let comma = rng.usize(3..count);
        let mut text = String::new();
        for at in 0..count {
            if at > 0 {
                text.push_str(if at == comma { ", " } else { " " });
            }
            text.push_str(self.any(rng));
        }
        capital(&text) + "."
    }

    /// A number of sentences.
    pub(super) fn sentences(&self, rng: &mut Rng, count: usize) -> String {
        (0..count).map(|_| self.sentence(rng)).collect::<Vec<_>>().join(" ")
    }
}

fn stem(rng: &mut Rng) -> String {
    let mut pick = |from: &[&'static str]| rng.choice(from).copied().unwrap_or_default();
    let mut stem = String::new();
    for _ in 0..2 {
        stem.push_str(pick(&ONSETS));
        stem.push_str(pick(&VOWELS));
    }
    stem.push_str(pick(&CODAS));
    stem
}

/// The text with an initial capital.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vocabulary_is_always_the_same_and_unevenly_used() {
        let words = Words::new();
        assert_eq!(words.words.len(), SIZE);
        assert_eq!(words.words, Words::new().words);
        let mut rng = Rng::with_seed(1);
        let drawn: Vec<&str> = (0..20_000).map(|_| words.any(&mut rng)).collect();
        let the = drawn.iter().filter(|word| **word == "the").count();
        assert!((500..2500).contains(&the), "`the` came {the} times");
        let mut different = drawn;
        different.sort_unstable();
        different.dedup();
        assert!((4_000..10_000).contains(&different.len()), "{} words", different.len());
    }
}
