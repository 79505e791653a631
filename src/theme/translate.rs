//! The filters by which templates show words: `translate`, `time` and `link`.

use std::borrow::Cow;
use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::words::{Segment, Words};
use crate::escape;

/// Gives templates the words of a language.
pub(super) fn register(tera: &mut Tera, words: &Arc<Words>) {
    let words = Arc::clone(words);
    let translate = move |key: &str, values: Kwargs, _: &State<'_>| said(&words, key, &values);
    tera.register_filter("translate", translate);
    tera.register_filter("time", time);
    tera.register_filter("link", link);
}

/// The words of a key. `count` chooses the form; `link` is the target of the words between
/// brackets; any other value replaces the placeholder with its name. The result is HTML if a value
/// is.
fn said(words: &Words, key: &str, values: &Kwargs) -> TeraResult<Value> {
    let count = values.get::<f64>("count")?;
    let Some(segments) = words.segments(key, count) else {
        return Err(Error::message(format!("there are no words for `{key}`")));
    };
    if let [Segment::Plain(plain)] = segments {
        return Ok(Value::normal_string(plain));
    }
    let address = values.get::<Cow<'_, str>>("link")?;
    let is_html =
        address.is_some() || values.iter().any(|(_, value)| value.is_string() && value.is_safe());
    let mut text = String::new();
    for segment in segments {
        match segment {
            Segment::Plain(plain) => text.push_str(&shown(plain, is_html)),
            Segment::Placeholder(name) if name == "count" => {
                text.push_str(&words.grouped(count.unwrap_or_default()));
            }
            Segment::Placeholder(name) => match values.get::<&Value>(name)? {
                Some(value) => match value.as_str() {
                    Some(html) if value.is_safe() => text.push_str(html),
                    Some(words) => text.push_str(&shown(words, is_html)),
                    None => text.push_str(&value.to_string()),
                },
                None => {
                    let message = format!("the words of `{key}` need a value `{name}`");
                    return Err(Error::message(message));
                }
            },
            Segment::Open | Segment::Close => match &address {
                Some(address) if *segment == Segment::Open => {
                    text.push_str(&format!("<a href=\"{}\">", escape::html(address)));
                }
                Some(_) => text.push_str("</a>"),
                None => text.push(if *segment == Segment::Open { '[' } else { ']' }),
            },
        }
    }
    Ok(if is_html { Value::safe_string(&text) } else { Value::normal_string(&text) })
}

/// The text, escaped if the result is HTML.
fn shown(text: &str, is_html: bool) -> Cow<'_, str> {
    if is_html { escape::html(text) } else { text.into() }
}

fn field<'a>(value: &'a Value, name: &'static str) -> TeraResult<&'a str> {
    let found = value.get_from_path(name).and_then(Value::as_str);
    found.ok_or_else(|| Error::message(format!("this has no `{name}`")))
}

/// A date as an element: `<time datetime="2014-03-05">5 March 2014</time>`.
fn time(date: &Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let (iso, words) = (field(date, "iso")?, field(date, "words")?);
    Ok(Value::safe_string(&format!("<time datetime=\"{iso}\">{}</time>", escape::html(words))))
}

/// A link as an element, with the language of its words where that is not the page's.
fn link(link: &Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let (url, title) = (escape::html(field(link, "url")?), escape::html(field(link, "title")?));
    let lang = link.get_from_path("lang").and_then(Value::as_str);
    let element = match lang.map(escape::html) {
        Some(lang) => ["<a href=\"", &url, "\" lang=\"", &lang, "\">", &title, "</a>"].concat(),
        None => ["<a href=\"", &url, "\">", &title, "</a>"].concat(),
    };
    Ok(Value::safe_string(&element))
}
