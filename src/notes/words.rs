//! The words that notes are marked with, in the four languages of the interface.

use crate::withheld::{Reading, fold};

/// What a line of notes is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Convening,
    Session,
    Date,
    Time,
    Start,
    End,
    TimeZone,
    Format,
    Spheres,
    Topics,
    Chair,
    Speakers,
    Attribution,
    Summary,
    Takeaway,
    Question,
    Decision,
    Action,
    Practice,
}

impl Key {
    /// Whether it marks something that was said, and does not describe the session.
    pub(super) fn is_mark(self) -> bool {
        self >= Key::Takeaway
    }
}

/// The languages of the words, in their order.
const LANGUAGES: [&str; 4] = ["en", "es", "fr", "pt"];

/// Each key, its word in an empty form in each language, and the other words that mean it, folded.
#[rustfmt::skip]
const WORDS: [(Key, [&str; 4], &[&str]); 19] = [
    (Key::Convening, ["Convening", "Encuentro", "Rencontre", "Encontro"], &["meeting", "event", "evento", "reunion", "reuniao"]),
    (Key::Session, ["Session", "Sesión", "Séance", "Sessão"], &[]),
    (Key::Date, ["Date", "Fecha", "Date", "Data"], &["day", "dia", "jour"]),
    (Key::Time, ["Time", "Hora", "Heure", "Hora"], &["hours", "horario", "horaire"]),
    (Key::Start, ["Start", "Inicio", "Début", "Início"], &["begin"]),
    (Key::End, ["End", "Fin", "Fin", "Fim"], &[]),
    (Key::TimeZone, ["Time zone", "Zona horaria", "Fuseau horaire", "Fuso horário"], &["timezone"]),
    (Key::Format, ["Format", "Formato", "Format", "Formato"], &[]),
    (Key::Spheres, ["Spheres", "Ámbitos", "Sphères", "Esferas"], &["sphere", "ambito", "esfera"]),
    (Key::Topics, ["Topics", "Temas", "Thèmes", "Temas"], &["topic", "tema", "theme"]),
    (Key::Chair, ["Chair", "Moderación", "Présidence", "Moderação"], &["moderator", "moderador", "moderadora", "moderateur", "moderatrice", "animateur", "animatrice", "chaired by"]),
    (Key::Speakers, ["Speakers", "Ponentes", "Intervenants", "Palestrantes"], &["speaker", "ponente", "intervenant", "intervenante", "intervenantes", "palestrante", "oradores", "orador", "oradora", "participants", "participantes", "present", "presentes", "attendees", "panel members", "panellists", "panelists", "panelistas"]),
    (Key::Attribution, ["Attribution", "Atribución", "Attribution", "Atribuição"], &["rule", "confidentiality"]),
    (Key::Summary, ["Summary", "Resumen", "Résumé", "Resumo"], &[]),
    (Key::Takeaway, ["Takeaway", "Conclusión", "À retenir", "Conclusão"], &["takeaways", "take away", "take aways", "key takeaway", "key takeaways", "key point", "key points", "conclusiones", "idea clave", "ideas clave", "aprendizaje", "aprendizajes", "enseignement", "enseignements", "conclusions", "point cle", "points cles", "conclusoes", "aprendizado", "aprendizados", "licao", "licoes"]),
    (Key::Question, ["Question", "Pregunta", "Question", "Pergunta"], &["questions", "open question", "open questions", "preguntas", "perguntas", "questao", "questoes"]),
    (Key::Decision, ["Decision", "Decisión", "Décision", "Decisão"], &["decisions", "decided", "decisiones", "acuerdo", "acuerdos", "decisoes"]),
    (Key::Action, ["Action", "Acción", "Action", "Ação"], &["actions", "action item", "action items", "to do", "todo", "acciones", "tarea", "tareas", "acao", "accao", "acoes", "accoes", "tarefa", "tarefas", "tache", "taches", "a faire"]),
    (Key::Practice, ["Practice", "Práctica", "Pratique", "Prática"], &["practices", "practicas", "pratiques", "praticas"]),
];

/// The key that a folded text stands for at the beginning of a line, if any. `session 2` is a
/// session.
pub(super) fn key(folded: &str) -> Option<Key> {
    let bare = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let means = |(_, shown, others): &&(Key, [&str; 4], &[&str])| {
        let same = |word: &str| fold(word, Reading::Apart) == bare;
        shown.iter().any(|word| same(word)) || others.contains(&bare)
    };
    let key = WORDS.iter().find(means).map(|(key, ..)| *key)?;
    // Other words take no number: `action 5 says that` is text.
    (bare == folded || key == Key::Session).then_some(key)
}

/// The word of a key in a language, English for one that has none.
pub(super) fn word(key: Key, lang: &str) -> &'static str {
    let lang = LANGUAGES.iter().position(|known| *known == lang).unwrap_or_default();
    WORDS.iter().find(|(known, ..)| *known == key).map_or("", |(_, shown, _)| shown[lang])
}

/// Words that describe the session, for suggestions.
pub(super) fn headings() -> impl Iterator<Item = &'static str> {
    let heads = WORDS.iter().filter(|(key, ..)| !key.is_mark());
    heads.flat_map(|(_, shown, _)| shown.iter().copied())
}

/// The keyword for an attribution as people write it; the text itself if it is none.
pub(super) fn attribution(text: &str) -> &str {
    match fold(text, Reading::Apart).as_str() {
        "chatham"
        | "chatham house"
        | "chatham house rule"
        | "chatham house rules"
        | "under the chatham house rule"
        | "regla de chatham house"
        | "regle de chatham house"
        | "regra de chatham house" => "chatham-house",
        "public" | "open" | "on the record" | "publico" | "publica" | "publique" => "public",
        "cities only" | "cities" | "solo ciudades" | "villes seulement" | "so cidades"
        | "somente cidades" => "cities-only",
        _ => text,
    }
}

/// The keyword for how a practice was discussed, if the text says so.
pub(super) fn relation(text: &str) -> Option<&'static str> {
    Some(match fold(text, Reading::Apart).as_str() {
        "presented" | "presentada" | "presentado" | "presentee" | "presente" | "apresentada"
        | "apresentado" => "presented",
        "compared" | "comparada" | "comparado" | "comparee" | "compare" => "compared",
        "criticised" | "criticized" | "criticada" | "criticado" | "critiquee" | "critique" => {
            "criticised"
        }
        "asked for" | "requested" | "pedida" | "pedido" | "solicitada" | "solicitado"
        | "demandee" | "demande" => "asked-for",
        _ => return None,
    })
}

/// Words before a colon that stand for nobody in particular, folded.
pub(super) fn is_everybody(folded: &str) -> bool {
    const ALL: [&str; 24] = [
        "all",
        "everyone",
        "everybody",
        "us",
        "we",
        "team",
        "staff",
        "organisers",
        "organizers",
        "hosts",
        "cities",
        "tbd",
        "nobody",
        "todos",
        "todas",
        "equipo",
        "ciudades",
        "tous",
        "toutes",
        "equipe",
        "villes",
        "cidades",
        "note",
        "group",
    ];
    ALL.contains(&folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(text: &str) -> Option<Key> {
        key(&fold(text, Reading::Apart))
    }

    #[test]
    fn words_are_known_in_any_language_and_case() {
        for word in ["takeaway", "KEY TAKEAWAYS", "Conclusiones", "à retenir", "Conclusão"] {
            assert_eq!(meant(word), Some(Key::Takeaway), "{word}");
        }
        for word in ["Acción", "ações", "à faire", "Action items", "TO-DO"] {
            assert_eq!(meant(word), Some(Key::Action), "{word}");
        }
        assert_eq!(meant("Session 2"), Some(Key::Session));
        assert_eq!(meant("Question 2"), None);
        assert_eq!(meant("Bins"), None);
    }

    #[test]
    fn the_words_of_an_empty_form_mean_what_they_stand_for() {
        for (key, shown, _) in WORDS {
            for (lang, word) in LANGUAGES.iter().zip(shown) {
                assert_eq!(meant(word), Some(key), "{word}");
                assert_eq!(super::word(key, lang), word);
            }
        }
    }
}
