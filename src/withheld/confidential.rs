//! Who must not be named, and in which texts.

use std::collections::{BTreeMap, BTreeSet};

use super::decode::Reading;
use super::fold::fold;
use super::list::List;
use super::name::is_no_person;
use super::names::{Names, Reach, Text};
use super::public_names::PublicNames;
use crate::diagnostic::{Diagnostic, Place};
use crate::markdown::LinkTarget;
use crate::model::{At, Session, SourceFile};
use crate::source::{Content, Entry, Record};

/// The source of a withheld name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A field of notes under the Chatham House Rule.
    Field(Place),
    /// A line of the list that is kept outside the repository.
    List(usize),
}

/// The participants of a session under the Chatham House Rule.
#[derive(Debug, Default)]
pub(crate) struct SessionNames {
    /// People, then the organisations that they spoke for.
    pub(crate) names: Names,
}

/// All withheld names.
#[derive(Debug, Default)]
pub struct Confidential {
    pub(crate) public: PublicNames,
    sessions: Vec<SessionNames>,
    /// Positions in `sessions` by convening and slug.
    by_slug: BTreeMap<(String, String), usize>,
    /// Positions in `sessions` by the path of a file that belongs to them without being their notes.
    related: BTreeMap<String, BTreeSet<usize>>,
    /// The names of the list.
    pub(crate) listed: Names,
    /// Names that no output may contain.
    everywhere: Names,
    /// The source of each of them.
    origins: Vec<Origin>,
}

impl Confidential {
    /// Collects the names in the content and on the list.
    #[must_use]
    pub fn new(content: &Content, list: &List) -> Confidential {
        let sessions = confidential(content);
        if sessions.is_empty() && list.is_empty() {
            return Confidential::default();
        }
        let known = PublicNames::of(content);
        let mut all =
            Confidential { related: related(content, &sessions), ..Confidential::default() };
        let (mut names, mut origins) = (Vec::new(), Vec::new());
        for (at, ((convening, slug), entries)) in sessions.into_iter().enumerate() {
            let (participants, persons) = participants(content, &convening, &entries, &known);
            all.sessions.push(participants);
            for (file, name) in persons {
                names.push(name.value.clone());
                origins.push(Origin::Field(file.place(name.span)));
            }
            all.by_slug.insert((convening, slug), at);
        }
        let listed: Vec<&str> = list.names().map(|(_, name)| name).collect();
        all.listed = Names::new(&listed, &[], &|word| known.has(word));
        origins.extend(list.names().map(|(line, _)| Origin::List(line)));
        all.everywhere = if names.is_empty() {
            all.listed.clone()
        } else {
            let everywhere: Vec<&str> = names.iter().map(String::as_str).chain(listed).collect();
            Names::new(&everywhere, &[], &|word| known.has(word))
        };
        all.origins = origins;
        all.public = known;
        all
    }

    /// Names that no output may contain.
    #[must_use]
    pub fn everywhere(&self) -> &Names {
        &self.everywhere
    }

    /// The source of one of those.
    #[must_use]
    pub fn origin(&self, name: usize) -> Option<&Origin> {
        self.origins.get(name)
    }

    /// Whether both withhold the same names from all outputs.
    #[must_use]
    pub fn withholds_the_same(&self, other: &Confidential) -> bool {
        self.everywhere.same_as(&other.everywhere)
    }

    /// The participants of the session, if the file has notes under the rule.
    pub(crate) fn of_notes(&self, file: &SourceFile) -> Option<&SessionNames> {
        let key = (file.parent.clone()?, file.slug.clone());
        self.sessions.get(*self.by_slug.get(&key)?)
    }

    /// The participants of the sessions that a file belongs to without being their notes.
    pub(crate) fn of_related(&self, file: &SourceFile) -> impl Iterator<Item = &SessionNames> {
        let sessions = self.related.get(&file.path).into_iter().flatten();
        sessions.filter_map(|at| self.sessions.get(*at))
    }

    /// Blacks out names in findings: those on the list, and with `all` also those in fields.
    pub fn redact(&self, findings: &mut [Diagnostic], all: bool) {
        let names = if all { &self.everywhere } else { &self.listed };
        if names.is_empty() {
            return;
        }
        for found in findings {
            let Diagnostic { place, message, label, help, note, replacement, .. } = found;
            let place = place.iter_mut().flat_map(|place| [&mut place.file, &mut place.text]);
            let texts =
                [Some(message), label.as_mut(), help.as_mut(), note.as_mut(), replacement.as_mut()];
            place.chain(texts.into_iter().flatten()).for_each(|text| redact_text(text, names));
        }
    }
}

impl Confidential {
    /// Blacks out all names in a text.
    pub(crate) fn black_out(&self, text: &mut String) {
        if !self.everywhere.is_empty() {
            redact_text(text, &self.everywhere);
        }
    }
}

/// Blacks out every name in a text, letter by letter, so that columns stay right.
fn redact_text(text: &mut String, names: &Names) {
    let hits = names.find(&Text::of(text), Reach::Site);
    for hit in hits.iter().rev() {
        let range = hit.span.range();
        let letters = text.get(range.clone()).map_or(0, |name| name.chars().count());
        if letters > 0 {
            text.replace_range(range, &"█".repeat(letters));
        }
    }
}

/// The names in the fields of a session: chair, speakers, who is responsible for actions, and
/// contributors, who may have taken part.
pub(crate) fn persons(session: &Session) -> impl Iterator<Item = &At<String>> {
    let speakers = session.speakers.iter().filter_map(|speaker| speaker.name.as_ref());
    let doers = session.actions.iter().filter_map(|action| action.who.as_ref());
    session.chair.iter().chain(speakers).chain(doers).chain(&session.contributors)
}

/// The organisations that speakers belong to.
fn organisations(session: &Session) -> impl Iterator<Item = &str> {
    session.speakers.iter().filter_map(|speaker| speaker.org.as_ref()).map(|name| name.as_str())
}

type Sessions<'a> = BTreeMap<(String, String), Vec<(&'a SourceFile, &'a Session)>>;

/// The notes under the rule, in all languages.
fn confidential(content: &Content) -> Sessions<'_> {
    let mut sessions = Sessions::new();
    for entry in &content.entries {
        if let (Record::Session(session), Some(parent)) = (&entry.record, &entry.file.parent)
            && entry.record.withholds()
        {
            let key = (parent.clone(), entry.file.slug.clone());
            sessions.entry(key).or_default().push((&entry.file, &**session));
        }
    }
    sessions
}

type Person<'a> = (&'a SourceFile, &'a At<String>);

/// The participants who are not named at a public session of the same convening.
fn participants<'a>(
    content: &Content,
    convening: &str,
    entries: &[(&'a SourceFile, &'a Session)],
    known: &PublicNames,
) -> (SessionNames, Vec<Person<'a>>) {
    let open = content.entries.iter().filter_map(|entry| match &entry.record {
        Record::Session(session) if entry.file.parent.as_deref() == Some(convening) => {
            (!entry.record.withholds()).then_some(&**session)
        }
        _ => None,
    });
    let mut public = BTreeSet::new();
    for session in open {
        public.extend(persons(session).map(|name| fold(name, Reading::Apart)));
        public.extend(organisations(session).map(|name| fold(name, Reading::Apart)));
    }
    let words: BTreeSet<&str> = public.iter().flat_map(|name| name.split(' ')).collect();
    let secret = |name: &str| !public.contains(&fold(name, Reading::Apart));
    let named = entries
        .iter()
        .flat_map(|(file, session)| persons(session).map(|name| (*file, name)))
        .filter(|(_, name)| secret(name));
    let (others, people): (Vec<Person<'a>>, Vec<Person<'a>>) =
        named.partition(|(_, name)| is_no_person(name));
    let names: Vec<&str> = people.iter().map(|(_, name)| name.as_str()).collect();
    let others = others.iter().map(|(_, name)| name.as_str());
    let organisations = entries.iter().flat_map(|(_, session)| organisations(session));
    let organisations: Vec<&str> =
        organisations.filter(|name| secret(name)).chain(others).collect();
    let names = Names::new(&names, &organisations, &|word| known.has(word) || words.contains(word));
    (SessionNames { names }, people)
}

/// The files that belong to confidential sessions without being their notes: the convening, its
/// other sessions, practices that the notes list, and records that link to the notes.
fn related(content: &Content, sessions: &Sessions<'_>) -> BTreeMap<String, BTreeSet<usize>> {
    let mut related = BTreeMap::<String, BTreeSet<usize>>::new();
    if sessions.is_empty() {
        return related;
    }
    let listed: Vec<BTreeSet<&str>> = sessions
        .values()
        .map(|entries| {
            let mentions = entries.iter().flat_map(|(_, session)| &session.practices);
            mentions.map(|mention| mention.practice.as_str()).collect()
        })
        .collect();
    let positions: BTreeMap<(&str, &str), usize> = sessions
        .keys()
        .enumerate()
        .map(|(at, (convening, slug))| ((convening.as_str(), slug.as_str()), at))
        .collect();
    for entry in &content.entries {
        let file = &entry.file;
        let own = (file.parent.as_deref().unwrap_or_default(), file.slug.as_str());
        let mut own_sessions: BTreeSet<usize> = match &entry.record {
            Record::Convening(_) | Record::Session(_) => {
                let convening = file.parent.as_ref().unwrap_or(&file.slug);
                let keys = sessions.keys().enumerate();
                keys.filter(|(_, key)| key.0 == *convening).map(|(at, _)| at).collect()
            }
            Record::Practice(_) => {
                let listed = listed.iter().enumerate();
                listed.filter(|(_, all)| all.contains(own.1)).map(|(at, _)| at).collect()
            }
            _ => BTreeSet::new(),
        };
        own_sessions.extend(linked(entry).filter_map(|session| positions.get(&session)));
        if let Some(notes) = positions.get(&own) {
            own_sessions.remove(notes);
        }
        if !own_sessions.is_empty() {
            related.insert(file.path.clone(), own_sessions);
        }
    }
    related
}

/// The pairs of convening and session that an entry may link to.
fn linked(entry: &Entry) -> impl Iterator<Item = (&str, &str)> {
    entry.doc.links.iter().flat_map(|link| {
        let address = match &link.target {
            LinkTarget::Record(record) => &record.slug,
            LinkTarget::Local(address) => address,
        };
        let address = address.split(['?', '#']).next().unwrap_or_default();
        // A link to a translation counts as one to the original.
        let name = |part: &'_ str| part.split('.').next().unwrap_or_default().len();
        let parts = address.split('/').filter(|part| !part.is_empty());
        let next = address.split('/').filter(|part| !part.is_empty()).skip(1);
        parts.zip(next).map(move |(convening, session)| (convening, &session[..name(session)]))
    })
}
