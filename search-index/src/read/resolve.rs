//! From what was typed to a query: words to terms, values to what records bear.

use super::query::{Choice, Clause, Limit, Query, QueryWord, Test, Text};
use super::syntax::{Atom, Group, Name, Numbers, Syntax, Value, Word};
use super::values::{is_name, named};
use crate::format::Catalogue;
use crate::response::{Note, NoteKind, Understood};
use crate::schema::SEARCHED;
use crate::text::{Language, is_common, whole_title, words};

/// No title is looked for that has more words.
const MOST_TITLE_WORDS: usize = 32;

/// All searched fields, as bits.
const ALL_FIELDS: u16 = (1 << SEARCHED.len()) - 1;

/// The levels of evidence.
const LEVELS: std::ops::RangeInclusive<u16> = 0..=5;

impl Query {
    /// Takes a query apart, stemming its words in each of the index's languages and looking up
    /// its values among the catalogue's.
    pub(super) fn new(text: &str, languages: &[Language], catalogue: &Catalogue) -> Self {
        let syntax = Syntax::parse(text);
        let mut reader = Reader {
            languages,
            catalogue,
            syntax: &syntax,
            query: Self::default(),
            plain: Vec::new(),
        };
        let mut skipped = 0;
        for (at, group) in syntax.groups.iter().enumerate() {
            if skipped > 0 {
                skipped -= 1;
            } else {
                skipped = reader.group(at, group);
            }
        }
        let Reader { mut query, plain, .. } = reader;
        let typed: Vec<String> =
            words(text).take(MOST_TITLE_WORDS + 1).map(|word| word.folded).collect();
        for title in [typed, plain] {
            let term = whole_title(title.iter().map(String::as_str));
            let possible = (1..=MOST_TITLE_WORDS).contains(&title.len());
            if possible && !query.titles.contains(&term) {
                query.titles.push(term);
            }
        }
        query.drop_repeats();
        query.lighten(languages);
        query
    }

    /// Marks the words that hold a question together, where it has others.
    fn lighten(&mut self, languages: &[Language]) {
        let is_light = |text: &Text| match text.words.as_slice() {
            [word] if !text.exact => {
                languages.iter().any(|language| is_common(*language, &word.folded))
            }
            _ => false,
        };
        let wanted: Vec<usize> = self.wanted().collect();
        if wanted.iter().filter_map(|at| self.texts.get(*at)).all(is_light) {
            return;
        }
        for text in &mut self.texts {
            text.light = is_light(text);
        }
    }
}

/// Turns groups of the syntax into the parts of a query.
struct Reader<'a> {
    languages: &'a [Language],
    catalogue: &'a Catalogue,
    syntax: &'a Syntax,
    query: Query,
    /// The words asked for without any sign.
    plain: Vec<String>,
}

/// The values of a field, as far as records bear them.
#[derive(Default)]
struct Values {
    tests: Vec<Test>,
    unknown: Vec<Vec<Word>>,
    /// How many of the words that follow belong to the value.
    taken: usize,
}

impl Reader<'_> {
    /// Reads one group; returns how many of the next belong to it.
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
            Atom::Foreign { name, words } => {
                self.note(NoteKind::UnknownField, &name.typed, words);
                [name].into_iter().chain(words).for_each(|word| self.word(word));
            }
            Atom::Field { name, values } => return self.field(at, *name, values),
        }
        0
    }

    /// A field on its own.
    fn field(&mut self, at: usize, name: Name, values: &[Value]) -> usize {
        if let Name::Text(field) = name {
            let choices = self.texts(field, values, false);
            self.query.clauses.push(Clause { choices, required: true });
            return 0;
        }
        let Values { tests, unknown, taken } = self.values((at, 0), name, values, false);
        if unknown.is_empty() {
            self.limit(name, tests);
        } else if let ([], [words]) = (tests.as_slice(), unknown.as_slice()) {
            words.iter().for_each(|word| self.word(word));
        } else {
            let mut choices: Vec<Choice> = tests.into_iter().map(Choice::Test).collect();
            choices.extend(unknown.iter().map(|words| self.text(words, ALL_FIELDS, false, false)));
            self.query.clauses.push(Clause { choices, required: true });
        }
        taken
    }

    /// Several atoms joined by `OR`.
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

    /// The choices an atom gives, and how many of the next groups belong to it.
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
            Atom::Foreign { name, words } => {
                self.note(NoteKind::UnknownField, &name.typed, words);
                let all: Vec<Word> = [name].into_iter().chain(words).cloned().collect();
                (vec![self.text(&all, ALL_FIELDS, false, negative)], 0)
            }
            Atom::Field { name: Name::Text(field), values } => {
                (self.texts(*field, values, negative), 0)
            }
            Atom::Field { name, values } => {
                let found = self.values((at, place), *name, values, negative);
                let mut choices: Vec<Choice> = found.tests.into_iter().map(Choice::Test).collect();
                for words in &found.unknown {
                    choices.push(self.text(words, ALL_FIELDS, false, negative));
                }
                (choices, found.taken)
            }
        }
    }

    /// Words to be found in one field of text.
    fn texts(&mut self, field: usize, values: &[Value], negative: bool) -> Vec<Choice> {
        let mut choices = Vec::new();
        for value in values {
            if let Value::Words(words) = value {
                choices.push(self.text(words, 1 << field, false, negative));
            }
        }
        choices
    }

    /// Looks up the values of a field that stands at a group and a place in it.
    fn values(
        &mut self,
        (at, place): (usize, usize),
        name: Name,
        values: &[Value],
        negative: bool,
    ) -> Values {
        let mut found = Values::default();
        for (index, value) in values.iter().enumerate() {
            let (tests, taken) = match value {
                Value::Numbers(numbers) => (self.numbers(name, *numbers), 0),
                Value::Words(words) => self.facet(at, name, words, values.len() == 1),
            };
            if tests.is_none() {
                let words = self.unknown(name, value);
                found.unknown.push(words);
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

    /// The test for numbers; none where no record could pass it.
    fn numbers(&self, name: Name, numbers: Numbers) -> Option<Vec<Test>> {
        let test = match name {
            Name::Evidence if LEVELS.into_iter().any(|level| numbers.contain(level)) => {
                Test::Evidence(numbers)
            }
            Name::Year => Test::Year(numbers),
            _ => return None,
        };
        let borne = numbers.single().is_none()
            || (0..self.catalogue.documents()).any(|one| test.passes(self.catalogue, one));
        borne.then(|| vec![test])
    }

    /// The test for a value of a facet, and how many words after it belong to its name.
    fn facet(
        &self,
        at: usize,
        name: Name,
        words: &[Word],
        alone: bool,
    ) -> (Option<Vec<Test>>, usize) {
        let Name::Facet(facet) = name else { return (None, 0) };
        let mut typed: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
        let mut taken = 0;
        if alone && !is_name(self.catalogue, facet, &typed) {
            // `city:new york` without quotation marks.
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

    /// Says that no record bears a value; returns its words, to be searched for.
    fn unknown(&mut self, name: Name, value: &Value) -> Vec<Word> {
        let words = match value {
            Value::Words(words) => words.clone(),
            Value::Numbers(numbers) => words(&numbers.to_string())
                .map(|word| Word { typed: word.folded.clone(), folded: word.folded, span: 0..0 })
                .collect(),
        };
        self.note(NoteKind::UnknownValue, name.text(), &words);
        words
    }

    fn understand(&mut self, name: Name, test: &Test, negative: bool, without: &str) {
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
            Test::Evidence(numbers) | Test::Year(numbers) => {
                let text = numbers.to_string();
                say(&text, &text);
            }
        }
    }

    fn note(&mut self, kind: NoteKind, field: &str, words: &[Word]) {
        let words: Vec<&str> = words.iter().map(|word| word.typed.as_str()).collect();
        let note = Note { kind, field: field.to_owned(), value: words.join(" ") };
        if !self.query.notes.contains(&note) {
            self.query.notes.push(note);
        }
    }

    /// Adds a test: to those of its field, unless it bounds numbers.
    fn limit(&mut self, name: Name, mut tests: Vec<Test>) {
        let bound = match tests.as_slice() {
            [Test::Evidence(numbers) | Test::Year(numbers)] => numbers.is_bound(),
            _ => false,
        };
        let open = (!bound).then_some(name);
        let known = self.query.limits.iter_mut().find(|known| !bound && known.open == open);
        match known {
            Some(known) => known.tests.append(&mut tests),
            None => self.query.limits.push(Limit { tests, open }),
        }
    }

    /// A word on its own, which a record may lack if it has the others.
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
        self.query.texts.push(Text {
            words: words.collect(),
            exact: quoted || negative,
            light: false,
        });
        Choice::Text(self.query.texts.len() - 1)
    }
}
