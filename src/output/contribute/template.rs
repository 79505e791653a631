//! A template to fill in offline: a heading for each field, a hint below it, and room to write.
//!
//! Each heading ends in the name of its field in square brackets, by which `crosstown import` knows
//! it in every language (`src/import/`).

use crate::model::Kind;
use crate::theme::views::{FormField, FormOption, FormView, Localized, form};

/// The character that hints begin with. Authors do not begin a paragraph with it, so hints are not
/// mistaken for quotations.
pub(super) const MARK: char = '»';

/// A template.
pub(super) struct Template {
    pub(super) title: String,
    pub(super) intro: String,
    pub(super) blocks: Vec<Block>,
}

/// A paragraph of a template.
pub(super) enum Block {
    Heading(String),
    Hint(String),
    /// Room for the answer; for a field within a set, after its name.
    Line(String),
}

impl Template {
    /// The template for a kind of record.
    pub(super) fn of(site: Localized<'_>, kind: Kind) -> Template {
        let view: FormView = form(site, kind, None);
        let word = |key: &str| site.words.translate(&format!("form.{key}"));
        let lang =
            if site.words.is_default() { String::new() } else { format!(" {}", site.lang()) };
        let title = word(&format!("title-{}", kind.as_str()));
        let mut template = Template {
            title: format!("{title} [{}{lang}]", kind.as_str()),
            intro: word("template-intro"),
            blocks: Vec::new(),
        };
        if kind == Kind::Session {
            let label = site.words.translate("kind.convening");
            template.ask(&label, "convening", &[word("convening")]);
        }
        for group in &view.groups {
            group.fields.iter().for_each(|field| template.field(site, field));
            if group.id == "needed" {
                for heading in &view.parts {
                    let (label, key) = if heading.is_empty() {
                        (word("notes"), "notes")
                    } else {
                        (heading.clone(), "text")
                    };
                    template.ask(&label, key, &[word("text-hint")]);
                }
            }
        }
        template
    }

    /// Asks for something.
    fn ask(&mut self, label: &str, key: &str, hints: &[String]) {
        self.blocks.push(Block::Heading(format!("{label} [{key}]")));
        self.blocks.extend(hints.iter().cloned().map(Block::Hint));
        self.blocks.push(Block::Line(String::new()));
    }

    fn field(&mut self, site: Localized<'_>, field: &FormField) {
        let hint = hint(site, field);
        if field.fields.is_empty() {
            self.ask(&field.label, &field.path, &[hint]);
            return;
        }
        self.blocks.push(Block::Heading(format!("{} [{}]", field.label, field.path)));
        self.blocks.push(Block::Hint(hint));
        for one in &field.fields {
            let hint = self::hint(site, one);
            self.blocks.push(Block::Hint(format!("{}: {hint}", one.label)));
        }
        for one in &field.fields {
            let name = one.path.rsplit('.').next().unwrap_or_default();
            self.blocks.push(Block::Line(format!("{} [{name}]: ", one.label)));
        }
    }

    /// The template as Markdown.
    pub(super) fn markdown(&self) -> String {
        let mut text = format!("# {}\n\n> {MARK} {}\n", self.title, self.intro);
        let mut after_line = false;
        for block in &self.blocks {
            let is_line = matches!(block, Block::Line(_));
            match block {
                Block::Heading(heading) => text.push_str(&format!("\n## {heading}\n\n")),
                Block::Hint(hint) => text.push_str(&format!("> {MARK} {hint}\n")),
                Block::Line(line) => {
                    let gap = if after_line { "" } else { "\n" };
                    text.push_str(&format!("{gap}{line}\n"));
                }
            }
            after_line = is_line;
        }
        text
    }
}

/// What a field is for, whether it is needed, and what can be chosen.
fn hint(site: Localized<'_>, field: &FormField) -> String {
    let word = |key: &str| site.words.translate(&format!("form.{key}"));
    let mut parts = vec![field.hint.clone()];
    if field.required {
        parts.push(word("required"));
    }
    match field.control {
        "lines" => parts.push(word("lines")),
        "records" => parts.push(word("lines")),
        "date" => parts.push(word("date")),
        "choice" => parts.push(choices(site, "form.one-of", &field.options)),
        "choices" => parts.push(choices(site, "form.some-of", &field.options)),
        _ => {}
    }
    parts.join(" ")
}

fn choices(site: Localized<'_>, key: &str, options: &[FormOption]) -> String {
    let option = |one: &FormOption| {
        if one.label.eq_ignore_ascii_case(&one.value) {
            one.value.clone()
        } else {
            format!("{} ({})", one.value, one.label)
        }
    };
    let words: Vec<String> = options.iter().map(option).collect();
    site.words.fill(key, &[("words", &words.join(", "))])
}
