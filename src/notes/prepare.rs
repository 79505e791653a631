//! Finds out what the values of notes stand for: the convening, topics by their labels, practices by
//! their names, and who does what until when.

use std::collections::{BTreeMap, BTreeSet};

use super::judge::Pending;
use super::line;
use super::plan::{Plans, complete, plans};
use super::practices::{Practices, Unknown};
use super::read::{Item, NoteSession, Unit};
use super::render::{Part, Prepared};
use super::values::doing;
use super::words::{self, Key};
use crate::diagnostic::{Diagnostic, Span, nearest};
use crate::model::{At, Attribution, Record, SourceFile, Term, slug_for, slugify};
use crate::source::Content;
use crate::withheld::{Reading, fold};

/// Prepares one session after the other.
pub(super) struct Preparing<'a> {
    file: &'a SourceFile,
    answers: &'a BTreeMap<String, String>,
    pub(super) practices: Practices,
    /// Slugs of convenings by slug and folded title.
    convenings: BTreeMap<String, String>,
    /// Slugs of topics by folded label and synonym.
    topics: BTreeMap<String, String>,
    slugs: BTreeSet<(String, String)>,
    plans: Plans,
    pub(super) found: Vec<Diagnostic>,
    /// Where the notes name people who are not written to a file.
    pub(super) removed: Vec<Span>,
}

impl<'a> Preparing<'a> {
    pub(super) fn new(
        file: &'a SourceFile,
        content: &Content,
        answers: &'a BTreeMap<String, String>,
        found: Vec<Diagnostic>,
    ) -> Preparing<'a> {
        let mut convenings = BTreeMap::new();
        for entry in &content.entries {
            if let Record::Convening(convening) = &entry.record {
                let slug = &entry.file.slug;
                convenings.insert(slug.clone(), slug.clone());
                convenings.insert(fold(&convening.title, Reading::Apart), slug.clone());
            }
        }
        let mut topics = BTreeMap::new();
        for term in &content.vocabulary.topics {
            for name in names(term) {
                topics.insert(fold(name, Reading::Apart), term.id.value.clone());
            }
        }
        let practices = Practices::of(content);
        let (slugs, removed) = (BTreeSet::new(), Vec::new());
        let plans = plans(content);
        Preparing { file, answers, practices, convenings, topics, slugs, plans, found, removed }
    }

    /// Prepares a session; none if it is not known which convening it belongs to.
    pub(super) fn session(&mut self, mut notes: NoteSession) -> Option<Pending> {
        let parent = self.convening(&notes)?;
        let slug = self.slug(&parent, &notes.title);
        let plan = self.plans.get(&(parent.clone(), slug.clone()));
        if let Some(plan) = plan {
            self.found.extend(complete(&mut notes, plan, |noted| self.file.place(noted.span)));
        }
        let is_planned = plan.is_some();
        for key in [Key::Topics, Key::Spheres] {
            if let Some(text) = notes.about.get_mut(&key) {
                text.value = self.terms(key, &text.value);
            }
        }
        let rule = notes.about.get(&Key::Attribution).map(|text| words::attribution(text));
        let is_withheld = rule == Some(Attribution::ChathamHouse.as_str());
        if is_withheld {
            let people = [Key::Chair, Key::Speakers].iter().filter_map(|key| notes.about.get(key));
            self.removed.extend(people.map(|text| text.span));
        }
        let mut session = Prepared { notes, ..Prepared::default() };
        for at in 0..session.notes.items.len() {
            let item = session.notes.items[at].clone();
            match item.key {
                Key::Action => {
                    let mut doing = doing(&item);
                    // “All” is not a name to look for in other lines.
                    let is_all = |who: &String| words::is_everybody(&fold(who, Reading::Apart));
                    doing.who = doing.who.filter(|who| !(is_withheld && is_all(who)));
                    if is_withheld && doing.who.is_some() {
                        self.removed.push(item.text.span);
                    }
                    session.actions.push((at, doing));
                }
                Key::Practice => self.practice(&mut session, at, &item),
                _ if is_withheld => self.removed.extend(item.detail.map(|detail| detail.span)),
                _ => with_detail(&mut session.notes.items[at]),
            }
        }
        Some(Pending { parent, slug, session, dropped: BTreeMap::new(), is_withheld, is_planned })
    }

    fn convening(&mut self, notes: &NoteSession) -> Option<String> {
        let Some(name) = notes.about.get(&Key::Convening) else {
            let place = self.file.place(notes.title.span);
            let message = "it is not said which convening this session belongs to";
            let found = Diagnostic::error("missing-convening", place, message);
            self.found.push(
                found.help("add a line `convening: ` with the name of its folder or its title"),
            );
            return None;
        };
        let known = self.convenings.get(&name.value);
        let known = known.or_else(|| self.convenings.get(&fold(name, Reading::Apart)));
        if known.is_none() {
            let message = format!("there is no convening `{}`", name.value);
            let found = Diagnostic::error("unknown-convening", self.file.place(name.span), message);
            let near = nearest(&name.value, self.convenings.keys().map(String::as_str));
            let near = near.and_then(|near| self.convenings.get(near));
            self.found.push(match near {
                Some(near) => found.did_you_mean(Some(near)),
                None => found.help(format!(
                    "write it first, as `content/convenings/{}/index.md`",
                    slugify(name)
                )),
            });
        }
        known.cloned()
    }

    /// A name for the file of a session that no other one of these notes has.
    fn slug(&mut self, parent: &str, title: &str) -> String {
        let name = slug_for(title).unwrap_or_else(|| "session".to_owned());
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        let free = names.find(|name| !self.slugs.contains(&(parent.to_owned(), name.clone())));
        let slug = free.unwrap_or(name);
        self.slugs.insert((parent.to_owned(), slug.clone()));
        slug
    }

    /// A list of terms with labels replaced by slugs.
    fn terms(&self, key: Key, text: &str) -> String {
        let terms = text.split([',', ';']).map(str::trim).filter(|term| !term.is_empty());
        let slug = |term: &str| match self.topics.get(&fold(term, Reading::Apart)) {
            Some(slug) if key == Key::Topics => slug.clone(),
            _ if key == Key::Spheres => slugify(term),
            _ => term.to_owned(),
        };
        terms.map(slug).collect::<Vec<_>>().join(", ")
    }

    /// Lists a practice that was discussed, and keeps what else its line says.
    fn practice(&mut self, session: &mut Prepared, at: usize, item: &Item) {
        let text = item.text.value.trim().trim_end_matches('.');
        let noted = item.detail.as_ref().and_then(|detail| words::relation(detail));
        // The name is the whole line, or ends before a parenthesis, a dash or a colon.
        let mut readings = vec![(text, "")];
        readings.extend(text.strip_suffix(')').and_then(|text| text.split_once('(')));
        readings
            .extend(line::separator(text).map(|(end, after, _)| (&text[..end], &text[after..])));
        let answered = |name: &str| self.answers.get(name).map(String::as_str);
        let known = readings.iter().find_map(|(name, rest)| {
            let name = name.trim();
            let given = answered(name).filter(|slug| self.practices.has(slug));
            let slug = given.or_else(|| self.practices.named(name))?;
            Some((name.to_owned(), slug.to_owned(), rest.trim()))
        });
        if let Some((name, slug, rest)) = known {
            let relation = words::relation(rest).or(noted);
            session.practices.push((at, slug.clone(), relation.unwrap_or("presented")));
            if !rest.is_empty() && words::relation(rest).is_none() {
                let said = format!("- [[practice:{slug}|{name}]]: {rest}");
                session.notes.body.push(unit(said, item));
            }
            return;
        }
        if self.is_list(session, at, text, noted) {
            return;
        }
        session.notes.body.push(unit(format!("- {text}"), item));
        let (name, _) = readings.last().copied().unwrap_or((text, ""));
        let name = name.trim().to_owned();
        let near = self.practices.nearest(&name);
        if self.answers.contains_key(&name) {
            return;
        }
        let message = format!("there is no practice `{name}`; the line stays in the text");
        let found =
            Diagnostic::warning("unknown-practice", self.file.place(item.text.span), message);
        let part = Part::Unit(session.notes.body.len() - 1);
        let named: Vec<String> =
            near.iter().map(|near| format!("`{}` ({})", near.slug, near.title)).collect();
        let found = if named.is_empty() {
            found.help("no practice has a similar name; describe it first if it is new")
        } else {
            found.help(format!("the nearest are {}", named.join(", ")))
        };
        session.unknown.push((part, found, Unknown { name, near }));
    }

    /// Lists practices whose names stand on one line, if all of them are known.
    fn is_list(
        &self,
        session: &mut Prepared,
        at: usize,
        text: &str,
        noted: Option<&'static str>,
    ) -> bool {
        for mark in [';', ','] {
            let slugs: Option<Vec<&str>> =
                text.split(mark).map(|name| self.practices.named(name.trim())).collect();
            if let Some(slugs) = slugs {
                let relation = noted.unwrap_or("presented");
                session
                    .practices
                    .extend(slugs.iter().map(|slug| (at, (*slug).to_owned(), relation)));
                return true;
            }
        }
        false
    }
}

/// What people call a term.
fn names(term: &Term) -> impl Iterator<Item = &String> {
    let own = [&term.id.value, &term.label].into_iter().chain(&term.synonyms);
    let translated = term.translations.values();
    own.chain(translated.flat_map(|words| std::iter::once(&words.label).chain(&words.synonyms)))
}

/// Adds what was in parentheses after a mark, usually the speaker, to the end of the text.
fn with_detail(item: &mut Item) {
    if let Some(detail) = item.detail.take() {
        item.text.value = format!("{} ({})", item.text.value, detail.value);
    }
}

fn unit(text: String, item: &Item) -> Unit {
    Unit { text: At::new(text, item.text.span), is_apart: false }
}

/// Makes links of the practices that a body names, each at its first place.
pub(super) fn link_practices(pending: &mut Pending, practices: &Practices) {
    let mut linked = BTreeSet::new();
    for unit in &mut pending.session.notes.body {
        let text = &unit.text.value;
        let mut found = practices.mentioned(text);
        found.retain(|(_, slug)| linked.insert((*slug).to_owned()));
        let mut with_links = text.clone();
        for (range, slug) in found.iter().rev() {
            let link = format!("[[practice:{slug}|{}]]", &text[range.clone()]);
            with_links.replace_range(range.clone(), &link);
        }
        unit.text.value = with_links;
    }
}
