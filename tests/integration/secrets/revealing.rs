//! Text that identifies somebody without a list of names, and text that does not.

use super::tried;
use crate::common::{base, crosstown, run, status, stderr, write};

const FRONT: &str =
    "---\ntitle: Lids\ndate: 2021-05-04\nattribution: chatham-house\nsummary: What helps.\n---\n\n";

/// Texts that reveal who spoke.
const TELLING: [&str; 92] = [
    "Quimby said that lids help.",
    "Zelda Quimby said that lids help.",
    "Zelda M. Quimby has said that lids help.",
    "Dr. Quimby explained the lids.",
    "In June Quimby argued for lids.",
    "O’Brien asked why.",
    "García-López noted it.",
    "Lids help, said Quimby.",
    "Lids help, added Zelda Quimby.",
    "Then Quimby also warned of smells.",
    "According to Quimby, lids help.",
    "Lids help, according to Zelda Quimby.",
    "**Quimby** said that lids help.",
    "&#81;uimby said that lids help.",
    "- Quimby said that lids help.",
    "Quimby dijo que las tapas ayudan.",
    "Las tapas ayudan, explicó Quimby.",
    "Según Quimby, las tapas ayudan.",
    "De acuerdo con Quimby, ayudan.",
    "Quimby señaló el olor.",
    "Quimby disse que as tampas ajudam.",
    "As tampas ajudam, afirmou Quimby.",
    "Segundo Quimby, as tampas ajudam.",
    "De acordo com Quimby, ajudam.",
    "Quimby a dit que les couvercles aident.",
    "Les couvercles aident, a expliqué Quimby.",
    "Selon Quimby, ils aident.",
    "D’après Quimby, ils aident.",
    "Quimby: lids help.",
    "Zelda Quimby: lids help.",
    "**Quimby:** lids help.",
    "- Quimby: lids help.",
    "1. Quimby: lids help.",
    "ZQ: lids help.",
    "Z. Quimby: lids help.",
    "Quimby (Ghent): lids help.",
    "Quimby\u{ff1a} lids help.",
    "Some text\nQuimby: lids help.",
    "Write to z.quimby@example.org.",
    "Write to <z.quimby@example.org>.",
    "[Write](mailto:office@example.org).",
    "Write to office&#64;example.org.",
    "Ask @zquimby for the figures.",
    "[Her page](https://www.linkedin.com/in/zquimby).",
    "[Her page](https://orcid.org/0000-0001).",
    "Call +32 9 123 45 67.",
    "Call (617) 555-0199.",
    "Call 617-555-0199.",
    "[Call](tel:5550199).",
    "The mayor of Ghent liked it.",
    "Ghent’s mayor liked it.",
    "Ghent's budget director liked it.",
    "The Denver streets commissioner liked it.",
    "The director of waste in the city of Denver liked it.",
    "The **mayor** of *Ghent* liked it.",
    "The mayor of Gand liked it.",
    "La alcaldesa de Gent lo dijo.",
    "O prefeito de Denver gostou.",
    "La maire de Gand était là.",
    "Le directeur de la voirie de Gand était là.",
    "El concejal de Denver estaba.",
    "A vereadora de Denver estava.",
    "As Quimby put it, lids help.",
    "Quimby agreed with that.",
    "Ms Quimby was there.",
    "Thanks go to Prof. Quimby for the lids.",
    "Mayor Quimby was there.",
    "La señora Sra. Quimby estaba.",
    "Mme Quimby était là.",
    "In Quimby’s view lids help.",
    "Zelda Quimby's question was open.",
    "The figures were presented by Quimby.",
    "A comment from Zelda Quimby was heard.",
    "The session was moderated by Quimby.",
    "Maria Lopez sends the template by Friday.",
    "Maria Lopez (Ghent) sends the template.",
    "The template comes from Maria.",
    "The template is Maria's.",
    "Send it to James B. Quimby, please.",
    "Tomorrow Priya will call.",
    "João Silva manda o modelo.",
    "Jean-Pierre Martin enverra le modèle.",
    "El modelo lo manda José.",
    "Fatima and Kofi count the lids.",
    "**Maria** counts the lids.",
    "- Maria counts the lids.",
    "1. Ask Maria for the lids",
    "| Who | What |\n|---|---|\n| Maria | Lids |",
    "Mark Quimby counts the lids.",
    "We owe this to Grace Quimby.",
    "Elizabeth counts the lids.",
    "The lids are made by Mohammed Aziz.",
];

/// Texts that only say what was said.
const HARMLESS: &str = "\
## What was said

Participants said that lids help. One city reported a third less smell. Residents asked for more.
The panel agreed: a lid costs less than a complaint.

Cost: 12 euros a lid. Next steps: count the lids.

- Problem: smells in summer.
- Question: who pays?
- Q: What does it cost? A: Little.
- **Lesson:** start with one street.

In Ghent and Denver bins have lids. According to the report, nine in ten are closed. The term
“organic waste” means scraps, and 'green bin' a bin. It cost $1,200,000 in 2019-2020, 3.5 % of 617.
The directors of two cities disagreed; a mayor asked why. On Tuesday, some said no. Figures were
presented by residents. Denver’s experience was shared. Last year’s question came back, and today's
view is another. The Mayor and Commissioner agreed. One city's advice: count.

Mark the date. Will it help? Grace periods help. The Annie E. Casey Foundation and Johns Hopkins
University paid. Hurricane Maria came. It is near San Jose, in Santa Clara County, on Martin Luther
King Boulevard, in Virginia, Georgia and Jordan. RAND counted.

Algunas ciudades dijeron que sí. Según el informe, ayuda. Les villes ont dit oui. Selon le rapport,
cela aide. Algumas cidades disseram sim. See [[city:ghent]] and [the report](https://example.org/a?b=c).
";

#[test]
fn texts_that_say_who_spoke_are_errors() {
    let root = base();
    for (at, text) in TELLING.iter().enumerate() {
        let path = format!("content/convenings/bin-day-2021/case-{at}.md");
        write(root.path(), &path, format!("{FRONT}{text}\n"));
    }
    let output = crosstown(root.path()).args(["check", "--format", "json"]).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = report["diagnostics"].as_array().unwrap();
    let missed: Vec<&str> = TELLING
        .iter()
        .enumerate()
        .filter(|(at, _)| {
            let file = format!("content/convenings/bin-day-2021/case-{at}.md");
            !found.iter().any(|found| found["file"] == file && found["code"] == "revealing-text")
        })
        .map(|(_, text)| *text)
        .collect();
    assert!(missed.is_empty(), "nothing was said of {missed:#?}");
    tried("texts that point at somebody", TELLING.len());
}

#[test]
fn texts_that_say_what_was_said_are_none() {
    let root = base();
    let path = "content/convenings/bin-day-2021/lids.md";
    write(root.path(), path, format!("{FRONT}{HARMLESS}"));
    let output = run(root.path(), &["check"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
}
