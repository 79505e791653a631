//! Questions to the person at the terminal. Without a terminal nothing is asked.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _};

use crosstown::diagnostic::visible_in_line;
use crosstown::model::{Field, Kind, Many, Type, expected};
use crosstown::notes::Unknown;
use crosstown::scaffold::{Answers, Place, Wanted, known, required};
use crosstown::source::Content;
use dialoguer::{Confirm, Input, MultiSelect, Select};

/// Number of choices of a list that are shown at once; the rest is scrolled to.
const SHOWN: usize = 12;

/// Asks questions, or skips them if it holds `false`.
pub(super) struct Asker(bool);

impl Asker {
    /// Questions are asked if `may` is set and both standard input and standard error are a
    /// terminal.
    pub(super) fn new(may: bool) -> Asker {
        Asker(may && io::stdin().is_terminal() && io::stderr().is_terminal())
    }

    /// Whether anything is asked.
    pub(super) fn is_on(&self) -> bool {
        self.0
    }

    /// Asks for the title of a new record.
    pub(super) fn title(&self, kind: Kind) -> io::Result<Option<String>> {
        if !self.0 {
            return Ok(None);
        }
        let prompt = format!("Title of the {}", kind.as_str());
        Input::new().with_prompt(prompt).interact_text().map(Some).map_err(broken)
    }

    /// Asks for each required field that has no value.
    pub(super) fn ask(&self, content: &Content, wanted: &mut Wanted) -> io::Result<()> {
        if !self.0 {
            return Ok(());
        }
        for field in required(wanted.kind) {
            if wanted.answers.get(field.name).is_empty() {
                ask_field(content, wanted.kind, field, field.name, &mut wanted.answers)?;
            }
        }
        Ok(())
    }

    /// Asks whether to create the records that are referred to and do not exist, too.
    pub(super) fn wants(&self, missing: &[(Kind, String)]) -> io::Result<bool> {
        if !self.0 || missing.is_empty() {
            return Ok(false);
        }
        let slugs: Vec<&str> = missing.iter().map(|(_, slug)| slug.as_str()).collect();
        let prompt = format!("There is no file yet for {}. Create it, too?", slugs.join(", "));
        Confirm::new().with_prompt(prompt).default(true).interact().map_err(broken)
    }

    /// Asks which place is meant. The outer `None` means that nothing was asked, the inner one that
    /// the answer was “none of these”.
    pub(super) fn place<'p>(&self, places: &'p [Place]) -> io::Result<Option<Option<&'p Place>>> {
        if !self.0 || places.len() < 2 {
            return Ok(None);
        }
        let mut items: Vec<String> = places.iter().map(Place::to_string).collect();
        items.push("none of these".to_owned());
        let select = Select::new().with_prompt("Which place").items(&items).default(0);
        let chosen = select.max_length(SHOWN).interact().map_err(broken)?;
        Ok(Some(places.get(chosen)))
    }

    /// Asks which practices are meant. Returns a slug for each name in the notes; an empty slug
    /// means that there is no such practice.
    pub(super) fn practices(&self, unknown: &[Unknown]) -> io::Result<BTreeMap<String, String>> {
        let mut answers = BTreeMap::new();
        for Unknown { name, near } in unknown.iter().filter(|_| self.0) {
            let mut items: Vec<String> =
                near.iter().map(|near| format!("{} ({})", near.title, near.slug)).collect();
            items.push("none of these".to_owned());
            let prompt = format!("Which practice is “{}”", visible_in_line(name));
            let select = Select::new().with_prompt(prompt).items(&items).default(0);
            let chosen = select.interact().map_err(broken)?;
            let slug = near.get(chosen).map(|near| near.slug.clone());
            answers.insert(name.clone(), slug.unwrap_or_default());
        }
        Ok(answers)
    }
}

/// Asks for a field, or for the required fields within it if it is a set of fields.
fn ask_field(
    content: &Content,
    kind: Kind,
    field: &'static Field,
    path: &str,
    answers: &mut Answers,
) -> io::Result<()> {
    match field.of {
        Type::Map(inner) => {
            for below in inner.fields.iter().filter(|below| below.is_required()) {
                ask_field(content, kind, below, &format!("{path}.{}", below.name), answers)?;
            }
            Ok(())
        }
        // The generated id is good enough.
        Type::SourceId => Ok(()),
        Type::Choice(words) => {
            let words =
                words.words.iter().map(|word| (word.word.to_owned(), word.about.to_owned()));
            choose(kind, field, path, words.collect(), answers)
        }
        Type::Reference(of @ ("topic" | "mechanism")) => {
            choose(kind, field, path, known(content, of), answers)
        }
        _ => type_in(kind, field, path, answers),
    }
}

/// Lets the person choose among words with their meanings.
fn choose(
    kind: Kind,
    field: &Field,
    path: &str,
    words: Vec<(String, String)>,
    answers: &mut Answers,
) -> io::Result<()> {
    let items: Vec<String> =
        words.iter().map(|(word, about)| format!("{word:<18} {about}")).collect();
    let chosen = if field.many == Many::One {
        let prompt = format!("{} ({path})", asked(field));
        let select = Select::new().with_prompt(prompt).items(&items).default(0);
        vec![select.max_length(SHOWN).interact().map_err(broken)?]
    } else {
        let prompt = format!("{} ({path}; space selects, Enter confirms)", asked(field));
        let select = MultiSelect::new().with_prompt(prompt).items(&items);
        select.max_length(SHOWN).interact().map_err(broken)?
    };
    for (word, _) in chosen.into_iter().filter_map(|at| words.get(at)) {
        // The words are those that the field takes, so this cannot fail.
        _ = answers.set(kind.schema(), path, word);
    }
    Ok(())
}

/// Lets the person type until the value is valid for the field, or empty.
fn type_in(kind: Kind, field: &Field, path: &str, answers: &mut Answers) -> io::Result<()> {
    let prompt = format!("{} ({path}: {})", asked(field), expected(field));
    let judged = answers.clone();
    let input = Input::<String>::new().with_prompt(prompt).allow_empty(true);
    let value = input.validate_with(move |text: &String| {
        if text.trim().is_empty() {
            return Ok(());
        }
        judged.clone().set(kind.schema(), path, text).map_err(|bad| match bad.help {
            Some(help) => format!("{}; {help}", bad.message),
            None => bad.message,
        })
    });
    let value = value.interact_text().map_err(broken)?;
    if !value.trim().is_empty() {
        // The prompt has validated it, so this cannot fail.
        _ = answers.set(kind.schema(), path, &value);
    }
    Ok(())
}

fn broken(error: dialoguer::Error) -> io::Error {
    let dialoguer::Error::IO(error) = error;
    error
}

/// The sentence that describes a field, without its full stop, as the beginning of a question.
fn asked(field: &Field) -> &'static str {
    field.about.trim_end_matches('.')
}
