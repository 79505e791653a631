//! The words of a text, and word lists in the four languages of the interface. All lists are
//! folded.

use std::ops::Range;

use crate::source::Content;
use crate::withheld::{PublicNames, Reading, fold};

/// A range of a text that may identify somebody, and why.
pub(super) type Clue = (Range<usize>, &'static str);

/// A word and its position.
#[derive(Debug, Clone)]
pub(in crate::check::rules) struct Word<'a> {
    pub(in crate::check::rules) text: &'a str,
    pub(in crate::check::rules) folded: String,
    pub(in crate::check::rules) start: usize,
    pub(in crate::check::rules) end: usize,
    /// Whether it begins a sentence.
    pub(in crate::check::rules) opens: bool,
}

impl Word<'_> {
    pub(super) fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// The words of a text in order.
pub(in crate::check::rules) fn words(text: &str) -> Vec<Word<'_>> {
    let inside = |c: char| c.is_alphanumeric() || "'’-\u{ad}".contains(c);
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(char::is_alphanumeric).map(|at| rest + at) {
        let length = text[start..].find(|c| !inside(c)).unwrap_or(text.len() - start);
        let word = text[start..start + length].trim_end_matches(['\'', '’', '-']);
        let end = start + word.len();
        let opens = words.last().is_none_or(|last| {
            let between = &text[last.end..start];
            // The full stop of an initial or of a title ends no sentence.
            let short = last.text.chars().count() == 1 || ABBREVIATIONS.contains(&&*last.folded);
            between.contains(['!', '?', ':', '•', '|', '“', '"', '«', '„'])
                || between.contains('.') && !short
                || between.contains("\n\n")
                || between.trim_start_matches([' ', ',']).starts_with('\n')
                    && between.contains(['-', '+', '#', '*'])
        });
        words.push(Word { text: word, folded: fold(word, Reading::Joined), start, end, opens });
        rest = start + length;
    }
    words
}

const ABBREVIATIONS: [&str; 12] =
    ["mr", "mrs", "ms", "dr", "prof", "st", "sr", "sra", "dra", "mme", "m", "cllr"];

/// Verbs of saying, in the forms used next to a speaker.
#[rustfmt::skip]
const SAYING: &str = "
    said says say told tells asked asks argued argues noted notes added adds explained explains
    stressed stresses warned warns replied replies answered answers suggested suggests recalled
    recalls mentioned mentions stated states described describes claimed claims admitted admits
    remarked observed commented emphasised emphasized highlighted recommended concluded insisted
    confirmed complained joked believed believes thinks thought wondered quipped reported reports
    shared presented proposed acknowledged put puts agreed agrees disagreed disagrees
    dijo dice explico explica senalo senala afirmo afirma pregunto pregunta anadio agrego comento
    comenta conto cuenta advirtio respondio sostuvo destaco destaca recordo propuso aseguro menciono
    declaro insistio subrayo indico opino manifesto
    disse diz explicou explica afirmou perguntou acrescentou comentou contou respondeu observou
    destacou sugeriu propos lembrou relatou alertou apontou declarou mencionou ressaltou
    dit explique expliqua affirme affirma demande demanda ajoute ajouta raconte raconta repondu
    repondit souligne souligna precise precisa propose rappele rappela declare declara indique
    estime observe conclu averti
";

/// Verbs of saying that may also precede the speaker, and rarely precede anything else.
#[rustfmt::skip]
const INVERTED: &str = "
    said says asked argued noted added explained warned replied answered recalled insisted told
    dijo dice explico senalo afirmo pregunto anadio agrego comento advirtio respondio sostuvo
    destaco recordo aseguro
    disse diz explicou afirmou perguntou acrescentou comentou respondeu destacou lembrou contou
    dit explique affirme demande ajoute raconte repond repondit souligne precise rappelle declare
";

/// Words that may come between a name and its verb.
const BETWEEN: [&str; 16] = [
    "has", "had", "have", "also", "then", "later", "who", "a", "ha", "ont", "tambien", "tambem",
    "aussi", "avait", "que", "qui",
];

/// Titles that precede a name.
#[rustfmt::skip]
const TITLES: &str = "
    mr mrs ms miss mx sir madam dame dr prof professor rev hon cllr councillor councilman
    councilwoman councilmember alderman mayor commissioner senator representative governor sheriff
    sr sra srta don dona senor senora senhor senhora dra profesor profesora professora alcalde
    alcaldesa concejal concejala prefeito prefeita vereador vereadora
    m mme mlle monsieur madame mademoiselle maitre
";

/// What belongs to a speaker: `Quimby’s view`.
#[rustfmt::skip]
const SAYINGS: &str = "
    view views opinion opinions words remark remarks comment comments question questions claim
    claims advice answer answers point points suggestion suggestions proposal idea ideas story
    account experience presentation talk speech concern concerns objection warning
";

/// Phrases that introduce a source.
pub(super) const ACCORDING: [&[&str]; 35] = [
    &["presented", "by"],
    &["raised", "by"],
    &["asked", "by"],
    &["said", "by"],
    &["told", "by"],
    &["shared", "by"],
    &["suggested", "by"],
    &["led", "by"],
    &["chaired", "by"],
    &["moderated", "by"],
    &["facilitated", "by"],
    &["question", "from"],
    &["comment", "from"],
    &["remark", "from"],
    &["view", "of"],
    &["opinion", "of"],
    &["presentado", "por"],
    &["presentada", "por"],
    &["moderado", "por"],
    &["moderada", "por"],
    &["apresentado", "por"],
    &["apresentada", "por"],
    &["presente", "par"],
    &["presentee", "par"],
    &["according", "to"],
    &["per"],
    &["segun"],
    &["segundo"],
    &["conforme"],
    &["selon"],
    &["dapres"],
    &["de", "acuerdo", "con"],
    &["de", "acordo", "com"],
    &["in", "the", "words", "of"],
    &["thanks", "to"],
];

/// Words that often begin a sentence or a line and are no names.
#[rustfmt::skip]
const COMMON: &str = "
    a an the i we you he she it they this that these those there who what which when where why how
    one two three four five six seven eight nine ten some several many most all both each every few
    no none nobody everyone everybody someone somebody anyone others another more less here as if
    but and or so yet then now later today in on at to for from with by of is are was were will
    q faq nb ps us usa eu uk un tv it hr ok tldr pdf http https
    city cities town towns participants speakers residents officials mayors staff teams team panel
    panels delegates attendees members councils experts researchers organizers organisers partners
    council government department departments office group groups people colleagues facilitators
    study studies data evidence report reports table tables room discussion
    question questions answer answers note notes problem problems solution solutions cost costs
    result results advice lesson lessons context example examples next step steps action actions
    decision decisions background summary idea ideas challenge challenges outcome outcomes goal goals
    risk risks time tip tips warning important pros cons method methods source sources topic topics
    takeaway takeaways day morning afternoon part session key agenda update status
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december
    mayor director manager commissioner chief officer council committee board commission bureau
    agency authority ministry foundation university institute parliament congress senate court bank
    el la los las un una unos unas lo uno dos tres varios varias muchos muchas algunos algunas todos
    todas nadie otros otras otro otra ellos ellas nosotros este esta estos estas eso quien que como
    cuando donde por en de con sin para ciudad ciudades participantes vecinos funcionarios alcaldes
    pregunta preguntas respuesta nota notas problema problemas solucion soluciones costos coste
    resultado resultados consejo consejos leccion lecciones ejemplo ejemplos paso pasos resumen
    lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril mayo junio julio
    agosto septiembre octubre noviembre diciembre
    o os as um uma uns umas ele ela eles elas nos muitos muitas alguns algumas todos todas ninguem
    outros outras outro outra isso quem onde em com sem cidade cidades moradores prefeitos
    pergunta perguntas resposta problema solucao custos custo resultado conselho licao licoes exemplo
    passo passos resumo segunda terca quarta quinta sexta janeiro fevereiro marco maio junho julho
    setembro outubro novembro dezembro
    le les des il elle ils elles on nous vous ce cette ces cela plusieurs certains certaines
    beaucoup tous toutes personne autre autres qui quoi quand ou comment pourquoi dans avec sans pour
    ville villes habitants maires elus question reponse remarque probleme solution cout couts
    resultat resultats conseil conseils lecon lecons exemple etape etapes resume
    lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet
    aout septembre octobre novembre decembre
";

/// Roles in a city.
#[rustfmt::skip]
const ROLES: &str = "
    mayor director manager commissioner chief officer head councillor councilor councilmember
    councilwoman councilman alderman treasurer planner engineer secretary minister adviser advisor
    coordinator administrator superintendent sheriff clerk analyst governor senator auditor
    comptroller controller spokesperson spokeswoman spokesman president chair chairman chairwoman
    alcalde alcaldesa directora jefe jefa concejal concejala secretario secretaria gerente
    coordinador coordinadora regidor regidora intendente tesorero tesorera ingeniera ingeniero
    prefeito prefeita vereador vereadora diretor diretora chefe coordenador coordenadora
    maire directeur directrice adjoint adjointe conseiller conseillere responsable cheffe echevin
    echevine bourgmestre ingenieur ingenieure presidente presidenta presidents
";

/// What is named after people: `Annie E. Casey Foundation`, `rue Jeanne d’Arc`.
#[rustfmt::skip]
const NAMED_AFTER: &str = "
    foundation institute university college school academy centre center street avenue boulevard
    road drive lane way park hospital clinic act award fund prize house initiative program programme
    building hall airport square library plaza county valley river lake beach island bridge museum
    church corporation company inc llc associates group partners trust society association
    commission bank court plan project network alliance coalition laboratory lab fellowship fellows
    scholars station stadium district borough heights hills houses homes gardens method model index
    law amendment doctrine effect test office hurricane storm fort mount port cape san sant santa
    santo sao saint st ste
    fundacion instituto universidad escuela centro calle avenida parque premio ley casa banco plaza
    barrio colonia ciudad villa puerto
    fundacao universidade escola rua praca lei bairro vila porto
    fondation institut universite ecole rue hopital prix loi maison banque quartier ville lycee
";

/// Whether a word shows that the names beside it are not those of a person.
pub(super) fn is_named_after(word: &Word<'_>) -> bool {
    has(NAMED_AFTER, &word.folded)
}

fn has(list: &str, folded: &str) -> bool {
    list.split_whitespace().any(|known| known == folded)
}

pub(in crate::check::rules) fn is_saying(word: &Word<'_>) -> bool {
    !word.is_capital() && has(SAYING, &word.folded)
}

pub(super) fn is_inverted(word: &Word<'_>) -> bool {
    !word.is_capital() && has(INVERTED, &word.folded)
}

pub(super) fn is_title(word: &Word<'_>) -> bool {
    word.is_capital() && has(TITLES, &word.folded)
}

pub(super) fn is_what_is_said(word: &Word<'_>) -> bool {
    has(SAYINGS, &word.folded)
}

/// A possessive without its `’s`; `None` for other words.
pub(super) fn owner<'a>(word: &Word<'a>) -> Option<Word<'a>> {
    let text = word.text.strip_suffix("'s").or_else(|| word.text.strip_suffix("’s"))?;
    let (folded, end) = (fold(text, Reading::Joined), word.start + text.len());
    Some(Word { text, folded, end, ..*word })
}

pub(super) fn is_between(word: &Word<'_>) -> bool {
    BETWEEN.contains(&&*word.folded)
}

pub(super) fn is_role(word: &Word<'_>) -> bool {
    has(ROLES, word.folded.trim_end_matches("'s"))
}

/// Whether a capitalised word may be a name: it is neither a name that the site knows nor capitalised
/// only because it begins a sentence.
pub(super) fn may_name(word: &Word<'_>, known: &PublicNames, content: &Content) -> bool {
    let folded = word.folded.as_str();
    let said_otherwise = has(COMMON, folded) || has(ROLES, folded) || known.has(folded);
    word.is_capital() && !said_otherwise && !(word.opens && is_written_small(word.text, content))
}

/// Whether a word appears without a capital anywhere in the content.
pub(super) fn is_written_small(word: &str, content: &Content) -> bool {
    let small = word.to_lowercase();
    content.entries.iter().any(|entry| {
        let text = entry.file.text.read();
        text.match_indices(&small).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + small.len()..].chars().next();
            before.is_some_and(|c| c == ' ' || c == '(')
                && after.is_none_or(|c| c.is_whitespace() || ",.;:)!?".contains(c))
        })
    })
}
