//! The front matter of a generated record, in the notation of each generator.

use std::fmt::Write as _;

/// A value of the front matter.
pub(super) enum Value {
    /// A text that YAML accepts without quotes, a number or a slug.
    Plain(String),
    /// A text in quotes.
    Quoted(String),
    /// A number.
    Number(u32),
    /// A list of slugs, on one line.
    Row(Vec<String>),
    /// A list of sentences, one per line.
    Lines(Vec<String>),
    /// A list of items with fields.
    Items(Vec<Vec<(&'static str, Value)>>),
    /// One value in a nested table.
    Within(&'static str, u32),
}

/// The fields, in order.
pub(super) struct Front(Vec<(&'static str, Value)>);

/// Fields that are taxonomies in Zola's configuration.
const TAXONOMIES: [&str; 4] = ["cities", "topics", "spheres", "mechanisms"];

impl Front {
    pub(super) fn titled(title: impl Into<String>) -> Self {
        Self(vec![("title", Value::Plain(title.into()))])
    }

    pub(super) fn with(mut self, name: &'static str, value: Value) -> Self {
        self.0.push((name, value));
        self
    }

    pub(super) fn plain(self, name: &'static str, text: impl Into<String>) -> Self {
        self.with(name, Value::Plain(text.into()))
    }

    pub(super) fn quoted(self, name: &'static str, text: impl Into<String>) -> Self {
        self.with(name, Value::Quoted(text.into()))
    }

    pub(super) fn row(self, name: &'static str, slugs: Vec<String>) -> Self {
        self.with(name, Value::Row(slugs))
    }

    /// YAML between lines of `---`, as Crosstown and Hugo read it.
    pub(super) fn yaml(&self) -> String {
        let mut text = String::from("---\n");
        for (name, value) in &self.0 {
            let _ = match value {
                Value::Lines(lines) => {
                    let lines = lines.iter().map(|line| format!("- '{line}'\n"));
                    write!(text, "{name}:\n{}", lines.collect::<String>())
                }
                Value::Items(items) => {
                    let items = items.iter().map(|fields| {
                        let fields: Vec<String> =
                            fields.iter().map(|(name, value)| entry(name, value)).collect();
                        format!("- {}\n", fields.join("\n  "))
                    });
                    write!(text, "{name}:\n{}", items.collect::<String>())
                }
                value => writeln!(text, "{}", entry(name, value)),
            };
        }
        text + "---\n"
    }

    /// TOML between lines of `+++`, as Zola reads a page: fields it does not know go under `extra`.
    pub(super) fn toml(&self) -> String {
        let [mut own, mut taxonomies, mut extra] = [const { String::new() }; 3];
        for (name, value) in &self.0 {
            let _ = match (*name, value) {
                ("title", _) => writeln!(own, "title = {}", toml(value)),
                ("summary", _) => writeln!(own, "description = {}", toml(value)),
                ("date", Value::Quoted(date)) => writeln!(own, "date = {date}"),
                (name, Value::Row(_)) if TAXONOMIES.contains(&name) => {
                    writeln!(taxonomies, "{name} = {}", toml(value))
                }
                (name, value) => writeln!(extra, "{name} = {}", toml(value)),
            };
        }
        format!("+++\n{own}[taxonomies]\n{taxonomies}[extra]\n{extra}+++\n")
    }

    /// The same for a section, which has no taxonomies in Zola.
    pub(super) fn section_toml(&self, more: &str) -> String {
        let [mut own, mut extra] = [const { String::new() }; 2];
        for (name, value) in &self.0 {
            let _ = match *name {
                "title" => writeln!(own, "title = {}", toml(value)),
                "summary" => writeln!(own, "description = {}", toml(value)),
                name => writeln!(extra, "{name} = {}", toml(value)),
            };
        }
        format!("+++\n{own}{more}[extra]\n{extra}+++\n")
    }
}

/// `name: value`, if the value fits on one line.
fn entry(name: &str, value: &Value) -> String {
    match value {
        Value::Plain(text) => format!("{name}: {text}"),
        Value::Quoted(text) => format!("{name}: '{text}'"),
        Value::Number(number) => format!("{name}: {number}"),
        Value::Row(slugs) => format!("{name}: [{}]", slugs.join(", ")),
        Value::Within(inner, number) => format!("{name}:\n  {inner}: {number}"),
        Value::Lines(_) | Value::Items(_) => format!("{name}: []"),
    }
}

fn toml(value: &Value) -> String {
    let list = |values: Vec<String>| format!("[{}]", values.join(", "));
    match value {
        Value::Plain(text) | Value::Quoted(text) => toml_text(text),
        Value::Number(number) => number.to_string(),
        Value::Row(texts) | Value::Lines(texts) => {
            list(texts.iter().map(|text| toml_text(text)).collect())
        }
        Value::Items(items) => list(items.iter().map(|fields| toml_table(fields)).collect()),
        Value::Within(name, number) => format!("{{{name} = {number}}}"),
    }
}

fn toml_table(fields: &[(&str, Value)]) -> String {
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name} = {}", toml(value))).collect();
    format!("{{{}}}", fields.join(", "))
}

/// A basic string of TOML, which escapes as JSON does.
fn toml_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn front() -> Front {
        let item =
            vec![("metric", Value::Plain("A \"b\"".to_owned())), ("value", Value::Number(3))];
        Front::titled("Trams")
            .quoted("summary", "All night.")
            .quoted("date", "2020-05-10")
            .row("topics", vec!["topic-01".to_owned(), "topic-02".to_owned()])
            .plain("stage", "pilot")
            .with("core", Value::Lines(vec!["One.".to_owned()]))
            .with("outcomes", Value::Items(vec![item]))
            .with("population", Value::Within("value", 7))
    }

    #[test]
    fn yaml_is_a_line_a_field_or_an_item() {
        assert_eq!(
            front().yaml(),
            "---\ntitle: Trams\nsummary: 'All night.'\ndate: '2020-05-10'\n\
             topics: [topic-01, topic-02]\nstage: pilot\ncore:\n- 'One.'\noutcomes:\n\
             - metric: A \"b\"\n  value: 3\npopulation:\n  value: 7\n---\n"
        );
    }

    #[test]
    fn toml_keeps_what_zola_knows_apart_from_the_rest() {
        assert_eq!(
            front().toml(),
            "+++\ntitle = \"Trams\"\ndescription = \"All night.\"\ndate = 2020-05-10\n\
             [taxonomies]\ntopics = [\"topic-01\", \"topic-02\"]\n[extra]\nstage = \"pilot\"\n\
             core = [\"One.\"]\noutcomes = [{metric = \"A \\\"b\\\"\", value = 3}]\n\
             population = {value = 7}\n+++\n"
        );
        let section = front().section_toml("paginate_by = 100\n");
        assert!(section.contains("\npaginate_by = 100\n[extra]\ndate = "), "{section}");
        assert!(!section.contains("[taxonomies]"), "{section}");
    }
}
