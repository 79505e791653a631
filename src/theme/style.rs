//! Joins a theme's stylesheet from its parts.
//!
//! `static/style.css` imports its parts with lines such as `@import "style/print.css";`. Each part
//! replaces its line, so that a page loads one file, and a site can replace one part with its own
//! file.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::compact::compact;
use super::files::{Theme, ThemeFile};
use crate::diagnostic::{Diagnostic, LineIndex, Place, Span, nearest};

/// The stylesheet below `static/`.
pub(super) const SHEET: &str = "style.css";

/// The folder of its parts below `static/`.
const PARTS: &str = "style/";

/// Inserts the parts and then the `extras` into the stylesheet. A part is not published separately,
/// unless a template or the rest of the stylesheet mentions it.
pub(super) fn join(theme: &mut Theme, extras: &[ThemeFile]) {
    let Some(sheet) = theme.statics.get(SHEET).cloned() else { return };
    let css = std::str::from_utf8(&sheet.bytes).unwrap_or_default();
    let imports = imports(css);
    let mut joined = Vec::new();
    let mut done = 0;
    for Import { statement, name } in &imports {
        joined.extend_from_slice(&sheet.bytes[done..statement.start]);
        match theme.statics.get(&css[name.clone()]) {
            Some(part) => joined.extend_from_slice(part.bytes.trim_ascii_end()),
            None => theme.findings.push(missing(theme, &sheet, css, name)),
        }
        done = statement.end;
    }
    joined.extend_from_slice(&sheet.bytes[done..]);
    for extra in extras {
        joined.push(b'\n');
        joined.extend_from_slice(&extra.bytes);
    }
    let texts = theme.templates.values().map(|file| &*file.bytes).chain([&*joined]);
    let texts: Vec<Cow<'_, str>> = texts.map(String::from_utf8_lossy).collect();
    let idle: BTreeSet<String> = parts(theme)
        .filter(|name| !texts.iter().any(|text| text.contains(*name)))
        .map(str::to_owned)
        .collect();
    let imported: BTreeSet<&str> = imports.iter().map(|import| &css[import.name.clone()]).collect();
    if !imported.is_empty() {
        theme.findings.extend(unused(theme, &idle, &imported));
    }
    theme.statics.retain(|name, _| !idle.contains(name));
    let joined = match std::str::from_utf8(&joined) {
        Ok(text) => compact(text).into_bytes(),
        Err(_) => joined,
    };
    theme.statics.insert(SHEET.to_owned(), ThemeFile { bytes: joined.into(), ..sheet });
}

/// The import of a part: the bytes of the statement, and of the name in it.
struct Import {
    statement: Range<usize>,
    name: Range<usize>,
}

/// The imports of parts. As in any stylesheet, they come before the first rule.
fn imports(css: &str) -> Vec<Import> {
    let mut imports = Vec::new();
    let mut at = 0;
    while let Some(length) = before_rules(&css[at..]) {
        let statement = at..at + length;
        if let Some(name) = part_name(&css[statement.clone()]) {
            let start = at + css[statement.clone()].find(name).unwrap_or_default();
            imports.push(Import { statement, name: start..start + name.len() });
        }
        at += length;
    }
    imports
}

/// The length of the space, comment or statement (`@charset "utf-8";`) at the start of a
/// stylesheet; `None` if it starts with a rule.
fn before_rules(css: &str) -> Option<usize> {
    let space =
        css.len() - css.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').len();
    match css.as_bytes() {
        _ if space > 0 => Some(space),
        [b'/', b'*', rest @ ..] => {
            rest.windows(2).position(|pair| pair == b"*/").map(|end| end + 4)
        }
        [b'@', ..] => {
            css.find([';', '{']).filter(|end| css[*end..].starts_with(';')).map(|end| end + 1)
        }
        _ => None,
    }
}

/// `style/print.css`, from the statement that imports it. An import with conditions, or of another
/// address, is left to the browser.
fn part_name(statement: &str) -> Option<&str> {
    let address = statement.strip_prefix("@import")?.strip_suffix(';')?.trim();
    let bare = address.strip_prefix("url(").and_then(|inner| inner.strip_suffix(')'));
    let name = bare.unwrap_or(address).trim().trim_matches(['"', '\'']);
    let is_part = name.starts_with(PARTS) && name.ends_with(".css");
    (is_part && !name.contains(['"', '\'', ' '])).then_some(name)
}

/// An import of a part that the theme does not have.
fn missing(theme: &Theme, sheet: &ThemeFile, css: &str, name: &Range<usize>) -> Diagnostic {
    let wanted = &css[name.clone()];
    let place = LineIndex::new(css).place(&sheet.path, Span::new(name.clone()));
    let found = Diagnostic::error("bad-theme", place, format!("the theme has no part `{wanted}`"));
    match nearest(wanted, parts(theme)) {
        Some(near) => found.did_you_mean(Some(near)),
        None => found.help(format!("add the file `static/{wanted}` or remove the import")),
    }
}

/// Idle parts of the site's own that the stylesheet does not import either.
fn unused(theme: &Theme, idle: &BTreeSet<String>, imported: &BTreeSet<&str>) -> Vec<Diagnostic> {
    let own = idle.iter().filter(|name| !imported.contains(name.as_str()));
    let own = own.filter_map(|name| theme.statics.get_key_value(name));
    own.filter(|(_, file)| !file.is_built_in())
        .map(|(name, file)| {
            let message = format!("the theme's `{SHEET}` does not import this part");
            let found = Diagnostic::warning("unused-theme-file", Place::file(&file.path), message);
            match nearest(name, imported.iter().copied()) {
                Some(near) => found.did_you_mean(Some(near)),
                None => {
                    let names: Vec<String> =
                        imported.iter().map(|name| format!("`{name}`")).collect();
                    found.help(format!("the parts are {}", names.join(", ")))
                }
            }
        })
        .collect()
}

/// The names of the theme's parts.
fn parts(theme: &Theme) -> impl Iterator<Item = &str> {
    let names = theme.statics.keys().map(String::as_str);
    names.filter(|name| name.starts_with(PARTS) && name.ends_with(".css"))
}

#[cfg(test)]
mod tests {
    use super::imports;

    fn names(css: &str) -> Vec<&str> {
        imports(css).into_iter().map(|import| &css[import.name]).collect()
    }

    #[test]
    fn parts_are_imported_before_the_first_rule() {
        let css = "\u{feff}@charset \"utf-8\";\n/* @import \"style/not.css\"; */\n\
            @import 'style/a.css';@import url(\"style/b.css\");\n@import url( style/c.css );\n\
            p { color: red }\n@import \"style/late.css\";\n";
        assert_eq!(names(css), ["style/a.css", "style/b.css", "style/c.css"]);
    }

    #[test]
    fn other_imports_are_left_to_the_browser() {
        for css in [
            "@import \"fonts/a.css\";",
            "@import \"style/a.css\" print;",
            "@import url(https://example.org/style/a.css);",
            "@import \"style/a.css\"",
            "/* @import \"style/a.css\";",
            "@media print { @import \"style/a.css\"; }",
            "",
        ] {
            assert_eq!(names(css), [""; 0], "{css}");
        }
    }
}
