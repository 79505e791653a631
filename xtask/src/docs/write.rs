//! The views as Markdown.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::types::{Value, View, Views};

/// A value that templates are given: its name there, its type, and the templates that see it.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) name: &'a str,
    pub(super) view: &'a str,
    /// Their names, with commas between them.
    pub(super) templates: &'a str,
}

/// The reference: a table for each context, then one for each view that they are made of.
pub(super) fn reference(contexts: &[Context<'_>], views: &Views) -> Result<String, String> {
    let mut seen = BTreeSet::new();
    let mut text = String::from("## What templates are given\n");
    for context in contexts {
        let view = find(views, context.view)?;
        let templates: Vec<String> = context.templates.split(", ").map(quoted).collect();
        // The heading already says under which name it is given.
        let about = view.about.replace(&format!(", as `{}`", context.name), "");
        let anchor = context.view.to_lowercase();
        let _ = write!(
            text,
            "\n<a id=\"{anchor}\"></a>\n\n### `{}` in {}\n\n{about}\n",
            context.name,
            templates.join(", ")
        );
        text.push_str(&table(view));
        collect(views, context.view, &mut seen)?;
    }
    text.push_str("\n## Parts\n\nWhat the views above are made of.\n");
    for name in seen.iter().filter(|name| contexts.iter().all(|context| context.view != **name)) {
        let view = find(views, name)?;
        let _ = write!(text, "\n### {name}\n\n{}\n{}", view.about, table(view));
    }
    match views.keys().find(|name| !seen.contains(*name)) {
        Some(unseen) => Err(format!(
            "view `{unseen}` belongs to no template: add it to CONTEXTS, or implement `Shown`"
        )),
        None => Ok(text),
    }
}

/// Files in code marks, words as they are.
fn quoted(name: &str) -> String {
    if name.ends_with(".html") { format!("`{name}`") } else { name.to_owned() }
}

fn find<'a>(views: &'a Views, name: &str) -> Result<&'a View, String> {
    views.get(name).ok_or_else(|| format!("unknown view `{name}`"))
}

/// Adds a view and all views that it contains.
fn collect(views: &Views, name: &str, seen: &mut BTreeSet<String>) -> Result<(), String> {
    if !seen.insert(name.to_owned()) {
        return Ok(());
    }
    for field in &find(views, name)?.fields {
        if let Some(inner) = inner(&field.of) {
            collect(views, inner, seen)?;
        }
    }
    Ok(())
}

fn inner(value: &Value) -> Option<&str> {
    match value {
        Value::View(name) => Some(name),
        Value::Maybe(of) | Value::List(of) => inner(of),
        Value::Text | Value::Number | Value::Truth => None,
    }
}

fn table(view: &View) -> String {
    let mut text = String::from("\n| Field | Holds | What it is |\n|---|---|---|\n");
    for field in &view.fields {
        let about = field.about.replace('|', "\\|");
        let _ = writeln!(text, "| `{}` | {} | {about} |", field.name, words(&field.of));
    }
    text
}

fn words(value: &Value) -> String {
    match value {
        Value::Text => "text".to_owned(),
        Value::Number => "number".to_owned(),
        Value::Truth => "true or false".to_owned(),
        Value::View(name) => linked(name),
        Value::Maybe(of) => format!("{}, or nothing", words(of)),
        Value::List(of) => format!("list of {}", words(of)),
    }
}

/// A link to the description of a view. Contexts have explicit anchors, because their headings
/// contain other words.
fn linked(name: &str) -> String {
    format!("[{name}](#{})", name.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::super::types::{Field, View};
    use super::*;

    const CONTEXTS: &[Context<'_>] =
        &[Context { name: "home", view: "Home", templates: "home.html" }];

    fn view(fields: Vec<Field>) -> View {
        View { about: "It, as `home`.".to_owned(), fields }
    }

    #[test]
    fn a_view_that_nobody_sees_is_an_error() {
        let views = Views::from([
            ("Home".to_owned(), view(Vec::new())),
            ("Lost".to_owned(), view(Vec::new())),
        ]);
        assert!(reference(CONTEXTS, &views).unwrap_err().contains("`Lost`"));
    }

    #[test]
    fn parts_are_linked() {
        let of = Value::List(Box::new(Value::View("Card".to_owned())));
        let field = Field { name: "newest".to_owned(), about: "a|b".to_owned(), of };
        let views = Views::from([
            ("Home".to_owned(), view(vec![field])),
            ("Card".to_owned(), view(Vec::new())),
        ]);
        let text = reference(CONTEXTS, &views).unwrap();
        assert!(text.contains("### `home` in `home.html`\n\nIt.\n"), "{text}");
        assert!(text.contains("| `newest` | list of [Card](#card) | a\\|b |"), "{text}");
        assert!(text.contains("### Card\n"), "{text}");
    }
}
