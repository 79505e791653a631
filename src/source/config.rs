//! Reads `content/site.yaml`.

use super::fields::Fields;
use super::meant;
use super::reader::Reader;
use super::records::web_address;
use super::yaml;
use crate::address::{self, Address, judge};
use crate::diagnostic::{Diagnostic, Span, nearest};
use crate::model::SourceFile;
use crate::model::{At, Config, ConfigWords, Limits, NavigationItem, Repository};

/// Reads the configuration. `None` only when the file is not YAML at all.
pub(super) fn config(file: &SourceFile) -> (Option<Config>, Vec<Diagnostic>) {
    let (node, mut found) = yaml::parse(file, 0..file.text.len());
    let Some(node) = node else { return (None, found) };
    let reader = Reader::new(file);
    let config = reader.fields(&node, "`site.yaml`").map(|fields| {
        let config = read(&fields);
        let known: Vec<&str> = config.languages.iter().map(String::as_str).collect();
        for words in config.translations.iter().filter(|one| !known.contains(&one.lang.as_str())) {
            let tag = &words.lang;
            let message = format!("`{}` is not a language of this site", tag.value);
            let found = reader.error("unknown-language", tag.span, message);
            reader.note(found.did_you_mean(nearest(tag, known.iter().copied())));
        }
        fields.finish();
        config
    });
    found.extend(reader.found.into_inner());
    (config, found)
}

fn read(fields: &Fields<'_>) -> Config {
    Config {
        title: fields.needed_text("title").value,
        base_url: base_url(fields),
        description: fields.words("description").unwrap_or_default(),
        languages: languages(fields),
        translations: fields.items("translations", "a translation of the site's name", |fields| {
            Some(ConfigWords {
                lang: fields.needed_text("lang"),
                title: fields.words("title"),
                description: fields.words("description"),
            })
        }),
        theme: fields.text("theme").unwrap_or_else(|| At::new("civic".to_owned(), Span::default())),
        license: fields.words("license"),
        repository: fields.map("repository", "`repository`", |fields| {
            let branch = fields.words("branch").unwrap_or_else(|| "main".to_owned());
            let url = fields.needed_text("url");
            let url = if url.is_empty() { url.value } else { web_address(fields, &url) };
            Some(Repository { url, branch })
        }),
        navigation: fields.items("navigation", "an item of the navigation", |fields| {
            let title = fields.needed_text("title").value;
            Some(NavigationItem { title, url: navigation_address(fields) })
        }),
        search: fields
            .map("search", "`search`", |fields| Some(fields.flag("enabled").unwrap_or(true)))
            .unwrap_or(true),
        checks_off: fields
            .map("checks", "`checks`", |fields| Some(fields.texts_at("off")))
            .unwrap_or_default(),
        limits: fields.map("limits", "`limits`", |fields| Some(limits(fields))).unwrap_or_default(),
    }
}

fn limits(fields: &Fields<'_>) -> Limits {
    let default = Limits::default();
    let bytes = |megabytes: At<u64>| megabytes.value * Limits::MEGABYTE;
    Limits {
        record: fields.integer("record_mb", 1..=100).map_or(default.record, bytes),
        attachment: fields.integer("attachment_mb", 1..=2000).map_or(default.attachment, bytes),
        line: fields
            .integer("line_characters", 1_000..=10_000_000)
            .map_or(default.line, |line| line.value),
    }
}

fn base_url(fields: &Fields<'_>) -> At<String> {
    let url = fields.needed_text("base_url");
    match address::base_url(&url) {
        Ok(mended) => At::new(mended, url.span),
        Err(fault) => {
            if !url.is_empty() {
                let message = format!("`{}` is not a base URL", url.value);
                let found = fields.reader.error("bad-url", url.span, message);
                let label = "expected an address that begins with `https://` or `http://`";
                let found = found.label(label);
                let meant = meant::address(&url).and_then(|meant| address::base_url(&meant).ok());
                fields.reader.note(match meant {
                    Some(meant) => found.help(format!("write `base_url: {meant}`")),
                    None => found.note(fault.to_string()),
                });
            }
            At::new(ANY_BASE_URL.to_owned(), url.span)
        }
    }
}

/// One that stands in where a site has none that can be used, so that the rest can be judged.
const ANY_BASE_URL: &str = "https://example.org/";

/// The address of an item of the navigation, from the site's root wherever it is shown.
fn navigation_address(fields: &Fields<'_>) -> At<String> {
    let url = fields.needed_text("url");
    match judge(&url) {
        Ok(Address::Elsewhere(written)) => At::new(written, url.span),
        Ok(Address::Here(local)) => {
            let path = format!("/{}", local.path.trim_start_matches('/'));
            At::new(local.written(&path), url.span)
        }
        Err(fault) => {
            let message = format!("a page must not link to `{}`", url.value);
            let found = fields.reader.error("bad-url", url.span, message);
            let found = found.label("expected a path within the site, like `/practices/`, or an address that begins with `https://`");
            fields.reader.note(found.note(fault.to_string()));
            At::new("/".to_owned(), url.span)
        }
    }
}

fn languages(fields: &Fields<'_>) -> Vec<String> {
    let tags = fields.texts_at("languages");
    for tag in &tags {
        if !is_language(tag) {
            let found = fields.reader.error(
                "bad-language",
                tag.span,
                format!("`{}` is not a language tag", tag.value),
            );
            let found = found.label("expected a tag like `en`, `es` or `pt-BR` (BCP 47)");
            fields.reader.note(found.did_you_mean(meant::language(tag).as_deref()));
        }
    }
    let tags: Vec<String> = tags.into_iter().map(|tag| tag.value).collect();
    if tags.is_empty() { vec!["en".to_owned()] } else { tags }
}

/// Whether `tag` has the shape of a language tag: two or three letters, then subtags.
pub(super) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// The configuration of a site whose `site.yaml` could not be read, so that everything else can
/// still be checked.
pub(super) fn fallback() -> Config {
    Config {
        title: String::new(),
        base_url: At::new(ANY_BASE_URL.to_owned(), Span::default()),
        description: String::new(),
        languages: vec!["en".to_owned()],
        translations: Vec::new(),
        theme: At::new("civic".to_owned(), Span::default()),
        license: None,
        repository: None,
        navigation: Vec::new(),
        search: true,
        checks_off: Vec::new(),
        limits: Limits::default(),
    }
}
