//! Splits a query into tokens.

use super::{Atom, FieldName, Value, Word};
use crate::range::NumberRange;
use crate::text::words;

/// The most words of a phrase or value, and the most values of a field. Further ones are ignored.
const MOST_LISTED: usize = 16;

/// A token of a query.
pub(super) enum Token {
    /// `OR` or `|`; with the word, if it is one.
    Or(Option<Word>),
    /// `AND`.
    And(Word),
    /// Words written without a space between them, such as `co-design`.
    Run { negative: bool, words: Vec<Word> },
    /// Anything else.
    Atom { negative: bool, atom: Atom },
}

/// Iterates over the tokens.
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    /// Within `-( … )`, where everything is excluded.
    inside: bool,
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '＂')
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '−')
}

/// Whether the character ends a run.
fn is_break(c: char) -> bool {
    c.is_whitespace() || is_quote(c) || matches!(c, '|' | '(' | ')')
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let mut negative = self.inside;
        let mut bounded = self.before().is_none_or(|c| c.is_whitespace() || is_break(c));
        while let Some(c) = self.peek() {
            if is_quote(c) {
                let words = self.quoted();
                if !words.is_empty() {
                    return Some(Token::Atom { negative, atom: Atom::Phrase(words) });
                }
                negative = self.inside;
            } else if c.is_alphanumeric() {
                if let Some(token) = self.run(negative) {
                    return Some(token);
                }
                negative = self.inside;
            } else {
                self.at += c.len_utf8();
                let next = self.peek().filter(|_| bounded && is_minus(c));
                match c {
                    '|' => return Some(Token::Or(None)),
                    ')' => self.inside = false,
                    _ => self.inside |= next == Some('('),
                }
                let unwanted = next.is_some_and(|c| c.is_alphanumeric() || is_quote(c));
                negative = unwanted || self.inside;
            }
            bounded = self.before().is_some_and(is_break);
        }
        None
    }
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, inside: false }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn before(&self) -> Option<char> {
        self.text.get(..self.at).and_then(|text| text.chars().next_back())
    }

    /// Takes everything before the first character that is an `end`, with its offset.
    fn take_until(&mut self, end: impl Fn(char) -> bool) -> (usize, &'a str) {
        let (start, rest) = (self.at, self.rest());
        let taken = rest.find(end).and_then(|end| rest.get(..end)).unwrap_or(rest);
        self.at += taken.len();
        (start, taken)
    }

    /// Takes a quotation; one that is not closed reaches to the end of the text.
    fn quotation(&mut self) -> (usize, &'a str) {
        self.at += self.peek().map_or(0, char::len_utf8);
        let taken = self.take_until(is_quote);
        self.at += self.peek().map_or(0, char::len_utf8);
        taken
    }

    fn quoted(&mut self) -> Vec<Word> {
        let (start, content) = self.quotation();
        words_of(start, content).take(MOST_LISTED).collect()
    }

    /// Takes characters up to a space, quotation mark, bar or parenthesis: an operator, a field, or
    /// words.
    fn run(&mut self, negative: bool) -> Option<Token> {
        let start = self.at;
        if let Some(atom) = self.field() {
            return Some(Token::Atom { negative, atom });
        }
        self.at = start;
        let (start, run) = self.take_until(is_break);
        let words = words_of(start, run).take(MOST_LISTED);
        let mut words: Vec<Word> = words.map(not_an_operator).collect();
        match run {
            "OR" if !negative || self.inside => Some(Token::Or(words.pop())),
            "AND" if !negative || self.inside => words.pop().map(Token::And),
            _ if words.is_empty() => None,
            _ => Some(Token::Run { negative, words }),
        }
    }

    /// Takes a field with its values, or what looks like one. The caller must restore the position
    /// where it returns `None`.
    fn field(&mut self) -> Option<Atom> {
        let (start, name) = self.take_until(|c| c == ':' || is_break(c));
        if self.peek() != Some(':') {
            return None;
        }
        self.at += 1;
        if let Some(known) = FieldName::of(name) {
            let values = self.values(known);
            return (!values.is_empty()).then_some(Atom::Field { name: known, values });
        }
        let mut named = words_of(start, name);
        let name = named.next().filter(|word| is_name(name, word))?;
        let words = match self.peek()? {
            // A URL.
            '/' => return None,
            c if is_quote(c) => self.quoted(),
            _ => {
                let (start, run) = self.take_until(is_break);
                words_of(start, run).take(MOST_LISTED).collect()
            }
        };
        (!words.is_empty()).then_some(Atom::UnknownField { name, words })
    }

    /// Takes a value up to a space or a comma. One between thousands is part of a number.
    fn unquoted(&mut self, name: FieldName) -> (usize, &'a str) {
        let start = self.at;
        loop {
            self.take_until(|c| c == ',' || is_break(c));
            let taken = self.text.get(start..self.at).unwrap_or_default();
            if !matches!(name, FieldName::Number(_)) || !goes_on(taken, self.rest()) {
                return (start, taken);
            }
            self.at += 1;
        }
    }

    fn values(&mut self, name: FieldName) -> Vec<Value> {
        let mut values = Vec::new();
        loop {
            let (start, content) = if self.peek().is_some_and(is_quote) {
                self.quotation()
            } else {
                self.unquoted(name)
            };
            if values.len() < MOST_LISTED {
                values.extend(value(name, start, content));
            }
            let mut after = self.rest().chars();
            let more =
                after.next() == Some(',') && after.next().is_some_and(|c| !c.is_whitespace());
            if !more {
                return values;
            }
            self.at += 1;
        }
    }
}

/// Whether a text goes on with a comma between thousands, as in `100,000`.
fn goes_on(before: &str, after: &str) -> bool {
    let mut next = after.chars();
    before.ends_with(|c: char| c.is_ascii_digit())
        && next.next() == Some(',')
        && next.by_ref().take(3).filter(char::is_ascii_digit).count() == 3
        && !next.next().is_some_and(|c| c.is_ascii_digit())
}

/// Whether the text before a colon is a single word that could be a field's name.
fn is_name(text: &str, word: &Word) -> bool {
    word.typed.len() == text.len() && text.len() > 1 && text.chars().all(char::is_alphabetic)
}

fn value(name: FieldName, start: usize, content: &str) -> Option<Value> {
    let words: Vec<Word> = words_of(start, content).take(MOST_LISTED).collect();
    if matches!(name, FieldName::Number(_)) {
        let alone = words.first().filter(|_| words.len() == 1).map(|word| word.typed.as_str());
        let numbers = NumberRange::parse(content).or_else(|| alone.and_then(NumberRange::parse));
        if let Some(numbers) = numbers {
            return Some(Value::NumberRange(numbers));
        }
    }
    (!words.is_empty()).then_some(Value::Words(words))
}

/// A word that is printed as it is read: `OR` and `AND` are operators where they stand alone.
pub(super) fn not_an_operator(mut word: Word) -> Word {
    if matches!(word.typed.as_str(), "OR" | "AND") {
        word.typed.make_ascii_lowercase();
    }
    word
}

/// The words of a text that begins at byte `start` of the query.
pub(super) fn words_of(start: usize, text: &str) -> impl Iterator<Item = Word> {
    words(text).map(move |word| Word {
        typed: text.get(word.start..word.end).unwrap_or_default().to_owned(),
        folded: word.folded,
        span: start + word.start..start + word.end,
    })
}
