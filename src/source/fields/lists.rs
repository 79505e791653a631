//! Fields that take lists.

use super::Fields;
use crate::diagnostic::Diagnostic;
use crate::model::{At, Field, Type, Value, is_slug};
use crate::source::fault::{bullet_of, quoted};
use crate::source::reader::Reader;
use crate::source::yaml::{self, Node, Value as Yaml};

impl<'n> Fields<'n> {
    /// Reads a list. A required list needs at least one item.
    pub(super) fn list(&self, field: &'static Field, entry: &'n yaml::Field) -> Option<At<Value>> {
        let (reader, node) = (self.reader, &entry.value);
        let Yaml::List(items) = &node.value else {
            reader.note(no_list(reader, field.name, node));
            return None;
        };
        if items.is_empty() {
            self.absent_items(field, entry);
            return None;
        }
        let read = items.iter().filter_map(|item| reader.value(field.of, item, field.name));
        let mut values: Vec<At<Value>> = read.collect();
        if matches!(field.of, Type::Reference(_)) {
            values = joined(values);
        }
        Some(At::new(Value::List(values), node.span))
    }

    fn absent_items(&self, field: &Field, entry: &yaml::Field) {
        if field.is_required() {
            self.reader.note(self.empty(entry, "expected one item at least"));
        }
    }
}

/// `[Denver, CO]` names one city, not two: a state in capitals belongs to the previous item.
fn joined(slugs: Vec<At<Value>>) -> Vec<At<Value>> {
    let is_state =
        |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let mut joined: Vec<At<Value>> = Vec::with_capacity(slugs.len());
    for slug in slugs {
        match (joined.last_mut(), &slug.value) {
            (Some(At { value: Value::Text(last), span }), Value::Text(state))
                if is_state(state) =>
            {
                *last = format!("{last}, {state}");
                span.end = slug.span.end;
            }
            _ => joined.push(slug),
        }
    }
    joined
}

fn no_list(reader: &Reader<'_>, name: &str, node: &Node) -> Diagnostic {
    if matches!(&node.value, Yaml::Text(text) if text.is_empty()) {
        let found = reader.error("empty-value", node.span, format!("`{name}` is empty"));
        return found.label("expected a list");
    }
    let found = reader.wrong_type(node, name, "a list");
    let source = reader.file.text.read();
    let raw = source.get(node.span.range()).unwrap_or_default();
    match as_list(name, &node.value, raw) {
        Some(help) => found.help(help),
        None => found,
    }
}

/// How to write a single value as a list; `raw` is its text in the file.
fn as_list(name: &str, value: &Yaml, raw: &str) -> Option<String> {
    let is_block = raw.starts_with(['|', '>']) || raw.contains('\n') && raw.starts_with('"');
    match value {
        Yaml::Text(text) if bullet_of(text).is_some() || text.starts_with("- ") => {
            let sign = bullet_of(text).unwrap_or("-");
            let first = text[sign.len()..].split('\n').next().unwrap_or_default();
            let first = first.split(&format!(" {sign} ")).next().unwrap_or_default().trim();
            Some(format!("begin each item with a hyphen, on a line of its own: `- {first}`"))
        }
        Yaml::Text(text) if text.starts_with('-') && !is_block => {
            let first = text.trim_start_matches('-').split(" -").next().unwrap_or_default();
            Some(format!("put a space behind the hyphen of each item: `- {first}`"))
        }
        Yaml::Text(text) => {
            // The items are in round brackets, or one square bracket is missing.
            let text = text.trim().trim_matches(['(', ')', '[', ']']).trim();
            let parts: Vec<&str> = text.split([',', ';']).map(str::trim).collect();
            let item = if parts.iter().all(|part| is_slug(part)) {
                parts.join(", ")
            } else if text.contains([',', ';', ':', '#', '[', ']', '{', '}', '"', '\'']) {
                quoted(text)
            } else {
                text.to_owned()
            };
            let one = if parts.len() > 1 && item.starts_with(['"', '\'']) {
                " if it is one item; otherwise write each item on a line of its own, behind `- `"
            } else {
                ""
            };
            (!text.contains('\n')).then(|| format!("write `{name}: [{item}]`{one}"))
        }
        Yaml::Plain(_, raw) => Some(format!("write `{name}: [{raw}]`")),
        // `{waste, compost}`: brackets of the wrong kind.
        Yaml::Map(fields) if fields.iter().all(|field| field.value.value == Yaml::Null) => {
            let items: Vec<&str> = fields.iter().map(|field| field.key.as_str()).collect();
            Some(format!("write `{name}: [{}]`", items.join(", ")))
        }
        Yaml::Map(fields) => {
            let first = &fields.first()?.key;
            Some(format!("begin each item with a hyphen: `- {first}: …`"))
        }
        Yaml::Null | Yaml::List(_) => None,
    }
}
