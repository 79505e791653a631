//! Stop words: indexed and found like all others, but worth less beside other words of a query.

use super::Language;

#[rustfmt::skip]
const ENGLISH: &[&str] = &[
    "a", "about", "after", "an", "and", "are", "as", "at", "be", "been", "before", "between", "but",
    "by", "can", "could", "did", "do", "does", "during", "for", "from", "had", "has", "have", "how",
    "i", "if", "in", "into", "is", "it", "its", "me", "more", "most", "my", "no", "not", "of",
    "off", "on", "or", "our", "out", "over", "should", "so", "some", "such", "than", "that", "the",
    "their", "them", "then", "there", "these", "they", "this", "to", "up", "was", "we", "were",
    "what", "when", "where", "which", "who", "whom", "why", "will", "with", "would", "you", "your",
];

#[rustfmt::skip]
const SPANISH: &[&str] = &[
    "a", "al", "ante", "aquel", "aquella", "como", "con", "contra", "cual", "cuales", "cuando",
    "cuanto", "de", "del", "desde", "donde", "el", "ella", "ellas", "ellos", "en", "entre", "era",
    "eran", "es", "esa", "ese", "eso", "esta", "estan", "este", "esto", "fue", "fueron", "ha",
    "han", "hasta", "la", "las", "le", "les", "lo", "los", "mas", "me", "mi", "muy", "no", "nos",
    "o", "os", "para", "pero", "por", "porque", "que", "quien", "quienes", "se", "ser", "si", "sin",
    "sobre", "son", "su", "sus", "tambien", "te", "tiene", "tienen", "tu", "un", "una", "uno",
    "unos", "y", "ya",
];

#[rustfmt::skip]
const PORTUGUESE: &[&str] = &[
    "a", "ao", "aos", "aquela", "aquele", "as", "ate", "com", "como", "da", "das", "de", "dela",
    "dele", "deles", "depois", "do", "dos", "e", "ela", "elas", "ele", "eles", "em", "entre", "era",
    "eram", "essa", "esse", "esta", "estao", "este", "eu", "foi", "foram", "ha", "isso", "isto",
    "ja", "mais", "mas", "me", "meu", "muito", "na", "nao", "nas", "no", "nos", "o", "onde", "os",
    "ou", "para", "pela", "pelas", "pelo", "pelos", "por", "porque", "quais", "qual", "quando",
    "quanto", "que", "quem", "sao", "se", "sem", "ser", "seu", "seus", "sua", "suas", "tambem",
    "tem", "um", "uma",
];

#[rustfmt::skip]
const FRENCH: &[&str] = &[
    "a", "au", "aux", "avec", "ce", "ces", "cette", "comme", "comment", "d", "dans", "de", "des",
    "du", "elle", "elles", "en", "est", "et", "etaient", "etait", "ete", "eu", "il", "ils", "j",
    "je", "l", "la", "le", "les", "leur", "leurs", "lors", "lui", "ma", "mais", "me", "meme", "mes",
    "mon", "n", "ne", "nos", "notre", "nous", "on", "ont", "ou", "par", "pas", "pour", "pourquoi",
    "qu", "quand", "que", "quel", "quelle", "quelles", "quels", "qui", "s", "sa", "sans", "se",
    "ses", "si", "son", "sont", "sous", "sur", "t", "tu", "un", "une", "vers", "vos", "votre",
    "vous", "y",
];

/// Whether a folded word is a stop word.
pub(crate) fn is_stop_word(language: Language, folded: &str) -> bool {
    let words = match language {
        Language::English => ENGLISH,
        Language::Spanish => SPANISH,
        Language::Portuguese => PORTUGUESE,
        Language::French => FRENCH,
        Language::Other => return false,
    };
    words.binary_search(&folded).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order() {
        for words in [ENGLISH, SPANISH, PORTUGUESE, FRENCH] {
            assert!(words.is_sorted());
        }
    }

    #[test]
    fn questions_are_told_from_what_they_ask() {
        let question = "how did cities reduce repeat offending";
        let told: Vec<&str> =
            question.split(' ').filter(|word| !is_stop_word(Language::English, word)).collect();
        assert_eq!(told, ["cities", "reduce", "repeat", "offending"]);
        assert!(is_stop_word(Language::Portuguese, "nao"), "words are folded");
        assert!(!is_stop_word(Language::Other, "the"));
    }
}
