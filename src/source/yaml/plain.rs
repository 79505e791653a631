//! The plain YAML of which nearly all front matter consists, read straight from the parser's
//! events, which is four times as fast.
//!
//! Whatever is not plain is left to the whole reader: faults, tags, anchors, merged and doubled
//! keys, and scalars of which it takes more than a look to tell what they are. What both read,
//! they read as the same; a test holds them to that.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span as Extent, StrInput};

use super::{Field, Node, Plain, Value, node, shifted};

/// Deeper and longer than any front matter; the whole reader has limits of its own.
const MOST_LEVELS: usize = 32;
const MOST_EVENTS: usize = 20_000;

/// Parses plain YAML; none where it is not plain.
pub(super) fn parse(yaml: &str, base: usize) -> Option<Node> {
    if yaml.contains('\u{feff}') {
        return None;
    }
    let mut reader = Reader { events: Parser::new_from_str(yaml), left: MOST_EVENTS, yaml, base };
    if !matches!(reader.next()?.0, Event::StreamStart)
        || !matches!(reader.next()?.0, Event::DocumentStart(false, None))
    {
        return None;
    }
    let (event, extent) = reader.next()?;
    // A text that is nothing but a scalar is a mistake, which the whole reader explains.
    if !matches!(event, Event::MappingStart(..) | Event::SequenceStart(..)) {
        return None;
    }
    let node = reader.node(event, &extent, 0)?;
    let ended = matches!(reader.next()?.0, Event::DocumentEnd)
        && matches!(reader.next()?.0, Event::StreamEnd);
    ended.then_some(node)
}

struct Reader<'a> {
    events: Parser<'a, StrInput<'a>>,
    left: usize,
    yaml: &'a str,
    base: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<(Event<'a>, Extent)> {
        self.left = self.left.checked_sub(1)?;
        self.events.next()?.ok()
    }

    fn node(&mut self, event: Event<'a>, extent: &Extent, level: usize) -> Option<Node> {
        if level > MOST_LEVELS {
            return None;
        }
        let range = extent.byte_range()?;
        let value = match event {
            Event::Scalar(text, style, 0, None) => self.scalar(text, style, range.clone())?,
            Event::SequenceStart(_, 0, None) => self.list(level)?,
            Event::MappingStart(_, 0, None) => self.map(level)?,
            _ => return None,
        };
        Some(node(value, range, self.yaml, self.base))
    }

    fn list(&mut self, level: usize) -> Option<Value> {
        let mut items = Vec::new();
        loop {
            let (event, extent) = self.next()?;
            if matches!(event, Event::SequenceEnd) {
                return Some(Value::List(items));
            }
            items.push(self.node(event, &extent, level + 1)?);
        }
    }

    fn map(&mut self, level: usize) -> Option<Value> {
        let mut fields: Vec<Field> = Vec::new();
        loop {
            let (event, extent) = self.next()?;
            let key = match event {
                Event::MappingEnd => return Some(Value::Map(fields)),
                Event::Scalar(key, ScalarStyle::Plain, 0, None) if is_name(&key) => key,
                _ => return None,
            };
            if fields.iter().any(|field| field.key == key) {
                return None;
            }
            let key_span = shifted(extent.byte_range()?, self.base);
            let (event, extent) = self.next()?;
            let value = self.node(event, &extent, level + 1)?;
            fields.push(Field { key: key.into_owned(), key_span, value });
        }
    }

    fn scalar(&self, text: Cow<'a, str>, style: ScalarStyle, range: Range<usize>) -> Option<Value> {
        if style != ScalarStyle::Plain {
            return Some(Value::Text(text.into_owned()));
        }
        Some(match told(&text)? {
            Told::Text => Value::Text(text.into_owned()),
            Told::Null => Value::Null,
            Told::Plain(plain) => Value::Plain(plain, self.yaml.get(range)?.to_owned()),
        })
    }
}

/// Whether a key is a plain name, not a word that means something else.
fn is_name(key: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    key.starts_with(|first: char| first.is_ascii_alphabetic())
        && key.bytes().all(plain)
        && matches!(told(key), Some(Told::Text))
}

enum Told {
    Text,
    Null,
    Plain(Plain),
}

/// What a plain scalar is, where a look tells it.
fn told(text: &str) -> Option<Told> {
    let Some(first) = text.bytes().next() else { return Some(Told::Null) };
    match first {
        b'0'..=b'9' => digits(text),
        b'-' => match digits(text.get(1..)?)? {
            Told::Plain(Plain::Number(number)) if number > 0.0 => {
                Some(Told::Plain(Plain::Number(-number)))
            }
            _ => None,
        },
        b'~' | b'+' | b'.' => None,
        _ if text.len() <= 5 && text.is_ascii() => word(text),
        // What is longer than `false` is none of the words that mean something.
        _ => Some(Told::Text),
    }
}

fn word(text: &str) -> Option<Told> {
    const MEANING: [&str; 11] =
        ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"];
    match text {
        "true" => Some(Told::Plain(Plain::Flag(true))),
        "false" => Some(Told::Plain(Plain::Flag(false))),
        _ if MEANING.iter().any(|word| text.eq_ignore_ascii_case(word)) => None,
        _ => Some(Told::Text),
    }
}

/// A number written as everybody does, or a text that no way of writing numbers allows.
fn digits(text: &str) -> Option<Told> {
    if !text.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    /// So many digits a float holds exactly.
    const MOST: usize = 15;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if all_digits(whole) && all_digits(fraction) {
        let plain = text.len() <= MOST && (whole == "0" || !whole.starts_with('0'));
        let number = text.parse().ok().filter(|_| plain)?;
        return Some(Told::Plain(Plain::Number(number)));
    }
    let mut before = b'0';
    for byte in text.bytes() {
        let in_numbers =
            byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'+' | b'-' | b':');
        // A hyphen stands in a number only before an exponent; in a date it does not.
        if !in_numbers || byte == b'-' && !before.eq_ignore_ascii_case(&b'e') {
            return Some(Told::Text);
        }
        before = byte;
    }
    None
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use proptest::prelude::*;
    use walkdir::WalkDir;

    use super::super::whole;
    use super::*;

    /// Both readers give the same, unless the plain one gives nothing. Whether it gave anything.
    fn agree(yaml: &str, base: usize) -> bool {
        let Some(plain) = parse(yaml, base) else { return false };
        match whole(yaml, base) {
            Ok(whole) => assert_eq!(plain, whole, "{yaml}"),
            Err(error) => panic!("only the plain reader takes {yaml:?}: {error}"),
        }
        true
    }

    fn files(folder: &str) -> Vec<PathBuf> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let files = WalkDir::new(root).into_iter().map(|entry| entry.unwrap().into_path());
        files
            .filter(|path| path.extension().is_some_and(|end| end == "md" || end == "yaml"))
            .collect()
    }

    #[rustfmt::skip]
    const SCALARS: &[&str] = &[
        "", "~", "null", "Null", "nul", "true", "True", "TRUE", "truer", "false", "yes", "no",
        "NO", "on", "off", "y", "n", "0", "-0", "1", "01", "007", "12", "-12", "+12", "1_000",
        "1,000", "0x1f", "0b11", "0o17", "017", "1.5", "0.5", "00.5", ".5", "5.", "1e3", "1e-3",
        "1E+3", "1.5e3", "12e", "nan", ".nan", ".inf", "-.inf", "inf", "12:30", "1:2:3", "2014",
        "2014-05", "2014-05-01", "2014-05-01T10:00", "123456789012345", "1234567890123456",
        "123456789012345678901234567890", "0.1234567890123456789", "1.10", "1 2", "1-2", "1e-",
        "1a", "5 %", "...", "a...", "'1'", "\"x\\n\"", "a: b", "é", "é5",
        "[1, a, 2014-05-01, no]", "{a: 1, b: NO}", "[]", "{}", "|\n  x\n  y", ">-\n  x\n  y",
        "x\n  y", "!!str 1", "&a 1", "<<", "a #b", "a# b", "@x", "`x", "%x", "- x", "-x",
    ];

    #[test]
    fn both_readers_agree_about_our_own_files() {
        let (mut plain, mut all) = (0, 0);
        for path in files("content").into_iter().chain(files("tests/sites")) {
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let text = text.split("---\n").nth(1).unwrap_or(&text);
            plain += usize::from(agree(text, 4));
            all += 1;
        }
        assert!(plain * 10 > all * 9, "only {plain} of {all} files are plain");
    }

    #[test]
    fn scalars_are_what_they_are() {
        let mut plain = 0;
        for scalar in SCALARS {
            plain += usize::from(agree(&format!("key: {scalar}\n"), 0));
            agree(&format!("{scalar}: 1\n"), 0);
            agree(&format!("- {scalar}\n-   {scalar} # comment\n"), 0);
            agree(&format!("# comment\nkey:\n  - inner: {scalar}\n    other: {scalar}\n"), 7);
        }
        assert!(plain > 30, "only {plain} scalars are plain");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn both_readers_agree_about_anything(
            parts in proptest::collection::vec(proptest::sample::select(&[
                "a", "b", "key", "é", "1", "2014-05", "0.5", "-3", "true", "no", "null", "~", ": ", ":", "- ",
                "-", "\n", "\n", "\n", "\n  ", "\n  ", "\n    ", "  ", " ", "[", "]", "{", "}", ", ", ",", "'", "\"",
                "|", ">", "|-", "#", " # ", "&a ", "*a", "!", "!!str ", "<<: ", "? ", "%", "---", "...", "\\n",
                "\t", "\r\n", "key: ", "other: ", "- key: ", "word word", "1_000", "0x1", ".5",
            ][..]), 0..24)
        ) {
            agree(&parts.concat(), 3);
            agree(&format!("key: {}\n", parts.concat()), 0);
            agree(&format!("key:\n  - {}\nlast: 1\n", parts.concat()), 0);
        }
    }
}
