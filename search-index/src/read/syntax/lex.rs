//! A query's text to its parts, from left to right.

use super::{Atom, Name, Numbers, Value, Word};
use crate::text::words;

/// More words of one phrase or value, and more values of one field, are ignored.
const MOST_LISTED: usize = 16;

/// A part of a query.
pub(super) enum Token {
    /// `OR`; with the word, if it is one.
    Or(Option<Word>),
    /// `AND`.
    And(Word),
    /// Words written together, such as `co-design`.
    Run { negative: bool, words: Vec<Word> },
    /// Anything else.
    Atom { negative: bool, atom: Atom },
}

/// Reads parts.
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    /// Within `-( … )`, where everything is unwanted.
    inside: bool,
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '＂')
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '−')
}

/// Ends what is written together.
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

    /// Takes everything up to a character that is an `end`.
    fn take_until(&mut self, end: impl Fn(char) -> bool) -> (usize, &'a str) {
        let (start, rest) = (self.at, self.rest());
        let taken = rest.find(end).and_then(|end| rest.get(..end)).unwrap_or(rest);
        self.at += taken.len();
        (start, taken)
    }

    /// Takes a quotation, to the end of the text if nothing closes it.
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

    /// Takes what is written together: an operator, a field, or words.
    fn run(&mut self, negative: bool) -> Option<Token> {
        let start = self.at;
        if let Some(atom) = self.field() {
            return Some(Token::Atom { negative, atom });
        }
        self.at = start;
        let (start, run) = self.take_until(is_break);
        let mut words: Vec<Word> = words_of(start, run).take(MOST_LISTED).collect();
        for word in words.iter_mut().filter(|word| matches!(word.typed.as_str(), "OR" | "AND")) {
            // An operator where it stands alone, and else a word like any other.
            word.typed.make_ascii_lowercase();
        }
        match run {
            "OR" if !negative || self.inside => Some(Token::Or(words.pop())),
            "AND" if !negative || self.inside => words.pop().map(Token::And),
            _ if words.is_empty() => None,
            _ => Some(Token::Run { negative, words }),
        }
    }

    /// Takes a name with a colon and its values, or what only looks so. Where it returns `None`,
    /// the place must be restored.
    fn field(&mut self) -> Option<Atom> {
        let (start, name) = self.take_until(|c| c == ':' || is_break(c));
        if self.peek() != Some(':') {
            return None;
        }
        self.at += 1;
        if let Some(known) = Name::of(name) {
            let values = self.values(known);
            return (!values.is_empty()).then_some(Atom::Field { name: known, values });
        }
        let mut named = words_of(start, name);
        let name = named.next().filter(|word| is_name(name, word))?;
        let words = match self.peek()? {
            // An address.
            '/' => return None,
            c if is_quote(c) => self.quoted(),
            _ => {
                let (start, run) = self.take_until(is_break);
                words_of(start, run).take(MOST_LISTED).collect()
            }
        };
        (!words.is_empty()).then_some(Atom::Foreign { name, words })
    }

    fn values(&mut self, name: Name) -> Vec<Value> {
        let mut values = Vec::new();
        loop {
            let (start, content) = if self.peek().is_some_and(is_quote) {
                self.quotation()
            } else {
                self.take_until(|c| c == ',' || is_break(c))
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

/// Whether a word is all of a text before a colon, and may be the name of something.
fn is_name(text: &str, word: &Word) -> bool {
    word.typed.len() == text.len() && text.len() > 1 && text.chars().all(char::is_alphabetic)
}

fn value(name: Name, start: usize, content: &str) -> Option<Value> {
    let words: Vec<Word> = words_of(start, content).take(MOST_LISTED).collect();
    if matches!(name, Name::Evidence | Name::Year) {
        let alone = words.first().filter(|_| words.len() == 1).map(|word| word.typed.as_str());
        let numbers = Numbers::parse(content).or_else(|| alone.and_then(Numbers::parse));
        if let Some(numbers) = numbers {
            return Some(Value::Numbers(numbers));
        }
    }
    (!words.is_empty()).then_some(Value::Words(words))
}

/// The words of a text that begins at `start` of the query.
fn words_of(start: usize, text: &str) -> impl Iterator<Item = Word> {
    words(text).map(move |word| Word {
        typed: text.get(word.start..word.end).unwrap_or_default().to_owned(),
        folded: word.folded,
        span: start + word.start..start + word.end,
    })
}
