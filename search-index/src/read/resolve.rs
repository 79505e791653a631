//! Resolves a parsed query: words to terms, field values to values in the catalogue.

use std::collections::BTreeMap;

use super::query::{ALL_FIELDS, Choice, Clause, Limit, Query, QueryWord, Test, Text, terms};
use super::syntax::{Atom, FieldName, Group, Syntax, Value, Word};
use super::values::{is_name, named};
use crate::format::{Catalogue, Measure};
use crate::range::NumberRange;
use crate::response::{Note, NoteKind, Understood};
use crate::schema::{MOST_NAME_WORDS, NAMES};
use crate::text::{Language, is_stop_word, joiner, whole_title, words};

/// The most words of a title that is looked up.
const MOST_TITLE_WORDS: usize = 32;

/// The most words of prose that are searched for: those repeated most, and then the first ones.
const MOST_WORDS: usize = 24;

/// A query with more words, stop words aside, is scored as a text.
const MOST_SHORT: usize = 8;

/// The levels of evidence.
const LEVELS: std::ops::RangeInclusive<u64> = 0..=5;

impl Query {
    /// Parses and resolves a query.
    pub(super) fn new(text: &str, languages: &[Language], catalogue: &Catalogue) -> Self {
        let syntax = Syntax::parse(text);
        let mut reader = Resolver {
            languages,
            catalogue,
            syntax: &syntax,
            query: Self::default(),
            plain: Vec::new(),
        };
        if syntax.is_prose {
            reader.prose();
        }
        let mut skipped = 0;
        let groups = if syntax.is_prose { &[] } else { syntax.groups.as_slice() };
        for (at, group) in groups.iter().enumerate() {
            if skipped > 0 {
                skipped -= 1;
            } else {
                skipped = reader.group(at, group);
            }
        }
        let Resolver { mut query, plain, .. } = reader;
        for length in 1..=MOST_NAME_WORDS.min(plain.len().saturating_sub(1)) {
            let runs = plain.windows(length);
            query.names.extend(runs.map(|run| whole_title(run.iter().map(String::as_str))));
        }
        let typed: Vec<String> =
            words(text).take(MOST_TITLE_WORDS + 1).map(|word| word.folded).collect();
        for title in [typed, plain] {
            let term = whole_title(title.iter().map(String::as_str));
            let possible = (1..=MOST_TITLE_WORDS).contains(&title.len());
            if possible && !query.titles.contains(&term) {
                query.titles.push(term);
            }
        }
        if !syntax.is_prose {
            query.join_neighbours(text, languages);
            query.drop_repeats();
            query.mark_stop_words(languages);
        }
        query.is_prose = syntax.is_prose;
        query.is_long = query.content().count() > MOST_SHORT;
        query
    }

    /// Lets words and their neighbours be found written as one, as `hand off` or `hand-off` in
    /// `handoff`, and names of several words in the fields of [`NAMES`].
    fn join_neighbours(&mut self, typed: &str, languages: &[Language]) {
        let alone = |clause: &Clause| match clause.choices.as_slice() {
            [Choice::Text(at)] if !clause.required => Some(*at),
            _ => None,
        };
        let words: Vec<Option<usize>> = self.clauses.iter().map(alone).collect();
        for length in 2..=MOST_NAME_WORDS {
            for run in words.windows(length) {
                let Some(run) = run.iter().copied().collect::<Option<Vec<usize>>>() else {
                    continue;
                };
                self.join(typed, &run, languages);
            }
        }
    }

    /// Joins neighbouring words.
    fn join(&mut self, typed: &str, run: &[usize], languages: &[Language]) {
        let words = run.iter().filter_map(|at| self.texts.get(*at)?.words.first());
        let words: Vec<&QueryWord> = words.collect();
        let joined: String = words.iter().map(|word| word.folded.as_str()).collect();
        let is_run = words.windows(2).all(|pair| {
            let [one, other] = pair else { return false };
            let between = typed.get(one.span.end..other.span.start).unwrap_or_default();
            !between.is_empty() && joiner(between, Language::English) == between.len()
        });
        let begins =
            words.first().is_some_and(|word| is_stop_word(Language::English, &word.folded));
        let terms = terms(&joined, languages);
        if is_run || words.len() == 2 && !begins {
            for at in run {
                if let Some(word) = self.texts.get_mut(*at).and_then(|text| text.words.first_mut())
                {
                    word.joined.extend_from_slice(&terms);
                }
            }
        }
        let word = Word { typed: joined.clone(), folded: joined, span: 0..0 };
        let word = QueryWord { terms, ..QueryWord::new(&word, &[], NAMES, false) };
        self.texts.push(Text { exact: true, ..Text::of(vec![word]) });
        let choices = vec![Choice::Text(self.texts.len() - 1)];
        self.clauses.push(Clause { choices, required: false });
    }

    /// Marks stop words, if the query has other words, too.
    fn mark_stop_words(&mut self, languages: &[Language]) {
        let is_stop = |text: &Text| match text.words.as_slice() {
            [word] if !text.exact => {
                languages.iter().any(|language| is_stop_word(*language, &word.folded))
            }
            _ => false,
        };
        let wanted: Vec<usize> = self.wanted().collect();
        if wanted.iter().filter_map(|at| self.texts.get(*at)).all(is_stop) {
            return;
        }
        for text in &mut self.texts {
            text.is_stop_word = is_stop(text);
        }
    }
}

/// Turns the groups of a parsed query into clauses, limits and exclusions.
struct Resolver<'a> {
    languages: &'a [Language],
    catalogue: &'a Catalogue,
    syntax: &'a Syntax,
    query: Query,
    /// The words outside of fields and exclusions.
    plain: Vec<String>,
}

/// The values of a field, resolved.
#[derive(Default)]
struct ResolvedValues {
    tests: Vec<Test>,
    /// The number of following words that belong to the value.
    taken: usize,
}

impl Resolver<'_> {
    /// Adds the words of prose.
    fn prose(&mut self) {
        let mut places: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        let mut texts: Vec<Text> = Vec::new();
        for atom in self.syntax.groups.iter().flat_map(|group| &group.atoms) {
            let Atom::Word(word) = atom else { continue };
            let stems = self.languages.iter().map(|one| one.stem(&word.folded).into_owned());
            let place = *places.entry(stems.collect()).or_insert(texts.len());
            if let Some(text) = texts.get_mut(place) {
                text.count += 1;
                continue;
            }
            let is_stop = |language: &Language| is_stop_word(*language, &word.folded);
            let is_stop_word = self.languages.iter().any(is_stop);
            let word = QueryWord::new(word, self.languages, ALL_FIELDS, false);
            texts.push(Text { exact: true, is_stop_word, ..Text::of(vec![word]) });
        }
        let mut counts: Vec<u32> =
            texts.iter().filter(|text| !text.is_stop_word).map(|text| text.count).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let least = counts.get(MOST_WORDS - 1).copied().unwrap_or(0);
        let mut room =
            MOST_WORDS - counts.iter().take(MOST_WORDS).filter(|count| **count > least).count();
        texts.retain(|text| {
            let fits = text.is_stop_word || text.count > least || room > 0;
            room -= usize::from(fits && !text.is_stop_word && text.count <= least);
            fits
        });
        for at in 0..texts.len() {
            self.query.clauses.push(Clause { choices: vec![Choice::Text(at)], required: false });
        }
        self.query.texts = texts;
    }

    /// Resolves a group. Returns the number of following groups that belong to it.
    fn group(&mut self, at: usize, group: &Group) -> usize {
        let [atom] = group.atoms.as_slice() else {
            self.choices(at, group);
            return 0;
        };
        if group.negative {
            let (choices, taken) = self.atom(at, 0, atom, true);
            self.query.excluded.extend(choices);
            return taken;
        }
        match atom {
            Atom::Word(word) => {
                self.plain.push(word.folded.clone());
                self.word(word);
            }
            Atom::Phrase(words) => {
                self.plain.extend(words.iter().map(|word| word.folded.clone()));
                let choices = self.text(words, ALL_FIELDS, true, false);
                self.query.clauses.push(Clause { choices: vec![choices], required: true });
            }
            Atom::UnknownField { name, words } => {
                self.note(NoteKind::UnknownField, &name.typed, typed(words));
                [name].into_iter().chain(words).for_each(|word| self.word(word));
            }
            Atom::Field { name, values } => return self.field(at, *name, values),
        }
        0
    }

    /// Resolves a field outside of `OR` and exclusions.
    fn field(&mut self, at: usize, name: FieldName, values: &[Value]) -> usize {
        if let FieldName::Text(field) = name {
            let choices = self.texts(field, values, false);
            self.query.clauses.push(Clause { choices, required: true });
            return 0;
        }
        let ResolvedValues { tests, taken } = self.values((at, 0), name, values, false);
        self.limit(name, tests);
        taken
    }

    /// Resolves atoms joined by `OR`.
    fn choices(&mut self, at: usize, group: &Group) {
        let mut choices = Vec::new();
        for (place, atom) in group.atoms.iter().enumerate() {
            choices.extend(self.atom(at, place, atom, false).0);
        }
        let tests: Vec<Test> = choices
            .iter()
            .filter_map(|choice| match choice {
                Choice::Test(test) => Some(test.clone()),
                Choice::Text(_) => None,
            })
            .collect();
        if tests.len() == choices.len() {
            self.query.limits.push(Limit { tests, open: None });
        } else {
            self.query.clauses.push(Clause { choices, required: true });
        }
    }

    /// The choices of an atom, and the number of following groups that belong to it.
    fn atom(
        &mut self,
        at: usize,
        place: usize,
        atom: &Atom,
        negative: bool,
    ) -> (Vec<Choice>, usize) {
        match atom {
            Atom::Word(word) => {
                (vec![self.text(std::slice::from_ref(word), ALL_FIELDS, false, negative)], 0)
            }
            Atom::Phrase(words) => (vec![self.text(words, ALL_FIELDS, true, negative)], 0),
            Atom::UnknownField { name, words } => {
                self.note(NoteKind::UnknownField, &name.typed, typed(words));
                let all: Vec<Word> = [name].into_iter().chain(words).cloned().collect();
                (vec![self.text(&all, ALL_FIELDS, false, negative)], 0)
            }
            Atom::Field { name: FieldName::Text(field), values } => {
                (self.texts(*field, values, negative), 0)
            }
            Atom::Field { name, values } => {
                let found = self.values((at, place), *name, values, negative);
                (found.tests.into_iter().map(Choice::Test).collect(), found.taken)
            }
        }
    }

    /// Words in one searched field.
    fn texts(&mut self, field: usize, values: &[Value], negative: bool) -> Vec<Choice> {
        let mut choices = Vec::new();
        for value in values {
            if let Value::Words(words) = value {
                choices.push(self.text(words, 1 << field, false, negative));
            }
        }
        choices
    }

    /// Resolves the values of the field at a group and an index in it. One that no record has is
    /// noted, and gives no test: nothing passes.
    fn values(
        &mut self,
        (at, place): (usize, usize),
        name: FieldName,
        values: &[Value],
        negative: bool,
    ) -> ResolvedValues {
        let mut found = ResolvedValues::default();
        for (index, value) in values.iter().enumerate() {
            let (tests, taken) = match value {
                Value::NumberRange(numbers) => (self.numbers(name, *numbers), 0),
                Value::Words(words) => self.facet(at, name, words, values.len() == 1),
            };
            if tests.is_none() {
                let value = match value {
                    Value::Words(words) => {
                        // Looked up for its spelling only: no clause has it.
                        self.text(words, ALL_FIELDS, false, negative);
                        typed(words)
                    }
                    Value::NumberRange(numbers) => numbers.to_string(),
                };
                self.note(NoteKind::UnknownValue, name.text(), value);
                continue;
            }
            let without = self.syntax.without(at, place, index, taken).to_string();
            for test in tests.into_iter().flatten() {
                self.understand(name, &test, negative, &without);
                found.tests.push(test);
            }
            found.taken = taken;
        }
        found
    }

    /// The test for numbers; `None` where no record passes it.
    fn numbers(&self, name: FieldName, numbers: NumberRange) -> Option<Vec<Test>> {
        let FieldName::Number(measure) = name else { return None };
        if measure == Measure::Evidence && !LEVELS.into_iter().any(|level| numbers.contain(level)) {
            return None;
        }
        let test = Test::Number(measure, numbers);
        let borne = numbers.single().is_none()
            || (0..self.catalogue.documents()).any(|one| test.passes(self.catalogue, one));
        borne.then(|| vec![test])
    }

    /// The test for a value of a facet, and the number of following words that belong to it.
    fn facet(
        &self,
        at: usize,
        name: FieldName,
        words: &[Word],
        alone: bool,
    ) -> (Option<Vec<Test>>, usize) {
        let FieldName::Facet(facet) = name else { return (None, 0) };
        let mut typed: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
        let mut taken = 0;
        if alone && !is_name(self.catalogue, facet, &typed) {
            // `city:new york`, without quotation marks.
            let mut longer = typed.clone();
            for (count, group) in self.syntax.groups.iter().skip(at + 1).enumerate() {
                let [Atom::Word(word)] = group.atoms.as_slice() else { break };
                if group.negative {
                    break;
                }
                longer.push(word.folded.as_str());
                if is_name(self.catalogue, facet, &longer) {
                    taken = count + 1;
                    typed.clone_from(&longer);
                }
            }
        }
        let ids = named(self.catalogue, self.languages, facet, &typed);
        ((!ids.is_empty()).then(|| vec![Test::Facet(facet, ids)]), taken)
    }

    fn understand(&mut self, name: FieldName, test: &Test, negative: bool, without: &str) {
        let mut say = |value: &str, label: &str| {
            self.query.understood.push(Understood {
                field: name.text().to_owned(),
                value: value.to_owned(),
                label: label.to_owned(),
                negative,
                without: without.to_owned(),
            });
        };
        match test {
            Test::Facet(facet, ids) => {
                let values = self.catalogue.values(*facet);
                for value in ids.iter().filter_map(|id| values.get(*id as usize)) {
                    say(&value.slug, &value.label);
                }
            }
            Test::Number(_, numbers) => {
                let text = numbers.to_string();
                say(&text, &text);
            }
        }
    }

    fn note(&mut self, kind: NoteKind, field: &str, value: String) {
        let note = Note { kind, field: field.to_owned(), value };
        if !self.query.notes.contains(&note) {
            self.query.notes.push(note);
        }
    }

    /// Adds tests as alternatives to others of the same field, or as a limit of their own where
    /// they are open ranges.
    fn limit(&mut self, name: FieldName, mut tests: Vec<Test>) {
        let bound = match tests.as_slice() {
            [Test::Number(_, numbers)] => numbers.is_bound(),
            _ => false,
        };
        let open = (!bound).then_some(name);
        let known = self.query.limits.iter_mut().find(|known| !bound && known.open == open);
        match known {
            Some(known) => known.tests.append(&mut tests),
            None => self.query.limits.push(Limit { tests, open }),
        }
    }

    /// Adds a word. A record that has others may lack it.
    fn word(&mut self, word: &Word) {
        let choice = self.text(std::slice::from_ref(word), ALL_FIELDS, false, false);
        self.query.clauses.push(Clause { choices: vec![choice], required: false });
    }

    fn text(&mut self, typed: &[Word], fields: u16, quoted: bool, negative: bool) -> Choice {
        let end = self.syntax.length;
        let words = typed.iter().map(|word| {
            let unfinished = word.span.end == end && !negative;
            QueryWord::new(word, self.languages, fields, unfinished)
        });
        let exact = quoted || negative;
        self.query.texts.push(Text { exact, ..Text::of(words.collect()) });
        Choice::Text(self.query.texts.len() - 1)
    }
}

/// Words as they were typed.
fn typed(words: &[Word]) -> String {
    words.iter().map(|word| word.typed.as_str()).collect::<Vec<_>>().join(" ")
}
