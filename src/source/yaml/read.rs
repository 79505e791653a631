//! Reads YAML straight from the parser's events.
//!
//! Front matter is a small subset of YAML. Anything beyond it (anchors and aliases, tags, merge
//! keys, keys that are lists) is refused by name: it is nearly always text that lacks quotation
//! marks, and reviewers may overlook a value that is defined far from where it is used.

use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span as Extent, StrInput};

use super::node::{Field, Node, Value};
use super::scalar;
use crate::diagnostic::Span;

/// Limits on depth and number of fields, beyond any real front matter.
const MOST_LEVELS: usize = 32;
const MOST_FIELDS: usize = 500;

/// Something that is not accepted, and its bytes.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::source) struct Refused {
    pub(in crate::source) why: Refusal,
    pub(in crate::source) at: Range<usize>,
}

/// Why something is not accepted.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::source) enum Refusal {
    /// The parser rejects it.
    Syntax(ErrorKind),
    /// A duplicate of a field at this byte.
    Duplicate { first: usize },
    /// `&name` before a value.
    Anchor,
    /// `*name` in place of a value.
    Alias,
    /// `!name` before a value.
    Tag,
    /// The key `<<`.
    Merge,
    /// A key that is a list or map.
    Key,
    /// A character within a key that looks like a space or is invisible.
    OddSpace,
    /// Text where fields were expected.
    NoFields,
    /// A line `...` or `---` followed by more text.
    SecondDocument,
    /// Too many levels.
    TooDeep,
    /// Too many fields.
    TooMany,
}

/// Parses a text into a tree, and returns what must be written differently although it can be
/// parsed.
///
/// # Errors
/// Where the text cannot be parsed any further.
pub(in crate::source) fn read(yaml: &str, base: usize) -> Result<(Node, Vec<Refused>), Refused> {
    let mut reader = Reader { events: Parser::new_from_str(yaml), refused: Vec::new(), yaml, base };
    reader.next()?;
    let (event, extent) = reader.next()?;
    if matches!(event, Event::StreamEnd) {
        return Ok((Node { value: Value::Null, span: Span::new(base..base) }, Vec::new()));
    }
    debug_assert!(matches!(event, Event::DocumentStart(..)), "a stream begins with a document");
    if matches!(event, Event::DocumentStart(true, _)) {
        return Err(reader.refuse(Refusal::SecondDocument, &extent));
    }
    let (event, extent) = reader.next()?;
    let node = reader.node(event, &extent, 0)?;
    if matches!(node.value, Value::Text(_) | Value::Plain(..)) {
        return Err(reader.refuse(Refusal::NoFields, &extent));
    }
    reader.next()?;
    let (event, extent) = reader.next()?;
    if !matches!(event, Event::StreamEnd) {
        return Err(reader.refuse(Refusal::SecondDocument, &extent));
    }
    Ok((node, reader.refused))
}

struct Reader<'a> {
    events: Parser<'a, StrInput<'a>>,
    refused: Vec<Refused>,
    yaml: &'a str,
    base: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Extent), Refused> {
        match self.events.next() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => Err(self.stopped(&error)),
            None => Err(Refused {
                why: Refusal::Syntax(ErrorKind::UnexpectedEof),
                at: self.yaml.len()..self.yaml.len(),
            }),
        }
    }

    fn stopped(&self, error: &ScanError) -> Refused {
        let at = error.marker().byte_offset().unwrap_or(0).min(self.yaml.len());
        let at = (0..=at).rev().find(|at| self.yaml.is_char_boundary(*at)).unwrap_or(0);
        Refused { why: Refusal::Syntax(error.kind().clone()), at: at..at }
    }

    fn refuse(&self, why: Refusal, extent: &Extent) -> Refused {
        Refused { why, at: self.bytes(extent) }
    }

    fn bytes(&self, extent: &Extent) -> Range<usize> {
        let range = extent.byte_range().unwrap_or_default();
        let length = self.yaml.len();
        range.start.min(length)..range.end.min(length)
    }

    fn node(&mut self, event: Event<'a>, extent: &Extent, level: usize) -> Result<Node, Refused> {
        if level > MOST_LEVELS {
            return Err(self.refuse(Refusal::TooDeep, extent));
        }
        let range = self.bytes(extent);
        let (anchor, tagged) = match &event {
            Event::Scalar(_, _, anchor, tag)
            | Event::SequenceStart(_, anchor, tag)
            | Event::MappingStart(_, anchor, tag) => (*anchor, tag.is_some()),
            _ => (0, false),
        };
        let value = match event {
            Event::Scalar(text, ScalarStyle::Plain, _, None) => scalar::value(&text),
            Event::Scalar(text, ..) => Value::Text(text.into_owned()),
            Event::SequenceStart(..) => self.list(level)?,
            Event::MappingStart(..) => self.map(level)?,
            Event::Alias(_) => return Err(self.refuse(Refusal::Alias, extent)),
            _ => return Err(self.refuse(Refusal::NoFields, extent)),
        };
        if tagged {
            let at = extent.tag_span().map_or(range.clone(), |tag| self.bytes(&tag));
            self.refused.push(Refused { why: Refusal::Tag, at });
        }
        if anchor > 0 {
            let start = self.yaml[..range.start].rfind('&').unwrap_or(range.start);
            let length = self.yaml[start..].find(char::is_whitespace);
            let at = start..length.map_or(self.yaml.len(), |length| start + length);
            self.refused.push(Refused { why: Refusal::Anchor, at });
        }
        Ok(node(value, range, self.yaml, self.base))
    }

    fn list(&mut self, level: usize) -> Result<Value, Refused> {
        let mut items = Vec::new();
        loop {
            let (event, extent) = self.next()?;
            if matches!(event, Event::SequenceEnd) {
                return Ok(Value::List(items));
            }
            items.push(self.node(event, &extent, level + 1)?);
        }
    }

    fn map(&mut self, level: usize) -> Result<Value, Refused> {
        let mut fields: Vec<Field> = Vec::new();
        loop {
            let (event, extent) = self.next()?;
            let key = match event {
                Event::MappingEnd => return Ok(Value::Map(fields)),
                Event::Scalar(key, ..) if key == "<<" => {
                    return Err(self.refuse(Refusal::Merge, &extent));
                }
                Event::Scalar(key, ..) if key.contains(is_odd_space) => {
                    return Err(self.refuse(Refusal::OddSpace, &extent));
                }
                Event::Scalar(key, ..) => key,
                Event::Alias(_) => return Err(self.refuse(Refusal::Alias, &extent)),
                _ => return Err(self.refuse(Refusal::Key, &extent)),
            };
            if fields.len() == MOST_FIELDS {
                return Err(self.refuse(Refusal::TooMany, &extent));
            }
            let at = self.bytes(&extent);
            // In `{annual: 1,200,200}` the key `200` is not a field, so it is not a duplicate
            // either.
            let digits = key.bytes().all(|byte| byte.is_ascii_digit());
            let first = fields.iter().find(|field| field.key == key && !digits);
            let first = first.map(|field| field.key_span.range().start - self.base);
            let key_span = shifted(at.clone(), self.base);
            let (event, extent) = self.next()?;
            let value = self.node(event, &extent, level + 1)?;
            match first {
                Some(first) => self.refused.push(Refused { why: Refusal::Duplicate { first }, at }),
                None => fields.push(Field { key: key.into_owned(), key_span, value }),
            }
        }
    }
}

/// Whether a character looks like an ordinary space or is invisible, but is something else. Such
/// characters come from word processors and web pages.
pub(in crate::source) fn is_odd_space(character: char) -> bool {
    character != ' ' && character.is_whitespace()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// A node that begins at the start of `range`. The end of a list or map follows from its items, if
/// it has any.
fn node(value: Value, range: Range<usize>, yaml: &str, base: usize) -> Node {
    let span = match extent(&value) {
        // The parser does not report the end of a list or map: it is the end of the last item, or
        // the closing bracket.
        Some(inner) => {
            let end = inner.end as usize;
            let closing = yaml.get(end - base..).and_then(|rest| {
                let bracket = rest.trim_start_matches([' ', '\n', '\r', ',']);
                let opened = yaml.as_bytes().get(range.start);
                let closes = matches!(
                    (opened, bracket.bytes().next()),
                    (Some(b'['), Some(b']')) | (Some(b'{'), Some(b'}'))
                );
                closes.then(|| yaml.len() - bracket.len() + 1)
            });
            Span::new(range.start + base..closing.map_or(end, |at| at + base))
        }
        None => shifted(range, base),
    };
    Node { value, span }
}

/// The bytes from the first to the last item of a list or map, if it has any.
fn extent(value: &Value) -> Option<Span> {
    let (first, last) = match value {
        Value::List(items) => (items.first()?.span, items.last()?.span),
        Value::Map(fields) => {
            let last = fields.last()?;
            let last = if last.value.span.end > last.key_span.end {
                last.value.span
            } else {
                last.key_span
            };
            (fields.first()?.key_span, last)
        }
        _ => return None,
    };
    Some(Span { start: first.start, end: last.end })
}

fn shifted(range: Range<usize>, base: usize) -> Span {
    Span::new(range.start + base..range.end + base)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::yaml::Plain;

    fn printed(node: &Node) -> String {
        match &node.value {
            Value::Null => "-".to_owned(),
            Value::Plain(Plain::Flag(_), raw) => format!("flag {raw}"),
            Value::Plain(Plain::Number(_), raw) => format!("number {raw}"),
            Value::Text(text) => format!("{text:?}"),
            Value::List(items) => {
                format!("[{}]", items.iter().map(printed).collect::<Vec<_>>().join(", "))
            }
            Value::Map(fields) => {
                let fields = fields.iter().map(|f| format!("{}: {}", f.key, printed(&f.value)));
                format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
            }
        }
    }

    #[test]
    fn front_matter_becomes_a_tree_that_knows_its_bytes() {
        let yaml = "title: Órbita\nrows:\n- {a: 1, b: NO}\n- c: >-\n    two\n    lines\n  d: [x, true]\nnone:\n";
        let (node, refused) = read(yaml, 4).unwrap();
        assert_eq!(
            printed(&node),
            r#"{title: "Órbita", rows: [{a: number 1, b: "NO"}, {c: "two lines", d: ["x", flag true]}], none: -}"#
        );
        assert_eq!(refused, []);
        let Value::Map(fields) = &node.value else { panic!("{node:?}") };
        let span = fields[0].value.span.range();
        assert_eq!(&yaml[span.start - 4..span.end - 4], "Órbita");
        let Value::List(rows) = &fields[1].value.value else { panic!("{node:?}") };
        let span = rows[0].span.range();
        assert_eq!(&yaml[span.start - 4..span.end - 4], "{a: 1, b: NO}");
    }

    #[test]
    fn what_front_matter_does_not_need_is_refused_by_name() {
        let fatal = |yaml: &str| read(yaml, 0).unwrap_err().why;
        assert_eq!(fatal("a: &x [b]\nc: *x\n"), Refusal::Alias);
        assert_eq!(fatal("a: 1\n<<: {b: 2}\n"), Refusal::Merge);
        assert_eq!(fatal("[a]: 1\n"), Refusal::Key);
        assert_eq!(fatal("a\u{a0}b: 1\n"), Refusal::OddSpace);
        assert_eq!(fatal("only words\n"), Refusal::NoFields);
        assert_eq!(fatal("a: 1\n...\nb: 2\n"), Refusal::SecondDocument);
        assert_eq!(fatal(&format!("a: {}{}\n", "[".repeat(40), "]".repeat(40))), Refusal::TooDeep);
        let wide: String = (0..600).map(|n| format!("f{n}: 1\n")).collect();
        assert_eq!(fatal(&wide), Refusal::TooMany);
        let noted = |yaml: &'static str| {
            let (_, refused) = read(yaml, 0).unwrap();
            refused.into_iter().map(|one| (one.why, &yaml[one.at])).next().unwrap()
        };
        assert_eq!(noted("a: &x b\n"), (Refusal::Anchor, "&x"));
        assert_eq!(noted("a: !!str 5\n"), (Refusal::Tag, "!!str"));
        assert_eq!(noted("a: 1\nb: 2\na: 3\n"), (Refusal::Duplicate { first: 0 }, "a"));
    }
}
