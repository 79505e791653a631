//! The headings that the bodies of practices share, so that readers find the same information at
//! once in each of them.

/// In each language of the interface: problem, how it works, results, what did not work, advice.
const HEADINGS: [(&str, [&str; 5]); 4] = [
    ("en", ["Problem", "How it works", "Results", "What did not work", "Advice"]),
    ("es", ["Problema", "Cómo funciona", "Resultados", "Qué no funcionó", "Consejos"]),
    ("pt", ["Problema", "Como funciona", "Resultados", "O que não funcionou", "Conselhos"]),
    ("fr", ["Problème", "Comment cela marche", "Résultats", "Ce qui n’a pas marché", "Conseils"]),
];

/// The recommended headings of a practice in a language (a BCP 47 tag), in their order. `None` if
/// nothing is recommended for that language.
#[must_use]
pub fn headings(lang: &str) -> Option<&'static [&'static str; 5]> {
    let language = lang.split('-').next().unwrap_or_default();
    HEADINGS.iter().find(|(known, _)| *known == language).map(|(_, headings)| headings)
}
