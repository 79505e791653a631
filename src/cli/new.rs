//! `crosstown new`: creates a record.

use std::io;
use std::path::PathBuf;

use clap::Args;
use crosstown::diagnostic::{Refusal, nearest};
use crosstown::model::{Choice as _, Kind, slugify};
use crosstown::pipeline::{self, SystemError};
use crosstown::scaffold::{self, Answers, Place, Wanted, choose, fill_in, pick};

use super::ask::Asker;
use super::files::{CreateError, create};
use super::report::{refused, system};
use super::terminal::Terminal;
use super::{exit, start};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown new practice \"Night buses\" --set cities=tallinn --with-missing\n  crosstown new city Tallinn\n  crosstown new session \"Paying for what works\" --convening innovation-teams-2015\n\nIn a terminal it asks for what the record needs; press Enter to leave a field empty. Every field in the file has a hint. `crosstown check` then says what is still missing."
)]
pub(super) struct NewArgs {
    /// Kind of record: practice, session, convening, city, network, challenge, question or page.
    #[arg(value_name = "KIND", value_parser = kind)]
    kind: Kind,
    /// Title of the record; in a terminal it is asked for.
    #[arg(value_name = "TITLE")]
    title: Option<String>,
    /// Value of a field, such as `stage=pilot` or `cost.one_off=20000`; may be repeated. Separate
    /// several values of a list with commas.
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    values: Vec<String>,
    /// Convening that a session belongs to.
    #[arg(long, value_name = "SLUG")]
    convening: Option<String>,
    /// Name of the file and part of the page's address [default: made from the title].
    #[arg(long, value_name = "SLUG")]
    slug: Option<String>,
    /// Give the record a folder of its own, for pictures and other files.
    #[arg(long)]
    folder: bool,
    /// Also create files for cities and networks that the record names and that have none yet.
    #[arg(long)]
    with_missing: bool,
    /// Ask nothing, even in a terminal.
    #[arg(long)]
    no_input: bool,
    /// Print the files instead of writing them.
    #[arg(long)]
    print: bool,
    /// Folder that holds content/ and themes/.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

fn kind(word: &str) -> Result<Kind, String> {
    let words = || Kind::ALL.iter().map(|(_, word)| *word);
    Kind::from_word(word).ok_or_else(|| match nearest(word, words()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", words().collect::<Vec<_>>().join(", ")),
    })
}

/// Why the command ends early.
enum Stop {
    Refused(Refusal),
    System(SystemError),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Stop {
        Stop::Refused(refusal)
    }
}

impl From<SystemError> for Stop {
    fn from(error: SystemError) -> Stop {
        Stop::System(error)
    }
}

/// A question at the terminal could not be asked.
impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        let doing = "asking at the terminal".to_owned();
        Stop::System(SystemError { doing, reason: error.to_string() })
    }
}

impl From<CreateError> for Stop {
    fn from(error: CreateError) -> Stop {
        match error {
            CreateError::Exists(path) => Refusal::new(format!("there is already a file {path}"))
                .help("give the new one another name with `--slug`")
                .into(),
            CreateError::System(error) => error.into(),
        }
    }
}

/// Writes a new record, or says why it does not.
pub(super) fn run(args: &NewArgs, terminal: &Terminal) -> u8 {
    if let Some(status) = start::refused(&args.root, terminal) {
        return status;
    }
    match begin(args, terminal) {
        Ok(()) => exit::DONE,
        Err(Stop::Refused(refusal)) => refused(&refusal, terminal),
        Err(Stop::System(error)) => system(&error, terminal),
    }
}

fn begin(args: &NewArgs, terminal: &Terminal) -> Result<(), Stop> {
    let content = pipeline::content(&args.root)?;
    let asker = Asker::new(!args.no_input && !args.print);
    let title = match &args.title {
        Some(title) => title.clone(),
        None => asker.title(args.kind)?.ok_or_else(|| {
            let refusal = Refusal::new(format!("the new {} has no title", args.kind.as_str()));
            refusal.help(format!(
                "write it after the kind: `crosstown new {} \"Its title\"`",
                args.kind.as_str()
            ))
        })?,
    };
    let mut wanted = Wanted {
        kind: args.kind,
        slug: args.slug.clone(),
        convening: args.convening.clone(),
        folder: args.folder,
        answers: given(args, &title)?,
    };
    if wanted.kind == Kind::City {
        let slug = wanted.slug.clone().unwrap_or_else(|| slugify(&title));
        look_up(&mut wanted.answers, &slug, &asker, terminal)?;
    }
    asker.ask(&content, &mut wanted)?;
    let missing = scaffold::missing(&content, &wanted);
    let with_missing = args.with_missing || asker.wants(&missing)?;
    let expected = if with_missing { missing } else { Vec::new() };
    let mut files = vec![scaffold::plan(&content, &wanted, &expected)?];
    for (kind, slug) in &expected {
        let mut other = scaffold::named(*kind, slug);
        if *kind == Kind::City {
            look_up(&mut other.answers, slug, &asker, terminal)?;
        }
        files.push(scaffold::plan(&content, &other, &[])?);
    }
    if args.print {
        files.iter().for_each(|file| terminal.out(&file.text));
        return Ok(());
    }
    create(&args.root, files.iter().map(|file| (file.path.as_str(), file.text.as_str())))?;
    for file in &files {
        terminal.out(&format!("wrote {}\n", file.path));
        if !file.empty.is_empty() {
            terminal.out(&format!("  still empty: {}\n", file.empty.join(", ")));
        }
    }
    terminal.out("Open it and follow the hints; `crosstown check` says what is still missing.\n");
    Ok(())
}

/// The title, and the values of `--set`.
fn given(args: &NewArgs, title: &str) -> Result<Answers, Stop> {
    let (mut answers, schema) = (Answers::default(), args.kind.schema());
    answers.set(schema, "title", title)?;
    for value in &args.values {
        let Some((field, value)) = value.split_once('=') else {
            let refusal = Refusal::new(format!("`{value}` sets no field"));
            return Err(refusal.help("write `--set FIELD=VALUE`, like `--set stage=pilot`").into());
        };
        answers.set(schema, field.trim(), value)?;
    }
    Ok(answers)
}

/// Fills in a city's profile from the gazetteer, if it is clear which place is meant.
fn look_up(
    answers: &mut Answers,
    slug: &str,
    asker: &Asker,
    terminal: &Terminal,
) -> Result<(), Stop> {
    let places = choose(slug, answers);
    let chosen = match asker.place(&places)? {
        Some(chosen) => chosen,
        None => pick(&places),
    };
    let others: Vec<&Place> = places.iter().filter(|place| Some(*place) != chosen).collect();
    if let Some(place) = chosen {
        terminal.err(&format!("taken from GeoNames: {place}\n"));
        fill_in(answers, place);
    }
    if !asker.is_on() && !others.is_empty() {
        let name = &others[0].name;
        terminal.err(&format!(
            "other places of that name, which `crosstown new city \"{name}\" --set geonames=ID` takes by their ids:\n"
        ));
        for place in others.iter().take(LISTED) {
            terminal.err(&format!("  {:<10} {place}\n", place.geonames));
        }
    }
    Ok(())
}

/// Maximum number of places of one name that are listed.
const LISTED: usize = 8;
