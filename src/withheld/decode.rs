//! Text as a reader sees it: entities, escapes and percent signs decoded, marks and tags gone.
//!
//! A name can be hidden from a plain search in many ways without any reader noticing:
//! `Qu*im*by`, `Qu<!-- -->imby`, `&#81;uimby`, `"\x51uimby"`, `Qu%69mby`. Every character keeps the
//! bytes it came from, so that a finding points at what was written.

use crate::diagnostic::Span;

/// How marks within a text are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As a reader sees them: tags, comments, addresses of links and signs of emphasis are nothing.
    Joined,
    /// As boundaries between words: tags with their attributes, and addresses, are read as text,
    /// too.
    Apart,
}

/// Separates two unrelated texts, so that no name is found across both.
pub(super) const PART: char = '\u{2029}';

/// A decoded text.
#[derive(Debug)]
pub(crate) struct Plain {
    reading: Reading,
    text: String,
    /// For each byte of the text, the bytes of the source that it came from.
    from: Vec<Span>,
}

impl Plain {
    pub(crate) fn new(reading: Reading) -> Plain {
        Plain { reading, text: String::new(), from: Vec::new() }
    }

    /// Decodes a piece of a source that begins at `base`, right behind the one before.
    pub(crate) fn push(&mut self, piece: &str, base: usize) {
        let mut at = 0;
        while let Some(first) = piece[at..].chars().next() {
            if !first.is_ascii() || first.is_ascii_alphanumeric() || first == ' ' {
                let end = at + first.len_utf8();
                self.put(first, Span::new(base + at..base + end));
                at = end;
                continue;
            }
            let rest = &piece[at..];
            let read = self.read(first, rest);
            let length = match &read {
                Read::Nothing(length) | Read::Chars(_, length) => *length,
            };
            if let Read::Chars(chars, _) = read {
                let span = Span::new(base + at..base + at + length);
                chars.chars().for_each(|c| self.put(c, span));
            }
            at += length;
        }
    }

    /// Adds a piece without decoding it, all of which came from `span`.
    pub(crate) fn push_value(&mut self, value: &str, span: Span) {
        let mut plain = Plain::new(self.reading);
        plain.push(value, 0);
        plain.text.chars().for_each(|c| self.put(c, span));
    }

    /// Separates what follows from what came before, so that no name is found across both.
    pub(crate) fn part(&mut self) {
        let end = self.from.last().map_or(0, |span| span.end);
        self.put(PART, Span { start: end, end });
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn reading(&self) -> Reading {
        self.reading
    }

    pub(super) fn from(&self, at: usize) -> Span {
        self.from.get(at).copied().unwrap_or_default()
    }

    /// Where in the source a range of the text came from.
    pub(crate) fn span(&self, range: std::ops::Range<usize>) -> Span {
        let last = self.from(range.end.saturating_sub(1).max(range.start));
        Span { start: self.from(range.start).start, end: last.end }
    }

    fn put(&mut self, c: char, span: Span) {
        self.text.push(c);
        self.from.resize(self.text.len(), span);
    }

    fn read(&self, first: char, rest: &str) -> Read {
        let joined = self.reading == Reading::Joined;
        let nothing = match first {
            '<' if joined => tag(rest),
            '*' | '_' | '~' | '`' | '[' if joined => Some(1),
            ']' if joined => Some(1 + target(&rest[1..])),
            _ => None,
        };
        if let Some(length) = nothing {
            return Read::Nothing(length);
        }
        let decoded = match first {
            '&' => entity(rest),
            '%' => percent(rest),
            '\\' => Some(escape(rest, joined)),
            _ => None,
        };
        decoded.unwrap_or_else(|| Read::Chars(first.to_string(), first.len_utf8()))
    }
}

/// The text at one position of a source, and its length in bytes.
enum Read {
    Nothing(usize),
    Chars(String, usize),
}

/// Bytes within which a tag or the address of a link must end to be one.
const LONGEST: usize = 4096;

fn until(text: &str, end: &str) -> Option<usize> {
    let at = text.find(end)?;
    (at <= LONGEST).then_some(at + end.len())
}

/// Length of the tag or comment that `text` begins with.
fn tag(text: &str) -> Option<usize> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return until(comment, "-->").map(|length| length + 4);
    }
    let after = text[1..].chars().next()?;
    let is_tag = after.is_ascii_alphabetic() || "/!?".contains(after);
    is_tag.then(|| until(text, ">")).flatten()
}

/// Length of the address that follows the words of a link: `(address)` or `[name]`.
fn target(text: &str) -> usize {
    let end = match text.chars().next() {
        Some('(') => until(text, ")"),
        Some('[') => until(text, "]"),
        _ => None,
    };
    end.unwrap_or_default()
}

/// Endings of names of entities that are letters with a sign or in another style.
const LETTERS: [&str; 22] = [
    "acute", "grave", "circ", "tilde", "uml", "cedil", "ring", "slash", "caron", "macr", "ogon",
    "breve", "dot", "strok", "dblac", "opf", "scr", "fr", "elig", "bar", "nodot", "zlig",
];

/// Entities that no reader sees.
const INVISIBLE: [&str; 7] = ["shy", "zwj", "zwnj", "lrm", "rlm", "NoBreak", "ZeroWidthSpace"];

/// Signs that say something about a text.
const SIGNS: [(&str, &str); 20] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("QUOT", "\""),
    ("apos", "'"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("bdquo", "„"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("lsaquo", "‹"),
    ("rsaquo", "›"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("sbquo", "‚"),
    ("commat", "@"),
    ("colon", ":"),
    ("period", "."),
    ("hyphen", "-"),
];

fn entity(text: &str) -> Option<Read> {
    let inner = &text[1..];
    if let Some(number) = inner.strip_prefix('#') {
        let (digits, radix, before) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16, 3),
            None => (number, 10, 2),
        };
        let length = digits.bytes().take(9).take_while(|b| char::from(*b).is_digit(radix)).count();
        let c = char::from_u32(u32::from_str_radix(&digits[..length], radix).ok()?)?;
        let closed = usize::from(digits[length..].starts_with(';'));
        return Some(Read::Chars(c.to_string(), before + length + closed));
    }
    let length = inner.bytes().take(32).take_while(u8::is_ascii_alphanumeric).count();
    let name = &inner[..length];
    if length < 2 || !inner[length..].starts_with(';') {
        return None;
    }
    let whole = length + 2;
    if INVISIBLE.contains(&name) {
        return Some(Read::Nothing(whole));
    }
    let sign = SIGNS.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign);
    let first = &name[..1];
    let chars = match (sign, &name[1..]) {
        (Some(sign), _) => sign.to_owned(),
        (None, "Elig" | "elig") => format!("{first}e"),
        (None, "zlig") => "ss".to_owned(),
        (None, ending) if LETTERS.contains(&ending) => first.to_owned(),
        // Spaces, dashes and all the rest.
        _ => " ".to_owned(),
    };
    Some(Read::Chars(chars, whole))
}

fn hex(text: &str, digits: usize) -> Option<u32> {
    let digits = text.get(..digits)?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

/// All bytes in the form `%C3%A9` that `text` begins with.
fn percent(text: &str) -> Option<Read> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(byte) = rest.strip_prefix('%').and_then(|rest| hex(rest, 2)) {
        bytes.extend(u8::try_from(byte));
        rest = &rest[3..];
    }
    let chars = String::from_utf8_lossy(&bytes).into_owned();
    (!bytes.is_empty()).then_some(Read::Chars(chars, text.len() - rest.len()))
}

/// An escape of JSON, YAML or Markdown.
fn escape(text: &str, joined: bool) -> Read {
    let inner = &text[1..];
    let Some(kind) = inner.chars().next() else { return Read::Nothing(1) };
    let digits = match kind {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    if digits > 0
        && let Some(c) = hex(&inner[1..], digits).and_then(char::from_u32)
    {
        return Read::Chars(c.to_string(), 2 + digits);
    }
    match kind {
        'n' | 't' | 'r' | 'b' | 'f' | 'N' | 'L' | 'P' => Read::Chars(" ".to_owned(), 2),
        '"' | '\'' | '/' | '\\' => Read::Chars(kind.to_string(), 2),
        '\n' if joined => {
            // A line of a YAML text that goes on in the next.
            let blank = inner.len() - inner.trim_start().len();
            Read::Nothing(1 + blank)
        }
        _ if joined => Read::Nothing(1),
        _ => Read::Chars(" ".to_owned(), 1),
    }
}
