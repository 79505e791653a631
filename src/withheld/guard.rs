//! Who must not be named by a site, and by which of its texts.

use std::collections::{BTreeMap, BTreeSet};

use super::fold::fold;
use super::known::Known;
use super::list::List;
use super::name::is_no_person;
use super::names::{Names, Reach, Text};
use super::plain::Reading;
use crate::diagnostic::{Diagnostic, Place};
use crate::markdown::LinkTarget;
use crate::model::{At, Session, SourceFile};
use crate::source::{Content, Entry, Record};

/// Where a name comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A field of notes under the Chatham House Rule.
    Field(Place),
    /// A line of the list that is kept outside of the repository.
    List(usize),
}

/// Who was there, at one session under the Chatham House Rule.
#[derive(Debug, Default)]
pub(crate) struct Circle {
    /// Persons, then those for whom they spoke.
    pub(crate) names: Names,
}

/// Everything that is withheld.
#[derive(Debug, Default)]
pub struct Guard {
    pub(crate) known: Known,
    circles: Vec<Circle>,
    /// The circles by their sessions: convening and slug.
    sessions: BTreeMap<(String, String), usize>,
    /// By the paths of files, the circles of sessions to which they belong without being notes of
    /// them.
    near: BTreeMap<String, BTreeSet<usize>>,
    /// The names of the list.
    pub(crate) listed: Names,
    /// Names that no output may hold, and where each comes from.
    everywhere: Names,
    origins: Vec<Origin>,
}

impl Guard {
    /// Gathers the names of the content and of the list.
    #[must_use]
    pub fn new(content: &Content, list: &List) -> Guard {
        let sessions = confidential(content);
        if sessions.is_empty() && list.is_empty() {
            return Guard::default();
        }
        let known = Known::of(content);
        let mut guard = Guard { near: near(content, &sessions), ..Guard::default() };
        let (mut names, mut origins) = (Vec::new(), Vec::new());
        for (at, ((convening, slug), entries)) in sessions.into_iter().enumerate() {
            let (circle, persons) = circle(content, &convening, &entries, &known);
            guard.circles.push(circle);
            for (file, name) in persons {
                names.push(name.value.clone());
                origins.push(Origin::Field(file.place(name.span)));
            }
            guard.sessions.insert((convening, slug), at);
        }
        let listed: Vec<&str> = list.names().map(|(_, name)| name).collect();
        guard.listed = Names::new(&listed, &[], &|word| known.has(word));
        origins.extend(list.names().map(|(line, _)| Origin::List(line)));
        guard.everywhere = if names.is_empty() {
            guard.listed.clone()
        } else {
            let all: Vec<&str> = names.iter().map(String::as_str).chain(listed).collect();
            Names::new(&all, &[], &|word| known.has(word))
        };
        guard.origins = origins;
        guard.known = known;
        guard
    }

    /// Names that no output may hold.
    #[must_use]
    pub fn everywhere(&self) -> &Names {
        &self.everywhere
    }

    /// Where one of those comes from.
    #[must_use]
    pub fn origin(&self, name: usize) -> Option<&Origin> {
        self.origins.get(name)
    }

    /// Whether the same names are withheld from all outputs.
    #[must_use]
    pub fn withholds_the_same(&self, other: &Guard) -> bool {
        self.everywhere.are(&other.everywhere)
    }

    /// Who was there, where the file holds notes under the rule.
    pub(crate) fn of_notes(&self, file: &SourceFile) -> Option<&Circle> {
        let key = (file.parent.clone()?, file.slug.clone());
        self.circles.get(*self.sessions.get(&key)?)
    }

    /// Who was there, at the sessions to which a file belongs.
    pub(crate) fn near(&self, file: &SourceFile) -> impl Iterator<Item = &Circle> {
        let circles = self.near.get(&file.path).into_iter().flatten();
        circles.filter_map(|at| self.circles.get(*at))
    }

    /// Blots names out of findings: those of the list wherever findings go, and those of fields,
    /// too, where `all` is set.
    pub fn blot(&self, findings: &mut [Diagnostic], all: bool) {
        let names = if all { &self.everywhere } else { &self.listed };
        if names.is_empty() {
            return;
        }
        for found in findings {
            let Diagnostic { place, message, label, help, note, .. } = found;
            let place = place.iter_mut().flat_map(|place| [&mut place.file, &mut place.text]);
            let texts = [Some(message), label.as_mut(), help.as_mut(), note.as_mut()];
            place.chain(texts.into_iter().flatten()).for_each(|text| blotted(text, names));
        }
    }
}

/// Covers every name in a text, letter by letter, so that columns stay true.
fn blotted(text: &mut String, names: &Names) {
    let hits = names.find(&Text::of(text), Reach::Site);
    for hit in hits.iter().rev() {
        let range = hit.span.range();
        let letters = text.get(range.clone()).map_or(0, |name| name.chars().count());
        if letters > 0 {
            text.replace_range(range, &"█".repeat(letters));
        }
    }
}

/// Names in the fields: chair, speakers, and who undertook something.
pub(crate) fn persons(session: &Session) -> impl Iterator<Item = &At<String>> {
    let speakers = session.speakers.iter().filter_map(|speaker| speaker.name.as_ref());
    let doers = session.actions.iter().filter_map(|action| action.who.as_ref());
    session.chair.iter().chain(speakers).chain(doers)
}

fn bodies(session: &Session) -> impl Iterator<Item = &str> {
    session.speakers.iter().filter_map(|speaker| speaker.org.as_deref())
}

type Sessions<'a> = BTreeMap<(String, String), Vec<(&'a SourceFile, &'a Session)>>;

/// The notes under the rule, in all of their languages.
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

/// Who was there and is not named at a public session of the same convening.
fn circle<'a>(
    content: &Content,
    convening: &str,
    entries: &[(&'a SourceFile, &'a Session)],
    known: &Known,
) -> (Circle, Vec<Person<'a>>) {
    let open = content.entries.iter().filter_map(|entry| match &entry.record {
        Record::Session(session) if entry.file.parent.as_deref() == Some(convening) => {
            (!entry.record.withholds()).then_some(&**session)
        }
        _ => None,
    });
    let mut public = BTreeSet::new();
    for session in open {
        public.extend(persons(session).map(|name| fold(name, Reading::Apart)));
        public.extend(bodies(session).map(|name| fold(name, Reading::Apart)));
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
    let bodies = entries.iter().flat_map(|(_, session)| bodies(session));
    let bodies: Vec<&str> = bodies.filter(|name| secret(name)).chain(others).collect();
    let names = Names::new(&names, &bodies, &|word| known.has(word) || words.contains(word));
    (Circle { names }, people)
}

/// The files that belong to confidential sessions without being notes of them: their convening,
/// its other sessions, practices that they list, and whatever links to them.
fn near(content: &Content, sessions: &Sessions<'_>) -> BTreeMap<String, BTreeSet<usize>> {
    let mut near = BTreeMap::<String, BTreeSet<usize>>::new();
    if sessions.is_empty() {
        return near;
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
        let mut circles: BTreeSet<usize> = match &entry.record {
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
        circles.extend(linked(entry).filter_map(|session| positions.get(&session)));
        if let Some(notes) = positions.get(&own) {
            circles.remove(notes);
        }
        if !circles.is_empty() {
            near.insert(file.path.clone(), circles);
        }
    }
    near
}

/// What an entry may link to, as convening and session.
fn linked(entry: &Entry) -> impl Iterator<Item = (&str, &str)> {
    entry.doc.links.iter().flat_map(|link| {
        let address = match &link.target {
            LinkTarget::Record(record) => &record.slug,
            LinkTarget::Local(address) => address,
        };
        let address = address.split(['?', '#']).next().unwrap_or_default();
        // A translation and its original are one.
        let name = |part: &'_ str| part.split('.').next().unwrap_or_default().len();
        let parts = address.split('/').filter(|part| !part.is_empty());
        let next = address.split('/').filter(|part| !part.is_empty()).skip(1);
        parts.zip(next).map(move |(convening, session)| (convening, &session[..name(session)]))
    })
}
