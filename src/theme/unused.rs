//! Finds files of a site's own themes that nothing uses, most likely because they are misspelt or in
//! the wrong folder. Without a finding, the site would look as if they did not exist.

use super::files::{Theme, ThemeFile};
use super::words::primary;
use super::{ejected, embedded, style as sheet, unresolved};
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::source::{is_language_tag, language_tag};

/// Names, in lower case, of files in a theme that are meant for people.
const FOR_PEOPLE: [&str; 4] = ["readme", "licence", "license", "changelog"];

/// The finding about a file that is neither a template, a static file nor a file of words.
pub(super) fn stray(theme: &str, inner: &str, file: &ThemeFile) -> Option<Diagnostic> {
    let name = inner.rsplit('/').next().unwrap_or(inner);
    let lower = inner.to_lowercase();
    let for_people = FOR_PEOPLE.iter().any(|word| lower.starts_with(word));
    if file.is_built_in() || for_people || ["theme.yaml", ejected::NAME].contains(&inner) {
        return None;
    }
    let found = Diagnostic::warning(
        "unused-theme-file",
        Place::file(&file.path),
        "nothing uses this file of the theme",
    );
    Some(found.help(words_help(inner).unwrap_or_else(|| file_help(theme, inner, name))))
}

/// Advice for a file of words whose name is not `<language tag>.yaml`.
fn words_help(inner: &str) -> Option<String> {
    let (stem, ending) = inner.strip_prefix("i18n/")?.rsplit_once('.')?;
    let is_words = ["yaml", "yml"].contains(&ending.to_lowercase().as_str()) && !stem.contains('/');
    let tag = if is_language_tag(stem) { Some(stem.to_owned()) } else { language_tag(stem) };
    is_words.then(|| match tag {
        Some(tag) => format!("rename it to `i18n/{tag}.yaml`"),
        None => "name it after the tag of its language (BCP 47), like `i18n/es.yaml` or `i18n/pt-BR.yaml`".to_owned(),
    })
}

/// Advice for any other file: the path of the built-in file with the most similar name.
fn file_help(theme: &str, inner: &str, name: &str) -> String {
    let known = known_files();
    let alike = known.iter().find(|path| path.rsplit('/').next() == Some(name));
    let near = alike.map(String::as_str).or_else(|| nearest(inner, known.iter().map(|one| &**one)));
    match near {
        Some("theme.yaml") => "did you mean `theme.yaml`?".to_owned(),
        Some(path) => format!("move it to `themes/{theme}/{path}` if it is meant to replace that file"),
        None => "templates belong in `templates/`, words in `i18n/<language>.yaml`, and all other files in `static/`".to_owned(),
    }
}

/// The finding about a stylesheet that no page can link to. The theme's stylesheet is published under
/// a name made from its content; pages know no other.
pub(super) fn style(name: &str, file: &ThemeFile) -> Option<Diagnostic> {
    let lower = name.to_lowercase();
    let is_style = lower.ends_with(".css") && !name.contains('/') && name != sheet::SHEET;
    (is_style && !file.is_built_in()).then(|| {
        Diagnostic::warning("unused-theme-file", Place::file(&file.path), "no page uses this style")
            .help("call it `extra.css` to add it to the theme's style, or `style.css` to replace that")
    })
}

/// Findings about templates that the program does not render, and that no other template extends,
/// includes or takes components from.
pub(super) fn templates(theme: &Theme) -> Vec<Diagnostic> {
    let known = known_files();
    let known: Vec<&str> =
        known.iter().filter_map(|path| path.strip_prefix("templates/")).collect();
    let own = theme.templates.iter().filter(|(name, file)| {
        !file.is_built_in() && !known.contains(&name.as_str()) && !is_used(theme, name)
    });
    own.map(|(name, file)| {
        let message = format!("nothing uses the template `{name}`");
        let found = Diagnostic::warning("unused-template", Place::file(&file.path), message);
        match nearest(name, known.iter().copied()) {
            Some(near) => found.did_you_mean(Some(near)),
            None => found.help(
                "name it in another template with `{% include %}` or `{% extends %}`, or delete it",
            ),
        }
    })
    .collect()
}

/// Whether another template contains the name of this one or of a component in it.
fn is_used(theme: &Theme, name: &str) -> bool {
    let Some(file) = theme.templates.get(name) else { return false };
    let components = unresolved::declared(&String::from_utf8_lossy(&file.bytes), "component ");
    let mut wanted = vec![format!("\"{name}\""), format!("'{name}'")];
    wanted.extend(components.iter().map(|component| format!("<{component} ")));
    let mut others = theme.templates.iter().filter(|(other, _)| *other != name);
    others.any(|(_, other)| {
        let text = String::from_utf8_lossy(&other.bytes);
        wanted.iter().any(|wanted| text.contains(wanted.as_str()))
    })
}

/// Findings about the site's own files of words in languages that the site does not have.
#[must_use]
pub fn unused_words(theme: &Theme, languages: &[String]) -> Vec<Diagnostic> {
    let is_asked = |lang: &str| {
        lang == "en" || languages.iter().any(|tag| tag == lang || primary(tag) == lang)
    };
    let others = theme.words.iter().filter(|(lang, _)| !is_asked(lang));
    let files = others.flat_map(|(lang, files)| files.iter().map(move |file| (lang, file)));
    let report = |(lang, file): (&String, &ThemeFile)| {
        let message =
            format!("nothing uses these words: `{lang}` is not one of this site's languages");
        let found = Diagnostic::warning("unused-theme-file", Place::file(&file.path), message);
        found.help(match languages.iter().find(|tag| tag.eq_ignore_ascii_case(lang)) {
            Some(tag) => format!("rename it to `i18n/{tag}.yaml`"),
            None => format!("add `{lang}` to `languages` in content/site.yaml, or delete the file"),
        })
    };
    files.filter(|(_, file)| !file.is_built_in()).map(report).collect()
}

/// The paths of all files of the built-in themes, below their theme's folder.
fn known_files() -> Vec<String> {
    let mut all: Vec<String> = embedded::names()
        .into_iter()
        .flat_map(|theme| embedded::of(theme).map(|(inner, _)| inner))
        .collect();
    all.sort();
    all.dedup();
    all
}
