//! Parses tokens into groups.

use super::lex::{Lexer, Token, not_an_operator, words_of};
use super::{Atom, Group, Syntax, Word};

/// The most words and fields of a query. Further ones are ignored.
const MOST_ATOMS: usize = 24;

/// A query with more words is prose.
const MOST_TYPED: usize = 12;

/// The most words of prose that are read.
const MOST_PROSE: usize = 4096;

/// An atom, or a run that becomes one phrase or several words.
enum Piece {
    Run(Vec<Word>),
    Atom(Atom),
}

/// An operator whose right operand has not come yet.
#[derive(Default)]
struct Pending {
    or: bool,
    /// The operator as a word, for where an operand is missing.
    word: Option<Word>,
}

impl Syntax {
    /// Parses a query.
    pub(crate) fn parse(text: &str) -> Self {
        let mut builder = Builder::default();
        for token in Lexer::new(text) {
            if builder.atoms >= MOST_ATOMS {
                break;
            }
            match token {
                Token::Or(word) => builder.operator(true, word),
                Token::And(word) => builder.operator(false, Some(word)),
                Token::Run { negative, words } => builder.add(negative, Piece::Run(words)),
                Token::Atom { negative, atom } => builder.add(negative, Piece::Atom(atom)),
            }
        }
        let mut groups = builder.finish();
        let words = groups.iter().flat_map(|group| &group.atoms).map(|atom| match atom {
            Atom::Word(_) => 1,
            Atom::Phrase(words) | Atom::UnknownField { words, .. } => words.len(),
            Atom::Field { .. } => 0,
        });
        let is_prose = words.sum::<usize>() > MOST_TYPED;
        if is_prose {
            let words = words_of(0, text).take(MOST_PROSE);
            let group = |word| Group { negative: false, atoms: vec![Atom::Word(word)] };
            groups = words.map(not_an_operator).map(group).collect();
        }
        Self { groups, is_prose, length: text.len() }
    }
}

#[derive(Default)]
struct Builder {
    groups: Vec<(bool, Vec<Piece>)>,
    pending: Option<Pending>,
    atoms: usize,
}

impl Builder {
    fn operator(&mut self, or: bool, word: Option<Word>) {
        let pending = self.pending.get_or_insert_default();
        pending.or |= or;
        pending.word = pending.word.take().or(word);
    }

    fn add(&mut self, negative: bool, mut piece: Piece) {
        let pending = self.pending.take();
        if self.groups.is_empty()
            && let Some(word) = pending.as_ref().and_then(|pending| pending.word.clone())
        {
            self.word(word);
        } else if pending.is_some_and(|pending| pending.or)
            && !negative
            && let Some((false, pieces)) = self.groups.last_mut()
        {
            self.atoms += 1;
            pieces.push(piece);
            return;
        }
        self.atoms += match &mut piece {
            Piece::Run(words) if !negative => {
                words.truncate(MOST_ATOMS.saturating_sub(self.atoms).max(1));
                words.len()
            }
            _ => 1,
        };
        self.groups.push((negative, vec![piece]));
    }

    /// Adds an operator without operands as the word that it looks like.
    fn word(&mut self, word: Word) {
        self.atoms += 1;
        self.groups.push((false, vec![Piece::Run(vec![word])]));
    }

    fn finish(mut self) -> Vec<Group> {
        if let Some(word) = self.pending.take().and_then(|pending| pending.word)
            && self.atoms < MOST_ATOMS
        {
            self.word(word);
        }
        let mut groups = Vec::new();
        for (negative, mut pieces) in self.groups {
            let single = !negative && pieces.len() == 1;
            if single && let Some(Piece::Run(words)) = pieces.first_mut() {
                let words = std::mem::take(words).into_iter();
                groups.extend(words.map(|word| Group { negative, atoms: vec![Atom::Word(word)] }));
            } else {
                groups.push(Group { negative, atoms: pieces.into_iter().map(atom).collect() });
            }
        }
        groups
    }
}

/// In a group with several atoms a run is a phrase.
fn atom(piece: Piece) -> Atom {
    match piece {
        Piece::Atom(atom) => atom,
        Piece::Run(mut words) if words.len() == 1 => {
            words.pop().map_or_else(|| Atom::Phrase(Vec::new()), Atom::Word)
        }
        Piece::Run(words) => Atom::Phrase(words),
    }
}
