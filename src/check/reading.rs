//! How hard a text is to read.

use super::words::words;

/// Letters beyond which a word is long.
const LONG: usize = 6;

/// Björnsson's readability index of some sentences, and the number of their words. None if there
/// are no words.
pub(super) fn lix<'t>(sentences: impl Iterator<Item = &'t str>) -> Option<(f64, usize)> {
    let (mut all, mut words_in_all, mut long) = (0usize, 0usize, 0usize);
    for sentence in sentences {
        let lengths: Vec<usize> = words(sentence)
            .map(|(_, word)| word.chars().filter(|letter| letter.is_alphanumeric()).count())
            .collect();
        all += usize::from(!lengths.is_empty());
        words_in_all += lengths.len();
        long += lengths.iter().filter(|length| **length > LONG).count();
    }
    #[expect(clippy::cast_precision_loss, reason = "numbers of words are small")]
    let [sentences, words, long] = [all, words_in_all, long].map(|count| count as f64);
    (all > 0).then(|| (words / sentences + 100.0 * long / words, words_in_all))
}

#[cfg(test)]
mod tests {
    use super::lix;

    /// Texts in four languages, each as its sentences, with the LIX that the Python library textstat
    /// finds; the step `reading` of `cargo xtask test` compares them with textstat itself.
    const MEASURED: &str = include_str!("../../tests/reports/reading.json");

    #[test]
    fn lix_is_what_textstat_finds() {
        let measured: serde_json::Value = serde_json::from_str(MEASURED).unwrap();
        let texts = measured.as_array().unwrap();
        assert_eq!(texts.len(), 12);
        for text in texts {
            let sentences = text["sentences"].as_array().unwrap().iter();
            let (own, _) = lix(sentences.map(|sentence| sentence.as_str().unwrap())).unwrap();
            let theirs = text["lix"].as_f64().unwrap();
            assert!((own - theirs).abs() < 0.1, "{own} is not {theirs}: {text}");
        }
        assert!(lix(std::iter::empty()).is_none());
    }
}
